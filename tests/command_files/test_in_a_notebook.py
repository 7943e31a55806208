"""Results show themselves in a notebook, whatever the numbers came in."""

import subprocess
import sys
import types
from xml.etree import ElementTree

import numpy as np
import pytest

import knotwork
from knotwork.pictures.notebook import NoNotebook, load_ipython_extension, register, show
from knotwork.pictures.period_names import period_names
from knotwork.science.spc import Analysis, Funnel, Screen, analyse, funnel, screen
from tests.command_files.conftest import SHIFTED, STEADY, month


class Column:
    """A column as pandas and polars have it."""

    def __init__(self, values: list) -> None:
        self.values = values

    def to_numpy(self) -> np.ndarray:
        return np.array(self.values)

    def tolist(self) -> list:
        return list(self.values)


class Wrapped:
    """Something that NumPy alone can read, and that can be gone through."""

    def __init__(self, values: list) -> None:
        self.values = values

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        return np.array(self.values, dtype=dtype)

    def __iter__(self):
        return iter(self.values)


class Notebook:
    """What of a notebook the pictures use."""

    def __init__(self) -> None:
        self.known: dict = {}
        formatter = types.SimpleNamespace(for_type=self.known.__setitem__)
        self.display_formatter = types.SimpleNamespace(formatters={"text/html": formatter})


@pytest.mark.parametrize("given", [list, tuple, np.array, Column, Wrapped])
def test_numbers_may_come_as_any_kind_of_column(given: type) -> None:
    analysis = analyse("i", given([float(value) for value in SHIFTED]))
    assert analysis.y.tolist() == SHIFTED
    assert analysis.verdict == "changed"


@pytest.mark.parametrize("given", [list, np.array, Column])
def test_tables_may_come_as_any_kind_of_table(given: type) -> None:
    assert screen(given([SHIFTED, STEADY])).verdict.tolist() == ["changed", "steady"]


@pytest.mark.parametrize("given", [list, tuple, Column])
def test_periods_may_come_as_any_kind_of_column(given: type) -> None:
    assert analyse("i", SHIFTED, x=given([month(at) for at in range(24)])).x[-1] == "2024-12"


def test_a_chart_is_shown_with_its_reading_below() -> None:
    shown = show(analyse("i", SHIFTED, x=[month(at) for at in range(24)]), name="Falls")
    drawn = ElementTree.fromstring(shown._repr_svg_())  # noqa: S314 - a picture of our own
    assert drawn.tag.endswith("svg")
    assert "<figcaption><p>Falls rose" in shown._repr_html_()
    assert str(shown).startswith("Falls rose")


def test_a_name_cannot_carry_a_script_into_the_notebook() -> None:
    shown = show(analyse("i", SHIFTED), name="<script>alert(1)</script>")
    assert "<script" not in shown._repr_html_()


def test_two_charts_on_one_page_have_names_of_their_own() -> None:
    one, other = (show(analyse("i", values)).svg for values in (SHIFTED, STEADY))
    assert one.split('aria-labelledby="')[1][:14] != other.split('aria-labelledby="')[1][:14]
    assert one == show(analyse("i", SHIFTED)).svg


def test_a_funnel_is_shown() -> None:
    shown = show(funnel([10, 20, 90], [100, 200, 300], names=["A", "B", "C"]), name="Falls")
    assert "Falls" in shown.svg
    assert "<figcaption><p>" in shown._repr_html_()


def test_anything_else_has_no_picture() -> None:
    with pytest.raises(TypeError, match="no picture of list"):
        show([1, 2, 3])


@pytest.mark.parametrize("begin", [register, load_ipython_extension])
def test_a_notebook_is_told_how_results_look(begin: object) -> None:
    notebook = Notebook()
    begin(notebook)
    assert set(notebook.known) == {Analysis, Funnel, Screen}
    assert "<svg" in notebook.known[Analysis](analyse("i", SHIFTED))


def test_outside_a_notebook_there_is_nothing_to_tell() -> None:
    with pytest.raises(NoNotebook, match="show"):
        register()


@pytest.mark.parametrize(
    ("x", "full", "axis"),
    [
        (["2025-03", "2025-04"], "March 2025", "Mar 2025"),
        (["2025-03-03", "2025-03-10"], "3 March 2025", "3 Mar 2025"),
        ([1, 2], "point 1", "1"),
        (["before", "after"], "before", "before"),
    ],
)
def test_periods_are_said_as_people_say_them(x: list, full: str, axis: str) -> None:
    names = period_names(x)
    assert (names[0][0], names[1][0]) == (full, axis)


IN_A_NOTEBOOK = """
import sys, types
known = {}
formatter = types.SimpleNamespace(for_type_by_name=lambda module, name, drawn: known.update({(module, name): drawn}))
shell = types.SimpleNamespace(display_formatter=types.SimpleNamespace(formatters={"text/html": formatter}))
sys.modules["IPython"] = types.SimpleNamespace(get_ipython=lambda: shell)
from knotwork.science.spc import analyse
assert "knotwork.pictures" not in sys.modules
result = analyse("i", [9, 11, 10, 12])
print(known[type(result).__module__, type(result).__name__](result))
"""


def test_whoever_imports_the_science_alone_in_a_notebook_sees_the_chart() -> None:
    told = subprocess.run([sys.executable, "-c", IN_A_NOTEBOOK], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("<figure>")
    assert "<svg" in told.stdout


def test_what_is_shown_by_name_goes_by_the_names_that_there_are() -> None:
    assert {(each.__module__, each.__qualname__) for each in (Analysis, Funnel, Screen)} == set(knotwork.SHOWN)


@pytest.mark.parametrize(
    "notebook",
    [
        "None",
        "types.SimpleNamespace()",
        "types.SimpleNamespace(get_ipython=lambda: None)",
        "types.SimpleNamespace(get_ipython=lambda: types.SimpleNamespace(display_formatter=None))",
    ],
    ids=["forbidden", "half loaded", "not running", "without formatters"],
)
def test_where_no_notebook_runs_nothing_is_registered(notebook: str) -> None:
    asked = f"import sys, types; sys.modules['IPython'] = {notebook}; import knotwork; print(sorted(sys.modules))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert "knotwork.pictures" not in told.stdout
