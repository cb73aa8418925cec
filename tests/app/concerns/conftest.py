"""What the tests of concerns start from."""

import pytest
from sqlalchemy import select

from app import db
from app.concerns import services
from app.concerns.models import Category, Concern, Source
from app.outbox.models import Message

GOOD = {"category": "pay", "words": "They work Saturdays and get nothing.", "about": "Bakery"}


@pytest.fixture
def concern(app):
    """Make a concern with one line."""

    def made(category="pay", *, words="CANARY-WORRY they get nothing", source="public", **given):
        names = ("name", "email", "phone", "about")
        new = {name: given.pop(name) for name in names if name in given}
        return services.report(
            services.NewConcern(Category(category), words, **new), source=Source(source), **given
        )

    return made


@pytest.fixture
def concerns(app):
    """Every concern so far."""
    return lambda: list(db.session.scalars(select(Concern).order_by(Concern.id)).unique())


@pytest.fixture
def mails(app):
    """Every message so far, oldest first."""
    return lambda: list(db.session.scalars(select(Message).order_by(Message.id)))
