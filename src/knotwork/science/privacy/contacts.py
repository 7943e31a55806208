"""Telephone numbers, postcodes and e-mail addresses of the United Kingdom.

Telephone numbers: Ofcom, National Telephone Numbering Plan (01, 02 and 03, 07; ten or eleven digits with the 0).
Postcodes: Royal Mail, Programmers' Guide to the Postcode Address File, formats and letters not used.
"""

import re
from collections.abc import Iterator

from .found import Kind, Sure
from .matches import Match, label_before

_PHONE = re.compile(
    r"(?<![A-Za-z0-9_+])(?<![0-9][.,/:-])"
    r"(?:(?:\+|\(\+|00)44\)?[ .-]{0,2}(?:\(0\)[ ]?)?\(?[1-37]|\(?0[1-37])(?:[ ().-]{0,2}[0-9]){8,9}"
    r"(?![A-Za-z0-9_])(?![.,/:-][0-9])(?! [0-9])",
    re.ASCII,
)
_OTHER_NUMBER = re.compile(
    r"\b(?:isbn|orders?|invoice|asset|serial|part|stock|batch|lot|account)\b", re.IGNORECASE | re.ASCII
)
_AREA_LETTERS = """
AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS
TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_AREAS = frozenset(_AREA_LETTERS.split())
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9_])([A-Za-z]{1,2})(?:[0-9]{1,2}|[0-9][A-Za-z])(?: {0,2}|-)"
    r"[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![A-Za-z0-9_])",
    re.ASCII,
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9_.+'-])[A-Za-z0-9_.+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}(?![A-Za-z0-9_@])",
    re.ASCII,
)


def find_phones(words: str) -> Iterator[Match]:
    """Telephone numbers with their 0 or +44, in the groups that people write."""
    for match in _PHONE.finditer(words):
        if _is_phone(match.group()) and not _OTHER_NUMBER.search(label_before(words, match.start())):
            start = match.start() + (match.group().startswith("(") and ")" not in match.group())
            why = "It has the shape of a UK telephone number, which can lead to a person."
            # Ten digits in one piece may as well be a CHI number, which begins like a telephone number does.
            sure = Sure.LIKELY if len(match.group()) == 10 and match.group().isdigit() else Sure.NEARLY_CERTAIN
            yield Match(Kind.PHONE_NUMBER, start, match.end(), why, sure)


def _is_phone(written: str) -> bool:
    home = re.sub(r"^\(?(?:\+|00)44\)?[ .-]{0,2}(?:\(0\)[ ]?)?", "0", written)
    home = "0" + home[2:] if home.startswith("0(") else home
    groups = [group for group in re.split(r"[^0-9]+", home) if group]
    number = "".join(groups)
    long_enough = len(number) == 11 or (len(number) == 10 and number[1] == "1")
    return long_enough and len(groups[0]) >= 3 and len(groups) <= 6 and min(map(len, groups)) >= 2


def find_postcodes(words: str) -> Iterator[Match]:
    """Whole postcodes of an area that exists; the first half alone is not one."""
    for match in _POSTCODE.finditer(words):
        written = match.group()
        if match.group(1).upper() not in _AREAS or not _one_case(written):
            continue
        if written.lower().endswith(("1st", "2nd", "3rd")) and not written.isupper():
            continue
        spaced = written.isupper() and not written.isalnum()
        why = "It has the shape of a whole UK postcode, which can mean as few as one or two homes."
        yield Match(Kind.POSTCODE, match.start(), match.end(), why, Sure.NEARLY_CERTAIN if spaced else Sure.LIKELY)


def _one_case(written: str) -> bool:
    return written.isupper() or written.islower() or (written[0].isupper() and written[1:].islower())


def find_emails(words: str) -> Iterator[Match]:
    """E-mail addresses: a patient's, a relative's or a colleague's."""
    why = "It is an e-mail address, which leads to one person."
    for match in _EMAIL.finditer(words):
        end = match.end() - (len(match.group()) - len(match.group().rstrip(".-")))
        yield Match(Kind.EMAIL, match.start(), end, why, Sure.NEARLY_CERTAIN)
