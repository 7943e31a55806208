"""Run a command against a private PostgreSQL server: `python tests/postgresql.py pytest …`.

Uses the server that DATABASE_URL names, if it names one. Otherwise starts one from Debian's binaries in a temporary
folder on a free port, under a user that is not root, and stops it afterwards. Where there is none it says so and runs
nothing; with CI set, that is a failure.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = """
  PostgreSQL was not found, so NOTHING was tested on it.
  Install the server's programs (on Debian: apt install postgresql), or set DATABASE_URL, and run this again.
"""


def binaries() -> Path | None:
    """The folder of the newest server that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def as_server(command: list[str]) -> list[str]:
    """A command as the user that the server runs as: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return command
    return ["setpriv", f"--reuid={_user()}", f"--regid={_user()}", "--clear-groups", *command]


def _user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A server of our own for as long as the block lasts; its address."""
    folder = Path(tempfile.mkdtemp(prefix="knotwork-postgresql-"))
    data = folder / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if os.getuid() == 0:
        shutil.chown(folder, _user(), _user())
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "check": True}
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    control = as_server([str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")])
    make = [str(programs / "initdb"), "-D", str(data), "-U", "knotwork", "-A", "trust", "-E", "UTF8", "--no-sync"]
    try:
        subprocess.run(as_server([*make, "--locale=C.UTF-8"]), **quiet)
        subprocess.run([*control, "-o", options, "start"], **quiet)
        subprocess.run(
            [str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "knotwork", "knotwork"], **quiet
        )
        yield f"postgresql://knotwork@127.0.0.1:{port}/knotwork"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, stdout=subprocess.DEVNULL, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL set; its exit code."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command, check=False).returncode
    programs = binaries()
    if programs is None:
        print(MISSING, file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    with server(programs) as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
