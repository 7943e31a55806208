"""No key, token or password lies in the repository: every tracked file is looked through."""

import math
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KNOWN_SHAPES = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "a key of a cloud": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of a code host": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|glpat-[\w-]{20,})",
    "a token of a chat": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
    "a key of a payment or mail service": r"\b(?:sk|rk)_live_[A-Za-z0-9]{16,}|\bSG\.[\w-]{16,}\.[\w-]{16,}",
    "a token of a package registry": r"\bpypi-[A-Za-z0-9_-]{40,}|\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*\S+",
    "a key of an interface": r"\bAIza[0-9A-Za-z_-]{35}\b|\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,}",
    "a signed token": r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}",
    "a password in an address": r"\b(?:postgres(?:ql)?|mysql|redis|amqp|https?|smtps?)://[^\s/:@'\"{}<>]+:([^\s/@'\"{}<>]+)@",
    "a secret key of Django": r"django-insecure-\S{20,}",
}
NAMED = re.compile(
    r"""(?ix) \b [\w.-]* (?: secret | passw(?:or)?d | token | api_?key | private_?key | credential ) [\w.-]* ["']?
        \s* [:=]{1,2} \s* (?P<quote>["']) (?P<value> [^"'\s]{16,} ) (?P=quote)"""
)
BITS = 3.5  # a letter; words have about 3 in so short a text, drawn letters more
EXAMPLES = {"ann%40x:p%2Fw", "user:password", "x:y"}  # in tests and papers of the address itself
OF_TESTS = re.compile(r"^(JBSWY3DPEHPK3PXP)+$")  # the secret of the examples of TOTP


def bits(value: str) -> float:
    """How many bits a letter of it tells, by how often each letter is in it."""
    return -sum(n / len(value) * math.log2(n / len(value)) for n in Counter(value).values())


def found_in(text: str) -> list[str]:
    """What looks like a secret in a text, by its kind, with where it begins."""
    found = []
    for kind, shape in KNOWN_SHAPES.items():
        for hit in re.finditer(shape, text):
            if not any(example in hit[0] for example in EXAMPLES):
                found.append(f"{kind}: {hit[0][:12]}…")
    for hit in NAMED.finditer(text):
        value = hit["value"]
        if bits(value) >= BITS and any(letter.isdigit() for letter in value) and not OF_TESTS.match(value):
            found.append(f"a value that looks drawn by chance: {hit[0][:24]}…")
    return found


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def test_no_tracked_file_holds_a_secret() -> None:
    files = [file for file in tracked() if file.is_file() and file != Path(__file__)]
    assert len(files) > 300
    found = {}
    for file in files:
        if some := found_in(file.read_bytes().decode("utf-8", errors="ignore")):
            found[str(file.relative_to(ROOT))] = some
    assert found == {}


def test_no_file_is_tracked_that_is_made_to_hold_secrets() -> None:
    names = {file.name for file in tracked()}
    kinds = {file.suffix for file in tracked()}
    assert not names & {
        ".env",
        "secret-key",
        ".netrc",
        ".pypirc",
        ".npmrc.local",
        "id_rsa",
        "id_ed25519",
        "credentials",
    }
    assert not kinds & {".pem", ".key", ".p12", ".pfx", ".sqlite3", ".kdbx", ".jks"}


def test_what_a_site_makes_is_never_tracked() -> None:
    asked = ["knotwork-data/secret-key", "knotwork-data/knotwork.sqlite3", ".env"]
    ignored = subprocess.run(
        ["git", "check-ignore", "--", *asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert set(ignored.stdout.split()) == set(asked)


def planted(*parts: str) -> str:
    """Put together here, so that this file holds none of them."""
    return "".join(parts)


PLANTED = [
    planted("-----BEGIN RSA ", "PRIVATE KEY-----\nMIIE"),
    planted("-----BEGIN ", "PRIVATE KEY-----"),
    planted("AKIA", "IOSFODNN7EXAMPLE"),
    planted("ghp_", "a1B2" * 9),
    planted("xoxb-", "123456789012-abcdef"),
    planted("pypi-", "AgEIcHlwaS5vcmc" * 4),
    planted("//host/:_authToken", "=abc123"),
    planted("AIza", "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q"),
    planted("eyJhbGciOiJI", ".eyJzdWIiOiIx", ".dozjgNryP4J3jVmN"),
    planted("DATABASE_URL=postgresql://knot:", "hunter2@db/knot"),
    planted("SECRET_KEY = '", "k3Jh5g2Q4wz5G2xj9H5pkVt3b4'"),
    planted('{"client_secret": "', 'Zx8Qv2Lm9Rt4Wy7Ku1Pd"}'),
    planted("api_key: '", "9f8e7d6c5b4a39281706f5e4'"),
]


@pytest.mark.parametrize("text", PLANTED)
def test_a_secret_that_was_planted_is_found(text) -> None:
    assert found_in(f"some = 1\n{text}\nmore = 2\n")


@pytest.mark.parametrize(
    "text",
    [
        'password = os.environ["KNOTWORK_MAIL_PASSWORD"]',
        'PASSWORD = "correct horse battery"',
        '"too_many_login_attempts": "Too many tries went wrong."',
        "SECRET_KEY = secret_key(DATA)",
        'token = "the-secret-of-a-link"',
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "postgresql://user:password@host/name",
    ],
)
def test_what_is_no_secret_is_left_alone(text) -> None:
    assert found_in(text) == []


def test_letters_drawn_by_chance_tell_more_than_words() -> None:
    assert bits("aaaaaaaaaaaaaaaa") == 0
    assert bits("abababababababab") == 1
    assert bits("Zx8Qv2Lm9Rt4Wy7Ku1Pd") > BITS
