"""Forgetting a young person: what would happen, why it may not happen now, and doing it.

Their rows go, or stay without a word of theirs where figures stand on them. Their record stays as a
shell under a new reference: no key is left that leads from the audit trail, whose chain stays
whole, to a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    String,
    Text,
    and_,
    cast,
    delete,
    func,
    or_,
    select,
    update,
)

from app import db
from app.audit import services as audit
from app.audit.services import Actor
from app.employers.models import Employer
from app.errors import DomainError
from app.introductions import services as introductions
from app.introductions.models import Introduction
from app.introductions.states import BEFORE, OPEN
from app.opportunities.models import Opportunity
from app.placements.models import Placement, PlacementState
from app.privacy import decisions, finding, holding
from app.privacy.decisions import Column, Table
from app.privacy.finding import real
from app.young_people import consents
from app.young_people.models import YoungPerson

BUSY = (PlacementState.PREPARING, PlacementState.AGREED, PlacementState.ACTIVE)
CASELOADS = ("caseload", "young_people", "people")
SHORTEST = 4  # a shorter name is part of too many words to be looked for


class StillPlaced(DomainError):
    """Somebody at work is known to an employer, and insured by their record."""

    message = "They are at work, or about to be. End the placement first"


class Held(DomainError):
    """A law, a court or a decision keeps this record."""

    message = "Their record is held. Lift the hold first"


class Forgotten(DomainError):
    """There is nothing left to forget."""

    message = "They have been forgotten already"


@dataclass(frozen=True)
class Step:
    """What becomes of the rows of one table."""

    table: Table
    rows: int
    does: str  # delete, strip, keep


@dataclass(frozen=True)
class Trace:
    """A place that may speak of somebody and belongs to somebody else: for a person to look at."""

    table: str
    column: str
    rows: int


def plan(person: YoungPerson) -> list[Step]:
    """Return what forgetting somebody would do, table by table; nothing is changed."""
    found = []
    for table in decisions.of_young_people():
        count = select(func.count()).select_from(real(table.name))
        rows = db.session.scalar(count.where(finding.where(table, person.id))) or 0
        if rows:
            found.append(Step(table, rows, table.erased))
    return found


def told(person: YoungPerson) -> list[str]:
    """Return the employers who were told something about somebody: they are asked to forget it too."""
    statement = (
        select(Employer.name)
        .join(Opportunity, Opportunity.employer_id == Employer.id)
        .join(Introduction, Introduction.opportunity_id == Opportunity.id)
        .where(Introduction.young_person_id == person.id, Introduction.sent_at.is_not(None))
    )
    return list(db.session.scalars(statement.distinct().order_by(Employer.name)))


def refuse(person: YoungPerson) -> None:
    """Raise the reason why somebody cannot be forgotten now, if there is one."""
    if person.exit_type == "forgotten":
        raise Forgotten
    busy = select(Placement.id).where(
        Placement.young_person_id == person.id, Placement.state.in_(BUSY)
    )
    if db.session.scalars(busy.limit(1)).first():
        raise StillPlaced
    if holding.held(person):
        raise Held


def erase(person: YoungPerson, *, by: Actor | None) -> dict[str, int]:
    """Forget somebody within the open transaction; return how many rows went or were emptied."""
    statement = select(YoungPerson).where(YoungPerson.id == person.id)
    locked = statement.with_for_update(of=YoungPerson).execution_options(populate_existing=True)
    person = db.session.scalars(locked).one()
    refuse(person)
    ref, number = person.ref, person.id
    steps, written = plan(person), db.session.scalar(select(func.max(real("message").c.id))) or 0
    _close_doors(person)
    db.session.flush()
    db.session.expunge_all()
    _around(words_of(number), number)
    for step in _children_first(steps):
        _do(step.table, step.does, _theirs(step.table, number, written))
    counts = {step.table.name: step.rows for step in steps if step.does != "keep"}
    # Under the old reference, which leads nowhere any more.
    audit.record("young_person.forgotten", "young_person", ref, by=by, tables=len(counts))
    return counts


def _close_doors(person: YoungPerson) -> None:
    # What they agreed to ends as if they had taken it back; employers hear that it is over.
    for consent in person.consents:
        consents.withdraw_consent(consent, by=None)
    going = select(Introduction).where(
        Introduction.young_person_id == person.id, Introduction.state.in_((*BEFORE, *OPEN))
    )
    for row in db.session.scalars(going.with_for_update(of=Introduction)).all():
        introductions.close(row, "withdraw", by=None, reason="It is over")


def _theirs(table: Table, number: int, written: int) -> ColumnElement[bool]:
    rows = finding.where(table, number)
    # What employers are told just now leaves yet; it names nobody.
    return and_(rows, real("message").c.id <= written) if table.name == "message" else rows


def _children_first(steps: list[Step]) -> list[Step]:
    # What leads to a row is found by it, so it goes first; the record itself is last.
    order = {table.name: place for place, table in enumerate(db.Model.metadata.sorted_tables)}
    shared = [step for step in steps if step.table.found_by.startswith(":")]
    own = [step for step in steps if not step.table.found_by.startswith(":")]
    return shared + sorted(own, key=lambda step: -order[step.table.name])


def _do(table: Table, does: str, rows: ColumnElement[bool]) -> None:
    here = real(table.name)
    if does == "delete":
        db.session.execute(delete(here).where(rows))
    if does == "strip":
        values = {column.name: _emptied(table, column) for column in table.columns if _goes(column)}
        if "ref" in values:
            values["ref"] = db.new_ref()
        if values:
            db.session.execute(update(here).where(rows).values(values))


def _goes(column: Column) -> bool:
    return column.erase not in {"keep", "delete", "-"}


def _emptied(table: Table, column: Column) -> Any:
    here = real(table.name).c[column.name]
    if column.erase.startswith("="):
        return column.erase[1:]
    if here.nullable:
        return None
    if isinstance(here.type, JSON):
        begins = getattr(here.default, "arg", None)
        return begins(None) if callable(begins) else {}
    if isinstance(here.type, String):
        return ""
    raise TypeError(f"{table.name}.{column.name} cannot be emptied")


def words_of(number: int) -> list[str]:
    """Return words by which somebody would be recognised anywhere."""
    here = real("young_person").c
    row = db.session.execute(
        select(
            here.preferred_name, here.surname, here.email, here.phone, here.case_reference
        ).where(here.id == number)
    ).one()
    whole = f"{row.preferred_name} {row.surname}".strip() if row.surname else ""
    words = [whole, row.email, row.phone, row.case_reference]
    return [word for word in words if word and len(word) >= SHORTEST]


def _around(words: list[str], number: int) -> None:
    # Short-lived rows that hold a reference or a name and are of no use to anybody else.
    refs = finding.refs(number)
    for name, column in (("form_token", "location"), ("review_draft", "words")):
        here = real(name)
        about = [_says(here.c[column], word) for word in [*refs, *words]]
        db.session.execute(delete(here).where(or_(*about)))
    files = real("offer_import")
    stored = and_(files.c.what.in_(CASELOADS), files.c.stored_at.is_not(None))
    made = select(real("upload_line").c.upload_id).where(
        real("upload_line").c.subject == "young_person", real("upload_line").c.subject_id == number
    )
    emptied = {"content": b"", "summary": {}, "file_name": "forgotten"}
    db.session.execute(update(files).where(or_(stored, files.c.id.in_(made))).values(emptied))


def _says(column: Any, word: str) -> ColumnElement[bool]:
    # SQLite lowers plain letters only, and in JSON a letter with an accent stands as its number.
    text = cast(column, Text)
    lowered = {word.lower(), *(json.dumps(one)[1:-1].lower() for one in (word, word.lower()))}
    said = [func.lower(text).contains(one, autoescape=True) for one in sorted(lowered)]
    return or_(text.contains(word, autoescape=True), *said)


def traces(words: list[str], *, but: frozenset[str] = frozenset()) -> Iterator[Trace]:
    """Look through every text of the database for these words, in whoever’s rows they stand."""
    for table in db.Model.metadata.sorted_tables:
        if table.name in but:
            continue
        for column in table.columns:
            if not isinstance(column.type, String | JSON):
                continue
            said = or_(*(_says(column, word) for word in words))
            count = db.session.scalar(select(func.count()).select_from(table).where(said)) or 0
            if count:
                yield Trace(table.name, column.name, count)


def remaining(words: list[str]) -> list[Trace]:
    """Return what still speaks of somebody; the trail is left out, which nobody may change."""
    return list(traces(words, but=frozenset({"audit_event"}))) if words else []
