"""Terms of the shared language in a text, each with what it means, for eyes, fingers and the keyboard."""

from itertools import count
from typing import Any

from django import template
from django.utils.html import escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from knotwork.learning.language.codes import pieces
from knotwork.learning.language.queries import Meaning, Vocabulary

register = template.Library()
NUMBERS = "explained_so_far"


@register.simple_tag(takes_context=True)
def explained(context: Any, text: str, vocabulary: Vocabulary | None) -> SafeString:
    """A text in paragraphs, in which each term shows its meaning the first time that it is said."""
    if not vocabulary or not vocabulary.forms:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - escaped by linebreaks
    numbers = context.render_context.setdefault(NUMBERS, count(1))
    # Terms stand as marks while paragraphs are made, so that nothing of their pages is taken for text.
    found = pieces(text.replace("\ue000", "").replace("\ue001", ""), vocabulary.forms)
    terms = [piece for piece in found if piece.terms]
    marked = "".join("\ue000\ue001" if piece.terms else piece.text for piece in found)
    said = linebreaks(marked, autoescape=True).split("\ue000\ue001")
    shown = [_term(piece.text, [vocabulary.meanings[one] for one in piece.terms], next(numbers)) for piece in terms]
    return mark_safe("".join(part + term for part, term in zip(said, [*shown, ""], strict=True)))  # noqa: S308 - each escaped


def _term(words: str, meanings: list[Meaning], number: int) -> SafeString:
    """The words as a button, and beside it what they mean: shown on hover, on focus and on a tap."""
    told = format_html_join(
        "", "<span class=\"kw-term__one\"><strong>{}</strong>, {}: {} <a href=\"{}\">More</a></span>",
        ((one.name, one.system, one.meaning, one.address) for one in meanings),
    )  # fmt: skip
    return format_html(
        '<span class="kw-term"><button type="button" class="kw-term__word" aria-describedby="term-{number}">'
        "{words}</button>"
        '<span class="kw-term__meaning" id="term-{number}">{told}</span></span>',
        number=number, words=escape(words), told=told,
    )  # fmt: skip
