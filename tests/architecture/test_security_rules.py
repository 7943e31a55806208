"""The page of rules says what the code does: its numbers are those of the settings."""

import re
from pathlib import Path

import pytest
from allauth.account import app_settings as account
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator

from knotwork.exchange.tabular import table, workbook
from knotwork.learning.files import actions as files
from knotwork.learning.files import codes
from knotwork.site import settings as site

ROOT = Path(__file__).resolve().parents[2]
RULES = " ".join((ROOT / "docs" / "security" / "rules.md").read_text().split())
LIMITS = account.RATE_LIMITS


@pytest.mark.parametrize(
    ("said", "is_so"),
    [
        ("5 in 5 minutes", LIMITS["login_failed"].endswith("5/300s/key")),
        ("from one machine | 60 a minute", LIMITS["login_failed"].startswith("60/m/ip")),
        ("from one machine | 300 a minute", LIMITS["login"] == "300/m/ip"),
        ("5 a minute for an address, 20 a minute from a machine", LIMITS["reset_password"] == "20/m/ip,5/m/key"),
        ("10 a minute for a person", LIMITS["reauthenticate"] == "10/m/user"),
        ("30 minutes after the last page", settings.IDLE_FOR.total_seconds() == 1800),
        ("12 hours after it began", settings.SIGNED_IN_FOR.total_seconds() == 12 * 3600),
        ("once, for 3 days", settings.PASSWORD_RESET_TIMEOUT == 3 * 86_400),
        ("2.5 MB", settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 2_500_000),
        ("100 MB | a file of numbers", settings.LARGEST_UPLOAD == 100_000_000),
        ("20 MB, 50 million points", (codes.LARGEST_PHOTOGRAPH, codes.MOST_PIXELS) == (20_000_000, 50_000_000)),
        ("at most 2,000 pixels", codes.LONGEST == 2_000),
        ("10 MB | another file", codes.LARGEST_FILE == 10_000_000),
        ("ten beside one story", files.MOST == 10),
        ("600 MB unpacked", workbook.MOST_UNPACKED == 600_000_000),
        ("20 million cells", workbook.MOST_CELLS == 20_000_000),
        ("2,000 columns", table.MOST_COLUMNS == 2_000),
        ("At least 8 characters", MinimumLengthValidator().min_length == 8),
        ("1,000,000 rounds", PBKDF2PasswordHasher.iterations == 1_000_000),
        ("8,354 of them", sum(len(word) >= 8 for word in CommonPasswordValidator().passwords) == 8_354),
        ("the 20,000 passwords", round(len(CommonPasswordValidator().passwords), -3) == 20_000),
        ("(`KNOTWORK_SECOND_STEP=roles`)", site.SECOND_STEP in {"roles", "nobody"}),
    ],
)
def test_a_number_on_the_page_is_the_number_in_the_code(said, is_so) -> None:
    assert said in RULES, "the page no longer says this"
    assert is_so


def test_drafts_are_kept_for_as_long_as_the_page_says() -> None:
    script = (ROOT / "src/knotwork/site/assets/js/drafts.js").read_text()
    days = re.search(r"DAYS_KEPT = (\d+)", script)
    assert days is not None
    assert f"in one's own browser for {days[1]} days" in RULES
    hours = re.search(r"HOURS_KEPT_HERE = (\d+)", script)
    assert hours is not None
    assert f"in its tab for {hours[1]} hours at most" in RULES


def test_every_password_rule_is_one_that_the_page_names() -> None:
    named = {one["NAME"].rpartition(".")[2] for one in settings.AUTH_PASSWORD_VALIDATORS}
    assert named == {
        "UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NotOfKnownWords",
    }  # fmt: skip
    for said in ("close to one's own name", "At least 8", "most used", "words of this site"):
        assert said in RULES


def test_logs_go_to_standard_error_and_nowhere_else() -> None:
    assert site.LOGGING["root"]["handlers"] == ["console"]
    assert {one["class"] for one in site.LOGGING["handlers"].values()} == {"logging.StreamHandler"}
    assert "the server's standard error" in RULES
    assert not getattr(site, "ADMINS", [])
