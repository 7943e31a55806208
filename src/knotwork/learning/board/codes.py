"""What is sent from a board, and what changed on it, in words."""

from collections.abc import Iterable

BETWEEN = "@"
SAID = 3


def told_apart(chosen: Iterable[str]) -> tuple[list[str], list[str]]:
    """The codes of what was chosen, and of the themes in which it was chosen: "CODE" or "CODE@THEME", each once."""
    codes: dict[str, None] = {}
    themes: dict[str, None] = {}
    for one in chosen:
        code, _at, theme = one.partition(BETWEEN)
        codes[code] = None
        if theme:
            themes[theme] = None
    return list(codes), list(themes)


def changed_words(names: list[str]) -> str:
    """Who changed a board, in words: two names at most."""
    match names:
        case []:
            return ""
        case [one]:
            return f"{one} changed the board."
        case [one, other]:
            return f"{one} and {other} changed the board."
        case [one, *others]:
            return f"{one} and {len(others)} others changed the board."


def elsewhere_too(titles: dict[str, str]) -> str:
    """Which of what was put into a theme was found in another too, so that somebody can take it out of one of them."""
    many = [f"“{title}” is in “{theme}” too." for title, theme in titles.items()]
    return " ".join([*many[:SAID], *([f"And {len(many) - SAID} more are in another too."] if len(many) > SAID else [])])


def offered_name(words: Iterable[str]) -> str:
    """A name to begin from, of the words that two strands share."""
    return " and ".join(list(words)[:2]).capitalize()
