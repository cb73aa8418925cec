"""What the tests of employers start from."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app import db
from app.outbox.models import Message

GOOD = {
    "name": "Riverside Bakery Ltd",
    "kind": "company",
    "company_number": "01234567",
    "charity_number": "",
    "directorate": "",
    "postcode": "mk9 3ej",
    "sector": "hospitality",
    "size": "1-9",
    "about": "We bake bread.\r\nEarly.",
    "website": "www.riverside-bakery.example",
    "contact_name": "Sam O’Neil",
    "job_title": "Owner",
    "email": "Sam@riverside-bakery.example",
    "phone": "07700 900123",
    "password": "violet tractor pudding",
    "authority": "y",
    "heard": "A councillor",
    "code": "",
}


@pytest.fixture
def good():
    """The answers of somebody who registers."""
    return dict(GOOD)


@pytest.fixture
def mails(app):
    """Every message so far, oldest first."""

    def found():
        return list(db.session.scalars(select(Message).order_by(Message.id)))

    return found


@pytest.fixture
def secret(mails):
    """The secret in the newest message that has one."""

    def found():
        bodies = [
            found[1] for mail in mails() if (found := re.search(r"/([\w-]{43})\s", mail.body))
        ]
        return bodies[-1]

    return found


@pytest.fixture
def now(app):
    """Set the clock for the rest of the test."""

    def to(moment):
        app.config["APP_NOW"] = moment.isoformat()

    yield to
    app.config["APP_NOW"] = ""


@pytest.fixture
def second(make):
    """Another coordinator."""
    return make.user("coordinator")
