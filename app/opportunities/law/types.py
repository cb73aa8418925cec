"""What the lawful-offer check reads and says: plain values in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any

STOP, WARN = "stop", "warn"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = dict(
    zip(
        DAYS,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)


@dataclass(frozen=True)
class Shift:
    """Work on one day; `ends` earlier than `starts` means after midnight, None means not said."""

    day: str
    starts: time
    ends: time
    break_minutes: int | None = None


@dataclass(frozen=True)
class Offer:
    """What the law looks at in an offer; None means that it was not said."""

    kind: str
    employer_kind: str | None = None
    min_age: int | None = None
    max_age: int | None = None
    start: date | None = None
    end: date | None = None
    closes: date | None = None
    week: tuple[Shift, ...] = ()
    hours_per_week: Decimal | None = None
    unpaid: bool | None = None
    pay_per_hour: Decimal | None = None
    unpaid_basis: str | None = None
    level: int | None = None
    training_provider: str | None = None
    first_year_apprentice: bool | None = None
    insurance_until: date | None = None
    risk_assessed_on: date | None = None
    school_age: bool | None = None
    supervisor_dbs: str | None = None
    person_dbs: str | None = None
    regulated_activity: bool | None = None
    supervised_frequently: bool | None = None
    sector: str | None = None

    @property
    def days(self) -> int | None:
        """How many days it lasts, the first and the last counted."""
        return (self.end - self.start).days + 1 if self.start and self.end else None

    @property
    def admits_children(self) -> bool:
        """Whether somebody of compulsory school age may take part, as far as it was said."""
        if self.school_age is not None:
            return self.school_age
        return any(age is not None and age < 16 for age in (self.min_age, self.max_age))

    @property
    def only_children(self) -> bool:
        """Whether everybody who may take part is of compulsory school age."""
        if not self.admits_children or self.max_age is None:
            return False
        return self.max_age < 16 or (self.max_age == 16 and self.school_age is True)

    @property
    def admits_under_18s(self) -> bool:
        """Whether somebody under 18 may take part, as far as it was said."""
        ages = (self.min_age, self.max_age)
        return self.admits_children or any(age is not None and age < 18 for age in ages)

    @property
    def admits_young_workers(self) -> bool:
        """Whether somebody past school age and under 18 may take part, as far as it was said."""
        return self.admits_under_18s and not self.only_children

    @property
    def repeats(self) -> bool:
        """Whether the same week comes again, so that its end meets its beginning."""
        return self.days is None or self.days > 7


@dataclass(frozen=True)
class Finding:
    """One thing the check has to say, where, in plain words, and on what authority."""

    rule: str
    severity: str
    field: str
    words: str
    source: str
    address: str | None = None

    @property
    def stops(self) -> bool:
        """Whether the offer cannot be shown like this."""
        return self.severity == STOP


@dataclass(frozen=True)
class Limit:
    """One dated row of the law."""

    rule: str
    value: Any
    valid_from: date
    source: str
    valid_to: date | None = None
    address: str | None = None

    def ended(self, on: date) -> bool:
        """Whether it holds no more on a day after its first; without a value nothing holds."""
        return self.value is None or (self.valid_to is not None and self.valid_to < on)


@dataclass(frozen=True)
class Wage:
    """One dated minimum rate for an age band or for apprentices."""

    valid_from: date
    band: str
    hourly: Decimal
    source: str
    address: str | None = None


@dataclass(frozen=True)
class Rules:
    """The law as it stands: dated limits, dated rates, and the day the check speaks of."""

    as_of: date
    limits: tuple[Limit, ...] = ()
    wages: tuple[Wage, ...] = ()

    @cached_property
    def by_rule(self) -> dict[str, list[Limit]]:
        """The rows of each rule, the newest first."""
        found: dict[str, list[Limit]] = {}
        for row in sorted(self.limits, key=lambda row: row.valid_from, reverse=True):
            found.setdefault(row.rule, []).append(row)
        return found

    def limit(self, rule: str, on: date) -> Limit | None:
        """Return the row that holds on a day: the last to have begun, if it has not ended."""
        last = next((row for row in self.by_rule.get(rule, ()) if row.valid_from <= on), None)
        return None if last is None or last.ended(on) else last

    def wage(self, band: str, on: date) -> Wage | None:
        """Return a band’s rate on a day."""
        rows = [row for row in self.wages if row.band == band and row.valid_from <= on]
        return max(rows, key=lambda row: row.valid_from) if rows else None

    def first_day(self, offer: Offer) -> date:
        """Return the day whose law counts: the start, or the day of the check if none is said."""
        return offer.start or self.as_of

    def on(self, rule: str, offer: Offer) -> Limit | None:
        """Return the row that holds on an offer’s first day."""
        return self.limit(rule, self.first_day(offer))


@dataclass(frozen=True)
class Said:
    """What a rule has to say: about which field, in which words, on what authority."""

    field: str
    words: str
    source: Limit | Wage | str
    severity: str | None = None


Judge = Callable[[Offer, Rules], Iterator[Said]]


@dataclass(frozen=True)
class Rule:
    """One rule of the law: its name, how grave it is, what it measures by, and how it judges.

    Its docstring says in plain words what it asks for, and is shown to employers.
    """

    name: str
    severity: str
    judge: Judge
    uses: tuple[str, ...] = ()
    rates: bool = False

    def __call__(self, offer: Offer, rules: Rules) -> Iterator[Finding]:
        """Find what is wrong with an offer by this rule."""
        for said in self.judge(offer, rules):
            source = said.source
            named = source if isinstance(source, str) else source.source
            address = None if isinstance(source, str) else source.address
            grave = said.severity or self.severity
            yield Finding(self.name, grave, said.field, said.words, named, address)

    @property
    def family(self) -> str:
        """The first part of its name."""
        return self.name.partition(".")[0]

    @property
    def words(self) -> str:
        """What it asks for, in plain words."""
        return " ".join((self.judge.__doc__ or "").split())


def rule(name: str, severity: str, *uses: str, rates: bool = False) -> Callable[[Judge], Rule]:
    """Make a rule of a function: its name, what it usually does to an offer, the limits it uses."""
    return lambda judge: Rule(name, severity, judge, uses, rates)
