"""An employer’s own file, columns that are remembered, imports that are taken back, odd files."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import db
from app.audit.models import AuditEvent
from app.employers.models import Employer
from app.opportunities.intake.undoing import undo
from app.opportunities.models import Opportunity
from app.tables import uploads
from app.tables.models import ColumnMemory, Upload
from tests.app.opportunities.test_intake import csv, look, offers, row

OWN = "Vacancy reference;Type;Industry;Job title;Description;Deadline;Pay (£ per hour)\n"
ONE = "S-1;Work placement;Retail;Help in our shop;Fill shelves.;31/01/2027;£13.50 an hour\n"


def brought_in(browser, content):
    _, ref = look(browser, content)
    browser.post("opportunities.import_preview", ref=ref)
    return db.session.query(Upload).filter_by(ref=ref).one()


def test_an_employers_rows_become_drafts_of_its_own(browser, business, employer):
    page, ref = look(browser.sign_in(business), (OWN + ONE).encode())
    assert "Bring in 1 offer" in page.buttons()
    browser.post("opportunities.import_preview", ref=ref)

    (offer,) = offers()
    assert (offer.state, offer.employer_id, offer.title) == (
        "DRAFT",
        employer.id,
        "Help in our shop",
    )
    assert (offer.kind, str(offer.pay_per_hour), offer.paid) == ("work_experience", "13.50", True)


def test_the_same_reference_of_two_employers_makes_two_offers(browser, make, business, employer):
    other = make.user("business")
    make.employer(user=other)
    brought_in(browser.sign_in(business), (OWN + ONE).encode())
    brought_in(browser.sign_in(other), (OWN + ONE).encode())

    assert len(offers()) == 2


def test_changes_to_a_live_offer_wait_and_the_approved_one_stays(browser, business, offer):
    live = offer("LIVE", title="Old title")
    text = (
        f"Reference;Kind of offer;Sector;Title\n{live.ref};Work experience;hospitality;New title\n"
    )
    brought_in(browser.sign_in(business), text.encode())

    (kept,) = offers()
    assert (kept.title, kept.pending) == ("Old title", {"title": "New title"})


def test_an_offer_that_is_over_is_an_error_at_its_row(browser, business, offer):
    gone = offer("CLOSED")
    text = f"Reference;Kind of offer;Sector;Title\n{gone.ref};Job;hospitality;Another\n"
    page, _ = look(browser.sign_in(business), text.encode())

    assert "Reference is over: give it a new reference" in page.text


def test_nobody_elses_offers_are_touched(browser, make, business, employer):
    foreign = make.opportunity(title="Theirs")
    text = f"Reference;Kind of offer;Sector;Title\n{foreign.ref};Job;hospitality;Mine now\n"
    brought_in(browser.sign_in(business), text.encode())

    assert db.session.get(Opportunity, foreign.id).title == "Theirs"


def test_nobody_elses_upload_is_found(browser, make, business, employer, coordinator):
    _, ref = look(browser.sign_in(coordinator), csv(row()))
    for who in (business, make.user("coordinator")):
        assert browser.sign_in(who).get("opportunities.import_preview", ref=ref).status == 404


def test_what_a_column_means_is_remembered_for_the_next_file(browser, coordinator):
    head = csv(row()).decode().replace("title", "wombat", 1)
    look(browser.sign_in(coordinator), head.encode(), **{"column-4": "title"})
    look(browser, head.encode())

    assert db.session.query(ColumnMemory).count() == 1
    assert db.session.query(Upload).order_by(Upload.id.desc()).first().mapping[4] == "title"


def test_a_needed_column_that_is_left_out_is_said(browser, coordinator):
    page, _ = look(browser.sign_in(coordinator), csv(row()), **{"column-4": ""})

    assert page.errors == ["Choose the column that holds “Title”"]


def test_an_import_is_taken_back(browser, coordinator):
    upload = brought_in(browser.sign_in(coordinator), csv(row("A1"), row("A2")))
    browser.post("opportunities.import_undo", ref=upload.ref)

    assert [offer.state for offer in offers()] == ["ARCHIVED", "ARCHIVED"]
    assert db.session.query(Employer).one().state == "ARCHIVED"
    brought_in(browser, csv(row("A1")))
    assert [o.state for o in offers() if o.external_id == "A1"] == ["LIVE"]


def test_taking_back_restores_what_was_changed(browser, coordinator, app):
    brought_in(browser.sign_in(coordinator), csv(row("A1")))
    upload = brought_in(browser, csv(row("A1", title="Other", closes="2026-11-01")))
    assert offers()[0].title == "Other"

    undo(db.session.get(Upload, upload.id), by=coordinator)

    assert (offers()[0].title, offers()[0].state) == ("Gardener", "LIVE")
    assert db.session.query(AuditEvent).filter_by(action="opportunity.import_undone").count() == 1


def test_an_import_somebody_worked_on_stays(browser, coordinator):
    upload = brought_in(browser.sign_in(coordinator), csv(row("A1"), row("A2")))
    offers()[0].title = "Touched"
    db.session.commit()

    page = browser.post("opportunities.import_undo", ref=upload.ref)

    assert "Somebody has worked on 1 of these offers" in page.body
    assert {offer.state for offer in offers()} == {"LIVE"}


def test_an_unchanged_file_changes_nothing(browser, coordinator):
    brought_in(browser.sign_in(coordinator), csv(row("A1")))
    version = offers()[0].version
    page, ref = look(browser, csv(row("A1")))
    assert "Known already, no change 1" in page.text
    browser.post("opportunities.import_preview", ref=ref)

    assert offers()[0].version == version


def test_what_an_employer_wrote_is_not_overwritten_by_the_coordinators_file(
    browser, coordinator, offer
):
    live = offer("LIVE")
    name = live.employer.name
    page, _ = look(browser.sign_in(coordinator), csv(row(live.ref, employer=name)))

    assert "was written by its employer on the site" in page.text


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.tsv"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=300))
def test_no_file_breaks_the_page(browser, coordinator, name, content):
    db.session.query(Upload).delete()
    db.session.commit()
    sent = {"file": (io.BytesIO(content), name), "policy": "review"}
    page = browser.sign_in(coordinator).post("opportunities.import_", sent)

    assert page.status in {200, 422}


def test_old_uploads_are_forgotten(browser, coordinator):
    look(browser.sign_in(coordinator), csv(row()))
    upload = db.session.query(Upload).one()
    upload.at = upload.at - uploads.KEEP * 2
    db.session.commit()
    uploads.forget()

    assert db.session.query(Upload).count() == 0
