"""A picture as a PNG or a PDF, for programs and papers that take no SVG."""

import re

from knotwork.pictures import sheet
from knotwork.pictures.marks import PAPER

ZOOM = 2  # twice the size on the screen, so that it stays sharp on paper

_SIZE = re.compile(r'<svg [^>]*?viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_PROBE = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{}</svg>"
_LETTER = f'<text y="9" font-size="9" font-family="{sheet.FAMILIES}">M</text>'

# What a picture is called is given as data, never as source: no name can be read as an instruction.
_PAGE = """
#set document(title: sys.inputs.title, description: sys.inputs.description)
#set page(width: float(sys.inputs.width) * 0.75pt, height: float(sys.inputs.height) * 0.75pt, margin: 0pt)
#set text(lang: "en", region: "GB")
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.title + ". " + sys.inputs.description)
"""


class CannotPaint(RuntimeError):
    """No such file can be made here. The message says what to install."""


def to_png(svg: str) -> bytes:
    """The picture as the bytes of a PNG file, in the colours of daylight.

    Raises `CannotPaint` where the package for it is not installed, or where there is no font to write words with.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise CannotPaint(
            "Writing a PNG needs one more package: pip install resvg-py. Or write .svg or .html instead."
        ) from error
    bare, lettered = (resvg_py.svg_to_bytes(svg_string=_PROBE.format(inside)) for inside in ("", _LETTER))
    if bare == lettered:
        raise CannotPaint(
            "No font was found here, so the PNG would have no words. Install one such as Liberation Sans or DejaVu "
            "Sans (Debian: apt install fonts-liberation), or write .pdf, .svg or .html instead."
        )
    return bytes(resvg_py.svg_to_bytes(svg_string=sheet.named(svg), background=PAPER, zoom=ZOOM))


def to_pdf(svg: str, *, title: str, description: str) -> bytes:
    """The picture as the bytes of a PDF file: one page of its own size, in lines and letters, for screen readers too.

    White paper, tagged as PDF/UA-1 asks. Raises `CannotPaint` where the package for it is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise CannotPaint(
            "Writing a PDF needs one more package: pip install typst. Or write .html and print it from a browser."
        ) from error
    width, height = _size(svg)
    given = {"title": title, "description": description, "width": width, "height": height}
    return bytes(
        typst.compile(
            _PAGE.encode(), format="pdf", pdf_standards="ua-1", sys_inputs={**given, "svg": sheet.on_white(svg)}
        )
    )


def _size(svg: str) -> tuple[str, str]:
    found = _SIZE.match(svg)
    if found is None:
        raise CannotPaint("Only a picture that begins with <svg …> and states its size can become a PDF.")
    return found.group(1), found.group(2)
