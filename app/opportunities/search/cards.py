"""What the public list shows and filters of each offer, read as plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select

from app import clock, db
from app.employers.models import Employer, EmployerState
from app.opportunities import presenting, wording
from app.opportunities.law import week as weeks
from app.opportunities.law.reading import read_week
from app.opportunities.models import Kind, Opportunity, UnpaidBasis
from app.opportunities.models import OpportunityState as State
from app.opportunities.search.words import tokens

AT_ONCE = 500
PAID_KINDS = frozenset({Kind.JOB, Kind.APPRENTICESHIP, Kind.INTERNSHIP})
PART_TIME = 35  # hours; GOV.UK, “Part-time workers’ rights”: full time is usually 35 hours or more
SMALL = frozenset({"one_day", "half_days"})
COLUMNS = (
    *(Opportunity.id, Opportunity.ref, Opportunity.version, Opportunity.title),
    *(Opportunity.kind, Opportunity.sector_key, Opportunity.will_do, Opportunity.will_learn),
    *(Opportunity.skills, Opportunity.remote, Opportunity.postcode, Opportunity.area),
    *(Opportunity.latitude, Opportunity.longitude, Opportunity.opens, Opportunity.closes),
    *(Opportunity.start, Opportunity.end, Opportunity.week, Opportunity.days),
    *(Opportunity.hours_per_week, Opportunity.pay_per_hour, Opportunity.paid),
    *(Opportunity.unpaid_basis, Opportunity.min_age, Opportunity.max_age, Opportunity.flexible),
    *(Opportunity.approved_at, Opportunity.created_at, Opportunity.changed_at),
    *(Opportunity.places, Opportunity.ring_fenced),
    *(Employer.name.label("employer"), Employer.version.label("employer_version")),
)


class Mark(NamedTuple):
    """What is another when an offer, or whose it is, has changed."""

    ref: str
    version: int
    employer_version: int


@dataclass(frozen=True)
class Card:
    """One offer on the list; it needs no database any more."""

    id: int
    ref: str
    mark: Mark
    title: str
    employer: str
    kind: Kind
    sector_key: str
    remote: bool
    postcode: str | None
    area: str | None
    latitude: float | None
    longitude: float | None
    opens: date | None
    closes: date | None
    start: date | None
    end: date | None
    paid: bool
    per_hour: Decimal | None
    basis: UnpaidBasis | None
    pay: str | None
    hours: float | None
    min_age: int | None
    max_age: int | None
    first_step: bool
    part_time: bool
    places: int
    everybody: bool  # not kept for those who come through an advisor
    posted: date
    updated: datetime
    words: tuple[str, ...]  # of its title
    named: tuple[str, ...]  # of its employer’s name
    more: tuple[str, ...]  # of everything else

    @property
    def where(self) -> str:
        """The place in a few words."""
        return presenting.where_words(self)  # type: ignore[arg-type]

    @property
    def outward(self) -> str | None:
        """The first part of its postcode."""
        return self.postcode.split(" ")[0] if self.postcode else None


def live() -> ColumnElement[bool]:
    """Say in SQL which offers the index holds (joined to their employers)."""
    return and_(Opportunity.state == State.LIVE, Employer.state == EmployerState.APPROVED)


def stamp() -> tuple[Any, ...]:
    """Return what is different whenever one of the offers on show is; one short statement."""
    statement = (
        select(
            *(func.count(), func.sum(Opportunity.version), func.sum(Opportunity.id)),
            *(func.min(Opportunity.ref), func.max(Opportunity.ref)),
            func.sum(Employer.version),
        )
        .select_from(Opportunity)
        .join(Employer, Employer.id == Opportunity.employer_id)
        .where(live())
    )
    return tuple(db.session.execute(statement).one())


def marks() -> dict[int, Mark]:
    """Return each offer on show by its number, with its mark."""
    statement = (
        select(Opportunity.id, Opportunity.ref, Opportunity.version, Employer.version)
        .join(Employer, Employer.id == Opportunity.employer_id)
        .where(live())
    )
    rows: Iterable[Any] = db.session.execute(statement)
    return {number: Mark(*rest) for number, *rest in rows}


def read(numbers: Sequence[int]) -> Iterator[Card]:
    """Return the cards of these offers."""
    for start in range(0, len(numbers), AT_ONCE):
        statement = (
            select(*COLUMNS)
            .join(Employer, Employer.id == Opportunity.employer_id)
            .where(live(), Opportunity.id.in_(numbers[start : start + AT_ONCE]))
        )
        for row in db.session.execute(statement):
            yield _card(row)


def _card(row: Any) -> Card:
    hours, flexible = hours_of(row), frozenset(row.flexible or ())
    return Card(
        id=row.id,
        ref=row.ref,
        mark=Mark(row.ref, row.version, row.employer_version),
        **{name: getattr(row, name) for name in SAME_NAME},
        remote=bool(row.remote),
        paid=(row.pay_per_hour or 0) > 0 or row.kind in PAID_KINDS,
        basis=row.unpaid_basis,
        pay=presenting.pay_words(row),
        hours=hours,
        first_step=bool(flexible & SMALL) or bool(row.start and row.start == row.end),
        part_time="part_time" in flexible or (hours is not None and hours < PART_TIME),
        per_hour=row.pay_per_hour,
        everybody=not row.ring_fenced,
        posted=row.opens or clock.local(row.approved_at or row.created_at).date(),
        updated=row.changed_at,
        words=tuple(tokens(row.title)),
        named=tuple(tokens(row.employer)),
        more=tuple(dict.fromkeys(_more(row))),
    )


SAME_NAME = (
    *("title", "employer", "kind", "sector_key", "postcode", "area", "latitude", "longitude"),
    *("opens", "closes", "start", "end", "min_age", "max_age", "places"),
)


def hours_of(row: Any) -> float | None:
    """Return the hours worked in a week, of anything with an offer’s answers; None if not known."""
    full = [day for day in row.week or () if "from" in day and "to" in day]
    if not full:
        return float(row.hours_per_week) if isinstance(row.hours_per_week, Decimal) else None
    keys = ("day", "from", "to", "break_minutes")
    shifts = read_week([{key: day[key] for key in keys if key in day} for day in full])
    return weeks.worked_on(weeks.stretches(shifts)) / 60


def _more(row: Any) -> Iterable[str]:
    texts = (row.will_do, row.will_learn, *(row.skills or ()), row.area, wording.KINDS[row.kind])
    return [*(word for text in texts for word in tokens(text)), *tokens(row.postcode)[:1]]
