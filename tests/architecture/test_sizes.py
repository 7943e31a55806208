"""Nothing grows into the drawer for everything."""

import ast
from pathlib import Path
from statistics import median

from tests.architecture.weigh import ROOT, code_lines, files, weight

LONGEST_FILE, TYPICAL_FUNCTION, LONG_FUNCTION = 400, 10, 50
SHARE_OF_LONG_FUNCTIONS, TEST_LINES_A_CODE_LINE = 0.03, 1.5
TEXT = {".py", ".html", ".css", ".scss", ".js"}
DRAWERS = {"utils", "helpers", "common", "misc", "manager", "managers", "service", "services"}


def lines(found: list[Path]) -> int:
    return sum(len(file.read_text().splitlines()) for file in found)


def lengths(source: str) -> list[int]:
    nodes = ast.walk(ast.parse(source))
    return [node.end_lineno - node.lineno + 1 for node in nodes if isinstance(node, ast.FunctionDef)]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    every = files("src", *TEXT) + files("tests", *TEXT) + files("benchmarks")
    assert every
    assert {str(file.relative_to(ROOT)): lines([file]) for file in every if lines([file]) > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    found = [length for file in files("src") for length in lengths(file.read_text())]
    assert median(found) <= TYPICAL_FUNCTION
    assert sum(length > LONG_FUNCTION for length in found) <= SHARE_OF_LONG_FUNCTIONS * len(found)


def test_a_function_is_as_long_as_its_lines() -> None:
    assert lengths("def one():\n    return 1\n\n\ndef two():\n    a = 1\n    return a\n") == [2, 3]


def test_there_are_one_and_a_half_lines_of_test_to_a_line_of_code() -> None:
    assert weight("tests") >= TEST_LINES_A_CODE_LINE * weight("src")


def test_blank_lines_comments_and_docstrings_are_no_lines_of_code() -> None:
    assert (
        code_lines('"""What."""\n\n# Why.\nA = """two\nlines"""\n\n\ndef one():\n    """Is one."""\n    return 1\n')
        == 4
    )


def test_no_file_is_a_drawer_without_a_label() -> None:
    every = files("src") + files("tests") + files("benchmarks")
    assert [file for file in every if file.stem in DRAWERS or DRAWERS & set(file.parts)] == []


def test_no_room_is_empty() -> None:
    packages = [file.parent for file in files("src") if file.name == "__init__.py"]
    alone = [p for p in packages if not (p / "__init__.py").read_text().strip() and len(list(p.iterdir())) == 1]
    assert alone == []
