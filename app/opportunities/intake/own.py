"""An employer’s own file: new offers become drafts, changes to approved ones wait for the council."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app import clock, db
from app.audit import services as audit
from app.employers.models import Employer
from app.opportunities import answers as kept
from app.opportunities import building, sections
from app.opportunities.intake import writing
from app.opportunities.intake.known import EMPTY
from app.opportunities.intake.rows import COLUMNS, Row, read_row
from app.opportunities.intake.storing import Summary, sector_reader
from app.opportunities.intake.tables import Source
from app.opportunities.models import Kind, Opportunity
from app.opportunities.models import OpportunityState as State
from app.settings import hints
from app.tables.problems import Problem, RowsWrong

if TYPE_CHECKING:
    from app.accounts.models import User

NEEDED = ("id", "kind", "sector", "title")
LONGEST_REF = 50
NOT_NOW = {
    State.SUBMITTED: "is with the council: take it back first, or leave this row out",
    State.WITHDRAWN_BY_COUNCIL: "was taken down by the council: leave this row out",
}
OVER = "is over: give it a new reference, and it becomes a new offer"


class OwnIntake:
    """One file of an organisation’s own offers."""

    def __init__(self, source: Source, employer: Employer) -> None:
        self.source, self.employer = source, employer
        self.sector = sector_reader()
        self.guess = hints.for_imports()
        self.summary = Summary()

    def look(self) -> Summary:
        """Read every row without storing anything; return what would happen."""
        known = self._known()
        seen: set[str] = set()
        for row in self._rows():
            self.summary.rows += 1
            self._check(row, known.get(row.ref), seen)
            if row.errors:
                self.summary.problems.add(row.errors)
            else:
                self._count(row, known.get(row.ref))
        return self.summary

    def store(self, *, by: User, upload_id: int | None = None) -> Summary:
        """Store every row in one transaction, or raise RowsWrong and store nothing."""
        if self.look().errors:
            raise RowsWrong
        self._store(by, upload_id)
        return self.summary

    @db.transaction()
    def _store(self, by: User, upload_id: int | None) -> None:
        known = self._known()
        touched: list[tuple[Opportunity, dict[str, Any] | None]] = []
        for row in self._rows():
            offer = known.get(row.ref)
            values = self._said(row)
            if offer is None:
                touched.append((self._begin(row, values), None))
            elif kept.differing(kept.current(offer), values):
                touched.append((offer, building.change(offer, values)))
        db.session.flush()
        lines = [(offer.id, offer.version, before) for offer, before in touched]
        writing.note(upload_id, "opportunity", lines)
        name = self.employer.ref
        audit.record("opportunity.import", "employer", name, by=by, rows=self.summary.rows)

    def _rows(self) -> Iterator[Row]:
        for number, record in self.source.rows():
            row = read_row(number, record, self.sector, self.guess, NEEDED)
            if len(row.ref) > LONGEST_REF:
                words = f"must be {LONGEST_REF} characters or fewer, and is {len(row.ref)}"
                row.errors.append(Problem(number, "id", words))
            yield row

    def _known(self) -> dict[str, Opportunity]:
        """Return the organisation’s offers by the number it gave them, or by our reference."""
        statement = select(Opportunity).where(Opportunity.employer_id == self.employer.id)
        found = list(db.session.scalars(statement).unique())
        numbered = {self._short(o.external_id): o for o in found if o.external_id}
        return {offer.ref: offer for offer in found} | numbered

    def _short(self, number: str) -> str:
        return number.removeprefix(f"{self.employer.ref}:")

    def _said(self, row: Row) -> dict[str, Any]:
        keys = [COLUMNS.get(key, key) for key in self.source.says or ()]
        said = {name: EMPTY[name] for name in keys if name in EMPTY and name != "opens"}
        said |= {name: value for name, value in row.values.items() if name in EMPTY}
        if "pay_per_hour" in said or "unpaid_basis" in said:
            unpaid = bool(said.get("unpaid_basis")) and not said.get("pay_per_hour")
            if said.get("pay_per_hour") or unpaid:
                said["paid"] = not unpaid
        return said

    def _check(self, row: Row, offer: Opportunity | None, seen: set[str]) -> None:
        if row.ref in seen:
            row.errors.append(Problem(row.number, "id", "comes twice in this file"))
        seen.add(row.ref)
        if row.errors or offer is None or offer.state in building.EDITABLE:
            return
        if kept.differing(kept.current(offer), self._said(row)):
            row.errors.append(Problem(row.number, "id", NOT_NOW.get(offer.state, OVER)))

    def _count(self, row: Row, offer: Opportunity | None) -> None:
        it = self.summary
        it.new += offer is None
        it.known += offer is not None
        it.same += bool(offer and not kept.differing(kept.current(offer), self._said(row)))
        it.guessed += bool(row.values.get("sector_suggested"))
        if len(it.examples) < 5:
            it.examples.append({"employer": self.employer.name, **row.values})

    def _begin(self, row: Row, values: dict[str, Any]) -> Opportunity:
        now = clock.now()
        paid = True if row.values["kind"] in {Kind.JOB, Kind.APPRENTICESHIP} else None
        offer = Opportunity(
            employer_id=self.employer.id,
            external_id=f"{self.employer.ref}:{row.ref}",
            created_at=now,
            changed_at=now,
            **{"paid": paid, **EMPTY, **building.placed(values)},
        )
        offer.sector_suggested = bool(row.values.get("sector_suggested"))
        said = {name for name, value in values.items() if value not in (None, "", [])}
        offer.saved_sections = [
            section.key for section in sections.SECTIONS if said & set(section.fields)
        ]
        db.session.add(offer)
        return offer
