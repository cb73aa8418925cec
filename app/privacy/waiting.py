"""What waits for somebody about people’s data, read by one statement: a home page may ask only so much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from app import clock, db
from app.accounts.models import Role, User
from app.db import UtcDateTime
from app.privacy import forgetting, preparing
from app.privacy.models import CopyState as S
from app.privacy.models import DataCopy, Erasure, ErasureState, ForgettingRun
from app.privacy.retention import RECORDS
from app.voice import requests
from app.voice.models import VoiceRequest
from app.young_people.models import YoungPerson

COPY, WISH, ASKED = "copy", "wish", "asked"
SHOWN = {
    Role.COORDINATOR: (S.PREPARING, S.CHECKING),
    Role.MANAGER: (S.CHECKING,),
    Role.ADVISOR: (S.READY,),
}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: a copy, a wish to forget somebody, a request, or records grown old."""

    what: str
    state: str  # of a copy; the kind of a request; how many records
    ref: str
    name: str
    reference: str
    since: date
    due: date | None


def for_user(user: User) -> list[Waiting]:
    """Return what this person has to do something about."""
    if user.role not in SHOWN:
        return []
    # What waits for somebody else, or stands under a request of its own already, is not said.
    return [
        _waiting(row)
        for row in db.session.execute(_everything(user))
        if row.mine != user.id and not (row.request_id and row.state == S.PREPARING)
    ]


def _waiting(row: Any) -> Waiting:
    return Waiting(
        row.what,
        row.state,
        row.ref,
        row.preferred_name,
        row.case_reference or row.whose[:6],
        row.asked_on or clock.local(row.at).date(),
        None if row.paused_on or row.state == S.READY else row.due,
    )


def _everything(user: User) -> CompoundSelect[*tuple[Any, ...]]:
    parts = [_copies(user, SHOWN[Role(user.role)]), _wishes(user)]
    if user.role == Role.COORDINATOR:
        parts += [_requests(user), _records()]
    return union_all(*parts)


def _row(what: str, state: Any, ref: Any, **held: Any) -> tuple[Any, ...]:
    # One shape for every table.
    day, number, moment = cast(null(), Date), cast(null(), Integer), null()
    return (
        literal(what).label("what"),
        type_coerce(state, String).label("state"),
        ref.label("ref"),
        held.get("asked_on", day).label("asked_on"),
        held.get("due", day).label("due"),
        held.get("paused_on", day).label("paused_on"),
        held.get("at", type_coerce(moment, UtcDateTime)).label("at"),
        held.get("request_id", number).label("request_id"),
        held.get("mine", number).label("mine"),
        held.get("name", YoungPerson.preferred_name).label("preferred_name"),
        held.get("reference", YoungPerson.case_reference).label("case_reference"),
        held.get("whose", YoungPerson.ref).label("whose"),
    )


def _of(statement: Any, person: Any, columns: tuple[Any, ...]) -> Select[Any]:
    joined: Select[Any] = statement.join(YoungPerson, YoungPerson.id == person)
    return joined.with_only_columns(*columns)


def _copies(user: User, states: tuple[S, ...]) -> Select[Any]:
    when = {"asked_on": DataCopy.asked_on, "due": DataCopy.due, "paused_on": DataCopy.paused_on}
    whose = {"request_id": DataCopy.request_id, "mine": DataCopy.asked_check_by_id}
    shown = preparing.visible_to(user).where(DataCopy.state.in_(states))
    columns = _row(COPY, DataCopy.state, DataCopy.ref, **when, **whose)
    return _of(shown, DataCopy.young_person_id, columns)


def _wishes(user: User) -> Select[Any]:
    shown = forgetting.visible_to(user).where(Erasure.state == ErasureState.PROPOSED)
    held = {"at": Erasure.proposed_at, "mine": Erasure.proposed_by_id}
    return _of(shown, Erasure.young_person_id, _row(WISH, Erasure.state, Erasure.ref, **held))


def _requests(user: User) -> Select[Any]:
    row = VoiceRequest
    shown = requests.visible_to(user).where(row.state.in_(requests.OPEN))
    return _of(
        shown, row.young_person_id, _row(ASKED, row.kind, row.ref, at=row.made_at, due=row.due)
    )


def _records() -> Select[Any]:
    # As the clock counted them last night; nothing when nobody’s record was that old.
    run, none = ForgettingRun, literal("")
    last = select(func.max(run.id)).where(run.rule == RECORDS).scalar_subquery()
    count = cast(run.forgotten, String)
    columns = _row(RECORDS, count, none, at=run.at, name=none, reference=none, whose=none)
    counted: Select[Any] = select(*columns).where(run.id == last, run.forgotten > 0)
    return counted
