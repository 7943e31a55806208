"""Terms of the shared language in a text, each with what it means, for eyes, fingers and the keyboard."""

import re
from itertools import count
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines

from knotwork.learning.language.codes import pieces
from knotwork.learning.language.queries import Meaning, Vocabulary

register = template.Library()
NUMBERS = "explained_so_far"
PARAGRAPH = re.compile(r"\n{2,}")
UNAGREED = "Nobody has agreed this yet. "
NEW_LINE = SafeString("<br>")


@register.simple_tag(takes_context=True)
def explained(context: Any, text: str, vocabulary: Vocabulary) -> SafeString:
    """A text in paragraphs, in which each term shows its meaning the first time that it is said."""
    numbers = context.render_context.setdefault(NUMBERS, count(1))
    paragraphs: list[list[SafeString]] = [[]]
    for piece in pieces(normalize_newlines(text), vocabulary.forms):
        if piece.terms:
            meanings = [vocabulary.meanings[one] for one in piece.terms]
            paragraphs[-1].append(_term(piece.text, meanings, next(numbers)))
            continue
        first, *further = PARAGRAPH.split(piece.text)
        paragraphs[-1].append(_lines(first))
        paragraphs += [[_lines(more)] for more in further]
    said = (format_html_join("", "{}", ((part,) for part in some)) for some in paragraphs if any(some))
    return format_html_join("\n\n", "<p>{}</p>", ((one,) for one in said))


def _lines(text: str) -> SafeString:
    return format_html_join(NEW_LINE, "{}", ((line,) for line in text.split("\n")))


def _term(words: str, meanings: list[Meaning], number: int) -> SafeString:
    """The words as a button, and beside it what they mean: shown on hover, on focus and on a tap."""
    told = format_html_join(
        "", '<span class="kw-term__one"><strong>{}</strong>, {}: {} {}<a href="{}">More</a></span>',
        ((one.name, one.system, one.meaning, "" if one.agreed else UNAGREED, one.address) for one in meanings),
    )  # fmt: skip
    return format_html(
        '<span class="kw-term"><button type="button" class="kw-term__word" aria-describedby="term-{number}">'
        '{words}</button><span class="kw-term__meaning" id="term-{number}">{told}</span></span>',
        number=number, words=words, told=told,
    )  # fmt: skip
