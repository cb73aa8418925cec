"""Organisations: whose they are, how they are called, how to find them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from app import clock, db
from app.employers.models import (
    Employer,
    EmployerKind,
    EmployerNote,
    EmployerState,
    Membership,
    Pledge,
)
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User

# What names end in by law, and small words that come and go.
_NOISE = re.compile(r"\b(the|ltd|limited|plc|llp|cic|cio|inc|co|company|uk|and)\b")


def plain_name(name: str) -> str:
    """Return a name as it is compared: “The Bread & Butter Co. Ltd” is “bread butter”."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(sign if sign.isalnum() else " " for sign in letters if not _is_accent(sign))
    plain = kept.replace("’", "")
    return (" ".join(_NOISE.sub(" ", plain).split()) or " ".join(plain.split()))[:120]


def _is_accent(sign: str) -> bool:
    # Apostrophes go too: people write Sam’s, Sam's and Sams.
    return unicodedata.combining(sign) > 0 or sign in "’'`"


def find(ref: str) -> Employer:
    """Return an organisation; raise NoResultFound when there is none."""
    return db.session.scalars(select(Employer).where(Employer.ref == ref)).one()


def employer_of(user: User) -> Employer:
    """Return the organisation somebody acts for; raise NoResultFound when there is none."""
    return db.session.scalars(_of(user)).one()


def employer_or_none(user: User) -> Employer | None:
    """Return the organisation somebody acts for, if there is one."""
    return db.session.scalars(_of(user)).first()


def _of(user: User) -> Select[Employer]:
    statement = select(Employer).join(Membership).where(Membership.user_id == user.id)
    return statement.order_by(Membership.id).limit(1)


def members(employer: Employer) -> list[Membership]:
    """Return everybody who acts for an organisation, owners first."""
    statement = select(Membership).where(Membership.employer_id == employer.id)
    return list(db.session.scalars(statement.order_by(Membership.owner.desc(), Membership.id)))


def contacts(employer: Employer) -> list[User]:
    """Return who gets the organisation’s messages: its members with an open account."""
    return [member.user for member in members(employer) if member.user.active]


def membership(user: User, employer: Employer | None = None) -> Membership | None:
    """Return what somebody is in an organisation, as the database has it now; None is nobody."""
    statement = select(Membership).where(Membership.user_id == user.id).order_by(Membership.id)
    if employer is not None:
        statement = statement.where(Membership.employer_id == employer.id)
    fresh = statement.limit(1).execution_options(populate_existing=True)
    return db.session.scalars(fresh).first()


def is_owner(user: User, employer: Employer) -> bool:
    """Say whether somebody looks after the organisation and its people."""
    member = membership(user, employer)
    return member is not None and member.owner


def pledges(employer: Employer) -> list[Pledge]:
    """Return what an organisation promised, newest first."""
    statement = select(Pledge).where(Pledge.employer_id == employer.id)
    return list(db.session.scalars(statement.order_by(Pledge.id.desc())))


def asked(employer: Employer) -> list[EmployerNote]:
    """Return what the organisation is, or with the next message will be, asked."""
    statement = select(EmployerNote).where(
        EmployerNote.employer_id == employer.id,
        EmployerNote.internal.is_(False),
        EmployerNote.answered_at.is_(None),
    )
    return list(db.session.scalars(statement.order_by(EmployerNote.id)))


def asked_now(employer: Employer) -> list[EmployerNote]:
    """Return what the organisation has been asked and has not answered yet."""
    return asked(employer) if employer.state == EmployerState.MORE_INFO else []


def lock(employer: Employer) -> None:
    """Read a row again and hold it until the transaction ends, so that nobody overtakes us."""
    db.session.refresh(employer, with_for_update={"of": Employer})


def review_by(employer: Employer | None = None) -> date:
    """Return the day by which something that comes in today is looked at.

    The council’s own teams are looked at sooner: their confirmed address says where they work.
    """
    ours = employer is not None and is_council_team(employer)
    days = "review.council_team_working_days" if ours else "review.employer_working_days"
    return clock.add_working_days(clock.today(), settings.value(days))


def is_council_team(employer: Employer) -> bool:
    """Say whether somebody of a public body has confirmed an address at the council’s own domain."""
    if employer.kind != EmployerKind.PUBLIC:
        return False
    confirmed = (user.email for user in contacts(employer) if user.email_verified_at)
    return any(at_council(email) for email in confirmed)


def at_council(email: str) -> bool:
    """Say whether an e-mail address is at one of the council’s own domains."""
    domain = email.rpartition("@")[2].lower()
    return domain in {str(ours).lower() for ours in settings.value("council.mail_domains")}


def review_times() -> dict[str, int]:
    """Return how many working days the council takes, for an organisation and for an offer."""
    return {
        "review_days": settings.value("review.employer_working_days"),
        "offer_days": settings.value("review.offer_working_days"),
    }
