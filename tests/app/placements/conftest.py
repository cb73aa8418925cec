"""A clock that tests can set, and the usual cast."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, time

import pytest
from sqlalchemy import event

from app import clock, db
from tests.app.introductions.people import cast
from tests.app.placements.steps import accepted


@pytest.fixture
def people(make, advisor):
    return cast(make, advisor)


@pytest.fixture
def placement(people):
    """A placement that has just been made by a yes."""
    return accepted(people)


@pytest.fixture
def set_clock(app):
    """Set the clock to a moment or to a day at noon in London; put it back afterwards."""

    def at(moment):
        whole = moment if isinstance(moment, datetime) else clock.at(moment, time(12))
        db.session.rollback()
        app.config["APP_NOW"] = whole.isoformat()

    yield at
    app.config["APP_NOW"] = ""


@pytest.fixture
def statements(app):
    """Note every statement that reaches the database inside a with block."""

    @contextmanager
    def noted():
        seen = []

        def note(_, __, statement, *___):
            seen.append(statement)

        event.listen(db.orm.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.orm.engine, "before_cursor_execute", note)

    return noted
