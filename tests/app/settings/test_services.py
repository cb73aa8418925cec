"""Dated settings: what held on a day, with its source; reference rows that add up."""

from datetime import date
from decimal import Decimal

import pytest

from app import db
from app.audit.models import AuditEvent
from app.settings import services as settings
from app.settings import wages


def set_days(number, day):
    settings.set_value("review.days", number, valid_from=day, source="a test", by=None)


def test_a_setting_holds_from_its_day_on_until_the_next(app):
    set_days(2, date(2026, 1, 1))
    set_days(5, date(2026, 7, 1))

    assert settings.value("review.days", date(2026, 6, 30)) == 2
    assert settings.value("review.days", date(2026, 7, 1)) == 5


def test_before_its_first_day_a_setting_holds_what_it_began_with(app):
    set_days(2, date(2026, 1, 1))

    assert settings.value("review.days", date(2020, 11, 10)) == 2


def test_an_unknown_setting_is_an_error_and_not_a_guess(app):
    with pytest.raises(KeyError):
        settings.value("no.such.key")


def test_setting_a_value_is_written_to_the_audit_trail_without_the_value(app, coordinator):
    settings.set_value(
        "contact.name", "Sam", valid_from=date(2026, 1, 1), source="x", by=coordinator
    )

    event = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (event.action, event.subject_ref) == ("setting.set", "contact.name")
    assert "Sam" not in str(event.details)


def test_wages_of_april_2026_are_those_published(app):
    rates = {row.band: row.hourly for row in wages.rates() if row.valid_from == date(2026, 4, 1)}

    assert rates == {
        "21+": Decimal("12.71"),
        "18-20": Decimal("10.85"),
        "16-17": Decimal("8.00"),
        "apprentice": Decimal("8.00"),
    }


def test_every_reference_row_names_its_source(app):
    assert all(row.source for row in wages.rates())
    assert all(row["source"] for row in settings.reference("settings"))


def test_loading_the_reference_rows_twice_changes_nothing(app):
    before = len(settings.sectors())
    settings.load_reference()

    assert len(settings.sectors()) == before == 21
