"""Whom an offer might suit: advisors see their own, the coordinator counts, employers nothing."""

import pytest
from sqlalchemy import select

from app import clock, db
from app.audit.models import AuditEvent
from app.matches import facts, queries, runs, services, suiting
from app.matches.engine import index, records
from app.young_people.models import Consent
from tests.app.matches.test_routes import counted


@pytest.fixture
def offer(make):
    return make.opportunity(title="Help in the kitchen", skills=["cooking"], min_age=16)


def cook(make, advisor, name, **given):
    skills = [{"name": "cooking", "evidence": "shown"}]
    return make.young_person(advisor=advisor, preferred_name=name, skills=skills, **given)


def names(page):
    return [link.text for link in page.soup.select(".uo-suggestion__title a")]


def test_an_advisor_sees_their_own_young_people_the_best_first_with_reasons(
    browser, make, advisor, offer
):
    make.young_person(advisor=advisor, preferred_name="Less", interests={"retail": "keen"})
    cook(make, advisor, "Most", interests={"hospitality": "keen"})
    cook(make, make.user("advisor"), "Stranger")
    page = browser.sign_in(advisor).get("suiting.own", ref=offer.ref)

    assert names(page) == ["Most", "Less"]
    assert page.soup.select(".uo-reasons li")
    assert "Stranger" not in page.text


def test_the_order_is_that_of_the_engine_for_an_opportunity(make, advisor, offer):
    for number in range(12):
        cook(
            make,
            advisor,
            f"Person {number}",
            interests={"hospitality": ["keen", "curious"][number % 2]},
            travel_minutes=10 + 5 * number,
            days=["mon", "tue", "wed", "thu", "fri"][: 1 + number % 5],
        )
    make.opportunity()
    known = [records.person(each) for _, each in facts.people()]
    every = index.current().index.rank_people(known, top=20)
    wanted = [line.person for line in every if getattr(line, "opportunity", "") == offer.ref]

    assert [fit.person.ref for fit in suiting.own(offer, by=advisor).suited] == wanted
    assert len(wanted) == 12


def test_the_band_is_the_one_on_the_young_persons_own_list(make, advisor, offer):
    person = cook(make, advisor, "Sam")
    runs.run("test")
    (fit,) = suiting.own(offer, by=advisor).suited
    standing = queries.standing_match(person, offer)

    assert (fit.card.band, fit.card.terms) == (standing.band, standing.terms)


def test_who_is_ruled_out_is_there_with_the_rule(browser, make, advisor, offer):
    offer.min_age = 25
    db.session.commit()
    cook(make, advisor, "Young")
    page = browser.sign_in(advisor).get("suiting.own", ref=offer.ref)

    assert names(page) == []
    assert "Why not the others (1)" in page.text
    assert "Young : They need to be at least 25" in page.text


def test_who_has_not_agreed_or_is_not_ready_is_never_shown(browser, make, advisor, offer):
    cook(make, advisor, "Silent", consent=False)
    cook(make, advisor, "Early", state="IN_PROGRESS")
    gone = cook(make, advisor, "Gone")
    browser.sign_in(advisor)
    assert names(browser.get("suiting.own", ref=offer.ref)) == ["Gone"]

    with db.transaction():
        for consent in db.session.scalars(select(Consent).where(Consent.young_person == gone)):
            consent.withdrawn_at = clock.now()
    page = browser.get("suiting.own", ref=offer.ref)
    assert names(page) == []
    assert "3 young people are not looked at" in page.text


def test_appearing_on_the_page_is_written_to_the_audit_trail(browser, make, advisor, offer):
    people = {cook(make, advisor, "One").ref, cook(make, advisor, "Two").ref}
    browser.sign_in(advisor).get("suiting.own", ref=offer.ref)

    seen = select(AuditEvent).where(AuditEvent.action == "young_person.read")
    rows = db.session.scalars(seen).all()
    assert {row.subject_ref for row in rows} == people
    assert {(row.actor_id, row.details["page"]) for row in rows} == {(advisor.id, "suiting.own")}


def test_the_coordinator_sees_whom_to_ask_and_nobodys_name(
    browser, make, coordinator, advisor, offer
):
    other = make.user("advisor", name="Robin Other")
    for number in range(3):
        cook(make, advisor, f"Secret{number}", interests={"hospitality": "keen"})
    turned = cook(make, other, "Secret9")
    cook(make, other, "Secret8")
    services.act(turned, offer, "dismiss", by=other, reason="Too far")
    page = browser.sign_in(coordinator).get("suiting.whom_to_ask", ref=offer.ref)
    rows = {
        row.th.text.strip(): sum(int(cell.text) for cell in row.select("td"))
        for row in page.soup.select("tbody tr")
    }

    assert rows == {advisor.name: 3, "Robin Other": 1}
    assert "It might suit 4 young people" in page.text
    assert "Secret" not in page.text
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (last.action, last.subject_ref) == ("suited.read", offer.ref)


@pytest.mark.parametrize("state", ["DRAFT", "SUBMITTED", "PAUSED", "CLOSED"])
def test_an_offer_that_is_not_live_is_not_found(browser, make, advisor, coordinator, state):
    closed = make.opportunity(state=state)

    assert browser.sign_in(advisor).get("suiting.own", ref=closed.ref).status == 404
    assert browser.sign_in(coordinator).get("suiting.whom_to_ask", ref=closed.ref).status == 404


@pytest.mark.parametrize("role", ["business", "councillor", "hr", "admin"])
def test_nobody_else_gets_there(browser, make, offer, role):
    browser.sign_in(make.user(role))

    assert browser.get("suiting.own", ref=offer.ref).status in {403, 404}
    assert browser.get("suiting.whom_to_ask", ref=offer.ref).status in {403, 404}


def test_the_offers_page_leads_there_for_those_who_may(browser, make, advisor, coordinator, offer):
    link = "Who might this suit?"
    assert link not in browser.get("opportunities.public_page", ref=offer.ref).text
    browser.sign_in(advisor)
    assert link in browser.get("opportunities.public_page", ref=offer.ref).text
    browser.sign_in(coordinator)
    assert link in browser.get("opportunities.show", ref=offer.ref).text
    owner = make.user("business")
    theirs = make.opportunity(employer=make.employer(user=owner))
    assert link not in browser.sign_in(owner).get("opportunities.show", ref=theirs.ref).text


@pytest.mark.parametrize("page", ["own", "whom_to_ask"])
def test_many_people_cost_as_many_statements_as_few(
    browser, make, advisor, coordinator, offer, page
):
    browser.sign_in(advisor if page == "own" else coordinator)
    cook(make, advisor, "First")
    cook(make, advisor, "Second")
    browser.get(f"suiting.{page}", ref=offer.ref)  # the first time makes the pool ready
    few = counted(browser, f"suiting.{page}", ref=offer.ref)
    for number in range(12):
        cook(make, advisor, f"More {number}", outward=f"MK{1 + number}")

    assert counted(browser, f"suiting.{page}", ref=offer.ref) == few
    assert few <= 15
