"""Dated tables: one person proposes, another confirms; nothing is edited and nothing is forgotten."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app import db
from app.audit.models import AuditEvent
from app.settings import changing, dated, tables, wages
from app.settings.changing import Proposal
from app.settings.models import DatedRow, RowState
from app.settings.tables import DatedTable, Part, Row
from app.states import ReasonNeeded

APRIL = date(2027, 4, 1)
NEXT = Proposal("21+", "13.30", APRIL, "NMW rates, GOV.UK", "Announced", "https://www.gov.uk/x")


@pytest.fixture
def other(make):
    return make.user("coordinator")


def hourly(band, day):
    row = dated.on("wages", band, day)
    return Decimal(row.value) if row else None


def test_what_is_proposed_does_not_hold_yet(app, coordinator):
    changing.propose("wages", NEXT, by=coordinator)

    assert hourly("21+", APRIL) == Decimal("12.71")


def test_what_somebody_else_confirms_holds_from_its_first_day(app, coordinator, other):
    row = changing.propose("wages", NEXT, by=coordinator)
    changing.confirm(row.ref, by=other)

    assert hourly("21+", date(2027, 3, 31)) == Decimal("12.71")
    assert hourly("21+", APRIL) == Decimal("13.30")
    assert (row.state, row.decided_by) == (RowState.CONFIRMED, other)


@pytest.mark.parametrize("verb", ["confirm", "send_back"])
def test_nobody_decides_on_their_own_proposal(app, coordinator, verb):
    row = changing.propose("wages", NEXT, by=coordinator)

    with pytest.raises(changing.SecondPerson):
        if verb == "confirm":
            changing.confirm(row.ref, by=coordinator)
        else:
            changing.send_back(row.ref, reason="No", by=coordinator)
    assert row.state == RowState.PROPOSED


def test_an_administrator_may_be_the_second_person_and_nobody_else_may(app, make, coordinator):
    row = changing.propose("wages", NEXT, by=coordinator)

    with pytest.raises(Exception, match="cannot be done"):
        changing.confirm(row.ref, by=make.user("hr"))
    changing.confirm(row.ref, by=make.user("admin"))
    assert hourly("21+", APRIL) == Decimal("13.30")


def test_sending_back_needs_a_reason_and_changes_nothing(app, coordinator, other):
    row = changing.propose("wages", NEXT, by=coordinator)

    with pytest.raises(ReasonNeeded):
        changing.send_back(row.ref, reason=" ", by=other)
    changing.send_back(row.ref, reason="The page says 13.31", by=other)
    assert (row.state, row.answer) == (RowState.SENT_BACK, "The page says 13.31")
    assert hourly("21+", APRIL) == Decimal("12.71")


def test_only_its_author_takes_a_proposal_back(app, coordinator, other):
    row = changing.propose("wages", NEXT, by=coordinator)

    with pytest.raises(changing.NotYours):
        changing.take_back(row.ref, by=other)
    changing.take_back(row.ref, by=coordinator)
    with pytest.raises(Exception, match="cannot be done"):
        changing.confirm(row.ref, by=other)


def test_a_correction_takes_the_place_of_the_row_with_the_same_first_day(app, coordinator, other):
    wrong = changing.propose("wages", NEXT, by=coordinator)
    changing.confirm(wrong.ref, by=other)
    right = Proposal("21+", "13.31", APRIL, "NMW rates, GOV.UK", "A slip of the pen")
    again = changing.propose("wages", right, by=other)
    changing.confirm(again.ref, by=coordinator)

    assert hourly("21+", APRIL) == Decimal("13.31")
    assert wrong.state == RowState.REPLACED
    assert [row.state for row in changing.kept("wages")] == ["CONFIRMED", "REPLACED"]


def test_a_correction_of_what_came_with_the_product_counts_instead_of_it(app, coordinator, other):
    given = Proposal("21+", "12.75", date(2026, 4, 1), "A test", "The product was wrong")
    changing.confirm(changing.propose("wages", given, by=coordinator).ref, by=other)

    assert hourly("21+", date(2026, 4, 1)) == Decimal("12.75")
    assert len([row for row in wages.rates() if row.band == "21+"]) == 3


def test_what_ends_holds_no_more(app, coordinator, other):
    given = Proposal("apprentice", None, APRIL, "A test", "The rate was given up")
    changing.confirm(changing.propose("wages", given, by=coordinator).ref, by=other)

    assert hourly("apprentice", date(2027, 3, 31)) == Decimal("8.00")
    assert hourly("apprentice", APRIL) is None


def test_a_last_day_ends_a_row_and_the_one_before_does_not_come_back(app, coordinator, other):
    given = Proposal("16-17", "9.00", APRIL, "x", "x", valid_to=date(2027, 4, 30))
    changing.confirm(changing.propose("wages", given, by=coordinator).ref, by=other)

    assert hourly("16-17", date(2027, 4, 30)) == Decimal("9.00")
    assert hourly("16-17", date(2027, 5, 1)) is None


def test_the_same_again_is_no_proposal_and_one_place_has_one_open_proposal(app, coordinator):
    same = Proposal("21+", "12.71", date(2026, 4, 1), wages.rates()[-1].source, "x")
    with pytest.raises(changing.NothingChanges):
        changing.propose("wages", same, by=coordinator)
    changing.propose("wages", NEXT, by=coordinator)
    with pytest.raises(changing.WaitsAlready):
        changing.propose("wages", NEXT, by=coordinator)


def test_every_step_is_in_the_audit_trail_without_the_value(app, coordinator, other):
    row = changing.propose("wages", NEXT, by=coordinator)
    changing.confirm(row.ref, by=other)

    events = (
        db.session.query(AuditEvent).filter_by(subject_ref=row.ref).order_by(AuditEvent.id).all()
    )
    assert [event.action for event in events] == ["dated_row.propose", "dated_row.confirm"]
    assert [event.actor_id for event in events] == [coordinator.id, other.id]
    assert not any("13.30" in str(event.details) for event in events)


def test_two_confirmed_rows_cannot_stand_in_one_place(app, coordinator, other):
    row = changing.propose("wages", NEXT, by=coordinator)
    changing.confirm(row.ref, by=other)
    with pytest.raises(Exception, match=r"(?i)unique"), db.transaction():
        twin = {**{c.name: getattr(row, c.name) for c in DatedRow.__table__.c}, "ref": "x" * 22}
        db.session.add(DatedRow(**{k: v for k, v in twin.items() if k != "id"}))


def test_a_new_table_needs_a_description_and_nothing_else(app, coordinator, other):
    parts = (
        Part("title", "Name", str),
        Part("amount", "Pounds", int, say=lambda value: f"£{value:,}"),
    )
    shipped = [Row("x", "smallest", {"title": "A", "amount": 1}, date(2026, 1, 1), "a test")]
    tables.register(
        DatedTable("x", "Money", "About", dict, lambda key: parts, lambda: shipped, open_keys=True)
    )
    given = Proposal("", {"title": "Hiring help", "amount": 2000}, APRIL, "a test", "New")
    row = changing.propose("x", given, by=coordinator)
    changing.confirm(row.ref, by=other)

    assert set(dated.all_on("x", APRIL)) == {"smallest", "hiring_help"}
    assert tables.said(dated.on("x", "hiring_help", APRIL)) == "Name: Hiring help; Pounds: £2,000"
    tables._tables.pop("x")
