"""Somebody with a link in the outbox, and a browser that opened it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app import db
from app.outbox.models import Message
from app.voice import invitations
from tests.browser import Browser


def last_link():
    """The address in the newest message."""
    body = db.session.scalars(select(Message.body).order_by(Message.id.desc()).limit(1)).one()
    return re.search(r"https?://[^/]+(/y/[\w-]+)", body)[1]


def opened(app, link):
    """A phone on which a link was opened by its button."""
    browser = Browser(app).anonymous()
    answer = browser.post(link, {}, follow=False)
    assert answer.status == 303, answer.text
    return browser


@pytest.fixture
def young(make, advisor):
    """A young person with a phone and an e-mail address."""
    return make.young_person(
        advisor=advisor,
        preferred_name="Juniper",
        phone="+447700900123",
        email="juniper@demo.example",
        safe_times="",
        contact_preference="text message",
    )


@pytest.fixture
def sent(app, young, advisor):
    """The path of a link that was sent to them."""
    with app.test_request_context():
        invitations.send(young, "text", checked=False, by=advisor)
    return last_link()


@pytest.fixture
def phone(app, sent):
    """Their phone, on which the link was opened."""
    return opened(app, sent)
