"""What is kept of a file that somebody sent: photographs with nothing of their camera, documents with what they say."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from knotwork.learning.files import codes
from knotwork.learning.files.codes import SORTS, CannotTake, endings, in_words, name_of, prepared
from tests.photographs import SECRET, as_a_camera_writes, document, packed, picture

OPEN = b"application/vnd.oasis.opendocument.text"


def seen(data: bytes) -> Image.Image:
    return Image.open(BytesIO(prepared(data).data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_kept_as_a_jpeg_of_its_size(kind) -> None:
    made = prepared(picture(kind=kind))
    kept = Image.open(BytesIO(made.data))
    assert (made.sort, made.width, made.height) == ("photograph", 60, 40)
    assert (kept.format, kept.size, kept.mode) == ("JPEG", (60, 40), "RGB")
    assert all(abs(a - b) < 12 for a, b in zip(kept.getpixel((50, 30)), (0, 128, 128), strict=True))


def test_what_the_camera_wrote_is_there_before_and_gone_after() -> None:
    sent = as_a_camera_writes()
    assert SECRET.encode() in sent
    assert Image.open(BytesIO(sent)).getexif().get_ifd(34853)
    kept = prepared(sent).data
    assert SECRET.encode() not in kept
    assert b"Exif" not in kept
    assert not Image.open(BytesIO(kept)).getexif()
    assert set(Image.open(BytesIO(kept)).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_words_in_other_kinds_of_pictures_are_gone_too() -> None:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Author", SECRET)
    for sent in (picture(kind="PNG", pnginfo=said), picture(kind="WEBP", xmp=SECRET.encode())):
        assert SECRET.encode() in sent
        assert SECRET.encode() not in prepared(sent).data


def test_a_photograph_taken_sideways_stands_upright() -> None:
    made = prepared(as_a_camera_writes(turned=True))
    assert (made.width, made.height) == (40, 60)
    assert min(Image.open(BytesIO(made.data)).getpixel((36, 4))) > 200  # the white corner, turned to the right


def test_a_large_photograph_is_made_smaller_and_keeps_its_shape() -> None:
    made = prepared(picture(size=(4000, 3000)))
    assert (made.width, made.height) == (2000, 1500)
    assert prepared(picture(size=(500, 3000))).height == 2000


def test_a_small_one_is_not_made_larger() -> None:
    assert prepared(picture(size=(7, 3))).width == 7


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "I;16"])
def test_pictures_of_every_make_are_kept_in_common_colours(mode) -> None:
    drawn, made = Image.new("RGB", (20, 20), "teal"), BytesIO()
    (Image.new("I;16", (20, 20), 40_000) if mode == "I;16" else drawn.convert(mode)).save(made, "PNG")
    assert seen(made.getvalue()).mode == "RGB"


def test_a_picture_for_print_is_kept_in_common_colours() -> None:
    kept = seen(picture(mode="CMYK"))
    assert kept.mode == "RGB"


def test_what_one_could_see_through_is_white() -> None:
    made = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG")
    assert min(seen(made.getvalue()).getpixel((5, 5))) > 250


def test_colours_are_right_without_the_profile_that_is_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = picture(icc_profile=profile)
    assert b"ICC_PROFILE" in sent
    kept = prepared(sent).data
    assert b"ICC_PROFILE" not in kept
    assert all(abs(a - b) < 12 for a, b in zip(seen(sent).getpixel((50, 30)), (0, 128, 128), strict=True))


def test_a_broken_profile_is_passed_over() -> None:
    assert prepared(picture(icc_profile=b"no profile" * 20)).width == 60


def test_too_many_points_are_refused_before_they_are_drawn(monkeypatch) -> None:
    monkeypatch.setattr(codes, "MOST_PIXELS", 2_000)
    with pytest.raises(CannotTake, match="million points"):
        prepared(picture())


def test_a_picture_that_unpacks_without_end_is_refused() -> None:
    made = BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    assert len(made.getvalue()) < 100_000
    with pytest.raises(CannotTake):
        prepared(made.getvalue())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_cut_off_is_refused_wherever_it_is_cut(kind) -> None:
    sent = picture(size=(300, 200), kind=kind)
    for share in range(1, 19):
        with pytest.raises(CannotTake):
            prepared(sent[: len(sent) * share // 20])


def test_a_photograph_whose_camera_is_named_in_a_number_is_said_to_be_damaged() -> None:
    named = bytes.fromhex("0110 000b 00000001 3f800000")  # the model of a camera, a fraction where letters belong
    turned = bytes.fromhex("0112 0003 00000001 00060000")
    own = b"Exif\0\0MM\0*" + bytes.fromhex("00000008 0002") + named + turned + bytes(4)
    sent = picture(kind="JPEG")
    sent = sent[:2] + b"\xff\xe1" + (len(own) + 2).to_bytes(2) + own + sent[2:]
    with pytest.raises(CannotTake, match="damaged"):
        prepared(sent)


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_a_damaged_photograph_is_refused_or_drawn(kind, data) -> None:
    sent = bytearray(picture(kind=kind))
    for _each in range(data.draw(st.integers(1, 6))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = prepared(bytes(sent))
    except CannotTake:
        return
    assert made.sort == "photograph" or not bytes(sent).startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF"))
    assert made.sort != "photograph" or Image.open(BytesIO(made.data)).format == "JPEG"


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused_or_a_pdf(data) -> None:
    try:
        assert prepared(data).sort == "pdf"
    except CannotTake:
        assert not data.startswith(b"%PDF-")


DOCUMENTS = {
    "pdf": b"%PDF-1.7\n%%EOF",
    "docx": document(),
    "xlsx": document("xl__workbook_dot_xml"),
    "pptx": document("ppt__presentation_dot_xml"),
    "odt": packed(mimetype=OPEN, content_dot_xml=b"<a/>"),
    "ods": packed(mimetype=OPEN.replace(b"text", b"spreadsheet"), content_dot_xml=b"<a/>"),
    "odp": packed(mimetype=OPEN.replace(b"text", b"presentation"), content_dot_xml=b"<a/>"),
}


def test_every_sort_of_document_is_tried_here() -> None:
    assert {"photograph", *DOCUMENTS} == set(SORTS)


@pytest.mark.parametrize("sort", DOCUMENTS)
def test_a_document_is_known_by_what_is_in_it_and_says_the_same_when_kept(sort) -> None:
    made = prepared(DOCUMENTS[sort])
    assert (made.sort, made.width) == (sort, None)
    assert parts(made.data) == parts(DOCUMENTS[sort])


def parts(data: bytes) -> list[tuple[str, bytes]]:
    """What is packed in a file, in its order; of a file that is not packed, all of it."""
    if not data.startswith(b"PK"):
        return [("", data)]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


REFUSED = {
    "nothing": (b"", "empty"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "no file that is kept"),
    "a drawing": (b"<svg onload=alert(1) />", "no file that is kept"),
    "a program": (b"MZ\x90\x00", "no file that is kept"),
    "a moving picture": (b"GIF89a" + bytes(40), "no file that is kept"),
    "words": (b"just words", "no file that is kept"),
    "a packed file": (packed(a_dot_txt=b"x"), "no file that is kept"),
    "a page that says it is open": (packed(mimetype=b"text/html", content_dot_xml=b"<a/>"), "no file that is kept"),
    "half an office document": (packed(word__document_dot_xml=b"<a/>"), "no file that is kept"),
    "a document with macros": (document(word__vbaProject_dot_bin=b"x"), "macros"),
    "a spreadsheet with macros": (document("xl__workbook_dot_xml", xl__VBAPROJECT_dot_BIN=b"x"), "macros"),
    "an open document with macros": (
        packed(mimetype=OPEN, content_dot_xml=b"<a/>", Basic__Standard__a_dot_xml=b"x"),
        "macros",
    ),
    "a document cut off": (document()[:60], "damaged"),
    "a JPEG of nothing": (b"\xff\xd8\xff" + bytes(50), "damaged"),
    "a WebP of nothing": (b"RIFF\x00\x00\x00\x00WEBP" + bytes(20), "damaged"),
    "a PNG of nothing": (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_everything_else_is_refused_with_what_to_do(name) -> None:
    sent, why = REFUSED[name]
    with pytest.raises(CannotTake, match=why):
        prepared(sent)


def test_what_is_too_large_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(codes, "LARGEST_FILE", 30)
    with pytest.raises(CannotTake, match="larger than"):
        prepared(b"%PDF-1.7" + bytes(30))
    monkeypatch.setattr(codes, "LARGEST_PHOTOGRAPH", 300)
    with pytest.raises(CannotTake, match="larger than"):
        prepared(picture())


def test_files_are_named_by_us() -> None:
    assert name_of("abc", "docx") == "knotwork-abc.docx"
    assert in_words("pdf", 1_240_000) == "PDF, 1.2 MB"
    assert in_words("pdf", 10) == "PDF, 0.1 MB"
    assert set(endings()) >= {f".{ending}" for _media, ending, _name in SORTS.values()}
