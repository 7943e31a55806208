"""What the source of the site never does, read from the source, and what it leaves to others' proven work."""

import ast
import re
import secrets as operating_system
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth as recovery
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import InvalidToken
from django.conf import global_settings
from django.conf import settings as running
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.core.signing import Signer
from django.test import RequestFactory
from django.urls import reverse
from django.utils import crypto

from knotwork.access.verbs import Verb
from knotwork.learning.accounts.adapters import SecondSteps
from knotwork.site import settings as site
from tests.access.addresses import addresses

pytestmark = pytest.mark.django_db

SOURCE = Path(__file__).resolve().parents[2] / "src" / "knotwork"
ROOMS = ("access", "exchange", "learning", "site")
AT_BUILDING = SOURCE / "site" / "assets"  # runs when a wheel is made, never on a site
RUNS_THINGS = {"eval", "exec", "compile", "__import__", "system", "popen", "Popen", "run_path", "mark_safe"}
RUNNERS = {"subprocess", "pickle", "marshal", "shelve", "yaml", "code", "pty", "runpy", "xml", "random"}
FETCHERS = {"urllib.request", "http.client", "httpx", "aiohttp", "socket", "ftplib", "smtplib", "requests"}
HASHES = {"md5", "sha1", "new", "blake2b", "blake2s", "sha224"}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for file in sorted((SOURCE / room).rglob("*.py")):
            if AT_BUILDING not in file.parents:
                yield str(file.relative_to(SOURCE)), ast.parse(file.read_text(encoding="utf-8"))


def called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            yield name, node


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def runs(tree: ast.AST) -> set[str]:
    compiled = [call for name, call in called(tree) if name == "compile"]
    patterns = {id(call) for call in compiled if _of(call, "re") or _typesets_what_is_written_there(call)}
    return {name for name, call in called(tree) if name in RUNS_THINGS and id(call) not in patterns} | {
        module for module, _name in imported(tree) if module.partition(".")[0] in RUNNERS
    }


def _typesets_what_is_written_there(call: ast.Call) -> bool:
    """Whether a page is typeset from a constant of the file, so that people's words are data to it and never source."""
    source = call.args[0] if _of(call, "typst") and call.args else None
    encoded = isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute) and source.func.attr == "encode"
    return encoded and _fixed(source.func.value)


def _of(call: ast.Call, module: str) -> bool:
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == module


def test_nothing_on_the_site_starts_a_program_or_runs_text() -> None:
    found = {name: runs(tree) for name, tree in trees()}
    assert len(found) > 60
    assert {name: some for name, some in found.items() if some} == {}


@pytest.mark.parametrize(
    "planted", ["eval(x)", "import subprocess", "from os import system\nsystem(x)", "import pickle", "mark_safe(x)",
                "from random import choice", "os.popen(x)", "from xml.etree import ElementTree",
                "typst.compile(x)", "typst.compile(x.encode())", "compile(PAGE.encode())"],
)  # fmt: skip
def test_what_runs_text_would_be_seen(planted) -> None:
    assert runs(ast.parse(planted))


def made_of_words(tree: ast.AST) -> list[int]:
    """Lines of functions where a pattern, or a text to fill in, is anything but a constant of the file."""
    found = []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for name, call in (one for function in functions for one in called(function)):
        pattern = name in {"compile", "match", "fullmatch", "search", "sub", "findall", "finditer", "split"}
        if pattern and _of(call, "re") and not _fixed(call.args[0]):
            found.append(call.lineno)
        if name in {"format", "format_map"} and isinstance(call.func, ast.Attribute) and not _fixed(call.func.value):
            found.append(call.lineno)
    return found


def _fixed(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def test_no_pattern_is_made_of_what_came_in() -> None:
    found = {name: made_of_words(tree) for name, tree in trees()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("planted", ["re.search(asked, x)", "re.compile(f'{asked}')", "asked.format(x)"])
def test_a_pattern_of_words_would_be_seen(planted) -> None:
    assert made_of_words(ast.parse(f"def search(asked, x):\n    {planted}")) == [2]
    assert made_of_words(ast.parse("def search(x):\n    KNOWN.search(x); re.search('a', x); re.search(KNOWN, x)")) == []


def test_nothing_on_the_site_fetches_from_elsewhere_but_sign_in() -> None:
    found = {
        (name, module, what)
        for name, tree in trees()
        for module, what in imported(tree)
        if module in FETCHERS or f"{module}.{what}" in FETCHERS
    }
    assert found == {("learning/accounts/views.py", "requests", "RequestException")}


def test_cryptography_is_others_proven_work() -> None:
    used = {
        (module, what) for _name, tree in trees() for module, what in imported(tree) if module in {"hashlib", "hmac"}
    }
    assert used <= {("hashlib", "sha256"), ("hashlib", "")}
    weak = {(name, call.lineno) for name, tree in trees() for named, call in called(tree)
            if named in HASHES and _of(call, "hashlib")}  # fmt: skip
    assert weak == set()


WRITES_UNDER_A_NAME = re.compile(r"\w\[[^\]]+\]\s*=(?!=)|Object\.(assign|defineProperty)|__proto__|\.prototype\b")


def test_no_script_writes_under_a_name_that_came_from_outside() -> None:
    scripts = sorted((SOURCE / "site" / "assets" / "js").glob("*.js"))
    assert len(scripts) > 5
    found = {script.name: WRITES_UNDER_A_NAME.findall(script.read_text(encoding="utf-8")) for script in scripts}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("planted", ["into[name] = x", "into[a.b]=x", "Object.assign(into, from)", "x.__proto__ = y"])
def test_writing_under_a_name_would_be_seen(planted) -> None:
    assert WRITES_UNDER_A_NAME.search(planted)
    assert not WRITES_UNDER_A_NAME.search("const [a, b] = words; if (into[name] === x) y = into[name];")


def test_second_steps_are_drawn_from_the_operating_system() -> None:
    assert totp.secrets is recovery.secrets is operating_system
    assert len({totp.generate_totp_secret() for _ in range(20)}) == 20
    assert len(totp.generate_totp_secret()) == 32  # of 32 letters: 160 bits
    assert len(recovery.RecoveryCodes.generate_seed()) == 80  # of 16: 320 bits
    assert 10**mfa.RECOVERY_CODE_DIGITS > 2**20


def test_names_of_sessions_are_long_and_drawn_by_chance() -> None:
    names = {SessionStore()._get_new_session_key() for _ in range(50)}
    assert len(names) == 50
    assert {len(name) for name in names} == {32}
    assert len({letter for name in names for letter in name}) == 36
    assert crypto.secrets is operating_system


def test_links_are_signed_by_sha_256() -> None:
    assert default_token_generator.algorithm == "sha256"
    assert Signer().algorithm == "sha256"
    assert not hasattr(site, "DEFAULT_HASHING_ALGORITHM")


@pytest.mark.parametrize("at", [0, 20, -1, -20])
def test_a_sealed_secret_that_was_altered_does_not_open(at) -> None:
    sealed = list(SecondSteps().encrypt("a secret"))
    assert SecondSteps().decrypt("".join(sealed)) == "a secret"
    sealed[at] = "A" if sealed[at] != "A" else "B"
    with pytest.raises(InvalidToken):
        SecondSteps().decrypt("".join(sealed))


def test_passwords_are_kept_by_a_slow_function() -> None:
    assert not hasattr(site, "PASSWORD_HASHERS"), "Django's own, of which the first is used"
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert PBKDF2PasswordHasher.iterations >= 600_000
    assert PBKDF2PasswordHasher.digest().name == "sha256"


def pages_of(world, client) -> dict[str, str]:
    client.force_login(world.co_ordinator)
    answers = {address: client.get(address.path) for address in addresses(world)}
    return {address.name: answer.content.decode() for address, answer in answers.items()
            if answer.status_code == 200 and address.needs is not Verb.ENTER
            and answer.headers["Content-Type"].startswith("text/html")}  # fmt: skip


def test_every_page_of_somebody_signed_in_lets_them_sign_out(world, client) -> None:
    shown = pages_of(world, client)
    assert len(shown) > 15
    assert [name for name, page in shown.items() if f'action="{reverse("sign-out")}"' not in page] == []


def test_no_page_or_file_holds_a_password_or_the_secret_of_a_second_step(world, client) -> None:
    totp.TOTP.activate(world.co_ordinator, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    sealed = Authenticator.objects.get().data["secret"]
    secrets = [person.password for person in (world.co_ordinator, world.improver_here)]
    for name, page in pages_of(world, client).items():
        for secret in (*secrets, sealed, "JBSWY3DPEHPK3PXP", running.SECRET_KEY, client.session.session_key):
            assert secret not in page, name


@pytest.mark.parametrize(
    ("proxies", "said", "taken"),
    [
        (0, "6.6.6.6", "10.0.0.9"),
        (1, "6.6.6.6, 10.1.1.1", "10.1.1.1"),
        (1, "10.1.1.1", "10.1.1.1"),
        (2, "6.6.6.6, 10.1.1.1, 10.2.2.2", "10.1.1.1"),
    ],
)
def test_a_machine_cannot_say_that_it_is_another(settings, proxies, said, taken) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": said, "x-real-ip": "6.6.6.6"}, REMOTE_ADDR="10.0.0.9"
    )
    assert get_adapter().get_client_ip(request) == taken
