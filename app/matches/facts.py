"""What the engine is told about people and offers: plain values, nothing protected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Row, Select, Subquery, cast, func, select, true
from sqlalchemy.orm import selectinload

from app import clock, db
from app.employers.models import Employer, EmployerState
from app.opportunities.models import Opportunity, OpportunityState
from app.places import services as places
from app.young_people.models import Consent, Purpose, YoungPerson, YoungPersonState

Rows = tuple[tuple[Any, ...], ...]
AT_ONCE = 500  # references in one statement


@dataclass(frozen=True)
class PersonFacts:
    """One young person for the engine. None means that nobody has said."""

    id: str
    born: date | None
    ready: bool
    consent: bool
    interests: Rows | None
    own_words: str | None
    skills: Rows | None
    experience: tuple[str, ...] | None
    qualifications: Rows | None
    kinds: tuple[str, ...] | None
    available_from: date | None
    available_to: date | None
    hours_per_week_max: float | None
    days: tuple[str, ...] | None
    place: tuple[float, float] | None
    area: str | None
    minutes_max: float | None
    modes: tuple[str, ...] | None
    adjustments: tuple[str, ...] | None
    exclude_employers: tuple[str, ...] | None
    exclude_areas: tuple[str, ...] | None
    dbs: bool | None


@dataclass(frozen=True)
class OfferFacts:
    """One offer for the engine. None means that it has not been said."""

    id: str
    employer: str
    kind: str
    sector: str
    title: str
    text: str
    skills: tuple[str, ...] | None
    essential_qualifications: Rows | None
    min_level: int | None
    place: tuple[float, float] | None
    area: str | None
    remote: bool
    opens: date | None
    closes: date | None
    start: date | None
    end: date | None
    hours_per_week: float | None
    days: tuple[str, ...] | None
    pay_per_hour: float | None
    places: int
    places_taken: int
    min_age: int | None
    max_age: int | None
    dbs_required: bool | None
    adjustments_offered: tuple[str, ...] | None
    employer_response_rate: float | None


COLUMNS = (
    Opportunity.id,
    Opportunity.ref,
    Opportunity.kind,
    Opportunity.sector_key,
    Opportunity.title,
    Opportunity.will_do,
    Opportunity.will_learn,
    Opportunity.skills,
    Opportunity.essential_qualifications,
    Opportunity.min_level,
    Opportunity.latitude,
    Opportunity.longitude,
    Opportunity.postcode,
    Opportunity.area,
    Opportunity.remote,
    Opportunity.opens,
    Opportunity.closes,
    Opportunity.start,
    Opportunity.end,
    Opportunity.hours_per_week,
    Opportunity.week,
    Opportunity.days,
    Opportunity.pay_per_hour,
    Opportunity.places,
    Opportunity.places_taken,
    Opportunity.min_age,
    Opportunity.max_age,
    Opportunity.dbs_required,
    Opportunity.adjustments,
    Employer.ref.label("employer_ref"),
    Employer.response_rate,
    Opportunity.next_from,
    Employer.next_from.label("employer_next_from"),
)


class Mark(NamedTuple):
    """What tells one state of a live offer from another, without reading all of it."""

    number: int
    version: int
    taken: int  # counted without a new version, like the rate
    rate: float | None


MARKS = (Opportunity.id, Opportunity.version, Opportunity.places_taken, Employer.response_rate)


def offers() -> tuple[list[OfferFacts], dict[str, int]]:
    """Return every offer that may be proposed today, and each one's row number by reference."""
    rows = db.session.execute(_live(*COLUMNS).order_by(Opportunity.id)).all()
    return [_offer(row) for row in rows], {row.ref: row.id for row in rows}


def live_offers(refs: list[str]) -> list[OfferFacts]:
    """Return those of these offers that may be proposed today."""
    found: list[OfferFacts] = []
    for start in range(0, len(refs), AT_ONCE):
        statement = _live(*COLUMNS).where(Opportunity.ref.in_(refs[start : start + AT_ONCE]))
        found += [_offer(row) for row in db.session.execute(statement)]
    return found


def marks() -> dict[str, Mark]:
    """Return the mark of every offer that may be proposed today, by reference."""
    rows = db.session.execute(_live(Opportunity.ref, *MARKS).order_by(Opportunity.id))
    return {ref: Mark(*values) for ref, *values in rows}


def stamp() -> tuple[Any, ...]:
    """Return a few sums over all marks: they are different when any mark is.

    Live offers are summed on a narrow index; their employers apart, so that none is looked up
    for each offer.
    """
    number = cast(Opportunity.id, BigInteger)
    weighed = (Opportunity.version, Opportunity.places_taken, Opportunity.employer_id)
    sums = (func.sum(number * column) for column in weighed)
    edges = (func.min(Opportunity.ref), func.max(Opportunity.ref))
    offers = select(func.count(), func.sum(number), *sums, *edges).where(
        Opportunity.state == OpportunityState.LIVE
    )
    employer = cast(Employer.id, BigInteger)
    rates = func.sum(employer * Employer.response_rate)
    employers = select(func.count(), func.sum(employer), rates).where(
        Employer.state == EmployerState.APPROVED
    )
    one, other = _named(offers), _named(employers)
    return tuple(db.session.execute(select(one, other).join_from(one, other, true())).one())


def _named(sums: Select[*tuple[Any, ...]]) -> Subquery:
    columns = (column.label(f"sum_{at}") for at, column in enumerate(sums.selected_columns))
    return sums.with_only_columns(*columns).subquery()


def numbers_of(refs: Iterable[str]) -> dict[str, int]:
    """Return the row number of each of these offers."""
    statement = select(Opportunity.ref, Opportunity.id).where(Opportunity.ref.in_(list(refs)))
    return dict(db.session.execute(statement).all())


def _live(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Opportunity)
        .join(Employer, Employer.id == Opportunity.employer_id)
        .where(Opportunity.state == OpportunityState.LIVE, Employer.state == EmployerState.APPROVED)
    )


def some_offers(refs: list[str]) -> list[OfferFacts]:
    """Return these offers, whatever their state."""
    statement = select(*COLUMNS).join(Employer, Employer.id == Opportunity.employer_id)
    some = statement.where(Opportunity.ref.in_(refs)).order_by(Opportunity.id)
    return [_offer(row) for row in db.session.execute(some)]


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def hours_of_week(week: list[dict[str, Any]]) -> float | None:
    """Return the paid hours of a week grid, breaks taken off; None for an empty grid."""
    minutes = sum(_minutes(row) for row in week)
    return round(minutes / 60, 2) if week else None


def _minutes(row: dict[str, Any]) -> int:
    begin, end = (_clock(row.get(name)) for name in ("from", "to"))
    return max(0, (end - begin) % (24 * 60) - int(row.get("break_minutes") or 0))


def _clock(text: Any) -> int:
    hour, _, minute = str(text or "0:0").partition(":")
    return 60 * int(hour or 0) + int(minute or 0)


def _offer(row: Row[Any]) -> OfferFacts:
    hours = row.hours_per_week if row.hours_per_week is not None else hours_of_week(row.week or [])
    outward = (row.postcode or "").split(" ")[0]
    return OfferFacts(
        id=row.ref,
        employer=row.employer_ref,
        kind=str(row.kind),
        sector=row.sector_key,
        title=row.title,
        text=f"{row.will_do or ''} {row.will_learn or ''}".strip(),
        skills=_some(row.skills),
        essential_qualifications=_some(_pairs(row.essential_qualifications, "name", "level")),
        min_level=row.min_level,
        place=(row.latitude, row.longitude) if row.latitude is not None else None,
        area=outward or row.area or None,
        remote=row.remote,
        # Nobody is proposed for an offer before its employer has room again.
        opens=_latest(row.opens, row.next_from, row.employer_next_from),
        closes=row.closes,
        start=row.start,
        end=row.end,
        hours_per_week=None if hours is None else float(hours),
        days=_some([day["day"] for day in row.week or []] or row.days),
        pay_per_hour=None if row.pay_per_hour is None else float(row.pay_per_hour),
        places=row.places,
        places_taken=row.places_taken,
        min_age=row.min_age,
        max_age=row.max_age,
        dbs_required=row.dbs_required,
        adjustments_offered=_some(row.adjustments),
        employer_response_rate=row.response_rate,
    )


def people(ids: Iterable[int] | None = None) -> list[tuple[YoungPerson, PersonFacts]]:
    """Return young people whose record is open, with what the engine may know of them."""
    statement = select(YoungPerson).where(YoungPerson.state != YoungPersonState.CLOSED)
    if ids is not None:
        statement = statement.where(YoungPerson.id.in_(list(ids)))
    return _known(statement)


def people_of(chosen: Select[YoungPerson]) -> list[tuple[YoungPerson, PersonFacts]]:
    """Return those of some young people whose record is open, in as many statements for all."""
    return _known(chosen.where(YoungPerson.state != YoungPersonState.CLOSED))


def one(number: int) -> PersonFacts:
    """Return what the engine may know of one young person, whose record may be closed by now."""
    ((_, found),) = _known(select(YoungPerson).where(YoungPerson.id == number))
    return found


def _known(statement: Select[YoungPerson]) -> list[tuple[YoungPerson, PersonFacts]]:
    statement = statement.order_by(YoungPerson.id).options(
        selectinload(YoungPerson.interests),
        selectinload(YoungPerson.exclusions),
        selectinload(YoungPerson.consents),
    )
    rows = list(db.session.scalars(statement))
    employers = _employer_refs(rows)
    points = places.centres({row.outward for row in rows if row.outward})
    return [(row, person(row, employers, points)) for row in rows]


def _employer_refs(rows: list[YoungPerson]) -> dict[int, str]:
    wanted = {line.employer_id for row in rows for line in row.exclusions if line.employer_id}
    if not wanted:
        return {}
    found = db.session.execute(select(Employer.id, Employer.ref).where(Employer.id.in_(wanted)))
    return dict(found.all())


def person(
    row: YoungPerson, employers: dict[int, str], points: dict[str, tuple[float, float]]
) -> PersonFacts:
    """Return one young person for the engine; protected characteristics are not among it."""
    return PersonFacts(
        id=row.ref,
        born=row.born,
        ready=row.state == YoungPersonState.READY,
        consent=any(_agrees_to_matching(line) for line in row.consents),
        interests=_some((line.sector_key, str(line.level)) for line in row.interests),
        own_words=row.own_words or None,
        skills=_said(row, "skills", _pairs(row.skills, "name", "evidence")),
        experience=_said(row, "experience", row.experience),
        qualifications=_said(row, "qualifications", _pairs(row.qualifications, "name", "level")),
        kinds=_some(row.kinds),
        available_from=row.available_from,
        available_to=row.available_to,
        hours_per_week_max=row.hours_per_week_max,
        days=_some(row.days),
        place=points.get(row.outward or ""),
        area=row.outward,
        minutes_max=row.travel_minutes,
        modes=_some(row.travel_modes),
        adjustments=_said(row, "adjustments", row.adjustments),
        exclude_employers=_some(
            employers[line.employer_id] for line in row.exclusions if line.employer_id in employers
        ),
        exclude_areas=_some(line.area for line in row.exclusions if line.area),
        dbs=row.dbs,
    )


def _agrees_to_matching(consent: Consent) -> bool:
    stands = consent.until is None or consent.until >= clock.today()
    return consent.purpose == Purpose.MATCHING and consent.withdrawn_at is None and stands


def _pairs(rows: list[dict[str, Any]] | None, first: str, second: str) -> Rows:
    return tuple((row[first], row.get(second)) for row in rows or ())


def _said(row: YoungPerson, name: str, values: Iterable[Any]) -> Any:
    # “None at all” is an answer once somebody has asked.
    return _some(values) or (() if row.has_said(name) else None)


def _some(values: Iterable[Any] | None) -> Any:
    # An empty list on a record means that nobody has asked yet, not “none”.
    return tuple(values or ()) or None
