"""Reading cases: the list, one case, the yes-or-no queue, and promises that were broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app import clock, db
from app.accounts.models import User
from app.accounts.queries import escaped
from app.guarantee import clocks
from app.guarantee.figures import Figures, figures, published
from app.guarantee.models import CaseClock, CaseState, GuaranteeCase, Vacancy

__all__ = ["Figures", "figures", "published"]  # what other features may ask for
ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN)
LATE, SOON = "late", "soon"


@dataclass(frozen=True)
class Wanted:
    """What somebody asked the list of cases for."""

    search: str = ""
    state: str = ""  # empty: open cases; "all"; or one state
    clock: str = ""  # late, soon or any
    sort: str = "due"


def cases(wanted: Wanted) -> Select[GuaranteeCase]:
    """Return the statement that finds these cases, in the order asked for."""
    statement = select(GuaranteeCase).join(GuaranteeCase.vacancy)
    for condition in _conditions(wanted):
        statement = statement.where(condition)
    column = _sorts().get(wanted.sort.removeprefix("-"), _next_due())
    ordered = column.desc() if wanted.sort.startswith("-") else column.asc()
    return statement.order_by(ordered.nulls_last(), GuaranteeCase.id).options(
        contains_eager(GuaranteeCase.vacancy), selectinload(GuaranteeCase.clocks)
    )


def _sorts() -> dict[str, ColumnElement[Any]]:
    return {
        "due": _next_due(),
        "name": func.lower(GuaranteeCase.candidate_name),
        "vacancy": func.lower(Vacancy.title),
        "declared": GuaranteeCase.declared_at.expression,
    }


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state in set(CaseState):
        found.append(GuaranteeCase.state == CaseState(wanted.state))
    elif wanted.state != "all":
        found.append(GuaranteeCase.state.not_in(ENDED))
    if wanted.clock in {LATE, SOON}:
        found.append(GuaranteeCase.clocks.any(_on(wanted.clock)))
    if wanted.search:
        found.append(_says(wanted.search))
    return found


def _on(colour: str) -> ColumnElement[bool]:
    today = clock.today()
    late = _running() & (CaseClock.due < today)
    soon = _running() & CaseClock.due.between(today, clocks.soon())
    return late if colour == LATE else soon


def _running() -> ColumnElement[bool]:
    return CaseClock.done_on.is_(None) & CaseClock.stopped_on.is_(None)


def _next_due() -> ColumnElement[Any]:
    mine = CaseClock.case_id == GuaranteeCase.id
    due = select(func.min(CaseClock.due)).where(mine, _running())
    return due.correlate(GuaranteeCase).scalar_subquery()


def _says(search: str) -> ColumnElement[bool]:
    like = f"%{escaped(search.lower())}%"
    columns = (
        GuaranteeCase.candidate_name,
        GuaranteeCase.application_number,
        GuaranteeCase.number,
        Vacancy.title,
        Vacancy.number,
    )
    return or_(*(func.lower(column).like(like, escape="\\") for column in columns))


def counts() -> dict[str, int]:
    """Return how many open cases there are, and how many have a late or nearly late promise."""
    open_ = GuaranteeCase.state.not_in(ENDED)
    late, soon = (
        func.count().filter(GuaranteeCase.clocks.any(_on(colour))) for colour in (LATE, SOON)
    )
    statement = select(func.count(), late, soon).select_from(GuaranteeCase).where(open_)
    row = db.session.execute(statement).one()
    return {"open": row[0], LATE: row[1], SOON: row[2]}


def find(ref: str) -> GuaranteeCase:
    """Return one case with all that its page shows; raise NoResultFound when there is none."""
    statement = select(GuaranteeCase).where(GuaranteeCase.ref == ref)
    return db.session.scalars(
        statement.options(
            selectinload(GuaranteeCase.clocks),
            selectinload(GuaranteeCase.marks),
            joinedload(GuaranteeCase.vacancy).selectinload(Vacancy.criteria),
            joinedload(GuaranteeCase.first_reviewer),
            joinedload(GuaranteeCase.second_reviewer),
            joinedload(GuaranteeCase.opened_by),
        )
    ).one()


def asked() -> Select[GuaranteeCase]:
    """Return the cases that wait for a yes or no, what is due first first."""
    waiting = GuaranteeCase.state == CaseState.ELIGIBILITY_CHECK
    statement = select(GuaranteeCase).where(waiting)
    order = _next_due().asc().nulls_last(), GuaranteeCase.id
    return statement.order_by(*order).options(selectinload(GuaranteeCase.clocks))


def find_asked(ref: str) -> GuaranteeCase:
    """Return a case the leaving-care team was asked about; raise NoResultFound for any other."""
    told = GuaranteeCase.state == CaseState.ELIGIBILITY_CHECK
    statement = select(GuaranteeCase).where(
        GuaranteeCase.ref == ref, told | GuaranteeCase.eligible.is_not(None)
    )
    return db.session.scalars(statement.options(selectinload(GuaranteeCase.clocks))).one()


def breaches(*, unexplained: bool) -> Select[CaseClock]:
    """Return the promises that were broken, the latest first."""
    last = func.coalesce(CaseClock.done_on, CaseClock.stopped_on, clock.today())
    statement = (
        select(CaseClock)
        .join(CaseClock.case)
        .join(GuaranteeCase.vacancy)
        .where(last > CaseClock.due)
        .order_by(CaseClock.due.desc(), CaseClock.id.desc())
        .options(contains_eager(CaseClock.case).contains_eager(GuaranteeCase.vacancy))
    )
    return statement.where(CaseClock.breach_reason.is_(None)) if unexplained else statement


def vacancies(search: str) -> Select[Vacancy]:
    """Return the vacancies, the latest closing date first."""
    statement = select(Vacancy).order_by(Vacancy.closes.desc(), Vacancy.id.desc())
    if search:
        like = f"%{escaped(search.lower())}%"
        columns = (Vacancy.number, Vacancy.title, Vacancy.department)
        says = or_(*(func.lower(column).like(like, escape="\\") for column in columns))
        statement = statement.where(says)
    return statement.options(selectinload(Vacancy.criteria))


def case_counts(rows: list[Vacancy]) -> dict[int, int]:
    """Return how many cases each of these vacancies has."""
    numbers = [row.id for row in rows]
    statement = (
        select(GuaranteeCase.vacancy_id, func.count())
        .where(GuaranteeCase.vacancy_id.in_(numbers))
        .group_by(GuaranteeCase.vacancy_id)
    )
    return dict(list(db.session.execute(statement)))


def cases_of(vacancy: Vacancy) -> list[GuaranteeCase]:
    """Return the cases of one vacancy, oldest first."""
    statement = select(GuaranteeCase).where(GuaranteeCase.vacancy_id == vacancy.id)
    return list(
        db.session.scalars(
            statement.order_by(GuaranteeCase.id).options(selectinload(GuaranteeCase.clocks))
        )
    )


def vacancy_choices() -> list[tuple[str, str]]:
    """Return reference and words of each vacancy, the latest closing date first, for a form."""
    columns = (Vacancy.ref, Vacancy.number, Vacancy.title)
    rows = db.session.execute(select(*columns).order_by(Vacancy.closes.desc(), Vacancy.id.desc()))
    return [(ref, f"{title} ({number})") for ref, number, title in rows]


def names(numbers: set[int]) -> dict[int, str]:
    """Return what people are called."""
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(numbers)))
    return dict(list(rows))
