"""Photographs and documents as people send them, with what their makers write into them."""

import zipfile
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

PLACE, DEVICE = 34853, 272  # the numbers by which EXIF knows where a picture was taken, and with what
UPRIGHT, TURNED = 274, 6
SECRET = "Camera of Ward 4"


def picture(*, size: tuple[int, int] = (60, 40), kind: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    """A picture as a file: teal, with a white corner at its top left."""
    drawn = Image.new("RGB", size, "teal")
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="white")
    made = BytesIO()
    drawn.convert(mode).save(made, kind, **more)
    return made.getvalue()


def as_a_camera_writes(*, turned: bool = False) -> bytes:
    """A photograph that says where it was taken, and by which device; `turned` lies on its side."""
    said = Image.Exif()
    said[DEVICE] = SECRET
    if turned:
        said[UPRIGHT] = TURNED
    said.get_ifd(PLACE)[1] = "N"
    said.get_ifd(PLACE)[2] = (51.0, 30.0, 26.0)
    return picture(exif=said, comment=SECRET.encode())


def packed(**parts: bytes) -> bytes:
    """A packed file with these parts: `__` stands for a slash in a name, `_dot_` for a dot."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def document(part: str = "word__document_dot_xml", **more: bytes) -> bytes:
    """A document of an office suite, with nothing in it."""
    return packed(**{"[Content_Types]_dot_xml": b"<Types/>", part: b"<document/>", **more})
