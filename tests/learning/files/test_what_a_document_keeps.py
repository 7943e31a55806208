"""What is kept of a document: all that it says, and nothing of cameras and of who wrote it."""

import zipfile
from io import BytesIO

import openpyxl
import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from knotwork.learning.files import codes
from knotwork.learning.files.codes import CannotTake, prepared
from tests.learning.files.test_what_a_file_is import OPEN, parts
from tests.photographs import DEVICE, PLACE, SECRET, as_a_camera_writes, document, packed, picture

WRITER = b"Theodora Quill"
CORE = b"<cp:coreProperties><dc:creator>%s</dc:creator><cp:lastModifiedBy>%s</cp:lastModifiedBy></cp:coreProperties>"


def labelled() -> bytes:
    """A PNG that says who made it, and where."""
    said, where = PngInfo(), Image.Exif()
    said.add_text("Author", SECRET)
    said.add_text("Comment", SECRET, zip=True)
    said.add_itxt("XML:com.adobe.xmp", SECRET)
    where[DEVICE] = SECRET
    where.get_ifd(PLACE)[1] = "N"
    return picture(kind="PNG", pnginfo=said, exif=where, dpi=(72, 72))


def kept(data: bytes, name: str = "word/media/image1.jpeg") -> bytes:
    """One part of a document as it is kept, and the picture looks as it did."""
    said = dict(parts(prepared(document(**{name.replace("/", "__").replace(".", "_dot_"): data})).data))
    return said[name]


def drawn(data: bytes) -> tuple[str | None, tuple[int, int], bytes]:
    with Image.open(BytesIO(data)) as found:
        return found.format, found.size, found.convert("RGB").tobytes()


@pytest.mark.parametrize("name", ["word/media/image1.jpeg", "ppt/media/image1.jpg", "anything.bin"])
def test_a_photograph_in_a_document_is_drawn_the_same_and_says_nothing(name) -> None:
    sent = as_a_camera_writes()
    assert Image.open(BytesIO(sent)).getexif().get_ifd(PLACE)
    found = kept(sent, name)
    assert SECRET.encode() not in found
    assert b"Exif" not in found
    assert drawn(found) == drawn(sent)


def test_a_photograph_that_lies_on_its_side_keeps_which_side_is_up_and_nothing_else() -> None:
    found = kept(as_a_camera_writes(turned=True))
    said = Image.open(BytesIO(found)).getexif()
    assert dict(said) == {274: 6}
    assert not said.get_ifd(PLACE)
    assert SECRET.encode() not in found


@pytest.mark.parametrize(
    "more", [{"progressive": True}, {"quality": 5}, {"restart_marker_blocks": 1}, {"dpi": (72, 72)}]
)
def test_every_make_of_jpeg_is_drawn_the_same(more) -> None:
    sent = picture(size=(300, 200), comment=SECRET.encode(), **more)
    assert drawn(kept(sent)) == drawn(sent)
    assert SECRET.encode() not in kept(sent)


def test_what_stands_behind_a_picture_goes_too() -> None:
    for sent in (picture(), picture(kind="PNG")):
        assert kept(sent + WRITER) == kept(sent)


def test_a_smaller_picture_of_what_was_cut_away_goes() -> None:
    sent = picture()
    small = b"\xff\xe0\x00\x0aJFXX\x00\x10XY"
    assert kept(sent[:2] + small + sent[2:]) == kept(sent)


def test_colours_of_a_picture_stay() -> None:
    profile = b"ICC_PROFILE\0\1\1" + bytes(50)
    sent = picture()
    assert profile in kept(sent[:2] + b"\xff\xe2" + (len(profile) + 2).to_bytes(2) + profile + sent[2:])


def test_a_png_in_a_document_is_drawn_the_same_and_says_nothing() -> None:
    sent = labelled()
    assert SECRET.encode() in sent
    assert Image.open(BytesIO(sent)).getexif().get_ifd(PLACE)
    found = kept(sent)
    assert drawn(found) == drawn(sent)
    assert SECRET.encode() not in found
    assert not Image.open(BytesIO(found)).getexif()
    assert Image.open(BytesIO(found)).info.keys() == {"dpi"}


def test_a_picture_that_cannot_be_read_is_refused_with_what_to_do() -> None:
    with pytest.raises(CannotTake, match="Take it out, or send the file as a PDF"):
        kept(b"\xff\xd8\xff\xe1\xff\xffshort")


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, of damaged metadata that it reads past
@given(st.sampled_from([as_a_camera_writes(), as_a_camera_writes(turned=True), labelled()]), st.data())
def test_a_damaged_picture_is_refused_or_kept(sent, data) -> None:
    sent = bytearray(sent[: data.draw(st.integers(8, len(sent)))])
    for _each in range(data.draw(st.integers(0, 6))):
        sent[data.draw(st.integers(3, len(sent) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert kept(bytes(sent))[:3] in {b"\xff\xd8\xff", b"\x89PN"}
    except CannotTake:
        return


@pytest.mark.parametrize("name", ["docProps/core.xml", "docprops/CORE.XML", "package/services/a.psmdcp"])
def test_who_wrote_an_office_document_is_not_kept(name) -> None:
    said = {name: CORE % (WRITER, WRITER), "docProps/app.xml": WRITER, "docProps/custom.xml": WRITER}
    made = prepared(document(**{part.replace("/", "__").replace(".", "_dot_"): words for part, words in said.items()}))
    found = dict(parts(made.data))
    assert found.keys() >= said.keys()
    assert not [part for part, words in found.items() if WRITER in words]
    assert found["word/document.xml"] == b"<document/>"


def test_who_wrote_an_open_document_is_not_kept_and_its_first_part_stays_first_and_unpacked() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", OPEN, zipfile.ZIP_STORED)
        archive.writestr("content.xml", b"<a/>")
        archive.writestr("meta.xml", WRITER)
        archive.writestr("Object 1/meta.xml", WRITER)
    found = zipfile.ZipFile(BytesIO(prepared(made.getvalue()).data))
    assert found.namelist()[0] == "mimetype"
    assert found.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert not [name for name in found.namelist() if WRITER in found.read(name)]


def test_what_is_written_around_the_parts_goes() -> None:
    made = BytesIO(document())
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = WRITER
    assert WRITER not in prepared(made.getvalue()).data


def test_a_workbook_and_slides_open_afterwards_as_before() -> None:
    book, shown, made, slides = openpyxl.Workbook(), pptx.Presentation(), BytesIO(), BytesIO()
    book.active["A1"], book.properties.creator = "Falls", WRITER.decode()
    book.save(made)
    shown.core_properties.author = WRITER.decode()
    page = shown.slides.add_slide(shown.slide_layouts[6])
    page.shapes.add_picture(BytesIO(as_a_camera_writes()), 0, 0)
    shown.save(slides)
    again = openpyxl.load_workbook(BytesIO(prepared(made.getvalue()).data))
    assert (again.active["A1"].value, again.properties.creator == WRITER.decode()) == ("Falls", False)
    after = pptx.Presentation(BytesIO(prepared(slides.getvalue()).data))
    assert after.core_properties.author == ""
    assert not Image.open(BytesIO(after.slides[0].shapes[0].image.blob)).getexif()


def test_a_document_that_unpacks_without_end_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(codes, "LARGEST_UNPACKED", 1_000_000)
    bomb = document(word__media__a_dot_bin=bytes(1_000_001))
    assert len(bomb) < 3_000
    with pytest.raises(CannotTake, match="unpacks to more"):
        prepared(bomb)
    with pytest.raises(CannotTake, match="unpacks to more"):
        prepared(document(a_dot_bin=bytes(600_000), b_dot_bin=bytes(600_000)))


def test_one_that_says_that_it_is_small_and_is_not_is_refused() -> None:
    sent = document(word__media__a_dot_bin=bytes(500_000))
    lying = sent.replace((500_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != sent
    with pytest.raises(CannotTake, match="damaged"):
        prepared(lying)


def test_very_many_parts_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(codes, "MOST_PARTS", 3)
    with pytest.raises(CannotTake, match="damaged"):
        prepared(document(a=b"", b=b""))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    made = BytesIO(document())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("WORD/document.xml", b"<other/>")
    with pytest.raises(CannotTake, match="damaged"):
        prepared(made.getvalue())


def test_what_is_packed_in_another_way_is_refused() -> None:
    made = BytesIO(document())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/a.bin", b"a" * 500, zipfile.ZIP_BZIP2)
    with pytest.raises(CannotTake, match="damaged"):
        prepared(made.getvalue())


def test_one_that_is_locked_is_refused_with_what_to_do() -> None:
    locked = b"<manifest:encryption-data/>"
    with pytest.raises(CannotTake, match="locked with a password"):
        prepared(packed(mimetype=OPEN, content_dot_xml=b"?", **{"META-INF__manifest_dot_xml": locked}))
