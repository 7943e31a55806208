"""Dates of birth: a date with its year beside a word of birth, a person's name or an age."""

import re
from collections.abc import Iterator
from datetime import date

from .found import Kind, Sure
from .matches import Match

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r"(?<![A-Za-z0-9_])(?<![0-9][.,/-])(?:"
    r"(?P<year>[0-9]{4})[/.-](?P<month>[0-9]{1,2})[/.-](?P<day>[0-9]{1,2})"
    r"|(?P<day2>[0-9]{1,2}) ?[/. -] ?(?P<month2>[0-9]{1,2}) ?[/. -] ?'?(?P<year2>[0-9]{4}|[0-9]{2})"
    rf"|(?P<day3>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{{0,2}}(?P<month3>{_MONTH})"
    r",?[ -]{0,2}'?(?P<year3>[0-9]{4}|[0-9]{2})"
    rf"|(?P<month4>{_MONTH}) (?P<day4>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year4>[0-9]{{4}})"
    r")(?![A-Za-z0-9_])(?![/-][0-9])",
    re.IGNORECASE | re.ASCII,
)
_BIRTH_BEFORE = re.compile(
    r"(?:\bborn(?: (?:on|in \w{1,20},?|at \w{1,20},?))?(?: the)?|\bd\.? ?o\.? ?b\.?|\bdate of birth|\bbirth ?da(?:te|y)"
    r"|\bb\.)(?: (?:is|was|of|on|recorded as|given as))?[ :=,(-]{0,4}$",
    re.IGNORECASE | re.ASCII,
)
_BIRTH_AFTER = re.compile(
    r"[ ,(-]{0,3}(?:(?:is|was|as) (?:(?:his|her|their|the|my) )?)?(?:d\.?o\.?b\b|date of birth|birth ?da(?:te|y))",
    re.IGNORECASE | re.ASCII,
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Miss|Ms|Mx|Master|Sir|Lady)\.? (?:[A-Z][\w'-]{0,20} ?){1,3}[,(: -]{1,3}$", re.ASCII)
_NAMED = re.compile(r"\b([A-Z][a-z'-]{1,20}),? (?:[A-Z]\.? )?([A-Z][A-Za-z'-]{1,20})(?:, ?| ?\(| - |: | )$", re.ASCII)
_AGED_BEFORE = re.compile(
    r"(?:\bage[d]? [0-9]{1,3}|\b[0-9]{1,3}[ -]?(?:years?[ -]old|yrs?|y/?o|[MF])\b)(?:, ?| ?\(| - |: | )$",
    re.IGNORECASE | re.ASCII,
)
_AGED_AFTER = re.compile(
    r"[ ,]{0,2}\(?(?:aged? [0-9]{1,3}\b|[0-9]{1,3}[ -]?(?:years?[ -]old|yrs?|y/?o)\b)",
    re.IGNORECASE | re.ASCII,
)
_WORDS_OF_WORK = """
accident action after agenda appendix april at audit august before board by care chart clinic committee
conference council cycle day december department directorate emergency event february figure forum friday from
group health hospital hub huddle in issue january july june launch learning march may meeting minutes monday
month network newsletter november october office on our panel phase plan policy practice programme project
published quality report review round run safety saturday september service session since started story sunday
system table target team the theatre thursday training trust tuesday unit until update version visit ward we
wednesday week workshop
"""
_NOT_A_PERSON = frozenset(_WORDS_OF_WORK.split())


def find_births(words: str) -> Iterator[Match]:
    """Dates that the words beside them make a date of birth; dates of events are left alone."""
    for match in _DATE.finditer(words):
        if _is_a_day(match):
            reason = _reason(words[max(0, match.start() - 64) : match.start()], words[match.end() : match.end() + 40])
            if reason:
                yield Match(Kind.DATE_OF_BIRTH, match.start(), match.end(), *reason)


def _reason(before: str, after: str) -> tuple[str, Sure] | None:
    if _BIRTH_BEFORE.search(before) or _BIRTH_AFTER.match(after):
        return "It is a date beside a word for birth.", Sure.NEARLY_CERTAIN
    if _AGED_BEFORE.search(before) or _AGED_AFTER.match(after):
        return "It is a date beside somebody's age, so it may be a date of birth.", Sure.LIKELY
    if _TITLED.search(before):
        return "It is a date beside what looks like a person's name, so it may be a date of birth.", Sure.LIKELY
    named = _NAMED.search(before)
    if named and not {name.lower() for name in named.groups()} & _NOT_A_PERSON:
        return "It is a date beside what looks like a person's name, so it may be a date of birth.", Sure.POSSIBLE
    return None


def _is_a_day(match: re.Match[str]) -> bool:
    parts = {name.rstrip("234"): value for name, value in match.groupdict().items() if value}
    year, month, day = int(parts["year"]), parts["month"].lower(), int(parts["day"])
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        date(year if year > 99 else 2000 + year, number, day)
    except ValueError:
        return False
    return year <= 99 or 1890 <= year <= 2100
