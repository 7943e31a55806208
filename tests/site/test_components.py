"""Components say what they are given, safely, and carry what screen readers need."""

import re

import pytest
import style_page
from django import forms
from django.core.paginator import Paginator
from style_page import Everything, render

from knotwork.site.templatetags import fields, shapes

pytestmark = pytest.mark.urls("style_page")


def field_of(kind, **options):
    return type("One", (forms.Form,), {"it": kind(label="It", **options)})()["it"]


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("happened", "textarea"),
        ("who", "input"),
        ("place", "select"),
        ("seen_by", "radios"),
        ("kinds", "checkboxes"),
        ("sure", "tick"),
        ("file", "file"),
        ("token", "hidden"),
    ],
)
def test_each_widget_has_its_look(name, look):
    assert fields.shape(Everything()[name]) == look


def test_a_control_keeps_the_class_that_its_widget_asks_for():
    field = field_of(forms.CharField, widget=forms.TextInput(attrs={"class": "short"}))
    assert 'class="nhsuk-input short"' in fields.control(field)


@pytest.mark.parametrize(("typed", "marked"), [({}, True), ({"happened": "We moved the desk"}, False)])
def test_only_a_wrong_answer_has_a_red_edge(typed, marked):
    assert ("nhsuk-textarea--error" in fields.control(Everything(typed)["happened"])) is marked


@pytest.mark.parametrize(
    ("name", "where"), [("happened", "id_happened"), ("seen_by", "id_seen_by_0"), ("kinds", "id_kinds_0")]
)
def test_an_error_leads_to_the_first_control_of_its_field(name, where):
    assert fields.first_id(Everything()[name]) == where


def test_a_group_without_choices_still_has_somewhere_to_lead_to():
    assert fields.first_id(field_of(forms.ChoiceField, widget=forms.RadioSelect)) == "id_it"


@pytest.mark.parametrize(
    ("typed", "name", "ids"),
    [
        (None, "kinds", "id_kinds_helptext"),
        (None, "seen_by", ""),
        ({"kinds": ["z"]}, "kinds", "id_kinds_helptext id_kinds_error"),
    ],
)
def test_a_group_is_described_by_its_hint_and_its_error(typed, name, ids):
    assert fields.described(Everything(typed)[name]) == ids


def test_everything_that_describes_or_labels_is_on_the_page(markup):
    ids = set(re.findall(r'\bid="([^"]+)"', markup))
    named = re.findall(r'(?:for|aria-describedby|aria-labelledby)="([^"]+)"', markup)
    assert {part for several in named for part in several.split()} <= ids


def test_no_id_stands_twice_on_a_page(markup):
    ids = re.findall(r'\bid="([^"]+)"', markup)
    assert sorted(ids) == sorted(set(ids))


def test_nothing_on_a_page_is_refused_by_the_content_policy(markup):
    assert not re.search(r'\sstyle="|<style|\son\w+="|<script(?![^>]*\ssrc=)', markup)


def test_what_people_wrote_cannot_become_markup():
    line = render('<c-strand-line kind="insight" word="Insight" :title="words" />', {"words": '<b>5 > 3</b> & "so"'})
    assert "&lt;b&gt;5 &gt; 3&lt;/b&gt; &amp; &quot;so&quot;" in line


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ('who="Ailsa" where="Ward 4" when="3 May"', "Ailsa · Ward 4 · 3 May"),
        ('where="Ward 4"', "Ward 4"),
        ('who="Ailsa" when="3 May"', "Ailsa · 3 May"),
    ],
)
def test_a_strands_line_has_dots_only_between_what_is_known(given, line):
    assert f'<p class="kw-strand__line">{line}</p>' in render(f'<c-strand-line title="T" {given} />')


def test_a_strand_of_which_nothing_is_known_has_no_empty_line():
    assert "kw-strand__line" not in render('<c-strand-line title="T" />')


def test_kinds_differ_in_shape_and_an_unknown_kind_has_one_too():
    drawn = {shapes.kind_shape(kind) for kind in ("insight", "decision", "signal", "action", "finding")}
    assert len(drawn) == 5
    assert "<path" in shapes.kind_shape("never heard of")


@pytest.mark.parametrize(("number", "earlier", "following"), [(1, False, True), (2, True, True), (3, True, False)])
def test_pages_lead_only_to_pages_that_are_there(number, earlier, following):
    request, _ = style_page.page_context()
    html = render("<c-pages :page='page' />", {"page": Paginator(range(30), 10).page(number)}, request)
    assert ("Earlier page" in html, "Next page" in html) == (earlier, following)


def test_turning_the_page_keeps_what_was_searched_for():
    request, _ = style_page.page_context()
    assert "?page=3&amp;q=desk" in render(
        "<c-pages :page='page' />", {"page": Paginator(range(30), 10).page(2)}, request
    )


def test_one_page_needs_no_pages():
    request, _ = style_page.page_context()
    assert "<nav" not in render("<c-pages :page='page' />", {"page": Paginator(range(3), 10).page(1)}, request)


@pytest.mark.parametrize(("done", "value"), [('done="40"', 'value="40"'), ("", None), ('done="0"', 'value="0"')])
def test_progress_that_is_not_known_claims_no_value(done, value):
    html = render(f'<c-progress label="Reading" {done} />')
    assert (value in html) if value else ("value=" not in html)


def test_a_whole_form_has_its_token_its_fields_and_its_way_back():
    request, _ = style_page.page_context()
    form = style_page.Note()
    html = render('<c-form :form="form" send="Keep" cancel="/back/" />', {"form": form}, request)
    assert 'name="csrfmiddlewaretoken"' in html
    assert html.count('class="nhsuk-form-group') == 2
    assert '<a href="/back/">Cancel</a>' in html


def test_a_form_with_a_file_is_sent_so_that_the_file_arrives():
    request, _ = style_page.page_context()
    assert 'enctype="multipart/form-data"' in render('<c-form :form="form" />', {"form": Everything()}, request)


@pytest.mark.parametrize("page", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_a_page_that_says_what_went_wrong_needs_nothing_but_itself(page, settings):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    html = render(f'{{% include "{page}" %}}')
    assert html.count("<h1>") == 1
    assert "Go to Today" in html


@pytest.mark.parametrize("demonstration", [True, False])
def test_only_the_demonstration_says_that_it_is_one(demonstration, settings):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    request, context = style_page.page_context()
    html = render('{% extends "base.html" %}', {**context, "demonstration": demonstration}, request)
    assert ("This is a demonstration." in html) is demonstration


@pytest.mark.parametrize("section", ["today", "systems", "measures", "learning", "people"])
def test_the_frame_marks_where_one_is_and_nothing_else(section, settings):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    request, context = style_page.page_context()
    html = render('{% extends "base.html" %}', {**context, "frame": {"section": section}}, request)
    assert re.findall(r'href="/(\w+)/" aria-current="true"', html) == [section]
