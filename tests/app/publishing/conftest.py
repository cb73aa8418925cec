"""Offers of every kind, and the whole demo, as machines read them."""

from __future__ import annotations

import pytest

from app.opportunities.models import Kind, UnpaidBasis
from app.publishing import limiting


@pytest.fixture(autouse=True)
def fresh_minute():
    limiting._counted.clear()


@pytest.fixture
def mixed(make):
    """One offer of each kind, with what machines could stumble over."""
    employer = make.employer(name="Bread & <Butter>", website="https://bread.example")
    unpaid = {"paid": False, "pay_per_hour": None}
    return [
        make.opportunity(employer=employer, title="Baker </script> & “more”", kind=Kind.JOB),
        make.opportunity(employer=employer, kind=Kind.APPRENTICESHIP, level=2, end=None),
        make.opportunity(employer=employer, kind=Kind.INTERNSHIP, closes=None),
        make.opportunity(employer=employer, kind=Kind.SUPPORTED, **unpaid),
        make.opportunity(
            employer=employer, kind=Kind.TASTER, unpaid_basis=UnpaidBasis.SHADOWING, **unpaid
        ),
        make.opportunity(employer=employer, kind=Kind.MENTORING, remote=True, **unpaid),
        make.opportunity(employer=employer, kind=Kind.JOB, remote=True, week=[], start=None),
        make.opportunity(
            employer=employer, postcode=None, area=None, latitude=None, longitude=None
        ),
        make.opportunity(employer=employer, title="Kept", kind=Kind.JOB, ring_fenced=True),
    ]


@pytest.fixture
def ask(app):
    """Ask for an address as a machine does: no cookies, no session."""

    def asking(address, **headers):
        with app.app_context():
            return app.test_client().get(address, headers=headers)

    return asking
