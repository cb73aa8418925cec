"""An import as a whole: look at every row first, then store all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from app import clock, db
from app.audit import services as audit
from app.employers import services as employers
from app.employers.models import Employer, EmployerKind, EmployerState
from app.opportunities import checking, lawful
from app.opportunities.intake import known as stored
from app.opportunities.intake import writing
from app.opportunities.intake.known import EMPTY, WRITTEN, Known
from app.opportunities.intake.rows import COLUMNS, NO_SECTOR, Row, read_row
from app.opportunities.intake.tables import Source
from app.opportunities.lawful import Offer
from app.opportunities.models import OpportunityState as State
from app.opportunities.signals import imported
from app.settings import hints
from app.settings import services as settings
from app.tables import cells
from app.tables.problems import Problem, Problems, RowsWrong

if TYPE_CHECKING:
    from app.accounts.models import User

BATCH = 1000
# What to do with an organisation nobody knows yet.
POLICIES = ("approve", "review", "existing")
OWN_WORK = "was written by its employer on the site: they change it there. Leave this row out"
LOOKED_AT = ("min_age", "max_age", "start", "end", "closes", "pay_per_hour", "hours_per_week")


@dataclass
class Summary:
    """What an import would do, or has done."""

    rows: int = 0
    new: int = 0
    known: int = 0
    same: int = 0
    paused: int = 0
    guessed: int = 0
    over: int = 0
    employers: int = 0
    problems: Problems = field(default_factory=Problems)
    examples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """The first hundred things that are wrong."""
        return self.problems.listed

    @property
    def more_errors(self) -> int:
        """How many more there are."""
        return self.problems.more


def sector_reader() -> Callable[[Any], str]:
    """Return what reads a cell that names a sector, by its key or its name."""
    found = settings.sectors()
    names = {sector.name: sector.key for sector in found} | {s.key: s.key for s in found}
    return cells.one_of(names, NO_SECTOR)


class Intake:
    """One file on its way in, as of a day."""

    def __init__(self, source: Source, *, on: date, policy: str = "approve") -> None:
        self.source, self.on, self.policy = source, on, policy
        self.sector = sector_reader()
        self.states: dict[str, State] = {}  # the law asks once about each row
        self.law = checking.rules(on)
        self.guess = hints.for_imports()
        self.summary = Summary()
        self.employers: dict[str, tuple[int | None, EmployerState]] = {}
        self.offers: dict[str, Known] = {}
        self.strangers: dict[str, Row] = {}  # the first row of each organisation nobody knew

    def look(self) -> Summary:
        """Read every row without storing anything; return what would happen."""
        self.employers, self.offers = stored.employers(), stored.offers()
        self.seen: set[str] = set()
        self.states.clear()
        for row, before in self._rows():
            self.summary.rows += 1
            self._check(row, before)
            if row.errors:
                self.summary.problems.add(row.errors)
            else:
                self._count(row, before)
        return self.summary

    def store(self, *, by: User | None, upload_id: int | None = None) -> Summary:
        """Store every row in one transaction, or raise RowsWrong and store nothing."""
        if self.look().errors:
            raise RowsWrong
        self._store(by, upload_id)
        return self.summary

    @db.transaction()
    def _store(self, by: User | None, upload_id: int | None) -> None:
        self.employers, self.offers = stored.employers(), stored.offers()
        self._add_employers(upload_id)
        rows = self._rows()
        while batch := list(islice(rows, BATCH)):
            changed = [
                (row, before)
                for row, before in batch
                if before is None or self._differs(row, before)
            ]
            writing.write([self._line(*pair) for pair in changed], upload_id)
        audit.record(
            "opportunity.import",
            "opportunity",
            self.source.name[:80],
            by=by,
            rows=self.summary.rows,
            new=self.summary.new,
            on=self.on,
        )
        imported.send(self.source.name)

    def _rows(self) -> Iterator[tuple[Row, dict[str, Any] | None]]:
        """Yield each row with what is stored of it, if anything is."""
        rows = (
            read_row(number, record, self.sector, self.guess)
            for number, record in self.source.rows()
        )
        while batch := list(islice(rows, BATCH)):
            numbers = {self.offers[row.ref].id for row in batch if row.ref in self.offers}
            before = stored.before(numbers)
            for row in batch:
                known = self.offers.get(row.ref)
                yield row, before.get(known.id) if known else None

    def _said(self, row: Row) -> dict[str, Any]:
        """Return what the file says of a row; an empty cell of a column it has says “nothing”."""
        says = self.source.says
        keys = WRITTEN if says is None else [COLUMNS.get(key, key) for key in says]
        empty = {name: EMPTY[name] for name in keys if name in EMPTY}
        for name in ("opens", "latitude", "longitude"):
            empty.pop(name, None)
        return empty | {name: value for name, value in row.values.items() if name in EMPTY}

    def _differs(self, row: Row, before: dict[str, Any]) -> bool:
        said, known = self._said(row), self.offers[row.ref]
        if row.values.get("sector_suggested") and not known.suggested:
            said.pop("sector_key", None)
        moves = known.origin == "import" and self._state(row, before) != known.state
        follows = moves and known.state in writing.FOLLOWS
        owner = self.employers[employers.plain_name(row.employer)][0]
        return (
            follows
            or owner != known.employer_id
            or any(before[name] != value for name, value in said.items())
        )

    def _check(self, row: Row, before: dict[str, Any] | None) -> None:
        if row.ref in self.seen:
            row.errors.append(Problem(row.number, "id", "comes twice in this file"))
        self.seen.add(row.ref)
        self._check_employer(row)
        own = before and not row.errors and self.offers[row.ref].origin != "import"
        if own and before and self._differs(row, before):
            row.errors.append(Problem(row.number, "id", OWN_WORK))

    def _check_employer(self, row: Row) -> None:
        plain = employers.plain_name(row.employer)
        if not row.employer or plain in self.employers:
            return
        if self.policy == "existing":
            words = "is not an organisation we know: register it first"
            row.errors.append(Problem(row.number, "employer", words))
            return
        state = EmployerState.APPROVED if self.policy == "approve" else EmployerState.PENDING_REVIEW
        self.employers[plain] = (None, state)
        self.strangers[plain] = row
        self.summary.employers += 1

    def _count(self, row: Row, before: dict[str, Any] | None) -> None:
        state, it = self._state(row, before), self.summary
        same = before is not None and not self._differs(row, before)
        it.new += before is None
        it.known += before is not None
        it.same += same
        it.guessed += bool(row.values.get("sector_suggested"))
        it.paused += state == State.PAUSED and not same
        it.over += state == State.EXPIRED
        if len(it.examples) < 5:
            it.examples.append({"employer": row.employer, **row.values})

    def _add_employers(self, upload_id: int | None) -> None:
        strangers = {
            plain: row for plain, row in self.strangers.items() if plain not in self.employers
        }
        added = {plain: self._employer(plain, row) for plain, row in strangers.items()}
        db.session.add_all(added.values())
        db.session.flush()
        self.employers |= {plain: (it.id, it.state) for plain, it in added.items()}
        writing.note(upload_id, "employer", [(it.id, it.version, None) for it in added.values()])

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

    def _state(self, row: Row, before: dict[str, Any] | None) -> State:
        if row.ref not in self.states:
            self.states[row.ref] = self._read_state(row, before)
        return self.states[row.ref]

    def _read_state(self, row: Row, before: dict[str, Any] | None) -> State:
        values = (before or EMPTY) | self._said(row)
        if values["closes"] and values["closes"] < self.on:
            return State.EXPIRED
        if self.employers[employers.plain_name(row.employer)][1] != EmployerState.APPROVED:
            return State.SUBMITTED
        return State.PAUSED if self._unlawful(row, values) else State.LIVE

    def _unlawful(self, row: Row, values: dict[str, Any]) -> bool:
        given: dict[str, Any] = {name: values[name] for name in LOOKED_AT}
        offer = Offer(values["kind"].value, row.employer_kind, **given)
        return bool(checking.stops(lawful.check(offer, self.law), time_passed=False))

    def _line(self, row: Row, before: dict[str, Any] | None) -> writing.Line:
        return writing.Line(
            row.ref,
            self.offers.get(row.ref),
            before,
            (before or EMPTY) | self._said(row),
            self.employers[employers.plain_name(row.employer)][0],
            self._state(row, before),
            bool(row.values.get("sector_suggested")),
            row.values.get("places_taken", 0),
            self.on,
        )
