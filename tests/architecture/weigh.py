"""How many lines of test there are for each line of code: `python -m tests.architecture.weigh`."""

import ast
import io
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


def files(folder: str, *endings: str) -> list[Path]:
    """The files below a folder of the repository, but for those that a tool made."""
    found = [file for file in (ROOT / folder).rglob("*") if file.suffix in (endings or {".py"})]
    return [file for file in found if not {"migrations", "built", "node_modules"} & set(file.parts)]


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


def weight(folder: str) -> int:
    """All lines of code below a folder."""
    return sum(code_lines(file.read_text()) for file in files(folder))


if __name__ == "__main__":
    for room in ("science/spc", "science/simulation", "pictures", "access", "learning", "exchange", "command", "site"):
        print(f"{room:20} {weight(f'src/knotwork/{room}'):6}")
    tested, coded = weight("tests"), weight("src")
    print(f"{tested} lines of test for {coded} of code: {tested / coded:.2f}")
