"""Files that are not what they say: each is refused beside the field with what to do, or read for what it is."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from knotwork.exchange.observations.models import Upload
from knotwork.learning.measures.models import Observation
from tests.attack.rows import changed, tables

pytestmark = pytest.mark.django_db

CSV = "ward,month,falls,days\nWard 4,2026-10,5,900\nWard 9,2026-10,7,800\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)


def workbook() -> bytes:
    book, kept = Workbook(), io.BytesIO()
    for line in CSV.splitlines():
        book.active.append(line.split(","))
    book.save(kept)
    return kept.getvalue()


def packed(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return kept.getvalue()


def bomb(megabytes: int) -> bytes:
    """A small spreadsheet that unpacks to very much."""
    return packed(xl__workbook_dot_xml=b"<workbook/>", xl__styles_dot_xml=b" " * megabytes * 1_000_000)


REFUSED = {
    "nothing at all": ("a.csv", b"", ("empty",)),
    "spaces and lines": ("a.csv", b"  \n\n \n", ("empty", "Only one column")),
    "a mark of letters and no letters": ("a.csv", b"\xef\xbb\xbf", ("empty",)),
    "a picture called CSV": ("falls.csv", PNG, ("not text",)),
    "a picture called XLSX": ("falls.xlsx", PNG, ("not text",)),
    "a JPEG called CSV": ("falls.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100), ("not text",)),
    "a PDF called CSV": ("falls.csv", b"%PDF-1.7\nx", ("PDF",)),
    "a page called CSV": ("falls.csv", b"<!doctype html><script>alert(1)</script>", ("web page",)),
    "a drawing called CSV": ("falls.csv", b"<svg onload=alert(1)>,b\n1,2", ("web page",)),
    "XML with an entity from elsewhere": ("a.csv", b'<?xml?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///">]>', ("XML",)),
    "JSON called CSV": ("falls.csv", b'{"a": 1}', ("JSON",)),
    "a program": ("falls.csv", b"MZ\x90\x00\x03" + bytes(100), ("not text",)),
    "a program for Linux": ("falls.csv", b"\x7fELF\x02\x01\x01\x00" + bytes(100), ("not text",)),
    "a packed file": ("falls.csv", packed(readme_dot_txt=b"x"), ("not an XLSX",)),
    "a packed file that leads out": ("a.xlsx", packed(**{".._/.._/etc/passwd": b"x"}), ("not an XLSX",)),
    "a gzip": ("falls.csv", b"\x1f\x8b\x08\x00" + bytes(30), ("gzip",)),
    "an old spreadsheet": ("falls.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ("old kind",)),
    "half a spreadsheet": ("falls.xlsx", workbook()[:2000], ("damaged",)),
    "text with a NUL in it": ("falls.csv", b"ward,month\nWard 4\x00,2026-10\n", ("not text",)),
    "UTF-16 that says it is not": ("falls.csv", CSV.encode("utf-16-le"), ("not text",)),
    "UTF-16 cut off": ("falls.csv", CSV.encode("utf-16")[:-1], ("cannot be read",)),
    "UTF-32": ("falls.csv", CSV.encode("utf-32"), ("not text",)),
    "UTF-16 with a NUL in a cell": ("falls.csv", CSV.replace("Ward 9", "Ward\0 9").encode("utf-16"), ("not text",)),
    "names and no rows": ("falls.csv", b"ward,month,falls\n", ("no rows",)),
    "a quotation that never ends": ("falls.csv", b'ward,month\n"Ward 4,2026-10\n', ("quotation mark",)),
    "more columns than anybody has": ("falls.csv", b"a," * 3000 + b"b\n" + b"1," * 3000 + b"1\n", ("columns",)),
    "a spreadsheet that unpacks without end": ("falls.xlsx", bomb(620), ("too large to open safely",)),
}  # fmt: skip


@pytest.fixture
def analyst(world):
    assert world.measure.pk
    client = Client()
    client.force_login(world.co_ordinator)
    return client


def send(client, world, name: str, content: bytes, kind: str = "text/csv"):
    file = SimpleUploadedFile(name, content, content_type=kind)
    return client.post(reverse("import", args=[world.system.slug]), {"file": file})


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_none_is_refused_beside_the_field(world, analyst, kind, tmp_path) -> None:
    name, content, said = REFUSED[kind]
    before = tables()
    answer = send(analyst, world, name, content)
    assert answer.status_code == 200
    errors = " ".join(answer.context["form"].errors["file"])
    assert any(words in errors for words in said), errors
    assert changed(before, tables()) == set()
    assert list(tmp_path.rglob("*.*")) == []


READ = {
    "CSV": ("falls.csv", CSV.encode(), "text/csv"),
    "CSV that says it is a picture": ("falls.png", CSV.encode(), "image/png"),
    "CSV that says it is a page": ("falls.html", CSV.encode(), "text/html"),
    "a spreadsheet that says it is CSV": ("falls.csv", workbook(), "text/csv"),
    "UTF-16 with its mark": ("falls.csv", CSV.encode("utf-16"), "text/csv"),
    "UTF-8 with its mark": ("falls.csv", CSV.encode("utf-8-sig"), "text/csv"),
    "no name to speak of": (" ", CSV.encode(), "text/csv"),
}


@pytest.mark.parametrize("kind", READ)
def test_a_file_is_read_for_what_it_is_and_not_for_what_it_is_called(world, analyst, kind) -> None:
    answer = send(analyst, world, *READ[kind])
    assert answer.status_code == 302
    page = analyst.get(answer.headers["Location"])
    assert (page.status_code, page.context["table"].columns) == (200, ("ward", "month", "falls", "days"))


NAMES = [
    "../../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/cron.d/x",
    "a/b/c.csv",
    ".htaccess",
    "x" * 300,
    "CON.csv",
    "a\r\nb.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_decides_neither_where_it_is_kept_nor_what_is_there(world, analyst, name, tmp_path) -> None:
    assert send(analyst, world, name, CSV.encode()).status_code == 302
    upload = Upload.objects.latest("pk")
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.relative_to(tmp_path) for file in kept] == [Path("observations") / upload.code]
    assert not {"/", "\\", "\r", "\n"} & set(upload.name)
    assert kept[0].stat().st_mode & 0o111 == 0


def test_what_was_sent_is_served_to_nobody(world, analyst) -> None:
    send(analyst, world, "falls.csv", CSV.encode())
    upload = Upload.objects.latest("pk")
    for path in (
        f"/uploads/{upload.file.name}",
        f"/{upload.file.name}",
        f"/media/{upload.file.name}",
        f"/static/{upload.code}",
    ):
        assert analyst.get(path).status_code == 404


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read(world, analyst) -> None:
    path, size = reverse("import", args=[world.system.slug]), str(site.LARGEST_UPLOAD + 2_000_000)
    answer = analyst.post(path, {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}, headers={"content-length": size})
    assert answer.status_code == 413
    assert "100 MB" in answer.content.decode()


def test_whoever_is_not_signed_in_sends_no_file_at_all(world, client) -> None:
    size = str(site.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    for path in (reverse("sign-in"), reverse("import", args=[world.system.slug])):
        answer = client.post(path, {"file": SimpleUploadedFile("a.csv", b"a")}, headers={"content-length": size})
        assert answer.status_code == 413


@pytest.mark.parametrize("many", [{"files": 11}, {"fields": 1001}])
def test_more_parts_than_a_form_has_are_refused(world, many) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.co_ordinator)
    sent = {f"f{n}": SimpleUploadedFile("a.csv", b"a") for n in range(many.get("files", 0))}
    sent |= {f"x{n}": "x" for n in range(many.get("fields", 0))}
    assert client.post(reverse("import", args=[world.system.slug]), sent).status_code == 400


def test_a_long_text_is_refused_beside_its_field(world, lead) -> None:
    answer = lead.post(reverse("tell"), {"happened": "x" * 200_000, "system": world.system.slug})
    assert answer.status_code == 200
    assert "happened" in answer.context["form"].errors


def test_a_formula_in_a_file_is_no_number_and_comes_in_nowhere(world, analyst) -> None:
    there = Observation.objects.count()
    send(analyst, world, "falls.csv", b"ward,month,falls,days\nWard 4,2026-10,=1+1,900\n")
    upload = Upload.objects.latest("pk")
    columns = {"place": "ward", "period": "month", "numerator": "falls", "denominator": "days", "measure": "falls"}
    analyst.post(reverse("upload", args=[upload.code]), columns)
    upload.refresh_from_db()
    assert upload.plan["problem_count"] == 1
    analyst.post(reverse("upload-confirm", args=[upload.code]))
    assert Observation.objects.count() == there
