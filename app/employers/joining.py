"""Asking somebody to act for an organisation: a link that works once, for seven days."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, delete, select

from app import clock, db
from app.accounts import services as accounts
from app.accounts.models import Role
from app.accounts.sessions import digest
from app.audit import services as audit
from app.employers import details, letters, services, team
from app.employers.models import Employer, MemberInvitation, Membership, Part
from app.employers.parts import NAMES
from app.errors import DomainError
from app.outbox import services as outbox
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User

LASTS = timedelta(days=7)


class AlreadyHere(DomainError):
    """Owners see who acts for their organisation, so this gives nothing away."""

    message = "Somebody with this email address acts for your organisation already"
    field = "email"


class InvitationOver(DomainError):
    """Used, too old, taken back, replaced, or never made."""

    message = "This invitation has been used or is too old. Ask for a new one"


class CannotJoin(DomainError):
    """The account cannot act for this organisation as things stand."""

    message = "This account cannot join now. Open the invitation again to see why"


class Standing(StrEnum):
    """What stands between who holds an invitation and accepting it."""

    NEW = "new"  # no account yet: a password is all it takes
    SIGN_IN = "sign_in"  # there is an account, and nobody or somebody else is signed in
    READY = "ready"
    MOVE = "move"  # acts for another organisation, which they would leave
    STUCK = "stuck"  # is the only owner there
    HERE = "here"  # acts for this one already
    OTHER = "other"  # the address is used in another way


@dataclass(frozen=True)
class Colleague:
    """Somebody else who shall act for the organisation."""

    name: str
    email: str
    job_title: str = ""
    part: Part = Part.EDITOR


def pending(employer: Employer) -> list[MemberInvitation]:
    """Return who was invited and has not accepted yet, newest first."""
    statement = select(MemberInvitation).where(MemberInvitation.employer_id == employer.id)
    return list(db.session.scalars(statement.order_by(MemberInvitation.id.desc())))


@db.transaction()
def invite(employer: Employer, colleague: Colleague, *, by: User) -> None:
    """Send somebody a link; an address with an account gets the same letter as one without."""
    team.hold(employer, by)
    details.refuse_if_closed(employer)
    email = accounts.same_address(colleague.email)
    if any(line.user.email == email for line in services.members(employer)):
        raise AlreadyHere
    earlier = delete(MemberInvitation).where(
        MemberInvitation.employer_id == employer.id, MemberInvitation.email == email
    )
    db.session.execute(earlier)
    invitation = MemberInvitation(**(vars(colleague) | {"email": email}))
    invitation.employer, invitation.by = employer, by
    _send(invitation)
    _note("employer.member_invited", invitation, by)


def _send(invitation: MemberInvitation) -> None:
    secret = secrets.token_urlsafe(32)
    invitation.digest = digest(secret)
    invitation.sent_at, invitation.expires_at = clock.now(), clock.now() + LASTS
    db.session.add(invitation)
    db.session.flush()
    outbox.post(
        "employers_invited",
        to=invitation.email,
        key=f"employers_invited-{invitation.digest[:32]}",
        invitation=invitation,
        part=NAMES[invitation.part],
        url=outbox.link("employers.join", secret=secret),
        council=settings.contact(),
    )


def _note(event: str, invitation: MemberInvitation, by: User) -> None:
    facts = {"invitation": invitation.ref, "part": invitation.part}
    audit.record(event, "employer", invitation.employer.ref, by=by, **facts)


@db.transaction()
def send_again(employer: Employer, ref: str, *, by: User) -> MemberInvitation:
    """Send a new link to somebody who was invited; the older one stops working."""
    team.hold(employer, by)
    details.refuse_if_closed(employer)
    invitation = _of(employer, ref)
    _send(invitation)
    _note("employer.invitation_sent_again", invitation, by)
    return invitation


@db.transaction()
def cancel(employer: Employer, ref: str, *, by: User) -> str:
    """Take an invitation back; return whose it was."""
    team.hold(employer, by)
    invitation = _of(employer, ref)
    _note("employer.invitation_cancelled", invitation, by)
    db.session.delete(invitation)
    return invitation.name


def _of(employer: Employer, ref: str) -> MemberInvitation:
    statement = select(MemberInvitation).where(
        MemberInvitation.employer_id == employer.id, MemberInvitation.ref == ref
    )
    return db.session.scalars(statement).one()


def holder(secret: str) -> MemberInvitation | None:
    """Return the invitation a link is for while it works, without using it."""
    found = select(MemberInvitation).where(MemberInvitation.digest == digest(secret))
    invitation = db.session.scalars(found).first()
    if invitation is None or invitation.expires_at <= clock.now():
        return None
    return None if invitation.employer.state in details.CLOSED else invitation


def standing(invitation: MemberInvitation, user: User | None) -> Standing:
    """Say what is left to do before this person, or nobody yet, can accept."""
    account = accounts.with_address(invitation.email)
    if account is None:
        return Standing.NEW
    if not account.active or account.role != Role.BUSINESS:
        return Standing.OTHER
    if user is None or user.id != account.id:
        return Standing.SIGN_IN
    member = services.membership(account)
    if member is None:
        return Standing.READY
    if member.employer_id == invitation.employer_id:
        return Standing.HERE
    left_alone = member.owner and not team.other_owners(member.employer, member)
    return Standing.STUCK if left_alone else Standing.MOVE


@db.transaction()
def join(secret: str, *, password: str) -> User:
    """Accept with a new account: the link came by e-mail, so the address is theirs."""
    invitation = _spend(secret, None, {Standing.NEW})
    user = accounts.create_user(
        email=invitation.email,
        name=invitation.name,
        role=Role.BUSINESS,
        password=password,
        by=None,
    )
    user.email_verified_at = clock.now()
    _enter(invitation, user)
    return user


@db.transaction()
def accept(secret: str, *, by: User) -> Employer:
    """Accept with the account one is signed in to; who acts for another organisation leaves it."""
    old = services.membership(by)
    if old is not None:
        services.lock(old.employer)
        old = services.membership(by)  # it may have changed while we waited
    invitation = _spend(secret, by, {Standing.READY, Standing.MOVE})
    if old is not None:
        _leave(old, by)
    _enter(invitation, by)
    return invitation.employer


def _spend(secret: str, user: User | None, allowed: set[Standing]) -> MemberInvitation:
    invitation = holder(secret)
    if invitation is None:
        raise InvitationOver
    services.lock(invitation.employer)
    if standing(invitation, user) not in allowed:
        raise CannotJoin
    used = delete(MemberInvitation).where(MemberInvitation.digest == digest(secret))
    done = db.session.execute(used, execution_options={"synchronize_session": False})
    # The row count decides, not what was read: of two clicks at once only one can win.
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise InvitationOver
    db.session.expunge(invitation)
    return invitation


def _leave(old: Membership, user: User) -> None:
    audit.record("employer.member_left", "employer", old.employer.ref, by=user, member=user.ref)
    for owner in services.members(old.employer):
        if owner.owner and owner.user_id != user.id and owner.user.active:
            about = f"{clock.now().timestamp():.6f}"
            letters.write(owner.user, "moved", about=about, employer=old.employer, who=user)
    db.session.delete(old)
    db.session.flush()


def _enter(invitation: MemberInvitation, user: User) -> None:
    member = Membership(employer_id=invitation.employer_id, user_id=user.id)
    member.job_title, member.part = invitation.job_title, invitation.part
    db.session.add(member)
    facts = {"member": user.ref, "part": invitation.part, "invitation": invitation.ref}
    audit.record("employer.member_added", "employer", invitation.employer.ref, by=user, **facts)
    if invitation.by.active:
        letters.write(
            invitation.by, "joined_in", about=invitation.ref, employer=invitation.employer, who=user
        )


@db.transaction()
def forget_old() -> None:
    """Remove invitations that ran out long ago: nobody waits for them any more."""
    old = MemberInvitation.expires_at < clock.now() - timedelta(days=30)
    db.session.execute(delete(MemberInvitation).where(old))
