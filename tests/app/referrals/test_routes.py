"""A councillor refers an employer and follows what became of it; the coordinator answers."""

import pytest
from sqlalchemy import select

from app import clock, db
from app.employers.models import EmployerState
from app.employers.states import EMPLOYER
from app.opportunities.states import OPPORTUNITY
from app.outbox.models import Message
from app.referrals.models import Referral
from app.referrals.states import REFERRAL

GARAGE = {
    "employer_name": "Tyre Place Ltd",
    "contact_name": "Sam O’Neill",
    "contact_email": "sam@demo.example",
    "contact_phone": "",
    "contact_agreed": "y",
    "how_known": "I buy my tyres there",
    "ward": "Stony Stratford",
    "interest_declared": "",
}


def refer(browser, user, **changed):
    return browser.sign_in(user).post("referrals.new", {**GARAGE, **changed})


def only():
    return db.session.scalars(select(Referral)).one()


def test_a_councillor_refers_an_employer_and_reads_what_happens_next(browser, councillor):
    page = refer(browser, councillor)

    assert page.h1 == "Thank you"
    assert "answers you by" in page.text
    assert only().acknowledge_due == clock.add_working_days(clock.today(), 2)


def test_one_way_to_reach_them_is_enough_and_none_is_not(browser, councillor):
    page = refer(browser, councillor, contact_email="")

    assert page.errors == ["Enter an email address or a phone number"]
    assert "Tyre Place Ltd" in page.body
    assert db.session.scalars(select(Referral)).all() == []


def test_nobody_is_put_forward_without_being_asked(browser, councillor):
    page = refer(browser, councillor, contact_agreed="")

    assert page.errors == ["Ask them first, then tick this box"]


def test_the_same_employer_is_credited_to_the_first_and_both_are_told(browser, make, councillor):
    other = make.user("councillor")
    refer(browser, councillor)
    page = refer(browser, other, employer_name="THE TYRE PLACE")

    assert "put forward already" in page.text
    first, second = db.session.scalars(select(Referral).order_by(Referral.id))
    assert (second.state, second.credited_to_id) == ("DUPLICATE", first.id)
    told = set(db.session.scalars(select(Message.to_address)))
    assert told == {councillor.email, other.email}


def test_another_councillors_referral_does_not_exist_for_me(browser, make, councillor):
    theirs = make.referral()
    missing = browser.sign_in(councillor).get("referrals.show", ref="x" * 22)
    page = browser.get("referrals.show", ref=theirs.ref)

    assert page.status == missing.status == 404
    assert page.text == missing.text


def test_the_coordinator_works_through_the_queue(browser, make, coordinator):
    referral = make.referral(employer_name="Corner Garage")
    page = browser.sign_in(coordinator).get("referrals.desk")
    assert "Corner Garage" in page.text

    browser.post("referrals.act", ref=referral.ref, verb="acknowledge")
    browser.post("referrals.act", ref=referral.ref, verb="contact")
    page = browser.get("referrals.show", ref=referral.ref)

    assert "Contacted" in page.text
    posted = list(db.session.scalars(select(Message.template).order_by(Message.id)))
    assert posted == ["referrals_acknowledge", "referrals_contact"]


def test_a_no_needs_a_reason(browser, make, coordinator):
    referral = make.referral(state="ACKNOWLEDGED")
    page = browser.sign_in(coordinator).post(
        "referrals.act", {"reason": " "}, ref=referral.ref, verb="not_interested"
    )

    assert page.errors == ["Enter a reason"]
    assert only().state == "ACKNOWLEDGED"


@pytest.mark.parametrize("verb", ["acknowledge", "nonsense"])
def test_a_move_that_is_not_open_changes_nothing(browser, make, coordinator, verb):
    make.referral(state="OFFER_LIVE")
    page = browser.sign_in(coordinator).post("referrals.act", ref=only().ref, verb=verb)

    assert page.status in {200, 404}
    assert only().state == "OFFER_LIVE"


def test_the_referral_follows_its_employer_up_to_the_first_offer(app, make, coordinator):
    referral = make.referral(state="CONTACTED")
    employer = make.employer(state="EMAIL_UNVERIFIED", referral_code=referral.ref)
    with db.transaction():
        EMPLOYER.apply(employer, "verify_email", by=None)
    assert (referral.state, referral.employer_id) == ("REGISTERED", employer.id)

    employer.state = EmployerState.APPROVED
    offer = make.opportunity(employer=employer, state="SUBMITTED")
    with db.transaction():
        OPPORTUNITY.apply(offer, "approve", by=coordinator)
    assert referral.state == "OFFER_LIVE"


def test_a_first_placement_is_told_only_when_it_points_at_nobody(browser, make, councillor):
    mine = make.referral(councillor=councillor, state="OFFER_LIVE")
    with db.transaction():
        REFERRAL.apply(mine, "first_placement", by=None)
    page = browser.sign_in(councillor).get("referrals.show", ref=mine.ref)
    assert "First placement" not in page.text

    for _ in range(5):
        make.referral(state="FIRST_PLACEMENT")
    page = browser.get("referrals.show", ref=mine.ref)
    assert "First placement" in page.text


@pytest.mark.parametrize(
    "name", ["O’Neill & Söns", "شركة", "🎉🎉", "x" * 10_000, "a\x00b", "<script>alert(1)</script>"]
)
def test_odd_names_are_kept_or_refused_in_words(browser, councillor, name):
    page = refer(browser, councillor, employer_name=name)

    assert page.status == 200
    assert page.h1 == "Thank you" or page.errors
    assert "<script>alert" not in page.body
