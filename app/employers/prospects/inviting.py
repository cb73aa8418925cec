"""Inviting organisations of a list: a batch is looked at, then sent; whoever says stop is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, func, or_, select

from app import clock, db
from app.accounts import sealed
from app.audit import services as audit
from app.employers.models import Employer, Prospect
from app.employers.models import ProspectState as S
from app.errors import DomainError
from app.outbox import services as outbox
from app.settings import services as settings
from app.states import Machine, move

if TYPE_CHECKING:
    from app.accounts.models import User

AGAIN_AFTER = timedelta(days=28)
LINK = "prospect"
LASTS = timedelta(days=180)
PROSPECT = Machine(
    "prospect",
    S,
    S.NEW,
    (
        move("invite", (S.NEW, S.INVITED), S.INVITED, "coordinator", "Invite", tone="primary"),
        move("register", (S.NEW, S.INVITED), S.REGISTERED, "system business", "Registered"),
        move("stop", (S.NEW, S.INVITED), S.STOPPED, "system coordinator", "Do not write again"),
    ),
)


class NobodyToInvite(DomainError):
    """A batch needs somebody in it."""

    message = "There is nobody to invite here: bring in a list first, or choose another sector"


class LinkOver(DomainError):
    """Too old, or never made."""

    message = "This link is not open any more"


@dataclass(frozen=True)
class Wanted:
    """What a coordinator looks for among the contacts."""

    words: str = ""
    state: str = ""
    sector: str = ""


def listed(wanted: Wanted) -> Select[Prospect]:
    """Return the statement that finds these contacts, by the name of their organisation."""
    statement = select(Prospect).where(*_conditions(wanted))
    return statement.order_by(func.lower(Prospect.name), Prospect.id)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in wanted.words.lower().split()[:6]:
        columns = (func.lower(Prospect.name), func.lower(Prospect.contact_name), Prospect.email)
        found.append(or_(*(column.contains(word, autoescape=True) for column in columns)))
    if wanted.state in S.__members__:
        found.append(Prospect.state == S(wanted.state))
    if wanted.sector:
        found.append(Prospect.sector_key == wanted.sector)
    return found


def counts() -> dict[str, int]:
    """Return how many contacts there are in each state."""
    rows = db.session.execute(select(Prospect.state, func.count()).group_by(Prospect.state))
    found = {str(state): count for state, count in rows}
    return {state.value: found.get(state.value, 0) for state in S}


def batch(count: int, sector: str = "") -> list[Prospect]:
    """Return the next contacts to invite: those longest on the list and never written to."""
    statement = select(Prospect).where(*_conditions(Wanted(state=S.NEW.value, sector=sector)))
    return list(db.session.scalars(statement.order_by(Prospect.id).limit(count)))


@db.transaction()
def invite(refs: Sequence[str], *, by: User) -> int:
    """Send the invitation to these contacts; return how many were sent.

    Whoever registered, asked us to stop or was written to a short while ago is passed over.
    """
    statement = select(Prospect).where(Prospect.ref.in_(refs)).with_for_update(of=Prospect)
    due = [row for row in db.session.scalars(statement) if _may_invite(row)]
    if not due:
        raise NobodyToInvite
    for row in due:
        PROSPECT.apply(row, "invite", by=by)
        row.invited_at = clock.now()
        _post(row, by)
    audit.record("prospect.invited", "prospect", "", by=by, count=len(due))
    return len(due)


def _may_invite(row: Prospect) -> bool:
    lately = row.invited_at and row.invited_at > clock.now() - AGAIN_AFTER
    return row.state in {S.NEW, S.INVITED} and not lately


def _post(row: Prospect, by: User) -> None:
    moment = clock.now().strftime("%Y%m%d")
    outbox.post(
        "employers_prospect", to=row.email, key=f"prospect:{row.ref}:{moment}", **letter(row, by)
    )


def letter(row: Prospect, by: User) -> dict[str, Any]:
    """Return what the message says."""
    return {
        "prospect": row,
        "by": by,
        "council": settings.contact(),
        "answer": outbox.link("employers.invited", secret=sealed.seal(LINK, row.ref)),
    }


def preview(row: Prospect, by: User) -> str:
    """Return the message as one contact would get it."""
    template = current_app.jinja_env.get_template("emails/employers_prospect.txt")
    return template.render(**{**letter(row, by), "answer": "(a link of their own)"})


def invited(secret: str) -> Prospect:
    """Return whose link this is; raise LinkOver when it does not work any more."""
    try:
        ref = sealed.unseal(LINK, secret[:300], LASTS)
    except (ValueError, TypeError):
        raise LinkOver from None
    found = db.session.scalars(select(Prospect).where(Prospect.ref == str(ref))).first()
    if found is None:
        raise LinkOver
    return found


@db.transaction()
def stop(prospect: Prospect, *, by: User | None) -> None:
    """Write to nobody of this contact again; saying it twice changes nothing."""
    db.session.refresh(prospect, with_for_update={"of": Prospect})
    if prospect.state in {S.NEW, S.INVITED}:
        PROSPECT.apply(prospect, "stop", by=by)
        prospect.phone, prospect.note = None, ""


def registered(employer: Employer, *, by: User) -> None:
    """Note on the list that an organisation has registered, within the open transaction."""
    named = (Prospect.plain_name == employer.plain_name) & (
        or_(Prospect.postcode == employer.postcode, Prospect.postcode.is_(None))
    )
    statement = select(Prospect).where(or_(named, Prospect.email == by.email.lower()))
    for row in db.session.scalars(statement):
        if row.state in {S.NEW, S.INVITED}:
            PROSPECT.apply(row, "register", by=None)
            row.employer_id = employer.id


def find(ref: str) -> Prospect:
    """Return a contact; raise NoResultFound when there is none."""
    return db.session.scalars(select(Prospect).where(Prospect.ref == ref)).one()
