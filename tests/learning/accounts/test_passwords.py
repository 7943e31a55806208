"""Which passwords are taken: long ones of any kind, and none that is tried first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from knotwork.learning.accounts.codes import KNOWN_HERE, NotOfKnownWords
from tests.learning.accounts.test_sign_in_page import sign_in

pytestmark = pytest.mark.django_db
OLD = "correct horse battery"


def refused(password: str) -> set[str]:
    try:
        validate_password(password)
    except ValidationError as said:
        return {error.code for error in said.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "Knotwork2026!", "kn0tw0rk-kn0tw0rk", "NHSscotland1", "Ward4Ward4", "Password!2026", "p@ssw0rd-W@rd",
        "qualityimprovement", "LearningSystem1", "welcome to the ward", "winter2026winter", "$taff-Nur5e-2026",
        "1234567!!!!!", "healthcareimprovementscotland", "__________", "2026-11-23", "sp0ns0r_sp0ns0r",
    ],
)  # fmt: skip
def test_what_is_tried_first_here_is_refused(password) -> None:
    assert "password_of_known_words" in refused(password)


@pytest.mark.parametrize(
    "password",
    [
        "purple kettle hob", "xkqvwzjt", "ÄÖÜßéèñçøåæœ", "漢字かな交じり文です", "🦀🦀 crabs at noon",
        "no digits nor capitals", "ALLCAPITALSBUTRARE", "ward purple kettle", "  spaces around  ", "a" * 64 + "bcdefgh",
        "kettle\tand tab",
    ],
)  # fmt: skip
def test_any_letters_signs_and_lengths_are_taken(password) -> None:
    assert refused(password) == set()


@pytest.mark.parametrize(("letters", "taken"), [("kxzvq", False), ("kxzvqj", True)])
def test_six_letters_beside_known_words_are_enough_and_five_are_not(letters, taken) -> None:
    assert (refused(f"{letters}ward2026") == set()) is taken


@pytest.mark.parametrize(("password", "taken"), [("kxzvqjt", False), ("kxzvqjtw", True)])
def test_eight_characters_are_the_least(password, taken) -> None:
    assert (refused(password) == set()) is taken


def test_the_names_of_the_site_and_of_its_roles_are_among_the_words() -> None:
    from knotwork.access.roles import ROLES

    assert {"knotwork", "nhs", "ward", "hospital"} <= KNOWN_HERE
    assert {name for name in ROLES if "_" not in name} - {"analyst"} <= KNOWN_HERE
    assert NotOfKnownWords().get_help_text()


def change(client, new: str):
    sent = {"oldpassword": OLD, "password1": new, "password2": new}
    return client.post(reverse("account_change_password"), sent)


@pytest.mark.parametrize("new", ["Knotwork2026!", "password", "short"])
def test_the_page_says_beside_the_field_why_one_is_refused(world, client, new) -> None:
    sign_in(client, world.improver_here)
    answer = change(client, new)
    assert (answer.status_code, "nhsuk-error-message" in answer.content.decode()) == (200, True)
    client.logout()
    assert sign_in(client, world.improver_here).status_code == 302


@pytest.mark.parametrize("new", ["  spaces around  ", "PURPLE Kettle", "ä" * 12 + "kettle", "x" * 72 + "purple kettle"])
def test_a_password_is_taken_exactly_as_it_was_typed(world, client, new) -> None:
    sign_in(client, world.improver_here)
    assert change(client, new).status_code == 302
    client.logout()
    for near in (new.strip() + "!", new.casefold() + "?", new[:-1], new.swapcase() if new != new.swapcase() else "x"):
        assert sign_in(client, world.improver_here, near).status_code == 200, near
    assert sign_in(client, world.improver_here, new).status_code == 302


@pytest.mark.parametrize("route", ["sign-in", "account_change_password", "account_reauthenticate"])
def test_fields_for_passwords_hide_what_is_typed_and_let_password_managers_help(world, client, route) -> None:
    if route != "sign-in":
        sign_in(client, world.improver_here)
    page = client.get(reverse(route)).content.decode()
    fields = [tag for tag in page.split("<input")[1:] if "password" in tag.split(">")[0]]
    assert fields
    for tag in fields:
        said = tag.split(">")[0]
        assert 'type="password"' in said
        assert "maxlength" not in said
        assert "onpaste" not in said
        assert 'autocomplete="off"' not in said
