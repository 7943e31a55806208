"""A file on its way in through the pages: choose, match, look, confirm, done."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from knotwork.exchange.observations import actions, tasks
from knotwork.exchange.observations.models import Upload
from knotwork.learning.audit.models import Event
from knotwork.learning.measures.models import Measure, Observation
from knotwork.learning.places.models import Place

pytestmark = pytest.mark.django_db

ROWS = [["ward", "month", "falls", "days"], ["Ward 4", "2026-10", 5, 900], ["Ward 9", "2026-10", 7, 800]]
COLUMNS = {"place": "ward", "period": "month", "numerator": "falls", "denominator": "days"}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


@pytest.fixture
def signed_in(world, client):
    assert world.measure.pk  # there to bring numbers into
    client.force_login(world.co_ordinator)
    return client


def csv(rows) -> SimpleUploadedFile:
    return SimpleUploadedFile("falls.csv", "\n".join(",".join(map(str, row)) for row in rows).encode())


def xlsx(rows) -> SimpleUploadedFile:
    book, kept = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return SimpleUploadedFile("falls.xlsx", kept.getvalue())


def choose(client, world, file) -> Upload:
    answer = client.post(reverse("import", args=[world.system.slug]), {"file": file})
    assert answer.status_code == 302, answer.context["form"].errors
    return Upload.objects.latest("pk")


def match(client, upload, **more) -> Upload:
    given = {**COLUMNS, "measure": "falls", "chart": "u", "direction": "decrease", **more}
    answer = client.post(reverse("upload", args=[upload.code]), given)
    assert answer.status_code == 302, answer.context["form"].errors
    upload.refresh_from_db()
    return upload


def confirm(client, upload) -> Upload:
    assert client.post(reverse("upload-confirm", args=[upload.code])).status_code == 302
    upload.refresh_from_db()
    return upload


def numbers() -> list[tuple]:
    return list(Observation.objects.order_by("pk").values_list("place__name", "period", "numerator", "denominator"))


@pytest.mark.parametrize("kind", [csv, xlsx])
def test_a_file_comes_in_from_choosing_to_done(world, signed_in, kind) -> None:
    before = len(numbers())
    upload = match(signed_in, choose(signed_in, world, kind(ROWS)))
    assert (upload.state, upload.plan["additions"], upload.plan["problem_count"]) == ("checked", 2, 0)
    assert len(numbers()) == before
    assert confirm(signed_in, upload).state == "done"
    assert [(name, y, n) for name, _period, y, n in numbers()[before:]] == [("Ward 4", 5, 900), ("Ward 9", 7, 800)]
    assert not upload.file
    assert Event.objects.filter(verb="bring in", by=world.co_ordinator).count() == 1


@pytest.mark.parametrize("state", ["matching", "checked", "done", "checking", "applying", "failed"])
def test_an_import_has_a_page_at_every_step(world, signed_in, state) -> None:
    upload = (
        match(signed_in, choose(signed_in, world, csv(ROWS)))
        if state != "matching"
        else choose(signed_in, world, csv(ROWS))
    )
    Upload.objects.filter(pk=upload.pk).update(state=state)
    answer = signed_in.get(reverse("upload", args=[upload.code]))
    assert answer.status_code == 200
    assert (answer.headers.get("Refresh") == "1") == (state in {"checking", "applying"})


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b""), ("a.xlsx", b"no workbook"), ("a.pdf", b"%PDF-1.7 \x00\x01"), ("a.csv", b"\x00\x01\x02\xff")],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(world, signed_in, name, content) -> None:
    answer = signed_in.post(reverse("import", args=[world.system.slug]), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert Upload.objects.count() == 0


def test_a_file_that_is_too_large_is_refused(world, signed_in, settings) -> None:
    settings.LARGEST_UPLOAD = 10
    answer = signed_in.post(reverse("import", args=[world.system.slug]), {"file": csv(ROWS)})
    assert "larger than" in str(answer.context["form"].errors["file"])


def test_bad_rows_are_named_and_nothing_comes_in(world, signed_in) -> None:
    before = numbers()
    rows = [*ROWS, ["Ward 4", "2026-11", "many", 900], ["Ward 4", "soon", 3, 900]]
    upload = match(signed_in, choose(signed_in, world, csv(rows)))
    assert [(row, column) for row, column, _value, _why in upload.plan["problems"]] == [(4, "falls"), (5, "month")]
    assert confirm(signed_in, upload).state == "failed"
    assert numbers() == before


def test_the_same_file_again_changes_nothing(world, signed_in) -> None:
    confirm(signed_in, match(signed_in, choose(signed_in, world, csv(ROWS))))
    before, told = numbers(), Event.objects.filter(verb="bring in").count()
    upload = match(signed_in, choose(signed_in, world, csv(ROWS)))
    assert (upload.plan["additions"], upload.plan["changes"], upload.plan["unchanged"]) == (0, 0, 2)
    confirm(signed_in, upload)
    assert (numbers(), Event.objects.filter(verb="bring in").count()) == (before, told)


def test_a_number_that_differs_is_shown_and_then_changed(world, signed_in) -> None:
    confirm(signed_in, match(signed_in, choose(signed_in, world, csv(ROWS))))
    there = len(numbers())
    rows = [ROWS[0], ["Ward 4", "2026-10", 6, 900]]
    upload = match(signed_in, choose(signed_in, world, csv(rows)))
    assert upload.plan["changed"] == [["Ward 4", "2026-10-01", 5.0, 900.0, 6.0, 900.0]]
    confirm(signed_in, upload)
    assert len(numbers()) == there
    assert Event.objects.filter(verb="replace numbers").latest("pk").before["changed"][0][2] == 5.0


def test_places_that_are_not_known_are_listed_and_then_made(world, signed_in) -> None:
    upload = match(signed_in, choose(signed_in, world, csv([*ROWS, ["Ward 77", "2026-10", 1, 500]])))
    assert [name for name, *_rest in upload.plan["unknown"]] == ["Ward 77"]
    assert not Place.objects.filter(name="Ward 77").exists()
    assert confirm(signed_in, upload).state == "done"
    assert Place.objects.get(name="Ward 77").systems.get() == world.system


def test_a_place_of_another_learning_system_with_this_name_takes_part_and_is_not_made_twice(world, signed_in) -> None:
    other = world.make_place("RF4", kind="organisation")
    upload = match(signed_in, choose(signed_in, world, csv([*ROWS, ["RF4", "2026-10", 1, 500]])))
    assert confirm(signed_in, upload).state == "done"
    assert list(Place.objects.filter(name="RF4")) == [other]
    assert list(other.systems.all()) == [world.system]
    assert Observation.objects.filter(place=other).count() == 1


def test_a_name_that_two_places_share_is_refused_and_its_full_name_taken(world, signed_in) -> None:
    world.make_place("Ward 4", parent=world.there.parent)
    shared = [ROWS[0], ["Ward 4", "2026-10", 5, 900]]
    from knotwork.learning.systems.actions import take_part

    take_part(system=world.system, places=[world.there.parent], by=world.operator, at=world.upload.at)
    upload = match(signed_in, choose(signed_in, world, csv(shared)))
    assert upload.plan["problem_count"] == 1
    upload = match(signed_in, choose(signed_in, world, csv([ROWS[0], ["Southmoor / Ward 4", "2026-10", 5, 900]])))
    assert (upload.plan["problem_count"], upload.plan["unknown"], upload.plan["additions"]) == (0, [], 1)


def test_what_two_people_confirm_at_once_is_done_once(world, signed_in) -> None:
    upload = match(signed_in, choose(signed_in, world, csv(ROWS)))
    confirm(signed_in, upload)
    before = numbers()
    assert not actions.confirm(upload=upload, by=world.co_ordinator, at=upload.at)
    answer = signed_in.post(reverse("upload-confirm", args=[upload.code]), follow=True)
    assert "Nothing was done twice" in answer.content.decode()
    assert numbers() == before


def test_numbers_that_changed_since_the_look_are_left_alone(world, signed_in) -> None:
    upload = match(signed_in, choose(signed_in, world, csv(ROWS)))
    confirm(signed_in, match(signed_in, choose(signed_in, world, csv([ROWS[0], ["Ward 4", "2026-10", 50, 900]]))))
    before = numbers()
    confirm(signed_in, upload)
    assert upload.state == "failed"
    assert "changed since you looked" in upload.why
    assert numbers() == before


def test_an_import_that_dies_on_the_way_leaves_nothing_half_written(world, signed_in, monkeypatch) -> None:
    before, places = numbers(), Place.objects.count()
    upload = match(signed_in, choose(signed_in, world, csv([*ROWS, ["Ward 77", "2026-10", 1, 500]])))

    def die(*_: object, **__: object) -> None:
        raise MemoryError("killed")

    monkeypatch.setattr("knotwork.learning.audit.actions.Event.save", die)
    upload.state = "applying"
    upload.save()
    with pytest.raises(MemoryError):
        tasks.apply.func(upload.code)
    assert (numbers(), Place.objects.count()) == (before, places)


def test_a_new_measure_is_made_with_its_numbers(world, signed_in) -> None:
    upload = match(
        signed_in, choose(signed_in, world, csv(ROWS)), measure="", name="Harm", chart="p", direction="decrease",
        unit="%",
    )  # fmt: skip
    assert not Measure.objects.filter(name="Harm").exists()
    assert confirm(signed_in, upload).state == "done"
    made = Measure.objects.get(name="Harm")
    assert (made.chart, made.multiply, made.denominator, made.observations.count()) == ("p", 100, "days", 2)
    assert upload.measure == made


WRONG = {
    "place": {"place": ""},
    "period": {"period": "no such column"},
    "numerator": {"numerator": ""},
    "denominator": {"denominator": ""},
    "where_value": {"where_column": "ward", "where_value": ""},
    "name": {"measure": "", "name": " "},
    "chart": {"chart": "pie"},
    "measure": {"measure": "no-such-measure", "name": "x"},
}


@pytest.mark.parametrize("field", WRONG)
def test_what_is_wrong_with_the_match_is_said_beside_the_field(world, signed_in, field) -> None:
    upload = choose(signed_in, world, csv(ROWS))
    given = {**COLUMNS, "measure": "falls", **WRONG[field]}
    answer = signed_in.post(reverse("upload", args=[upload.code]), given)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    upload.refresh_from_db()
    assert upload.state == "matching"


def test_a_new_measure_does_not_take_the_name_of_one_that_is_there(world, signed_in) -> None:
    upload = choose(signed_in, world, csv(ROWS))
    answer = signed_in.post(reverse("upload", args=[upload.code]), {**COLUMNS, "measure": "", "name": "FALLS"})
    assert "already" in str(answer.context["form"].errors["name"])


def test_the_match_can_be_made_again_until_it_is_done(world, signed_in) -> None:
    upload = match(signed_in, choose(signed_in, world, csv(ROWS)))
    signed_in.post(reverse("upload-again", args=[upload.code]))
    upload.refresh_from_db()
    assert upload.state == "matching"
    confirm(signed_in, match(signed_in, upload))
    signed_in.post(reverse("upload-again", args=[upload.code]))
    upload.refresh_from_db()
    assert upload.state == "done"


def test_only_the_rows_that_were_chosen_come_in(world, signed_in) -> None:
    upload = match(signed_in, choose(signed_in, world, csv(ROWS)), where_column="ward", where_value="Ward 9")
    assert upload.plan["rows"] == [2, 1, 1]
