"""Somebody who asked for a copy on their own page, and the browsers of those who answer."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app import db
from app.privacy import preparing
from app.privacy.models import DataCopy
from app.voice import invitations, requests
from app.voice.models import RequestKind
from tests.app.voice.conftest import last_link, opened
from tests.browser import Browser


@pytest.fixture
def young(make, advisor):
    """A young person whose record says something about somebody else."""
    return make.young_person(
        advisor=advisor,
        preferred_name="Juniper",
        surname="Ashdown",
        case_reference="UO-77",
        phone="+447700900123",
        email="juniper@demo.example",
        contact_preference="text message",
        advisor_notes="Fell out with Wren Example at work",
    )


@pytest.fixture
def phone(app, young, advisor):
    """Their phone, on which their link was opened."""
    with app.test_request_context():
        invitations.send(young, "text", checked=False, by=advisor)
    return opened(app, last_link())


@pytest.fixture
def asked(app, young):
    """Their wish for a copy."""
    row = requests.ask(young, RequestKind.DATA, "Please")
    db.session.commit()
    return row


@pytest.fixture
def begun(app, asked, coordinator):
    """The copy, begun by the coordinator."""
    with app.test_request_context():
        return preparing.begin(asked, by=coordinator)


@pytest.fixture
def one(app):
    """The only copy there is, as it is now."""

    def read():
        db.session.rollback()
        return db.session.scalars(select(DataCopy)).one()

    return read


@pytest.fixture
def desk(app, coordinator):
    """The coordinator’s browser."""
    return Browser(app).sign_in(coordinator)


@pytest.fixture
def second(app, manager):
    """The browser of the manager of the team."""
    return Browser(app).sign_in(manager)
