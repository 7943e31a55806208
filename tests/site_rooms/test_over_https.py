"""The site as it runs in earnest: behind HTTPS, looked over by Django's own checks, in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

ASK = """
import json
import django
django.setup()
from django.test import Client
answer = Client(headers={"host": "knotwork.example", "x-forwarded-proto": PROTO}).get("/sign-in/")
cookies = {name: [one["secure"], one["httponly"], one["samesite"], one["path"], one["domain"]]
           for name, one in answer.cookies.items()}
print(json.dumps([answer.status_code, dict(answer.headers), cookies]))
"""


def run(tmp_path, *command: str, **more: str) -> subprocess.CompletedProcess:
    where = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "knotwork.site.settings",
        "KNOTWORK_DATA": str(tmp_path),
        "KNOTWORK_SECURE": "1",
        "KNOTWORK_HOSTS": "knotwork.example",
        "DATABASE_URL": "",
        **more,
    }
    return subprocess.run([sys.executable, *command], env=where, capture_output=True, text=True, check=False)


def check(tmp_path, **more: str) -> subprocess.CompletedProcess:
    return run(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "WARNING", **more)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site's files, laid out once as the server lays them out."""
    folder = tmp_path_factory.mktemp("site")
    done = run(folder, "-m", "django", "collectstatic", "--noinput")
    assert done.returncode == 0, done.stderr
    return folder


def ask(site, proto: str) -> tuple[int, dict, dict]:
    done = run(site, "-c", ASK.replace("PROTO", repr(proto)))
    assert done.returncode == 0, done.stderr
    return tuple(json.loads(done.stdout))


def test_djangos_own_checks_for_a_site_in_earnest_find_nothing(tmp_path) -> None:
    done = check(tmp_path)
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("setting", "value", "found"),
    [("KNOTWORK_SECURE", "0", "security.W004"), ("KNOTWORK_SECRET_KEY", "short", "security.W009")],
)
def test_djangos_own_checks_would_notice(tmp_path, setting, value, found) -> None:
    done = check(tmp_path, **{setting: value})
    assert done.returncode == 1
    assert found in done.stderr


def test_over_https_cookies_belong_to_this_host_alone_and_the_browser_is_told_to_stay(site) -> None:
    status, headers, cookies = ask(site, "https")
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "upgrade-insecure-requests" in headers["Content-Security-Policy"].split("; ")
    assert cookies
    for name, (secure, http_only, same_site, path, domain) in cookies.items():
        assert name.startswith("__Host-")
        assert (secure, http_only, same_site, path, domain) == (True, True, "Lax", "/", "")


def test_over_plain_http_everybody_is_sent_to_https(site) -> None:
    status, headers, cookies = ask(site, "http")
    assert (status, headers["Location"], cookies) == (301, "https://knotwork.example/sign-in/", {})


def test_a_site_that_would_answer_to_any_name_does_not_start(tmp_path) -> None:
    done = check(tmp_path, KNOTWORK_HOSTS="knotwork.example,*")
    assert done.returncode != 0
    assert "KNOTWORK_HOSTS must name each host" in done.stderr
