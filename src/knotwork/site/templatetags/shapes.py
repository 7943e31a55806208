"""The shape of each kind of strand, the same as in the picture of a thread, and the line that shows one in a list."""

from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from knotwork.pictures import answer_marks
from knotwork.pictures.thread_kinds import kind_outline

register = template.Library()
NOTHING = SafeString()
LINE = (
    '<li class="kw-strand">{shape}<div><h{level} class="kw-strand__title"><span class="kw-strand__kind">{word}</span>'
    '{title}</h{level}>{to}{known}{why}<div class="kw-strand__body">{body}</div></div></li>'
)


@register.simple_tag
@cache
def kind_shape(kind: str) -> SafeString:
    """Draw the shape of a kind of strand; the word beside it says the same, so screen readers pass it over."""
    return format_html(
        '<svg class="kw-strand__shape" viewBox="-9 -9 18 18" aria-hidden="true"><path d="M0 0{}"/></svg>',
        kind_outline(kind),
    )


@register.simple_tag
@cache
def answered(answer: str, count: int = 1) -> str:
    """`{% answered "seen" 3 as marks %}{{ marks|safe }}`: a mark for each of so many places that give an answer."""
    return answer_marks(answer.lower(), count)


@register.simple_tag
def strand_line(
    *, kind: str = "", word: str = "", title: str = "", href: str = "", who: str = "", where: str = "", when: str = "",
    to: str = "", why: str = "", level: Any = 3, body: Any = "",
) -> SafeString:  # fmt: skip
    """One strand in a list: shape, kind, title, what it answers, who, where and when, why it is shown, and more."""
    known = " · ".join(str(part) for part in (who, where, when) if part)
    return format_html(
        LINE,
        shape=kind_shape(str(kind)),
        level=int(level),
        word=word,
        title=format_html('<a href="{}">{}</a>', href, title) if href else title,
        to=format_html('<p class="kw-strand__line">to “{}”</p>', to) if to else NOTHING,
        known=format_html('<p class="kw-strand__line">{}</p>', known) if known else NOTHING,
        why=format_html('<p class="kw-strand__why">Shown because {}</p>', why) if why else NOTHING,
        body=body,
    )


def _day(at: datetime) -> str:
    here = localtime(at)
    return f"{here.day} {here:%b %Y}"


@register.filter
def shortened(text: str, most: int) -> str:
    """A text of at most so many letters, the last of them … where it was longer: cheap, for lists of hundreds."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


@register.tag
def strand(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% strand other level=2 why=why title=marked %}more{% endstrand %}`: a strand in a list, with more below it.

    Lists show hundreds of these: this is several times as quick as a component with ten attributes.
    """
    _name, of, *more = token.split_contents()
    given = template.base.token_kwargs(more, parser)
    body = parser.parse(("endstrand",))
    parser.delete_first_token()
    return _Strand(parser.compile_filter(of), given, body)


class _Strand(template.Node):
    """A strand in a list. The table of what is given is `{name: expression}`; what is empty is as if not given."""

    def __init__(self, of: Any, given: dict[str, Any], body: template.NodeList) -> None:
        self.of, self.given, self.nodelist = of, given, body

    def render(self, context: template.Context) -> SafeString:
        """The line, with everything that people wrote escaped."""
        one = self.of.resolve(context)
        given = {name: value.resolve(context) for name, value in self.given.items()}
        return strand_line(
            kind=one.kind,
            word=one.get_kind_display(),
            title=given.get("title") or one.title,
            href=one.get_absolute_url(),
            who=one.teller,
            where=one.place.name if one.place else one.system.name,
            when=_day(one.at),
            to=getattr(one, "to", ""),
            why=given.get("why") or "",
            level=given.get("level") or 3,
            body=self.nodelist.render(context),
        )
