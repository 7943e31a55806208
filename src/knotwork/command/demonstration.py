"""The demonstration: the simulated network, laid out through the same actions that its people would use."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import singledispatchmethod
from typing import Any

from django.db import transaction
from django.utils import timezone

from knotwork.command.sketch import SHOWS, bed_and_bell
from knotwork.learning.board import actions as board
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.doings import actions as doings
from knotwork.learning.files import actions as files
from knotwork.learning.files.codes import prepared
from knotwork.learning.insights import actions as insights
from knotwork.learning.language import actions as language
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.measures.series import Series
from knotwork.learning.people import actions as people
from knotwork.learning.people.queries import demonstrators
from knotwork.learning.places import actions as places
from knotwork.learning.sense import actions as sense
from knotwork.learning.strands import actions as strands
from knotwork.learning.systems import actions as systems
from knotwork.learning.talk import actions as talk
from knotwork.science import simulation


@transaction.atomic
def lay_out(today: date | None = None, network: simulation.Network | None = None) -> bool:
    """Lay out the simulated network, up to last month, unless it is there already. All of it, or nothing."""
    if demonstrators():
        return False
    network = network or simulation.simulate(
        simulation.DEMONSTRATION, last_month=month_before(today or timezone.localdate())
    )
    layout = Layout(network)
    layout.lay_places()
    layout.lay_systems()
    layout.welcome_people()
    layout.lay_numbers()
    layout.tell_story()
    layout.show_it()
    layout.talk_together()
    layout.define_words()
    return True


def join(system: Any, *, by: Any, at: datetime) -> None:
    """Let the demonstration's people into a learning system that the command line began, in their roles."""
    for person in demonstrators():
        if any(grant.place is None for grant in person.grants()):
            people.give_role(person=person, role=person.demonstrates, system=system, by=by, at=at)


def month_before(day: date) -> date:
    """The first day of the month before the one that `day` is in."""
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


@dataclass
class Layout:
    """One laying out: what has been made so far, by the simulation's own names."""

    network: simulation.Network
    places: dict[str, Any] = field(default_factory=dict)
    systems: dict[str, Any] = field(default_factory=dict)
    measures: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    strands: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.began = moment(self.network.months[0])
        self.operator = people.operator(at=self.began)

    def lay_places(self) -> None:
        """The tree of boards, hospitals, wards and homes."""
        for place in self.network.places:
            above = self.places[place.parent] if place.parent else None
            attributes = {**place.attributes, **({"beds": place.beds} if place.beds else {})}
            made = places.add(
                names=[place.name],
                kind=place.kind,
                parent=above,
                attributes=attributes,
                by=self.operator,
                at=self.began,
            )
            self.places[place.id] = made[0]

    def lay_systems(self) -> None:
        """The learning systems, all boards taking part, and their measures."""
        boards = [self.places[board.id] for board in self.network.boards]
        for one in self.network.systems:
            system = systems.begin(
                name=one.name, purpose=one.purpose, who=one.who, equity=one.equity, by=self.operator, at=self.began
            )
            systems.take_part(system=system, places=boards, by=self.operator, at=self.began)
            self.systems[one.id] = system
        for one in self.network.measures:
            self.measures[one.id] = measures.define(
                system=self.systems[one.system],
                by=self.operator,
                at=self.began,
                checked_by="Simulated: nobody has checked it",
                **{name: getattr(one, name) for name in MEASURE},
            )

    def welcome_people(self) -> None:
        """Everybody, with their roles."""
        for one in self.network.people:
            role = one.roles[0].role if one.persona else None
            person = people.welcome(email=one.email, name=one.name, demonstrates=role, by=self.operator, at=self.began)
            for held in one.roles:
                where = {"place": self.places[held.place]} if held.place else {"system": self.systems[held.system]}
                people.give_role(person=person, role=held.role, by=self.operator, at=self.began, **where)
            self.people[one.id] = person

    def lay_numbers(self) -> None:
        """All teams' numbers."""
        for name, measure in self.measures.items():
            rows = [
                (self.places[one.place].pk, one.month, float(one.numerator), float(one.denominator))
                for one in self.network.observations
                if one.measure == name
            ]
            measures.bring_in(
                measure=measure,
                additions=rows,
                changes=[],
                before=[],
                source="simulation",
                by=self.operator,
                at=self.began,
            )

    def tell_story(self) -> None:
        """What people noticed, told, decided and found, the earliest first."""
        for one in self.network.story.strands:
            self.strands[one.id] = self.tell(one)

    def show_it(self) -> None:
        """A drawing beside the story of the bell, where the network has that story."""
        if strand := self.strands.get(DRAWN):
            drawing = prepared(bed_and_bell())
            files.add(strand=strand, file=drawing, words=SHOWS, by=strand.by, at=strand.at)

    def talk_together(self) -> None:
        """What people said of what was told, and their thanks, where the story has it and them."""
        for number, (name, by, text) in enumerate(SAID):
            strand, person = self.strands.get(name), self.people.get(by)
            if strand and person:
                at = strand.at + timedelta(days=2, hours=number)
                talk.comment(strand=strand, text=text, by=person, at=at)
                if strand.by_id != person.pk:
                    talk.thank(strand=strand, by=person, at=at)

    def define_words(self) -> None:
        """What some words mean, the first of them agreed, where the network has those who said so."""
        for number, (system, by, name, meaning, more) in enumerate(WORDS):
            if system in self.systems and by in self.people:
                at = moment(self.network.months[-1])
                said = {"system": self.systems[system], "by": self.people[by], "at": at}
                term = language.propose(name=name, meaning=meaning, **more, **said)
                if not number:
                    language.agree(strand=term, version=1, by=self.people[by], at=at)

    @singledispatchmethod
    def tell(self, one: Any) -> Any:
        """Tell one strand of the story."""
        raise TypeError(f"The story has a {type(one).__name__}, which the demonstration cannot tell.")

    @tell.register
    def _(self, one: simulation.Insight) -> Any:
        return insights.tell(
            **self._common(one),
            happened=one.happened,
            learned=one.learned,
            needed_by=one.needed_by,
            measure=self.measures.get(one.measure),
            period=one.month,
            came_of=self._came_of(one),
        )

    @tell.register
    def _(self, one: simulation.Annotation) -> Any:
        by_at = {"by": self.people[one.by], "at": moment(one.on)}
        act = measures.begin_phase if one.begins_phase else measures.annotate
        note = act(series=self._series(one.measure, one.place), period=one.month, text=one.text, **by_at)
        return self._join(note, one)

    @tell.register
    def _(self, one: simulation.Signal) -> Any:
        series = self._series(one.measure, one.place, one.through)
        kept = measures.keep_reading(series=series, by=self.people[one.by], at=moment(one.on))
        return self._join(kept, one)

    @tell.register
    def _(self, one: simulation.Decision) -> Any:
        decided = decisions.decide(
            **self._common(one),
            question=one.question,
            options=one.options,
            choice=one.choice,
            reasons=one.reasons,
            dissent=one.dissent,
            owner=self.people[one.owner],
            review_on=one.review_on,
            decided_from=[self.strands[origin] for origin, _relation in one.came_of],
            judged_by=[self._series(*chart, month_before(one.on)) for chart in one.judged_by],
        )
        if one.todo:
            self._do(one, decided)
        return decided

    def _do(self, one: simulation.Decision, decided: Any) -> None:
        """What is done because of a decision, until it is looked at again, and how that went where it has ended."""
        owner, by_at = self.people[one.owner], {"by": self.people[one.by], "at": moment(one.on)}
        action = doings.begin(decision=decided, what=one.todo, owner=owner, due_on=one.review_on, **by_at)
        if one.went:
            doings.finish(strand=action, end="done", went=one.went, by=owner, at=moment(one.review_on))

    @tell.register
    def _(self, one: simulation.Review) -> Any:
        return decisions.review(
            decision=self.strands[one.decision],
            verdict=one.verdict,
            seen=one.seen,
            look_again_on=one.look_again_on,
            came_of=[pair for pair in self._came_of(one) if pair[0] != self.strands[one.decision]],
            by=self.people[one.by],
            at=moment(one.on),
        )

    @tell.register
    def _(self, one: simulation.Theme) -> Any:
        grouped = [self.strands[origin] for origin, _relation in one.came_of]
        by_at = {"by": self.people[one.by], "at": moment(one.on)}
        return board.name_theme(
            name=one.name, about=one.about, insights=grouped, system=self.systems[one.system], **by_at
        )

    @tell.register
    def _(self, one: simulation.Response) -> Any:
        ((insight, _relation),) = one.came_of
        return sense.respond(
            insight=self.strands[insight], place=self.places[one.place], answer=one.answer, why=one.why,
            by=self.people[one.by], at=moment(one.on),
        )  # fmt: skip

    def _common(self, one: Any) -> dict[str, Any]:
        place = self.places[one.place] if one.place else None
        return {"system": self.systems[one.system], "place": place, "by": self.people[one.by], "at": moment(one.on)}

    def _came_of(self, one: Any) -> list[tuple[Any, str]]:
        return [(self.strands[origin], relation) for origin, relation in one.came_of]

    def _join(self, strand: Any, one: Any) -> Any:
        for origin, relation in self._came_of(one):
            strands.link(origin=origin, outcome=strand, relation=relation, by=self.people[one.by], at=moment(one.on))
        return strand

    def _series(self, measure: str, place: str, through: date | None = None) -> Series:
        """A chart as somebody saw it then: as far as the month `through`."""
        (series,) = series_of(self.measures[measure], [self.places[place].code])
        seen = [at for at, period in enumerate(series.periods) if through is None or period <= through]
        columns = {name: tuple(getattr(series, name)[at] for at in seen) for name in COLUMNS}
        return replace(series, **columns)


MEASURE = ("name", "definition", "kind", "chart", "direction", "numerator", "denominator", "unit", "multiply")
WORDS = (
    ("falls", "ishbel", "Bell", "The button by which somebody in bed calls for help.",
     {"synonyms": "Call bell, buzzer"}),
    ("falls", "ishbel", "Round", "A walk past every bed in which each person is asked what they need.",
     {"synonyms": "Intentional rounding"}),
    ("deterioration", "ishbel", "Early warning score", "A number from what is measured at a bedside, such as breathing "
     "and pulse. The higher it is, the sooner somebody should come.", {"abbreviations": "EWS, NEWS2"}),
)  # fmt: skip
DRAWN = "waiting-for-the-bell"
SAID = (
    ("waiting-for-the-bell", "davina", "Thank you for this. How many steps is it from the last bed to your bell?"),
    ("waiting-for-the-bell", "ishbel", "Fourteen. We counted after reading it."),
)
COLUMNS = ("periods", "numerators", "denominators")


def moment(day: date) -> datetime:
    """Ten in the morning of a day."""
    return timezone.make_aware(datetime.combine(day, time(10)))
