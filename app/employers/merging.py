"""Two registrations of one organisation become one, and can become two again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Date, Table, UniqueConstraint, delete, func, select, update

from app import clock, db
from app.audit import services as audit
from app.employers import letters, services
from app.employers.models import Employer, EmployerMerge, EmployerState
from app.employers.signals import merged, parted
from app.employers.states import EMPLOYER, parting
from app.errors import DomainError
from app.filters import plural

if TYPE_CHECKING:
    from app.accounts.models import User

OWN = {"employer", "employer_merge"}  # what speaks of registrations themselves does not move
KEPT = ("review_due", "recheck_since", "first_yes_by_id", "first_yes_at")
NAMES = {
    "membership": ("person", "people"),
    "opportunity": ("offer", "offers"),
    "pledge": ("pledge", "pledges"),
    "employer_note": ("note", "notes"),
    "employer_contact": ("call or message", "calls and messages"),
    "referral": ("referral", "referrals"),
    "concern": ("concern", "concerns"),
}


class NotTheSame(DomainError):
    """Only two registrations that are both there can be joined."""

    message = "Choose one of the similar organisations shown"
    field = "into"


class CannotPart(DomainError):
    """Undoing would leave something hanging."""


def pointers() -> Iterator[tuple[Table, Column[Any]]]:
    """Yield every column that names an organisation, also those of features above this one."""
    for table in db.Model.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.target_fullname == "employer.id" and table.name not in OWN:
                yield table, key.parent


@db.transaction()
def merge(duplicate: Employer, into: Employer, *, by: User, reason: str) -> EmployerMerge:
    """Join a duplicate to the organisation that stays; everything of it moves over."""
    if duplicate.id == into.id:
        raise NotTheSame
    _hold(duplicate, into)
    if EmployerState.ARCHIVED in {duplicate.state, into.state}:
        raise NotTheSame
    merged.send(duplicate, into=into, by=by)
    kept = EmployerMerge(duplicate_id=duplicate.id, into_id=into.id, by_id=by.id, reason=reason)
    kept.at, kept.before = clock.now(), _before(duplicate)
    kept.newest, kept.dropped, kept.moved = _newest(), _drop(duplicate, into), {}
    for table, column in pointers():
        if numbers := _numbers(table, column, duplicate.id):
            kept.moved[f"{table.name}.{column.name}"] = numbers
            _point(table, column, numbers, into.id)
    db.session.add(kept)
    duplicate.merged_into_id = into.id
    EMPLOYER.apply(duplicate, "join", by=by, reason=reason)
    duplicate.review_due = duplicate.recheck_since = None
    audit.record("employer.merged", "employer", duplicate.ref, by=by, into=into.ref)
    db.session.flush()
    db.session.expire_all()
    _tell(into, "joined", kept, duplicate=duplicate.name)
    return kept


def _tell(employer: Employer, name: str, kept: EmployerMerge, **context: Any) -> None:
    for user in services.contacts(employer):
        letters.write(user, name, about=kept.ref, employer=employer, **context)


def _hold(one: Employer, other: Employer) -> None:
    # Always in the same order, so that two people who join at once wait instead of blocking.
    for employer in sorted((one, other), key=lambda row: row.id):
        services.lock(employer)


def _before(duplicate: Employer) -> dict[str, Any]:
    kept = {name: getattr(duplicate, name) for name in KEPT}
    moments = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in kept.items()
    }
    return {"state": duplicate.state.value, **moments}


def _newest() -> dict[str, Any]:
    tables = {table.name: table for table, _ in pointers()}
    highest = [select(func.max(table.c.id)).scalar_subquery() for table in tables.values()]
    row = db.session.execute(select(*highest)).one()
    return {name: number or 0 for name, number in zip(tables, row, strict=True)}


def _numbers(table: Table, column: Column[Any], employer_id: int) -> list[int]:
    rows = select(table.c.id).where(column == employer_id).order_by(table.c.id)
    return list(db.session.scalars(rows))


def _point(table: Table, column: Column[Any], numbers: list[int], to: int) -> None:
    rows = update(table).where(table.c.id.in_(numbers)).values({column.name: to})
    db.session.execute(rows, execution_options={"synchronize_session": False})


def _drop(duplicate: Employer, into: Employer) -> list[dict[str, Any]]:
    """Take away what both have and one organisation may have only once; return those rows."""
    dropped = []
    for table, column in pointers():
        for others in _once(table, column):
            theirs = set(map(tuple, db.session.execute(select(*others).where(column == into.id))))
            held = select(table).where(column == duplicate.id).order_by(table.c.id)
            rows = db.session.execute(held).mappings()
            for row in [row for row in rows if tuple(row[c.name] for c in others) in theirs]:
                dropped.append({"table": table.name, "column": column.name, "row": _plain(row)})
                db.session.execute(delete(table).where(table.c.id == row["id"]))
    return dropped


def _once(table: Table, column: Column[Any]) -> list[list[Column[Any]]]:
    unique = (c for c in table.constraints if isinstance(c, UniqueConstraint))
    return [
        [c for c in one.columns if c is not column] for one in unique if column.name in one.columns
    ]


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()
    }


def merges_of(employer: Employer) -> list[EmployerMerge]:
    """Return the joins an organisation is part of that nobody has undone, newest first."""
    part = (EmployerMerge.duplicate_id == employer.id) | (EmployerMerge.into_id == employer.id)
    statement = select(EmployerMerge).where(part, EmployerMerge.undone_at.is_(None))
    return list(db.session.scalars(statement.order_by(EmployerMerge.id.desc())))


def join_of(duplicate: Employer) -> EmployerMerge:
    """Return the join that put a registration away; raise NoResultFound when there is none."""
    mine = EmployerMerge.duplicate_id == duplicate.id
    statement = select(EmployerMerge).where(mine, EmployerMerge.undone_at.is_(None))
    return db.session.scalars(statement.order_by(EmployerMerge.id.desc()).limit(1)).one()


def what_moved(kept: EmployerMerge) -> str:
    """Return what a join moved, in words: “2 people, 1 offer”."""
    counts: dict[str, int] = {}
    for place, numbers in kept.moved.items():
        name = place.partition(".")[0]
        counts[name] = counts.get(name, 0) + len(numbers)
    # Whom a young person keeps away from is nobody’s business here: only what has a name counts.
    return ", ".join(plural(counts[name], *NAMES[name]) for name in NAMES if name in counts)


@db.transaction()
def undo(kept: EmployerMerge, *, by: User) -> list[str]:
    """Make two registrations of one again; return what could not be put back, and why."""
    duplicate, into = kept.duplicate, kept.into
    _hold(duplicate, into)
    db.session.refresh(kept, with_for_update={"of": EmployerMerge})
    _refuse_parting(kept)
    left = [
        *(words for place, numbers in kept.moved.items() for words in _back(kept, place, numbers)),
        *(words for one in kept.dropped for words in _again(one)),
        *_new_since(kept),
    ]
    EMPLOYER.apply(duplicate, parting(EmployerState(kept.before["state"])), by=by)
    for name, value in _thawed(Employer.__table__, kept.before, KEPT).items():
        setattr(duplicate, name, value)
    duplicate.merged_into_id = None
    kept.undone_at, kept.undone_by_id, kept.left_behind = clock.now(), by.id, left
    parted.send(duplicate, into=into, by=by)
    audit.record("employer.parted", "employer", duplicate.ref, by=by, was_in=into.ref)
    db.session.flush()
    db.session.expire_all()
    _tell(duplicate, "parted", kept, other=into.name)
    return left


def _refuse_parting(kept: EmployerMerge) -> None:
    if kept.undone_at is not None:
        raise CannotPart("Somebody has undone this already")
    newer = select(EmployerMerge).where(
        EmployerMerge.id > kept.id,
        EmployerMerge.undone_at.is_(None),
        (EmployerMerge.into_id == kept.into_id) | (EmployerMerge.duplicate_id == kept.into_id),
    )
    later = db.session.scalars(newer.order_by(EmployerMerge.id.desc()).limit(1)).first()
    if later:
        both = f"{later.duplicate.name} and {later.into.name}"
        raise CannotPart(f"{both} were joined after this. Undo that first")


def _find(place: str) -> tuple[Table, Column[Any]]:
    name, _, column = place.partition(".")
    table = db.Model.metadata.tables[name]
    return table, table.c[column]


def _back(kept: EmployerMerge, place: str, numbers: list[int]) -> list[str]:
    table, column = _find(place)
    found = select(table.c.id, column).where(table.c.id.in_(numbers))
    now = {row[0]: row[1] for row in db.session.execute(found)}
    ours = [number for number, holder in now.items() if holder == kept.into_id]
    _point(table, column, ours, kept.duplicate_id)
    gone, elsewhere = len(numbers) - len(now), len(now) - len(ours)
    names = NAMES.get(table.name, ("record", "records"))
    words = []
    if gone:
        words.append(f"{plural(gone, *names)} could not go back: deleted since")
    if elsewhere:
        words.append(f"{plural(elsewhere, *names)} could not go back: somebody moved them since")
    return words


def _again(one: dict[str, Any]) -> list[str]:
    """Put a row back that was taken away because the other one had it too."""
    table, column = _find(f"{one['table']}.{one['column']}")
    row = _thawed(table, one["row"], tuple(one["row"]))
    names = NAMES.get(table.name, ("record", "records"))
    for key in table.foreign_keys:
        held = row.get(key.parent.name)
        if held is not None and not _exists(key.column.table, held):
            return [f"{plural(1, *names)} could not go back: deleted since"]
    for others in _once(table, column):
        same = [c == row[c.name] for c in (*others, column)]
        if db.session.scalar(select(table.c.id).where(*same)):
            return []  # it came back by another way
    if _exists(table, row["id"]):
        del row["id"]  # its number was given away since
    db.session.execute(table.insert().values(row))
    return []


def _exists(table: Any, number: int) -> bool:
    return db.session.scalar(select(table.c.id).where(table.c.id == number)) is not None


def _new_since(kept: EmployerMerge) -> list[str]:
    counts: dict[str, int] = {}
    for table, column in pointers():
        newer = select(func.count()).select_from(table).where(column == kept.into_id)
        found = db.session.scalar(newer.where(table.c.id > kept.newest.get(table.name, 0)))
        if found and table.name in NAMES:
            counts[table.name] = found
    return [
        f"{plural(number, *NAMES[name])} came in after the join: nobody can tell whose, so "
        f"{'it stays' if number == 1 else 'they stay'} with {kept.into.name}"
        for name, number in counts.items()
    ]


def _thawed(table: Any, kept: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _value(table.c[name], kept[name]) for name in names}


def _value(column: Column[Any], value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(column.type, db.UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
