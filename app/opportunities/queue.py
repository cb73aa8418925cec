"""One queue for everything a coordinator vets: organisations and offers, with whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from app import clock, db
from app.employers.models import Employer, EmployerState
from app.employers.queries import Clock, time_left
from app.opportunities import queries
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.paging import SIZE, Page

if TYPE_CHECKING:
    from app.accounts.models import User

MINE, SECOND, THEIRS, EVERY = "mine", "second", "theirs", "all"
TURNS = {MINE: "Yours", SECOND: "A colleague’s", THEIRS: "The employer’s", EVERY: "Everything"}
KINDS = {"employer": "Organisations", "offer": "Offers"}
FAR = 500  # nobody goes through more with “next”


@dataclass(frozen=True)
class Wanted:
    """What the coordinator wants to see of the queue."""

    turn: str = MINE
    words: str = ""
    kind: str = ""
    sector: str = ""
    sort: str = "due"


@dataclass(frozen=True)
class Waiting:
    """One thing in the queue."""

    kind: str
    ref: str
    title: str
    organisation: str
    sector: str
    state: str
    due: date | None
    since: datetime
    first_yes_by: int | None
    changed: bool
    turn: str

    @property
    def left(self) -> Clock | None:
        """Return its clock."""
        return time_left(self.due)

    @property
    def endpoint(self) -> str:
        """Return the page where it is decided."""
        return "employers.review" if self.kind == "employer" else "opportunities.review"


def _organisations(user: User) -> Select[*tuple[Any, ...]]:
    pending = Employer.state == EmployerState.PENDING_REVIEW
    changed = Employer.recheck_since.is_not(None)
    turn = case(
        (pending & (Employer.first_yes_by_id == user.id), literal(SECOND)),
        (pending | changed, literal(MINE)),
        else_=literal(THEIRS),
    )
    return select(
        literal("employer").label("kind"),
        Employer.ref,
        Employer.name.label("title"),
        Employer.name.label("organisation"),
        Employer.sector_key.label("sector"),
        type_coerce(Employer.state, String).label("state"),
        Employer.review_due.label("due"),
        func.coalesce(Employer.recheck_since, Employer.created_at).label("since"),
        Employer.first_yes_by_id.label("first_yes_by"),
        changed.label("changed"),
        turn.label("turn"),
    ).where(or_(pending, changed, Employer.state == EmployerState.MORE_INFO))


def _offers() -> Select[*tuple[Any, ...]]:
    asked = Opportunity.state == State.CHANGES_REQUESTED
    turn = case((asked, literal(THEIRS)), else_=literal(MINE))
    since = func.coalesce(Opportunity.pending_at, Opportunity.submitted_at, Opportunity.changed_at)
    return (
        select(
            literal("offer").label("kind"),
            Opportunity.ref,
            Opportunity.title,
            Employer.name.label("organisation"),
            Opportunity.sector_key.label("sector"),
            type_coerce(Opportunity.state, String).label("state"),
            Opportunity.review_due.label("due"),
            since.label("since"),
            cast(null(), Integer).label("first_yes_by"),
            Opportunity.pending_at.is_not(None).label("changed"),
            turn.label("turn"),
        )
        .join(Employer, Employer.id == Opportunity.employer_id)
        .where(or_(queries.waiting(), asked))
    )


def _queue(user: User) -> Subquery:
    return union_all(_organisations(user), _offers()).subquery("queue")


def _conditions(rows: Subquery, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [
        or_(*(rows.c[name].icontains(word, autoescape=True) for name in ("title", "organisation")))
        for word in wanted.words.split()[:8]
    ]
    if wanted.turn in {MINE, SECOND, THEIRS}:
        found.append(rows.c.turn == wanted.turn)
    if wanted.kind in KINDS:
        found.append(rows.c.kind == wanted.kind)
    if wanted.sector:
        found.append(rows.c.sector == wanted.sector)
    return found


def _order(rows: Subquery, wanted: Wanted) -> list[Any]:
    names = {"due": "due", "name": "title", "since": "since", "organisation": "organisation"}
    column = rows.c[names.get(wanted.sort.removeprefix("-"), "due")]
    first = column.desc() if wanted.sort.startswith("-") else column.asc()
    return [first.nulls_last(), rows.c.since, rows.c.ref]


def page(wanted: Wanted, number: int, user: User) -> Page[Waiting]:
    """Return one page of the queue, the most urgent first."""
    rows = _queue(user)
    fits = and_(True, *_conditions(rows, wanted))
    total = db.session.scalar(select(func.count()).select_from(rows).where(fits)) or 0
    pages = max(1, -(-total // SIZE))
    number = min(max(1, number), pages)
    statement = select(rows).where(fits).order_by(*_order(rows, wanted))
    found = db.session.execute(statement.limit(SIZE).offset((number - 1) * SIZE))
    return Page([Waiting(**row) for row in found.mappings()], number, pages, total)


@dataclass(frozen=True)
class Counts:
    """How much waits for whom, and how much of yours is late."""

    by_turn: dict[str, int]
    late: int


def counts(user: User) -> Counts:
    """Return how many things wait for whom, by one statement."""
    rows = _queue(user)
    late = func.sum(case((rows.c.due < clock.today(), 1), else_=0))
    found = db.session.execute(select(rows.c.turn, func.count(), late).group_by(rows.c.turn)).all()
    by_turn = dict.fromkeys((MINE, SECOND, THEIRS), 0) | {row[0]: row[1] for row in found}
    overdue = sum(int(row[2] or 0) for row in found if row[0] == MINE)
    return Counts(by_turn | {EVERY: sum(by_turn.values())}, overdue)


def after(ref: str, wanted: Wanted, user: User) -> Waiting | None:
    """Return what comes after this in the queue; the first when this is not in it any more."""
    rows = _queue(user)
    statement = select(rows).where(and_(True, *_conditions(rows, wanted)))
    ordered = statement.order_by(*_order(rows, wanted)).limit(FAR)
    found = [Waiting(**row) for row in db.session.execute(ordered).mappings()]
    places = [place for place, row in enumerate(found) if row.ref == ref]
    rest = found[places[0] + 1 :] if places else found
    return rest[0] if rest else None
