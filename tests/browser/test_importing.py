"""Bringing numbers in through the page, in three steps."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.steps import cells, heading

REAL = Path(__file__).resolve().parents[3] / "shared/data/NHSRdatasets__ae_attendances.csv"


def choose(page: Page, file: Path, measure: str = "") -> None:
    page.goto(f"/systems/falls/import/?measure={measure}")
    page.get_by_label("Which file?").set_input_files(file)
    page.get_by_role("button", name="See the first rows").click()
    expect(heading(page)).to_have_text("Which column is which?")


def look(page: Page) -> None:
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_text("Step 3 of 3")).to_be_visible(timeout=30_000)


def as_csv(folder: Path, rows: list[str]) -> Path:
    file = folder / "falls.csv"
    file.write_text("\n".join(["Ward,Month,Falls,Bed days", *rows]), encoding="utf-8")
    return file


def as_workbook(folder: Path, rows: list[str]) -> Path:
    book = Workbook()
    book.active.append(["Ward", "Month", "Falls", "Bed days"])
    for row in rows:
        ward, month, falls, days = row.split(",")
        book.active.append([ward, month, int(falls), int(days)])
    file = folder / "falls.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize(("write", "year"), [(as_csv, 2031), (as_workbook, 2032)])
def test_numbers_come_in_after_one_has_seen_what_would_change(window, tmp_path, write, year) -> None:
    page = window(role="analyst")
    file = write(
        tmp_path, [f"Ward 20,{year}-01-01,5,900", f"Ward 20,{year}-02-01,6,900", f"Annexe {year},{year}-01-01,1,300"]
    )
    choose(page, file, "falls")
    expect(page.get_by_role("cell", name="Ward 20").first).to_be_visible()
    expect(page.get_by_label("Which column names the place?")).to_have_value("Ward")
    expect(page.get_by_label("Out of which column?")).to_have_value("Bed days")
    look(page)
    expect(heading(page)).to_contain_text("3 numbers would be added")
    expect(page.get_by_text(f"Annexe {year}")).to_be_visible()
    page.get_by_role("button", name="Yes, bring them in").click()
    expect(heading(page)).to_contain_text("3 numbers added", timeout=30_000)
    page.get_by_role("link", name="See the charts of Falls").click()
    expect(page.get_by_role("link", name=re.compile(f"^Annexe {year}"))).to_be_visible()
    choose(page, file, "falls")
    look(page)
    expect(heading(page)).to_have_text("Nothing would change")


def test_bad_rows_are_named_and_nothing_comes_in(window, tmp_path) -> None:
    page = window(role="co_ordinator")
    file = as_csv(tmp_path, ["Ward 4,2033-01-01,5,900", "Ward 4,soon,6,900", "Ward 4,2033-03-01,many,900"])
    choose(page, file, "falls")
    page.get_by_label("Which column is the date or period?").select_option("Month")
    page.get_by_label("Which column is counted?").select_option("Falls")
    page.get_by_label("Out of which column?").select_option("Bed days")
    look(page)
    expect(heading(page)).to_contain_text("2 rows cannot be brought in")
    table = page.get_by_role("main").get_by_role("table")
    for row, column, value in (("3", "Month", "soon"), ("4", "Falls", "many")):
        said = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name=row, exact=True))
        expect(said.get_by_role("cell").nth(0)).to_have_text(column)
        expect(said.get_by_role("cell").nth(1)).to_have_text(value)
        expect(said.get_by_role("cell").nth(2)).not_to_be_empty()
    expect(page.get_by_role("button", name="Yes, bring them in")).to_have_count(0)


def test_a_file_that_is_no_table_is_refused_in_words(window, tmp_path) -> None:
    page = window(role="analyst")
    file = tmp_path / "letter.csv"
    file.write_bytes(b"%PDF-1.7 not a table")
    page.goto("/systems/falls/import/")
    page.get_by_label("Which file?").set_input_files(file)
    page.get_by_role("button", name="See the first rows").click()
    expect(page.get_by_role("alert")).to_contain_text("PDF")


def test_the_real_file_comes_in_and_fills_a_page_with_charts(window) -> None:
    page = window(role="analyst")
    choose(page, REAL)
    for label, column in (
        ("Which column names the place?", "org_code"),
        ("Which column is the date or period?", "period"),
        ("Which column is counted?", "breaches"),
        ("Out of which column?", "attendances"),
        ("Use only rows where this column", "type"),
    ):
        page.get_by_label(label).select_option(column)
    page.get_by_label("has this value").fill("1")
    page.get_by_label("Name of the new measure").fill("Four-hour breaches")
    page.get_by_label("Which way is better?").select_option("decrease")
    page.get_by_label("Its chart").select_option("pp")
    page.get_by_label("Unit").fill("%")
    look(page)
    expect(heading(page)).to_contain_text("4,932 numbers would be added")
    page.get_by_role("button", name="Yes, bring them in").click()
    expect(heading(page)).to_contain_text("4,932 numbers added", timeout=60_000)
    page.get_by_role("link", name=re.compile("^See the charts")).click()
    expect(heading(page)).to_have_text("Four-hour breaches")
    assert cells(page).count() == 140
    assert len(page.content()) < 1_000_000
