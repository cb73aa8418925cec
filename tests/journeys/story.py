"""A story in which several people take turns, each in a browser of their own."""

from __future__ import annotations

from datetime import date, timedelta

from app import db
from app.accounts.models import User

MONDAY = date(2026, 11, 2)


class Story:
    """Who takes part, what day it is, and what the chapters tell each other."""

    def __init__(self, app, site, person, make) -> None:
        self.app, self.site, self.make = app, site, make
        self._person, self._cast, self._users = person, {}, {}
        self.day = MONDAY
        self.on(MONDAY)

    def on(self, day: date, time: str = "10:00") -> None:
        """Make it this day."""
        self.day = day
        self.app.config["APP_NOW"] = f"{day.isoformat()}T{time}"
        for name, user in self._users.items():
            self._sign_in(name, user)

    def in_days(self, days: int) -> date:
        """Return the day so many days from now."""
        return self.day + timedelta(days=days)

    def knows(self, name: str, role: str, **given) -> None:
        """Let somebody with an account take part."""
        self._users[name] = self.make.user(role, **given).id
        self._sign_in(name, self._users[name])

    def user(self, name: str) -> int:
        """Return the number of somebody’s account."""
        return self._users[name]

    def _sign_in(self, name: str, user: int) -> None:
        self.visitor(name).has_session(db.session.get_one(User, user), self.site)
        db.session.rollback()

    def visitor(self, name: str, **look):
        """Return somebody's browser; whoever has no account is a visitor."""
        if name not in self._cast:
            self._cast[name] = self._person(name, **look)
        return self._cast[name]

    def joined(self, name: str, email: str) -> None:
        """Remember that a visitor made an account, so that they stay signed in on later days."""
        found = db.session.query(User).filter_by(email=email).one()
        self._users[name] = found.id
        db.session.rollback()

    def __getitem__(self, name: str):
        return self._cast[name]

    def problems(self) -> list[str]:
        """Return what the browsers complained of on the way."""
        return [f"{name}: {words}" for name, one in self._cast.items() for words in one.problems]
