"""The shape of each kind of strand, the same as in the picture of a thread."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from knotwork.pictures.thread_kinds import kind_outline

register = template.Library()


@register.simple_tag
def kind_shape(kind: str) -> SafeString:
    """Draw the shape of a kind of strand; the word beside it says the same, so screen readers pass it over."""
    return format_html(
        '<svg class="kw-strand__shape" viewBox="-9 -9 18 18" aria-hidden="true"><path d="M0 0{}"/></svg>',
        kind_outline(kind),
    )
