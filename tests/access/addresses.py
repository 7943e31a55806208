"""Every address of the site, read from the resolver, with a real object in each place where one is captured."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from knotwork.access.verbs import Verb
from tests.factories import later, numbers
from tests.photographs import picture

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


@dataclass(frozen=True)
class Address:
    """One route with what its author promised of it."""

    name: str
    path: str
    needs: Verb
    door: Any


class CannotRead(AssertionError):
    """An address that the sweep cannot vouch for."""


def patterns(resolver: Any = None) -> list[URLPattern]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += patterns(entry)
        elif isinstance(entry, URLPattern):
            found.append(entry)
        else:
            raise CannotRead(f"{entry!r} is neither a pattern nor a resolver.")
    return found


def promise_of(pattern: URLPattern) -> tuple[Verb, Any]:
    needs = getattr(pattern.callback, "needs", None)
    if needs is None:
        raise CannotRead(f"{pattern.pattern} was not made by access.routes.route.")
    return needs, pattern.callback.door


def things(world: Any) -> dict[str, dict[str, str]]:
    """What each route captures, in the learning system of the world and at its place here."""
    from knotwork.learning.board import actions as board
    from knotwork.learning.decisions import actions as decisions
    from knotwork.learning.doings import actions as doings
    from knotwork.learning.language import actions as language
    from knotwork.learning.measures import actions as measures
    from knotwork.learning.measures.queries import series_of
    from knotwork.learning.reflecting import actions as reflecting
    from knotwork.learning.strands import actions as strands

    series = series_of(world.measure, [world.here.code])[0]
    insight, told = world.tell("A story"), world.tell("A story for everybody", visibility="public")
    decision = decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here, review_on=later(90).date(),
        system=world.system, place=world.here, by=world.improver_here, at=later(1), charts=[series],
    )  # fmt: skip
    review = decisions.review(decision=decision, verdict="yes", seen="Fewer", by=world.improver_here, at=later(2))
    reading = measures.keep_reading(series=series, by=world.improver_here, at=later(3))
    action = doings.begin(
        decision=decision, what="Move it", owner=world.improver_here, due_on=later(30).date(), by=world.improver_here,
        at=later(2),
    )  # fmt: skip
    theme = board.name_theme(
        name=f"Bells {insight.code}", insights=[insight], system=world.system, by=world.improver_here, at=later(2)
    )
    reflection = reflecting.reflect(
        words={"occurred": "The bell rang."}, system=world.system, place=world.here, by=world.improver_here, at=later(2)
    )
    strands.share(strand=reflection, visibility="system", by=world.improver_here, at=later(2))
    term = language.propose(
        name=f"Bell {next(numbers)}", meaning="What rings.", system=world.system, by=world.improver_here, at=later(2)
    )
    system = {"system": world.system.slug}
    file = {"code": photographed(world, insight).code}
    opening, told_through = opened(world)
    waiting = waits(world)
    chart = {**system, "measure": world.measure.slug, "place": world.here.code}
    upload = {"code": world.upload.code}
    provider = {"provider_id": "nobody"}
    person = {"person": world.make_person("Known", ("member", world.here)).pk}
    return {
        "system": system, "trail": system, "waiting": system, "knot": system, "decide": system, "import": system,
        "measure": {**system, "measure": world.measure.slug}, "numbers": {**system, "measure": world.measure.slug},
        "small-numbers": {**system, "measure": world.measure.slug}, "chart": chart, "annotate": chart, "phase": chart,
        "history": {"code": insight.code}, "version": {"code": insight.code, "number": 1},
        "edit": {"code": insight.code}, "sharing": {"code": insight.code}, "public": {"code": told.code},
        "strand": {"code": insight.code}, "thread": {"code": insight.code}, "insight": {"code": insight.code},
        "respond": {"code": insight.code}, "theme": {"code": theme.code}, "merge": {"code": theme.code},
        "pack": system, "pack-pdf": system, "pack-slides": system,
        "reflect": system, "reflection": {"code": reflection.code},
        "talk": {"code": insight.code}, "say": {"code": insight.code}, "names": {"code": insight.code},
        "thank": {"code": insight.code}, "follow": {"code": insight.code}, "person": person, "follow-person": person,
        "follow-measure": {**system, "measure": world.measure.slug}, "letters-off": {"token": "not-a-token"},
        "add-file": {"code": insight.code}, "file": file, "take-out-file": file,
        "language": system, "propose": system, "vocabulary": system, "take-terms": system,
        "term": {"code": term.code}, "agree": {"code": term.code},
        "board": system, "sort": system, "pair": system, "board-news": system,
        "decision": {"code": decision.code}, "look-again": {"code": decision.code}, "review": {"code": review.code},
        "act": {"code": decision.code}, "action": {"code": action.code}, "finish": {"code": action.code},
        "hand-over": {"code": action.code}, "weigh": {"code": action.code},
        "reading": {"code": reading.code}, "upload": upload, "upload-confirm": upload, "upload-again": upload,
        "system-people": system, "invite": system, "give-role": system, "take-requests": system, "ask-to-join": system,
        "take-role": {**system, "held": waiting["held"]}, "invitation": {"token": "not-a-token"},
        "withdraw-invitation": {**system, "invitation": waiting["invitation"]},
        "answer-request": {**system, "asking": waiting["asking"]},
        "openings": system, "opening": opening, "close-opening": opening, "tell-through": opening,
        "told-through": opening, "look-through": {**opening, "waiting": told_through},
        "waiting-photograph": {**opening, "waiting": told_through},
        "openid_connect_login": provider, "openid_connect_callback": provider,
        "mfa_edit_webauthn": {"pk": 1}, "mfa_remove_webauthn": {"pk": 1},
        "account_reset_password_from_key": {"uidb36": "1", "key": "not-a-key"},
    }  # fmt: skip


def photographed(world: Any, insight: Any) -> Any:
    """A photograph beside an insight."""
    from knotwork.learning.files import actions as files
    from knotwork.learning.files.codes import prepared

    photograph = prepared(picture())
    return files.add(strand=insight, file=photograph, words="The bell by bed 4.", by=insight.by, at=later(0))


def opened(world: Any) -> tuple[dict[str, str], int]:
    """A link for telling here, and the key of what was told through it."""
    from knotwork.learning.capture import actions as capture
    from knotwork.learning.files.codes import prepared

    opening = capture.begin(
        title="Ward 4", system=world.system, place=world.here, until=later(5), by=world.improver_here, at=later(0)
    )
    photograph = prepared(picture())
    waiting = capture.tell(opening=opening, happened="We moved the bell.", photograph=photograph, by=None, at=later(0))
    return {"code": opening.code}, waiting.pk


def waits(world: Any) -> dict[str, int]:
    """Keys of a role that is held here, of an invitation to here, and of a request to join."""
    from knotwork.learning.invitations import actions as invitations
    from knotwork.learning.systems import actions as systems

    held = world.make_person("Held", ("observer", world.here)).roles.get()
    invitation, _link = invitations.invite(
        email="invited@example.org", role="member", place=world.here, system=world.system, by=world.improver_here,
        at=later(0), address=str,
    )  # fmt: skip
    systems.take_requests(system=world.system, taken=True, by=world.operator, at=later(0))
    asking = invitations.ask(system=world.system, why="To learn.", by=world.make_person("Asker"), at=later(0))
    systems.take_requests(system=world.system, taken=False, by=world.operator, at=later(0))
    return {"held": held.pk, "invitation": invitation.pk, "asking": asking.pk}


def addresses(world: Any) -> list[Address]:
    """Every route with an object in it. Fails on one that it cannot fill in."""
    from django.urls import reverse

    captured = things(world)
    found = []
    for pattern in patterns():
        needs, door = promise_of(pattern)
        if pattern.pattern.converters.keys() != captured.get(pattern.name, {}).keys():
            raise CannotRead(f"The sweep does not know what to put into {pattern.name!r}: tell it in things().")
        path = reverse(pattern.name, kwargs=captured.get(pattern.name, {}))
        found.append(Address(pattern.name, path, needs, door))
    return found


def text_of(content: bytes) -> str:
    """What a page says, or the parts of slides. A PDF is made of the very words that its page and its slides say."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return content.decode(errors="replace")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
