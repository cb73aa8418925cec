"""An organisation with somebody who acts for it, and offers on their way."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import time

import pytest
from sqlalchemy import event

from app import clock, db
from app.places.models import Place

COMPLETE = {
    "places": 2,
    "paid": True,
    "person_dbs": "none",
    "safeguarding_contact": "Sam Invented, 01632 960001",
    "day_one": {"who_meets_you": "Sam, at the back door"},
    "saved_sections": ["kind", "doing"],
}


@pytest.fixture
def employer(make, business):
    return make.employer(user=business, name="Bread and Butter")


@pytest.fixture
def offer(make, employer):
    """Make one of the organisation’s offers with everything said."""

    def made(state="DRAFT", **given):
        return make.opportunity(employer=employer, state=state, **{**COMPLETE, **given})

    return made


@pytest.fixture
def bletchley(app):
    """A point some miles away."""
    return Place(
        code="MK2 2EB",
        easting=486800,
        northing=233900,
        latitude=51.9953,
        longitude=-0.7363,
        authority=None,
    )


@pytest.fixture
def statements(app):
    """Collect the statements that reach the database."""

    @contextmanager
    def watching():
        seen = []

        def note(_, __, statement, *rest):
            seen.append(statement)

        event.listen(db.orm.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.orm.engine, "before_cursor_execute", note)

    return watching


@pytest.fixture
def set_today(app):
    """Set the clock to noon of a day; put it back afterwards."""

    def at(day):
        db.session.rollback()
        app.config["APP_NOW"] = clock.at(day, time(12)).isoformat()

    yield at
    app.config["APP_NOW"] = ""
