"""What is found in free text, what is left alone, and where it stands."""

import pytest

from knotwork.science.privacy import Found, Kind, NotOfThisText, Sure, find_identifiers, taken_out
from knotwork.science.privacy.numbers import begins_with_a_date, checks

FOUND = [
    ("NHS number 999 000 0018", "NHS number", "999 000 0018"),
    ("Number 9990000018.", "NHS number", "9990000018"),
    ("(999-000-0018)", "NHS number", "999-000-0018"),
    ("CHI 010130 9008", "CHI number", None),
    ("call (01632) 960 123 today", "phone number", "(01632) 960 123"),
    ("(call 01632 960 123)", "phone number", "01632 960 123"),
    ("+44 (0)7700 900 123", "phone number", "+44 (0)7700 900 123"),
    ("at SW1A 2AA, London", "postcode", "SW1A 2AA"),
    ("write to a@example.org.", "e-mail address", "a@example.org"),
    ("DOB: 03/05/41", "date of birth", "03/05/41"),
    ("born on the 3rd of May 1941", "date of birth", "3rd of May 1941"),
    ("Mrs Madeup 03/05/1941", "date of birth", "03/05/1941"),
    ("03/05/1941 (aged 83)", "date of birth", "03/05/1941"),
    ("Hospital number: A123456", "hospital number", "A123456"),
]
LEFT = [
    "1,234,567,890 meals",
    "ISBN 0306406152",
    "9990000019",
    "0000000000",
    "£9990000018",
    "19990000018",
    "9990000018.5",
    "On 3 May 2024 we changed it",
    "born in 1941",
    "DOB 31/02/1941",
    "DOB 29/02/1941",
    "from 07:30 to 19:30",
    "ZZ1 1AA",
    "SW1A",
    "SW1A 2CA",
    "ward B4 2nd floor",
    "01 02 03 04 05 06",
    "016329601234567",
    "@ward",
    "hospital numbers rose",
]


@pytest.mark.parametrize(("text", "kind", "words"), [row for row in FOUND if row[2]])
def test_an_identifier_is_found_with_its_exact_words(text: str, kind: str, words: str):
    (one,) = find_identifiers(text)
    assert (one.kind, one.words) == (kind, words)
    assert text[one.start : one.end] == words
    assert one.why.endswith(".")


@pytest.mark.parametrize("text", LEFT)
def test_a_number_that_identifies_nobody_is_left_alone(text: str):
    assert find_identifiers(text) == []


def test_the_check_digit_of_the_data_dictionarys_example_fits_and_no_other_does():
    # NHS Data Model and Dictionary, and Wikipedia "NHS number": 943 476 5919, whose sum without the check digit is 299.
    assert [digit for digit in "0123456789" if checks("943476591" + digit)] == ["9"]


def test_a_first_nine_that_calls_for_ten_has_no_check_digit():
    # 999 000 01: weights 10, 9, 8, 2: 90 + 81 + 72 + 2 = 245 = 22 × 11 + 3, so the check is 8.
    assert checks("9990000018")
    # 999 000 000: 243 = 22 × 11 + 1: the check would be 10, which is never issued.
    assert not any(checks("999000000" + digit) for digit in "0123456789")


@pytest.mark.parametrize(
    ("digits", "is_date"),
    [("0101300000", True), ("2902480000", True), ("2902000000", True), ("2902410000", False), ("3204500000", False)],
)
def test_a_chi_number_begins_with_a_day_that_was(digits: str, is_date: bool):
    assert begins_with_a_date(digits) is is_date


def test_a_called_number_with_a_wrong_check_digit_is_still_asked_about_and_says_why():
    (one,) = find_identifiers("NHS number 999 000 0019")
    assert one.sure == Sure.LIKELY
    assert one.why.startswith("It is called an NHS number. Its last digit does not fit")


@pytest.mark.parametrize(
    ("words", "said"),
    [("999 000 0018", "an NHS number"), ("CHI 311299 0019", "a CHI number"), ("HCN 320 000 0019", "a Health and Care")],
)
def test_a_number_is_said_with_the_article_that_people_say(words: str, said: str):
    (one,) = find_identifiers(words)
    assert f" {said}" in one.why


def test_each_kind_has_its_article():
    assert [kind for kind in Kind if kind.with_article.startswith("an ")] == [Kind.NHS_NUMBER, Kind.EMAIL]


def test_a_number_beginning_with_seven_says_that_it_could_be_a_mobile():
    number = next(f"770090{n:04d}" for n in range(10000) if checks(f"770090{n:04d}"))
    (one,) = find_identifiers(number)
    assert one.kind == Kind.NHS_NUMBER
    assert "mobile" in one.why


@pytest.mark.parametrize(
    "written",
    [
        "９９９ ０００ ００１８",
        "999\u00a0000\u00a00018",
        "999\u2009000\u20090018",
        "999\u200b000\u200b0018",
        "9\u200d9\u200d9\u200d0\u200d0\u200d0\u200d0\u200d0\u200d1\u200d8",
        "999\u2013000\u20140018",
        "999\u2212000\u22110018",
        "٩٩٩٠٠٠٠٠١٨",
        "999\u00ad0000018",
    ],
)
def test_odd_characters_hide_nothing_and_places_are_those_of_the_original(written: str):
    written = written.replace("\u2211", "\u2011")
    text = f"\ufeffÉtude \U0001f600 {written} \u200bend"
    (one,) = find_identifiers(text)
    assert one.kind == Kind.NHS_NUMBER
    assert text[one.start : one.end] == one.words == written
    assert taken_out(text, [one]) == "\ufeffÉtude \U0001f600 [NHS number taken out] \u200bend"


def test_several_are_taken_out_and_the_rest_of_the_story_stays():
    text = "NHS 999 000 0018, born 3 May 1941, SW1A 2AA: ring 01632 960123."
    assert taken_out(text, find_identifiers(text)) == (
        "NHS [NHS number taken out], born [date of birth taken out], [postcode taken out]: "
        "ring [phone number taken out]."
    )


def test_what_is_taken_out_is_not_found_again():
    text = "NHS 999 000 0018, DOB 3 May 1941, MRN 123456, a@example.org"
    assert find_identifiers(taken_out(text, find_identifiers(text))) == []


def test_where_two_share_words_the_surer_wins_whatever_their_order():
    sure = Found(Kind.PHONE_NUMBER, 2, 6, "2345", "", Sure.NEARLY_CERTAIN)
    longer = Found(Kind.NHS_NUMBER, 0, 8, "01234567", "", Sure.LIKELY)
    for pair in ([sure, longer], [longer, sure]):
        assert taken_out("01234567", pair) == "01[phone number taken out]67"


def test_findings_of_another_text_are_refused():
    with pytest.raises(NotOfThisText, match="Look for identifiers again"):
        taken_out("nothing here", find_identifiers("NHS 999 000 0018"))


def test_an_empty_text_has_nothing_to_find():
    assert find_identifiers("") == []
    assert taken_out("", []) == ""
