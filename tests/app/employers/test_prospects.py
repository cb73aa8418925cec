"""Lists of contacts: brought in without writing to anybody, invited in batches, left alone on request."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import clock, db
from app.employers.models import Employer, Prospect
from app.employers.prospects import inviting
from app.outbox.models import Message
from app.tables.models import Upload

HEAD = "Company,Contact name,E-mail address,Telephone,Industry,Post code,Employees\n"
ANN = "Garden Invented Ltd,Ann Invented,Ann@Demo.example,01632 960001,Retail,mk93ej,25\n"
BOB = "Bikes Invented,Bob Invented,bob@demo.example,,,,\n"


def upload(browser, text):
    sent = {"file": (io.BytesIO(text.encode()), "list.csv")}
    browser.post("employers.prospects_import", sent)
    it = db.session.query(Upload).order_by(Upload.id.desc()).first()
    data = {f"column-{at}": key for at, key in enumerate(it.mapping)}
    return browser.post("employers.prospects_columns", data, ref=it.ref), it.ref


def bring_in(browser, text):
    page, ref = upload(browser, text)
    browser.post("employers.prospects_look", ref=ref)
    return page, ref


def contacts():
    db.session.rollback()
    return db.session.query(Prospect).order_by(Prospect.email).all()


def mails():
    db.session.rollback()
    return db.session.query(Message).filter_by(template="employers_prospect").all()


def test_a_list_is_brought_in_and_nobody_is_written_to(browser, coordinator):
    bring_in(browser.sign_in(coordinator), HEAD + ANN + BOB)

    ann, bob = contacts()
    assert (ann.name, ann.email, ann.phone) == (
        "Garden Invented Ltd",
        "ann@demo.example",
        "+441632960001",
    )
    assert (ann.sector_key, ann.postcode, ann.size, ann.state) == (
        "retail",
        "MK9 3EJ",
        "10-49",
        "NEW",
    )
    assert bob.sector_key is None
    assert db.session.query(Message).count() == db.session.query(Employer).count() == 0


def test_the_same_list_again_brings_up_to_date_and_doubles_nobody(browser, coordinator):
    bring_in(browser.sign_in(coordinator), HEAD + ANN + BOB)
    page, ref = upload(browser, HEAD + ANN.replace("Ann Invented", "Anna Invented") + BOB)
    assert "brought up to date 1" in page.text
    browser.post("employers.prospects_look", ref=ref)

    assert [row.contact_name for row in contacts()] == ["Anna Invented", "Bob Invented"]


def test_one_bad_row_keeps_all_out_and_is_shown_at_its_cell(browser, coordinator):
    page, ref = upload(browser.sign_in(coordinator), HEAD + ANN + BOB.replace("bob@", "bob at "))

    assert "Row 3" in page.text
    assert "Enter an email address in the correct format" in page.text
    browser.post("employers.prospects_look", ref=ref)
    assert contacts() == []
    assert "bob at demo.example" in browser.get("employers.prospects_errors", ref=ref).body


def test_who_has_registered_or_said_stop_is_left_alone(browser, coordinator, make):
    make.employer(name="Bikes Invented", plain_name="bikes invented")
    bring_in(browser.sign_in(coordinator), HEAD + ANN)
    inviting.stop(contacts()[0], by=coordinator)
    page, _ = upload(browser, HEAD + ANN + BOB)

    assert "Registered already, left alone 1" in page.text
    assert "Asked us not to write, left alone 1" in page.text


def test_invitations_go_out_after_a_look_and_once(browser, coordinator):
    bring_in(browser.sign_in(coordinator), HEAD + ANN + BOB)
    page = browser.get("employers.invite_prospects", count="1")
    assert "Would Garden Invented Ltd give a young person a chance" in page.text
    assert mails() == []
    refs = page.soup.find("input", {"name": "refs"})["value"]

    browser.post("employers.invite_prospects", {"refs": refs})
    browser.post("employers.invite_prospects", {"refs": refs})

    (mail,) = mails()
    assert mail.to_address == "ann@demo.example"
    assert [row.state for row in contacts()] == ["INVITED", "NEW"]
    for word in ("care", "looked-after"):
        assert word not in mail.body.lower()


def invited(browser, coordinator):
    bring_in(browser.sign_in(coordinator), HEAD + ANN)
    inviting.invite([contacts()[0].ref], by=coordinator)
    return re.search(r"/employers/invited/\S+", mails()[0].body)[0]


def test_the_link_leads_in_and_only_a_post_stops_us(app, browser, coordinator):
    with app.test_request_context():
        link = invited(browser, coordinator)
    for _ in range(3):
        assert browser.anonymous().get(link).h1 == "Give a young person a chance to work"
    assert contacts()[0].state == "INVITED"

    assert "do not write to you again" in browser.post(link).text
    assert contacts()[0].state == "STOPPED"
    with pytest.raises(inviting.NobodyToInvite):
        inviting.invite([contacts()[0].ref], by=coordinator)


def test_a_made_up_invitation_is_over(app, browser):
    assert browser.anonymous().get("/employers/invited/" + "x" * 40).status == 404


def test_whoever_registers_is_noted_on_the_list(app, browser, coordinator, make):
    bring_in(browser.sign_in(coordinator), HEAD + ANN)
    user = make.user("business", email="ann@demo.example")
    employer = make.employer(user=user, name="Another name")
    with db.transaction():
        inviting.registered(employer, by=user)

    assert (contacts()[0].state, contacts()[0].employer_id) == ("REGISTERED", employer.id)


def test_a_list_is_taken_back_until_somebody_was_written_to(app, browser, coordinator):
    _, ref = bring_in(browser.sign_in(coordinator), HEAD + ANN)
    browser.post("employers.prospects_undo", ref=ref)
    assert contacts() == []

    _, ref = bring_in(browser, HEAD + ANN)
    with app.test_request_context():
        inviting.invite([contacts()[0].ref], by=coordinator)
    page = browser.post("employers.prospects_undo", ref=ref)
    assert "so the import stays" in page.body
    assert len(contacts()) == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_comes_back_without_a_change(browser, coordinator, ending):
    evil = "=Garden,@Ann,ann@demo.example,01632 960001,Retail,MK9 3EJ,25\n"
    bring_in(browser.sign_in(coordinator), HEAD + evil)
    address = browser.address("employers.prospects_file", ending=ending)
    raw = browser.client.get(address).data
    sent = {"file": (io.BytesIO(raw), f"a.{ending}")}
    browser.post("employers.prospects_import", sent)
    it = db.session.query(Upload).order_by(Upload.id.desc()).first()
    data = {f"column-{at}": key for at, key in enumerate(it.mapping)}
    page = browser.post("employers.prospects_columns", data, ref=it.ref)

    assert "Known already, no change 1" in page.text


def test_the_organisations_of_the_desk_are_a_file(browser, coordinator, make):
    make.employer(name="=Evil", plain_name="evil")
    body = browser.sign_in(coordinator).get("employers.desk_file", ending="csv", queue="all").body

    assert '"\'=Evil"' in body


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=300))
def test_no_file_breaks_the_page(browser, coordinator, name, content):
    db.session.query(Upload).delete()
    db.session.commit()
    sent = {"file": (io.BytesIO(content), name)}
    page = browser.sign_in(coordinator).post("employers.prospects_import", sent)

    assert page.status in {200, 422}


def test_the_clock_decides_when_somebody_may_be_asked_again(app, coordinator, browser):
    with app.test_request_context():
        invited(browser, coordinator)
        row = contacts()[0]
        row.invited_at = clock.now() - inviting.AGAIN_AFTER * 2
        db.session.commit()

        assert inviting.invite([row.ref], by=coordinator) == 1
