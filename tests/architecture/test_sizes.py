"""Nothing grows into the drawer for everything."""

import ast
import io
import tokenize
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE, TYPICAL_FUNCTION, LONG_FUNCTION = 400, 10, 50
SHARE_OF_LONG_FUNCTIONS, TEST_LINES_A_CODE_LINE = 0.03, 1.5
DRAWERS = {"utils", "helpers", "common", "misc", "manager", "managers", "service", "services"}
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
SILENT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER
}  # fmt: skip
TEXT = {".py", ".html", ".css", ".scss", ".js"}


def files(folder: str, *endings: str) -> list[Path]:
    found = [file for file in (ROOT / folder).rglob("*") if file.suffix in (endings or {".py"})]
    return [file for file in found if not {"migrations", "built", "node_modules"} & set(file.parts)]


def lines(found: list[Path]) -> int:
    return sum(len(file.read_text().splitlines()) for file in found)


def code_lines(source: str) -> int:
    """Lines that do something: neither blank, nor a comment, nor part of a docstring."""
    tree = ast.parse(source)
    documented = [
        node for node in ast.walk(tree) if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False)
    ]
    strings = {line for node in documented for line in range(node.body[0].lineno, node.body[0].end_lineno + 1)}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    spans = [(token.start[0], token.end[0]) for token in tokens if token.type not in SILENT]
    return len({line for first, last in spans for line in range(first, last + 1)} - strings)


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


def test_there_are_half_as_many_lines_of_test_again_as_lines_of_code() -> None:
    tested, coded = (sum(code_lines(file.read_text()) for file in files(folder)) for folder in ("tests", "src"))
    assert tested >= TEST_LINES_A_CODE_LINE * coded


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
