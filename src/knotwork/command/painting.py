"""A picture as a PNG, for programs that take no SVG."""

from knotwork.pictures.marks import PAPER

ZOOM = 2  # twice the size on the screen, so that it stays sharp on paper


class CannotPaint(RuntimeError):
    """No PNG can be made here. The message says what to install."""


def to_png(svg: str) -> bytes:
    """The picture as the bytes of a PNG file. Raises `CannotPaint` where the package for it is not installed."""
    try:
        import resvg_py
    except ImportError as error:
        raise CannotPaint(
            "Writing a PNG needs one more package: pip install resvg-py. Or write .svg or .html instead."
        ) from error
    # The picture as it is, without its style sheet: the colours of daylight stand in the file itself.
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, background=PAPER, zoom=ZOOM))
