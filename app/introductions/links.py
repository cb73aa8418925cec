"""Links in mails that let a contact answer once without signing in; only their hash is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import delete

from app import clock, db
from app.accounts.models import User
from app.accounts.sessions import digest
from app.employers import services as employers
from app.errors import DomainError
from app.introductions.models import AnswerLink, Introduction
from app.introductions.states import WAITING


class LinkOver(DomainError):
    """Used, too late, or never made: the answer is the same."""

    message = "This link has been used or is not open any more"


@dataclass(frozen=True)
class Asked:
    """Who was asked, and about which introduction."""

    user: User
    introduction: Introduction


def make(introduction: Introduction, user: User) -> str:
    """Return the secret of a new link, within the open transaction; earlier ones stay open too."""
    secret = secrets.token_urlsafe(32)
    link = AnswerLink(introduction_id=introduction.id, user_id=user.id, made_at=clock.now())
    link.digest = digest(secret)
    db.session.add(link)
    return secret


def asked(secret: str) -> Asked:
    """Return whom a link asks about what; raise LinkOver when it does not work any more."""
    link = db.session.get(AnswerLink, digest(secret)) if len(secret) <= 100 else None
    if link is None or not link.user.active:
        raise LinkOver
    introduction = link.introduction
    waits = introduction.state in WAITING and introduction.answered_at is None
    employer = employers.employer_or_none(link.user)
    if not waits or employer is None or employer.id != introduction.opportunity.employer_id:
        raise LinkOver
    return Asked(link.user, introduction)


def end(introduction: Introduction) -> None:
    """Let no link of this introduction work any more, within the open transaction."""
    db.session.execute(delete(AnswerLink).where(AnswerLink.introduction_id == introduction.id))
