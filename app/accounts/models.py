"""People who sign in: accounts, teams, sessions, one-use links, sign-in attempts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Choice, Model, Referenced


class Role(StrEnum):
    """What somebody comes to do; one for each account."""

    BUSINESS = "business"
    ADVISOR = "advisor"
    MANAGER = "manager"
    HR = "hr"
    COUNCILLOR = "councillor"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


ROLE_NAMES = {
    Role.BUSINESS: "Employer",
    Role.ADVISOR: "Personal advisor",
    Role.MANAGER: "Team manager",
    Role.HR: "Council HR",
    Role.COUNCILLOR: "Councillor",
    Role.COORDINATOR: "Coordinator",
    Role.ADMIN: "Administrator",
}


class Team(Model):
    """A team of personal advisors."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class User(Referenced, Model):
    """Somebody who signs in."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(Choice(Role), index=True)
    phone: Mapped[str | None] = mapped_column(String(30))
    ward: Mapped[str | None] = mapped_column(String(80))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    email_verified_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_signed_in_at: Mapped[datetime | None]

    team: Mapped[Team | None] = relationship(lazy="joined")

    # What Flask-Login asks of an account.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Say whether the account is open."""
        return self.active

    def get_id(self) -> str:
        """Return what the session remembers."""
        return str(self.id)


class UserSession(Model):
    """A browser's session, kept here so that it can be ended; the cookie holds only a random id."""

    __tablename__ = "user_session"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)

    user: Mapped[User | None] = relationship(lazy="joined")


class OneUseLink(Model):
    """A link sent by e-mail that works once: verify an address, choose a password."""

    __tablename__ = "one_use_link"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(30))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="joined")


class SignInAttempt(Model):
    """One try to sign in, so that guessing can be slowed down."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_account_at", "account", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(index=True)


class FormToken(Model):
    """One rendered form that was sent in, so that a second click makes no second row."""

    __tablename__ = "form_token"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    location: Mapped[str | None]
