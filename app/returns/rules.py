"""The rules a line of the OC3 file must keep, one a function; pure.

Numbers are those of the return’s own validation rules. They were read in the field’s checker,
csc-validator-be-903 0.1.17 (rule sets of 2022/23 to 2026/27), which councils run before they send;
`scripts/measure returns` puts every kind of line to both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from app import clock
from app.young_people import choices

CONTACTS = frozenset(code for code, _ in choices.IN_TOUCH)
ACTIVITIES = frozenset(code for code, _ in choices.ACTIVITIES)
HOMES = frozenset(code for code, _ in choices.ACCOMMODATION)
GONE = frozenset({"DIED", "RHOM"})
NOTHING = "0"
ADULT = 18
YOUNGEST = 17


@dataclass(frozen=True)
class Line:
    """One line of the file, and what the rules look at beside it; None means left blank."""

    child: str | None
    born: date | None
    in_touch: str | None
    activity: str | None
    accommodation: str | None
    died_before: bool = False  # reported as having died in an earlier year

    @property
    def codes(self) -> tuple[str | None, str | None, str | None]:
        """The three codes in the order of the file."""
        return self.in_touch, self.activity, self.accommodation


@dataclass(frozen=True)
class Year:
    """A collection year: 1 April to 31 March."""

    ends: int

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.ends - 1, 4, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.ends, 3, 31)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line: the rule’s number, the column, and what to do."""

    rule: str
    column: str
    words: str


Rule = Callable[[Line, Year], Iterator[Fault]]


def child(line: Line, _: Year) -> Iterator[Fault]:
    """A line names its child by the case system’s number."""
    if not (line.child or "").strip():
        yield Fault("CHILD", "CHILD", "Enter the case reference: the return knows them by it")


def born(line: Line, year: Year) -> Iterator[Fault]:
    """Nobody is returned before the year in which they turn 17 (rule 391)."""
    if line.born is None:
        yield Fault("DOB", "DOB", "Enter the date of birth")
    elif clock.age_on(line.born, year.last) < YOUNGEST and any(line.codes):
        yield Fault("391", "DOB", "They are not 17 by the end of the year: leave them out")


def known_contact(line: Line, _: Year) -> Iterator[Fault]:
    """Being in touch is one of six codes (rule 131)."""
    if line.in_touch not in CONTACTS:
        yield Fault("131", "IN_TOUCH", "Record whether you are in touch")


def known_activity(line: Line, _: Year) -> Iterator[Fault]:
    """The activity is one of the codes that are valid now (rule 132)."""
    if line.activity not in ACTIVITIES:
        yield Fault("132", "ACTIV", "Record what they are doing")


def known_home(line: Line, _: Year) -> Iterator[Fault]:
    """The accommodation is one of the codes that are valid now (rule 133)."""
    if line.accommodation not in HOMES:
        yield Fault("133", "ACCOM", "Record where they live, and whether it is suitable")


def all_or_none(line: Line, _: Year) -> Iterator[Fault]:
    """The three codes are given together or not at all (rule 153)."""
    given = [code is not None for code in line.codes]
    if any(given) and not all(given):
        yield Fault("153", "IN_TOUCH", "Record all three: in touch, doing, living")


def gone(line: Line, _: Year) -> Iterator[Fault]:
    """Who has died or gone home to parents has neither activity nor accommodation (rule 344)."""
    if line.in_touch in GONE and (line.activity, line.accommodation) != (NOTHING, NOTHING):
        words = "They died or went home to parents: select “Not known” and “Not asked for”"
        yield Fault("344", "IN_TOUCH", words)


def in_touch(line: Line, _: Year) -> Iterator[Fault]:
    """Where you are in touch, you know what they do and where they live (rule 345)."""
    if line.in_touch == "YES" and NOTHING in (line.activity, line.accommodation):
        words = "You are in touch: record what they are doing and where they live"
        yield Fault("345", "IN_TOUCH", words)


def foyer(line: Line, year: Year) -> Iterator[Fault]:
    """Nobody who is under 18 when the year begins lives in a foyer (rule 347)."""
    young = line.born is not None and clock.age_on(line.born, year.first) < ADULT
    if young and (line.accommodation or "")[:1] == "T":
        yield Fault("347", "ACCOM", "Nobody under 18 can live in a foyer: check the accommodation")


def former_carers(line: Line, year: Year) -> Iterator[Fault]:
    """At 17 nobody lives with former foster carers yet (rule 3001)."""
    day = clock.months_after(line.born, 12 * YOUNGEST) if line.born else None
    seventeen = day is not None and year.first <= day <= year.last
    if seventeen and (line.accommodation or "")[:1] == "Z":
        yield Fault("3001", "ACCOM", "At 17 this cannot be with former foster carers: check it")


def died_before(line: Line, _: Year) -> Iterator[Fault]:
    """Who was reported as having died is not reported as anything else later (rule 348)."""
    if line.died_before and line.in_touch != "DIED":
        yield Fault("348", "IN_TOUCH", "An earlier year says that they have died: check it")


RULES: tuple[Rule, ...] = (
    *(child, born, known_contact, known_activity, known_home, all_or_none),
    *(gone, in_touch, foyer, former_carers, died_before),
)


def check(line: Line, year: Year) -> list[Fault]:
    """Return everything that is wrong with a line."""
    return [fault for rule in RULES for fault in rule(line, year)]
