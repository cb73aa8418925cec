"""An import as a whole: look at every row first, then store all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Table, bindparam, insert, select, update

from app import clock, db
from app.audit import services as audit
from app.employers import services as employers
from app.employers.models import Employer, EmployerKind, EmployerState
from app.errors import DomainError
from app.opportunities import building, checking, lawful
from app.opportunities.intake.rows import Row, RowError, read_row
from app.opportunities.intake.tables import Source
from app.opportunities.lawful import Offer
from app.opportunities.models import Kind, Opportunity, folded
from app.opportunities.models import OpportunityState as State
from app.opportunities.signals import imported
from app.places import services as places
from app.settings import hints
from app.settings import services as settings
from app.states import StateChange

if TYPE_CHECKING:
    from app.accounts.models import User

BATCH = 1000
MOST_ERRORS = 100
# What to do with an organisation nobody knows yet.
POLICIES = ("approve", "review", "existing")
# Only these follow the file on the next import; what people decided since stays.
FOLLOWS = {State.LIVE, State.EXPIRED, State.SUBMITTED}


class RowsWrong(DomainError):
    """At least one row cannot be stored, so none is."""

    message = "Nothing was brought in: mend the rows that are listed and try again"


@dataclass
class Summary:
    """What an import would do, or has done."""

    rows: int = 0
    new: int = 0
    known: int = 0
    paused: int = 0
    guessed: int = 0
    over: int = 0
    employers: int = 0
    errors: list[RowError] = field(default_factory=list)
    more_errors: int = 0
    examples: list[dict[str, Any]] = field(default_factory=list)

    def add_errors(self, errors: list[RowError]) -> None:
        """Keep the first hundred, count the rest."""
        room = MOST_ERRORS - len(self.errors)
        self.errors += errors[:room]
        self.more_errors += max(0, len(errors) - room)


@dataclass(frozen=True)
class Known:
    """What is stored already: an offer by its number elsewhere."""

    id: int
    state: State
    taken: int
    sector: str
    suggested: bool


class Intake:
    """One file on its way in, as of a day."""

    def __init__(self, source: Source, *, on: date, policy: str = "approve") -> None:
        self.source, self.on, self.policy = source, on, policy
        self.sectors = frozenset(sector.key for sector in settings.sectors())
        self.law = checking.rules(on)
        self.guess = hints.for_imports()
        self.summary = Summary()
        self.employers: dict[str, tuple[int | None, EmployerState]] = {}
        self.offers: dict[str, Known] = {}
        self.strangers: dict[str, Row] = {}  # the first row of each organisation nobody knew

    def look(self) -> Summary:
        """Read every row without storing anything; return what would happen."""
        self._learn()
        seen: set[str] = set()
        for row in self._rows():
            self.summary.rows += 1
            name = row.values.get("external_id", "")
            if name in seen:
                row.errors.append(RowError(row.number, "id", "comes twice in this file"))
            seen.add(name)
            self._check_employer(row)
            if row.errors:
                self.summary.add_errors(row.errors)
            else:
                self._count(row)
        return self.summary

    def store(self, *, by: User | None) -> Summary:
        """Store every row in one transaction, or raise RowsWrong and store nothing."""
        if self.look().errors:
            raise RowsWrong
        self._store(by)
        return self.summary

    @db.transaction()
    def _store(self, by: User | None) -> None:
        self._learn()
        self._add_employers()
        rows = self._rows()
        while batch := list(islice(rows, BATCH)):
            self._write([self._columns(row) for row in batch])
        name, new = self.source.name[:80], self.summary.new
        audit.record(
            "opportunity.import",
            "opportunity",
            name,
            by=by,
            rows=self.summary.rows,
            new=new,
            on=self.on,
        )
        imported.send(self.source.name)

    def _rows(self) -> Iterator[Row]:
        for number, record in self.source.rows():
            yield read_row(number, record, self.sectors, self.guess)

    def _learn(self) -> None:
        people = db.session.execute(select(Employer.plain_name, Employer.id, Employer.state))
        self.employers = {name: (number, state) for name, number, state in people}
        columns = (
            Opportunity.external_id,
            Opportunity.id,
            Opportunity.state,
            Opportunity.places_taken,
            Opportunity.sector_key,
            Opportunity.sector_suggested,
        )
        kept = db.session.execute(select(*columns).where(Opportunity.external_id.is_not(None)))
        self.offers = {str(row[0]): Known(*row[1:]) for row in kept}

    def _check_employer(self, row: Row) -> None:
        plain = employers.plain_name(row.employer)
        if not row.employer or plain in self.employers:
            return
        if self.policy == "existing":
            words = "is not an organisation we know: register it first"
            row.errors.append(RowError(row.number, "employer", words))
            return
        state = EmployerState.APPROVED if self.policy == "approve" else EmployerState.PENDING_REVIEW
        self.employers[plain] = (None, state)
        self.strangers[plain] = row
        self.summary.employers += 1

    def _count(self, row: Row) -> None:
        known = row.values["external_id"] in self.offers
        state = self._state(row)
        self.summary.new += not known
        self.summary.known += known
        self.summary.guessed += bool(row.values.get("sector_suggested"))
        self.summary.paused += state == State.PAUSED
        self.summary.over += state == State.EXPIRED
        if len(self.summary.examples) < 5:
            self.summary.examples.append({"employer": row.employer, **row.values})

    def _add_employers(self) -> None:
        strangers = {
            plain: row for plain, row in self.strangers.items() if plain not in self.employers
        }
        added = {plain: self._employer(plain, row) for plain, row in strangers.items()}
        db.session.add_all(added.values())
        db.session.flush()
        self.employers |= {plain: (it.id, it.state) for plain, it in added.items()}

    def _employer(self, plain: str, row: Row) -> Employer:
        now, approved = clock.now(), self.policy == "approve"
        return Employer(
            name=row.employer,
            plain_name=plain,
            kind=EmployerKind(row.employer_kind or "company"),
            postcode=row.values.get("postcode") or "",
            sector_key=row.values["sector_key"],
            size="",
            how_heard="import",
            state=EmployerState.APPROVED if approved else EmployerState.PENDING_REVIEW,
            created_at=now,
            approved_at=now if approved else None,
            review_due=None if approved else employers.review_by(),
        )

    def _state(self, row: Row) -> State:
        closes = row.values.get("closes")
        if closes and closes < self.on:
            return State.EXPIRED
        if self.employers[employers.plain_name(row.employer)][1] != EmployerState.APPROVED:
            return State.SUBMITTED
        return State.PAUSED if self._unlawful(row) else State.LIVE

    def _unlawful(self, row: Row) -> bool:
        given: dict[str, Any] = {name: row.values.get(name) for name in LOOKED_AT}
        offer = Offer(row.values["kind"].value, row.employer_kind, **given)
        return bool(checking.stops(lawful.check(offer, self.law), time_passed=False))

    def _columns(self, row: Row) -> dict[str, Any]:
        values = {**EMPTY, **row.values}
        now, state = clock.now(), self._state(row)
        if values["postcode"] and values["latitude"] is None:
            place = places.find(values["postcode"])
            values |= {"latitude": place.latitude, "longitude": place.longitude} if place else {}
        waits = state == State.SUBMITTED
        return values | {
            "employer_id": self.employers[employers.plain_name(row.employer)][0],
            "paid": True if values["pay_per_hour"] or values["kind"] in PAID else None,
            "search_words": folded(values["title"], values["will_do"], " ".join(values["skills"])),
            "state": state,
            "changed_at": now,
            "opens": values["opens"] or self.on,
            "approved_at": None if waits else now,
            "submitted_at": now if waits else None,
            "review_due": building.review_due(self.on) if waits else None,
        }

    def _write(self, rows: list[dict[str, Any]]) -> None:
        table = cast(Table, Opportunity.__table__)
        new = [row for row in rows if row["external_id"] not in self.offers]
        old = [row for row in rows if row["external_id"] in self.offers]
        if new:
            first = {"created_at": clock.now(), "version": 1, "origin": "import"}
            db.session.execute(insert(table), [row | first for row in new])
        if old:
            changes: dict[str, Any] = {
                name: bindparam(f"to_{name}") for name in old[0] if name not in KEPT
            }
            changes["version"] = table.c.version + 1
            statement = update(table).where(table.c.id == bindparam("own_id")).values(**changes)
            again = [self._again(row) for row in old]
            db.session.connection().execute(statement, again)
            self._note_moves(again)

    def _note_moves(self, rows: list[dict[str, Any]]) -> None:
        moved = [row for row in rows if row["was"] != row["to_state"]]
        changes = [
            {
                "machine": "opportunity",
                "subject_id": row["own_id"],
                "verb": "import",
                "from_state": row["was"].value,
                "to_state": row["to_state"].value,
                "reason": "The file it comes from was brought in again",
                "at": clock.now(),
            }
            for row in moved
        ]
        if changes:
            db.session.execute(insert(cast(Table, StateChange.__table__)), changes)

    def _again(self, row: dict[str, Any]) -> dict[str, Any]:
        known = self.offers[row["external_id"]]
        if row["sector_suggested"] and not known.suggested:
            # Somebody has said which sector it is; a guess does not take that back.
            row = row | {"sector_key": known.sector, "sector_suggested": False}
        follows = known.state in FOLLOWS
        return {f"to_{name}": value for name, value in row.items() if name not in KEPT} | {
            "own_id": known.id,
            "was": known.state,
            "to_state": row["state"] if follows else known.state,
            "to_places": max(row["places"], known.taken),
        }


LOOKED_AT = ("min_age", "max_age", "start", "end", "closes", "pay_per_hour", "hours_per_week")
KEPT = {"external_id", "places_taken"}
PAID = {Kind.JOB, Kind.APPRENTICESHIP, Kind.INTERNSHIP}
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("postcode", "area", "opens", "closes", "start", "end", "hours_per_week")),
    **dict.fromkeys(("pay_per_hour", "min_level", "min_age", "max_age", "dbs_required")),
    "will_do": "",
    "skills": [],
    "essential_qualifications": [],
    "adjustments": [],
    "days": [],
    "remote": False,
    "sector_suggested": False,
    "places": 1,
    "places_taken": 0,
}
