"""Working out what would open more, whenever suggestions stand on something new."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app import clock, db
from app.matches import facts
from app.matches.engine import index
from app.matches.engine.unlocking import Barrier, Opening, unlock, unlock_each
from app.opportunities.models import Opportunity
from app.settings import services as settings
from app.unlocks import queries, wording
from app.unlocks.models import Demand, UnlockList


def follow() -> int:
    """Work out anew what would open more for those whose suggestions changed; return how many.

    The whole cohort is added up again when it is older than the council allows, and at once
    on a new day.
    """
    stands = queries.stands_on()
    if not stands:
        return 0  # nobody has been matched yet, and a month is not kept without anybody
    digest = _digest(stands)
    stale = queries.stale()
    if _cohort_is_due(digest):
        return _everybody(stands, digest)
    return _some(stale) if stale else 0


def everybody() -> int:
    """Work out anew what would open more, for each young person and for all together."""
    stands = queries.stands_on()
    return _everybody(stands, _digest(stands))


def _digest(stands: Mapping[int, str]) -> str:
    return hashlib.sha256(repr(sorted(stands.items())).encode()).hexdigest()


def _cohort_is_due(digest: str) -> bool:
    demand = queries.standing()
    if demand is None:
        return True
    age = clock.now() - demand.made_at
    same_day = clock.local(demand.made_at).date() == clock.today()
    often = timedelta(minutes=settings.value("unlocks.cohort_minutes"))
    return demand.stands_on != digest and (age > often or not same_day)


def _some(stale: Mapping[int, str]) -> int:
    known = {row.id: each for row, each in facts.people(list(stale))}
    found = unlock_each(index.current(), list(known.values()), queries.decided())
    _keep(stale, {person: found.get(each.id, []) for person, each in known.items()})
    return len(stale)


def _everybody(stands: Mapping[int, str], digest: str) -> int:
    known = {row.id: each for row, each in facts.people() if row.id in stands}
    found, barriers = unlock(index.current(), list(known.values()), queries.decided())
    _keep(stands, {person: found.get(each.id, []) for person, each in known.items()})
    _keep_demand(digest, sum(each.ready and each.consent for each in known.values()), barriers)
    return len(stands)


@db.transaction()
def _keep(stands: Mapping[int, str], found: Mapping[int, list[Opening]]) -> None:
    numbers = _numbers()
    statement = select(UnlockList).where(UnlockList.young_person_id.in_(list(stands)))
    standing = {row.young_person_id: row for row in db.session.scalars(statement)}
    for person, stand in stands.items():
        row = standing.get(person) or UnlockList(young_person_id=person)
        row.stands_on, row.made_at = stand, clock.now()
        # A record that was closed meanwhile has nothing to open.
        row.lines = [_line(each, numbers) for each in found.get(person, [])]
        db.session.add(row)


def _numbers() -> dict[str, int]:
    return dict(db.session.execute(select(Opportunity.ref, Opportunity.id)).all())


def _line(line: Opening, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "key": _key(line.sort, line.fields, line.values),
        "sort": line.sort,
        "what": wording.what(line),
        "fields": list(line.fields),
        "opportunities": [numbers[ref] for ref in line.offers if ref in numbers],
    }


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


@db.transaction()
def _keep_demand(digest: str, people: int, barriers: list[Barrier]) -> None:
    numbers = _numbers()
    values: dict[str, Any] = {
        "stands_on": digest,
        "made_at": clock.now(),
        "people": people,
        "opportunities": len(index.current().pool),
        "barriers": [_barrier(each, numbers) for each in barriers],
        "sectors": [asdict(each) for each in queries.sector_demand()],
    }
    row = queries.standing() or Demand()
    for name, value in values.items():
        setattr(row, name, value)
    db.session.add(row)
    # Councillors see one fixed view a month: the first that is worked out in it.
    month = clock.today().replace(day=1)
    kept = queries.of_month(month)
    if kept is None or kept.kept_for != month:
        db.session.add(Demand(kept_for=month, **values))


def _barrier(line: Barrier, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "key": _key(line.group, line.field, line.value),
        "group": line.group,
        "label": wording.label(line),
        "pairs": line.pairs,
        "people": line.people,
        "opportunities": [numbers[ref] for ref in line.offers if ref in numbers],
    }
