"""What a file that somebody sent is: known by what is in it, never by its name. Photographs are made anew."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

LONGEST = 2_000  # pixels, of the longer side as a photograph is kept
MOST_PIXELS = 50_000_000
LARGEST_PHOTOGRAPH, LARGEST_FILE = 20_000_000, 10_000_000  # bytes, as they are sent
PHOTOGRAPHS = ("JPEG", "PNG", "WEBP")
QUALITY = 85
PHOTOGRAPH = "photograph"
# What Pillow raises on damaged bytes: most of it is no error of its own, but of whatever line met them first.
UNREADABLE = (OSError, SyntaxError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, EOFError)
UNREADABLE += (struct.error, Image.DecompressionBombError)
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
# The media type of each sort of file, what its name ends in, and what people call it.
SORTS = {
    PHOTOGRAPH: ("image/jpeg", "jpg", "photograph"),
    "pdf": ("application/pdf", "pdf", "PDF"),
    "docx": (f"{OFFICE}.wordprocessingml.document", "docx", "Word document"),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", "xlsx", "spreadsheet"),
    "pptx": (f"{OFFICE}.presentationml.presentation", "pptx", "slides"),
    "odt": (f"{OPEN}.text", "odt", "text document"),
    "ods": (f"{OPEN}.spreadsheet", "ods", "spreadsheet"),
    "odp": (f"{OPEN}.presentation", "odp", "slides"),
}
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
MOST_PARTS, LARGEST_UNPACKED = 5_000, 150_000_000  # parts, and bytes of all of them, of a packed document
# What names who wrote a document is in parts of their own. These are kept in their place, and say nothing.
XML, SAYS_NOTHING = '<?xml version="1.0" encoding="UTF-8"?>', "http://schemas.openxmlformats.org"
WRITER = f'<cp:coreProperties xmlns:cp="{SAYS_NOTHING}/package/2006/metadata/core-properties"/>'
PROPERTIES = {
    "core.xml": WRITER,
    "app.xml": f'<Properties xmlns="{SAYS_NOTHING}/officeDocument/2006/extended-properties"/>',
    "custom.xml": f'<Properties xmlns="{SAYS_NOTHING}/officeDocument/2006/custom-properties"/>',
    "meta.xml": (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' office:version="1.2"><office:meta/></office:document-meta>'
    ),
}
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
DRAWS = {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"}
TURNED = 274  # the number by which EXIF knows which side of a picture is up
TAKEN = "Send a photograph (JPEG, PNG or WebP), a PDF, or a document, spreadsheet or slides without macros."


class CannotTake(ValueError):
    """A file is none that is kept here; in words that say what to do."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it is kept: its sort by `SORTS`, its bytes, and of a photograph how many pixels wide and high."""

    sort: str
    data: bytes
    width: int | None = None
    height: int | None = None


def prepared(data: bytes) -> Prepared:
    """What to keep of a file that was sent.

    A photograph is drawn anew, upright and at most 2,000 pixels long, so that nothing is left of what its camera
    wrote into it: where and when it was taken, by which device, a smaller picture of what was cut away. The pictures
    in a packed document lose the same, and its properties the names of who wrote it. A PDF is kept as it is.

    Raises:
        CannotTake: it is empty, too large, damaged, has macros, or is of another sort.
    """
    if not data:
        raise CannotTake("The file is empty. Choose another.")
    photograph = _begins_as_photograph(data)
    most = LARGEST_PHOTOGRAPH if photograph else LARGEST_FILE
    if len(data) > most:
        raise CannotTake(f"The file is larger than {most // 1_000_000} MB. Make it smaller, or divide it.")
    return _photograph(data) if photograph else _document(data)


def _begins_as_photograph(data: bytes) -> bool:
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or webp


def _photograph(data: bytes) -> Prepared:
    try:
        with Image.open(BytesIO(data), formats=PHOTOGRAPHS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                most = MOST_PIXELS // 1_000_000
                raise CannotTake(f"The photograph has more than {most} million points. Make it smaller.")
            sent.draft("RGB", (LONGEST, LONGEST))  # a JPEG is read no finer than it is kept
            profile = sent.info.get("icc_profile")
            drawn = ImageOps.exif_transpose(sent)
            drawn.thumbnail((LONGEST, LONGEST))
            kept = _on_white(_in_common_colours(drawn, profile))
    except CannotTake:
        raise
    except UNREADABLE as wrong:
        raise CannotTake("The photograph is damaged and cannot be read. Take it out of its app once more.") from wrong
    made = BytesIO()
    kept.save(made, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return Prepared(PHOTOGRAPH, made.getvalue(), *kept.size)


def _in_common_colours(drawn: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB, so that its colours are right without its profile. A broken profile is passed over."""
    if not profile or drawn.mode not in {"RGB", "CMYK"}:
        return drawn
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        changed = ImageCms.profileToProfile(drawn, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return drawn
    return changed or drawn


def _on_white(drawn: Image.Image) -> Image.Image:
    """The picture alone, with nothing that came with it, and white where one could see through it."""
    seen = drawn.convert("RGBA") if drawn.has_transparency_data else drawn.convert("RGB")
    kept = Image.new("RGB", seen.size, "white")
    kept.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return kept


def _document(data: bytes) -> Prepared:
    if data.startswith(b"%PDF-"):
        return Prepared("pdf", data)
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return Prepared(_packed(archive), _cleaned(archive))
        except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, OSError, EOFError, RuntimeError) as wrong:
            raise wrong if isinstance(wrong, CannotTake) else CannotTake(f"The file is damaged. {TAKEN}") from wrong
    raise CannotTake(f"This is no file that is kept here. {TAKEN}")


def _packed(archive: zipfile.ZipFile) -> str:
    """Which sort of packed document it is. Nothing of it is unpacked for that but a few letters that name it."""
    names = set(archive.namelist())
    if any(_has_macros(name) for name in names):
        raise CannotTake("The file has macros. Keep it without them, and send that.")
    for part, sort in PARTS.items():
        if part in names and "[Content_Types].xml" in names:
            return sort
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as first:
            said = first.read(80).decode("ascii", "replace").strip()
        for sort, (media, *_names) in SORTS.items():
            if said == media:
                return sort
    raise CannotTake(f"This is no file that is kept here. {TAKEN}")


def _has_macros(name: str) -> bool:
    low = name.lower()
    return low.endswith("vbaproject.bin") or low.startswith(("basic/", "scripts/"))


def _cleaned(archive: zipfile.ZipFile) -> bytes:
    """The document packed anew, its parts in their order, without what its pictures and its properties say of people.

    It is unpacked a part at a time and only so far, for a small file can unpack without end.
    """
    parts, left, made = archive.infolist(), LARGEST_UNPACKED, BytesIO()
    if len(parts) > MOST_PARTS or len({part.filename.lower() for part in parts}) < len(parts):
        raise zipfile.BadZipFile
    with zipfile.ZipFile(made, "w") as kept:
        for part in parts:
            if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise zipfile.BadZipFile
            with archive.open(part) as packed:
                data = packed.read(left + 1)
            left -= len(data)
            if left < 0:
                raise CannotTake("The file unpacks to more than is looked through here. Make it smaller, or divide it.")
            if part.filename == "META-INF/manifest.xml" and b"encryption-data" in data:
                raise CannotTake("The file is locked with a password. Keep it without one, and send that.")
            anew = zipfile.ZipInfo(part.filename)
            anew.compress_type = part.compress_type
            kept.writestr(anew, _part(part.filename.lower(), data))
    return made.getvalue()


def _part(name: str, data: bytes) -> bytes:
    """One part of a document as it is kept."""
    folder, _slash, last = name.rpartition("/")
    if last in PROPERTIES and (last == "meta.xml" or folder == "docprops"):
        return f"{XML}{PROPERTIES[last]}".encode()
    if name.endswith(".psmdcp"):  # where some programs keep who wrote it
        return f"{XML}{WRITER}".encode()
    if data.startswith(b"\xff\xd8\xff"):
        return _bare_jpeg(data)
    return _bare_png(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else data


def _bare_jpeg(data: bytes) -> bytes:
    """A JPEG as it was drawn, with its colours and which side is up, and nothing else that was written into it."""
    kept, at = [data[:2], _upright(data)], 2
    while at + 4 <= len(data) and data[at : at + 2] != b"\xff\xd9":
        if data[at : at + 2] == b"\xff\xff":  # what fills a gap before a marker
            at += 1
            continue
        marker, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if data[at] != 0xFF or end > len(data) or end < at + 4:
            raise CannotTake("A picture in the file is damaged. Take it out, or send the file as a PDF.")
        if marker == 0xDA:  # what is drawn follows, as far as the next marker
            found = NEXT_MARKER.search(data, end)
            end = found.start() if found else len(data)
        own = data[at + 4 : end]
        jfif, colours = marker == 0xE0 and len(own) == 14, marker == 0xE2 and own.startswith(b"ICC_PROFILE\0")
        if marker < 0xE0 or marker == 0xEE or jfif or colours:
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, b"\xff\xd9"])


def _upright(data: bytes) -> bytes:
    """Which side of a JPEG is up, as the only thing that is said of it; nothing where it stands as it was drawn."""
    try:
        with Image.open(BytesIO(data), formats=["JPEG"]) as sent:
            turned = sent.getexif().get(TURNED, 1)
    except UNREADABLE:
        return b""
    if turned not in range(2, 9):
        return b""
    said = Image.Exif()
    said[TURNED] = turned
    own = said.tobytes()
    return b"\xff\xe1" + (len(own) + 2).to_bytes(2) + own


def _bare_png(data: bytes) -> bytes:
    """A PNG with what is drawn and its colours, and nothing else that was written into it."""
    kept, at = [data[:8]], 8
    while at < len(data):
        name, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4])
        if name[:1].isupper() or name in DRAWS:
            kept.append(data[at:end])
        at = len(data) if name == b"IEND" else end
    return b"".join(kept)


def in_words(sort: str, size: int) -> str:
    """What a file is and how large, as people say it: PDF, 0.4 MB."""
    return f"{SORTS[sort][2]}, {max(size / 1_000_000, 0.1):.1f} MB"


def name_of(code: str, sort: str) -> str:
    """The name by which a file is taken away. The one that it came with is not kept: it may name somebody."""
    return f"knotwork-{code}.{SORTS[sort][1]}"


def endings() -> Iterable[str]:
    """What the names of files that are kept here end in, for the browser that lets people choose."""
    return (".jpeg", ".png", ".webp", *(f".{ending}" for _media, ending, _name in SORTS.values()))
