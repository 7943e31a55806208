"""Sentences as staff write stories, made up for measuring: which words in them identify a patient, and which do not.

Nothing here was taken from the finder's patterns. People, numbers and addresses are made up: NHS numbers of the 999
range
kept for tests; telephone numbers that Ofcom keeps for drama; postcodes of public buildings; reserved e-mail domains.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True)
class Sentence:
    """A sentence and the words in it that identify, by kind; none for a hard negative."""

    text: str
    identifiers: tuple[tuple[str, str], ...] = ()


def with_check_digit(nine: str) -> str | None:
    """Nine digits with the check digit that the Data Dictionary's worked steps give, or None where none is issued."""
    remainder = sum(int(nine[place]) * (10 - place) for place in range(9)) % 11
    check = {0: 0, 1: None}.get(remainder, 11 - remainder)
    return None if check is None else f"{nine}{check}"


def made_up(stems: Iterator[str], many: int) -> list[str]:
    """The first so many numbers whose check digit exists."""
    made = (number for stem in stems if (number := with_check_digit(stem)))
    return [next(made) for _ in range(many)]


NHS = made_up((f"999{n:06d}" for n in range(17, 900000, 7919)), 60)
CHI = made_up((f"{1 + n % 28:02d}{1 + n % 12:02d}{30 + n % 60:02d}{900 + n % 97}" for n in range(400)), 50)
NORTHERN = made_up((f"3999{n:05d}" for n in range(11, 99999, 997)), 25)


def _in_groups(number: str, way: int) -> str:
    groups = number[:3], number[3:6], number[6:]
    return (number, " ".join(groups), "-".join(groups), "\u00a0".join(groups), "\u2013".join(groups))[way % 5]


NHS_SENTENCES = [
    "NHS number {} was on the wrong wristband.",
    "The label said {} and nobody noticed until the evening.",
    "We sent the letter for {} to the wrong practice.",
    "Patient ({}) waited nine hours on a trolley.",
    "Her NHS no. is {}, please look at the notes.",
    "nhs {}: fell twice on the ward this week",
    "Bloods for {} were never reviewed.",
]
CHI_SENTENCES = [
    "CHI {} had two sets of notes.",
    "The referral for {} was lost for a month.",
    "Please check the scan, chi number {}.",
    "Theatre list had {} down for the wrong knee.",
]
NORTHERN_SENTENCES = [
    "H&C number {} was copied wrongly.",
    "Health and Care number: {}.",
    "The sample from {} was not labelled.",
]
DATES = [
    "03/05/1941", "3.5.41", "3 May 1941", "3rd May 1941", "1941-05-03", "May 3, 1941", "03-05-1941", "3/5/1941",
    "12 Sept 1938",
    "31 December 2019", "29/02/1948", "1st of June 1955",
]  # fmt: skip
DATE_SENTENCES = [
    "DOB {}, seen in clinic.",
    "She was born on {} and lives alone.",
    "Date of birth: {} did not match the wristband.",
    "Mrs Ada Madeup ({}) was given the wrong tablets.",
    "Ada Madeup, {}, fell in the bathroom.",
    "A man aged 83, {}, was moved three times in a night.",
    "d.o.b. {} on the sample, another on the form.",
    "His birthday is {} and he wanted to be home.",
    "The form had {} as her date of birth.",
]
PHONES = [
    "01632 960123", "01632960456", "(01632) 960 789", "07700 900123", "07700900456", "+44 7700 900789", "+447700900321",
    "020 7946 0123", "(020) 7946 0456", "0207 946 0789", "+44 (0)20 7946 0321", "0044 7700 900111", "0303 123 0999",
    "07700-900-222", "01632 960 333", "+44 1632 960444",
]  # fmt: skip
PHONE_SENTENCES = [
    "Her daughter is on {} after six.",
    "Ring {} before discharge.",
    "We left a message at {}, no reply.",
    "Phone: {}",
]
POSTCODES = [
    "SW1A 2AA",
    "SW1A2AA",
    "EH99 1SP",
    "CF99 1SN",
    "BT4 3XX",
    "SE1 7EH",
    "M60 2LA",
    "W1A 1AA",
    "sw1a 2aa",
    "ec1a 1bb",
]
POSTCODE_SENTENCES = [
    "He lives at {} with no heating.",
    "The taxi went to {} instead.",
    "Address given as 1 Madeup Street, {}.",
    "Only one family at {} was affected",
]
EMAILS = ["ada@example.org", "ada.madeup+ward@mail.example.com", "A_Madeup99@example.co.uk", "o'made@example.net"]
EMAIL_SENTENCES = ["Her son's e-mail is {}.", "Please write to {} about the complaint", "We copied in ({}) by mistake."]
RECORDS = ["123456", "A123456", "RX 0012345", "98765432"]
RECORD_SENTENCES = [
    "Hospital number {} was on both forms.",
    "MRN {} had no allergies recorded.",
    "The hospital no. {} belongs to somebody else.",
    "Patient ID: {}",
    "Case note number {} is missing.",
]
# Known to be hard: the finder is not expected to find all of these.
HARDER = [
    Sentence("Hospital number, which is 445566, was smudged.", (("hospital number", "445566"),)),
    Sentence("Please ring her on 01632 nine six zero 123.", (("phone number", "01632 nine six zero 123"),)),
    Sentence("She'd have been born, as far as we know, 3 May 1941.", (("date of birth", "3 May 1941"),)),
    Sentence("Madeup Ada F 03/05/1941 bed 4", (("date of birth", "03/05/1941"),)),
    Sentence("Mail ada at example dot org.", (("e-mail address", "ada at example dot org"),)),
    Sentence("He lives at SW1A, 2AA.", (("postcode", "SW1A, 2AA"),)),
]

EVENTS = [
    "On {} we changed the handover.", "The new chart began {}.", "Data from {} onwards are complete.",
    "Falls peaked on {} and then came down.", "Our next huddle is on {}.", "Version agreed at the Safety Board, {}.",
    "Ward Meeting {}", "An 84 year old fell on {}.", "The audit of {} showed no change.", "Minutes of Falls Group ({})",
]  # fmt: skip
EVENT_DATES = [
    "3 May 2024",
    "03/05/2024",
    "2024-05-03",
    "May 3, 2024",
    "3rd May 2024",
    "12.11.23",
    "1 September 2025",
    "30/6/25",
]
NUMBERS = [
    "We served 1,234,567,890 meals.", "The fund stood at £9990000018.", "ISBN 0306406152 is on the shelf.",
    "ISBN 978-0-306-40615-7 explains it.", "Order 9990000018 came late.", "Asset 4010232137 is the hoist.",
    "Version 10.2.3.4 of the form.", "Beds 01 02 03 04 05 06 were closed.", "Bays 1-6 and beds 12-14 were closed.",
    "From 07:30 to 19:30 two nurses.", "The rate was 0.1234567890 a day.", "Median 12.5, limits 3.2 to 21.8.",
    "Between 2019 and 2024 falls halved.", "We counted 9990000019 steps.", "Out of 1234567890 records, none.",
    "In 2024-2025 there were 120 of 1,400.", "Doses at 08 12 16 20 hours.", "Blood pressure 120/80, pulse 72.",
    "Sats 94 95 96 97 98 on air.", "Bleep 2345 or extension 60123.", "PDSA 3, cycle 14, week 22.",
    "Give 500mg at 6pm, 5ml at 10pm.", "Vitamin B12 1mg was short.", "The M6 was shut at 3pm.",
    "ICD code E11 9 was used.", "Ward B4 2nd floor has no lift.", "Unit M1 1st shift was short.",
    "It cost 12 345 678 pounds.", "Score 10/10 from 45 of 50 people.", "We are @wardfour on the wall.",
    "Meet @ 3pm in room S12.", "Ratio 1:4 by day, 1:8 by night.", "Bed numbers 999 and 1000 are not real.",
    "Hospital numbers rose to 1234 this winter.", "The patient number fell by 12.", "Policy HS12-2024 applies.",
    "Grid row 1 2 3 4 5 6 7 8 9 10 11.", "Batch 4010232137 was recalled.", "Form SW12 has 4 pages.",
    "Our hospital number one aim is fewer falls.", "NHS England asked 1,500 teams.", "CHI was down for 3 hours.",
    "He was born in 1941 and loves trains.", "The idea was born in Ward 4.", "Aged 83, he walked 20 metres.",
    "p = 0.0312, n = 1024.", "Call bells: 14 21 9 33 28 17.", "Target 95%, reached 91.3%.",
]  # fmt: skip
ENDINGS = ["", " Staff were proud of it.", " More next week.", " Thank you all."]


def _filled(kind: str, templates: list[str], values: list[str], many: int) -> list[Sentence]:
    """Each value in turn in each template in turn, so many sentences in all."""
    pairs = zip(range(many), cycle(templates), cycle(values), strict=False)
    return [Sentence(template.format(value), ((kind, value),)) for _, template, value in pairs]


def positives() -> list[Sentence]:
    """Every sentence with an identifier."""
    nhs = [_in_groups(number, way) for way, number in enumerate(NHS)]
    chi = [number if way % 2 else f"{number[:6]} {number[6:]}" for way, number in enumerate(CHI)]
    northern = [_in_groups(number, way) for way, number in enumerate(NORTHERN)]
    return [
        *_filled("NHS number", NHS_SENTENCES, nhs, 60),
        *_filled("CHI number", CHI_SENTENCES, chi, 50),
        *_filled("Health and Care number", NORTHERN_SENTENCES, northern, 25),
        *(Sentence(t.format(d), (("date of birth", d),)) for t in DATE_SENTENCES for d in DATES),
        *(Sentence(t.format(p), (("phone number", p),)) for t in PHONE_SENTENCES for p in PHONES),
        *(Sentence(t.format(p), (("postcode", p),)) for t in POSTCODE_SENTENCES for p in POSTCODES),
        *(Sentence(t.format(e), (("e-mail address", e),)) for t in EMAIL_SENTENCES for e in EMAILS),
        *(Sentence(t.format(r), (("hospital number", r),)) for t in RECORD_SENTENCES for r in RECORDS),
        *HARDER,
    ]


def negatives() -> list[Sentence]:
    """Every sentence whose numbers and dates identify nobody."""
    events = [Sentence(template.format(day)) for template in EVENTS for day in EVENT_DATES]
    return events + [Sentence(number + ending) for number in NUMBERS for ending in ENDINGS]
