"""The council checks an offer."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from app import clock, db
from app.opportunities.models import Opportunity, ReviewComment
from app.outbox.models import Message


def again(offer):
    db.session.rollback()
    return db.session.get(Opportunity, offer.id, populate_existing=True)


def decide(browser, offer, decision, **comments):
    sent = {f"on_{name}": words for name, words in comments.items()}
    sent |= {"decision": decision, "version": str(again(offer).version)}
    return browser.post("opportunities.review", sent, ref=offer.ref)


def subjects():
    return [message.subject for message in db.session.query(Message)]


def test_approving_shows_the_offer_and_keeps_what_was_approved(browser, coordinator, offer):
    mine = offer("SUBMITTED", title="Fresh bread")

    page = decide(browser.sign_in(coordinator), mine, "approve")

    assert page.notices or "is live" in page.soup.get_text()
    live = again(mine)
    assert (live.state, live.opens, live.review_due) == ("LIVE", clock.today(), None)
    assert live.approved["title"] == "Fresh bread"
    assert subjects() == ["Your offer is live: Fresh bread"]
    assert browser.anonymous().get("opportunities.public_page", ref=mine.ref).h1 == "Fresh bread"


def test_an_unlawful_offer_cannot_be_approved(browser, coordinator, offer):
    mine = offer("SUBMITTED", pay_per_hour=Decimal("5.00"))

    page = decide(browser.sign_in(coordinator), mine, "approve")

    assert "must be paid at least" in page.errors[0]
    assert again(mine).state == "SUBMITTED"


@pytest.mark.parametrize("state", ["PENDING_REVIEW", "SUSPENDED", "DORMANT"])
def test_an_offer_of_an_unapproved_organisation_cannot_be_approved(
    browser, coordinator, make, state
):
    mine = make.opportunity(employer=make.employer(state=state), state="SUBMITTED")

    page = decide(browser.sign_in(coordinator), mine, "approve")

    assert page.errors == [
        "The council has to approve the organisation before this offer can be shown"
    ]


def test_asking_for_changes_needs_a_comment_and_shows_it_at_the_field(
    browser, coordinator, business, offer
):
    mine = offer("SUBMITTED", title="Bread")
    browser.sign_in(coordinator)
    assert decide(browser, mine, "ask").errors == [
        "Enter what to change beside at least one answer"
    ]

    decide(browser, mine, "ask", essential="“Bubbly” puts people off")

    assert again(mine).state == "CHANGES_REQUESTED"
    assert subjects() == ["Please change something: Bread"]
    page = browser.sign_in(business).get("opportunities.section", ref=mine.ref, key="asks")
    assert "The council asks: “Bubbly” puts people off" in page.text
    tasks = browser.get("opportunities.edit", ref=mine.ref)
    assert "The council asks for a change" in tasks.text


def test_comments_are_not_lost_by_approving(browser, coordinator, offer):
    mine = offer("SUBMITTED")

    page = decide(browser.sign_in(coordinator), mine, "approve", title="Shorter, please")

    assert page.errors == ["You wrote comments. Ask for changes, or clear them and approve"]
    assert "Shorter, please" in page.text
    assert db.session.query(ReviewComment).count() == 0


def test_a_decision_on_an_older_version_is_refused(browser, coordinator, offer):
    mine = offer("SUBMITTED")
    sent = {"decision": "approve", "version": str(mine.version)}
    mine.title = "Changed meanwhile"
    db.session.commit()

    page = browser.sign_in(coordinator).post("opportunities.review", sent, ref=mine.ref)

    assert "Somebody else changed this" in page.errors[0]
    assert again(mine).state == "SUBMITTED"


def test_changes_to_a_live_offer_are_shown_once_they_are_approved(browser, coordinator, offer):
    mine = offer("LIVE", title="Old title")
    mine.pending, mine.pending_at, mine.review_due = (
        {"title": "New title"},
        clock.now(),
        clock.today(),
    )
    db.session.commit()
    page = browser.sign_in(coordinator).get("opportunities.review", ref=mine.ref)
    assert "Old title" in page.text

    decide(browser, mine, "approve")

    live = again(mine)
    assert (live.state, live.title, live.pending, live.pending_at) == (
        "LIVE",
        "New title",
        {},
        None,
    )


def test_withdrawing_needs_a_reason_and_tells_the_employer(browser, coordinator, offer):
    mine = offer("LIVE", title="Bread")
    browser.sign_in(coordinator)
    sent = {"version": str(mine.version), "reason": ""}
    page = browser.post("opportunities.withdraw", sent, ref=mine.ref)
    assert page.errors == ["Enter why you take it down"]

    browser.post("opportunities.withdraw", {**sent, "reason": "The place has closed"}, ref=mine.ref)

    assert again(mine).state == "WITHDRAWN_BY_COUNCIL"
    message = db.session.query(Message).one()
    assert "The place has closed" in message.body
    assert browser.anonymous().get("opportunities.public_page", ref=mine.ref).status == 404


def test_the_desk_shows_what_waits_with_its_clock_the_most_urgent_first(
    browser, coordinator, offer
):
    offer("SUBMITTED", title="On time", review_due=clock.today() + timedelta(days=3))
    offer("SUBMITTED", title="Late one", review_due=clock.today() - timedelta(days=2))
    offer("LIVE", title="Elsewhere")

    page = browser.sign_in(coordinator).get("opportunities.desk")

    titles = [a.get_text() for a in page.soup.select(".uo-table th a")]
    assert titles == ["Late one", "On time"]
    assert "late" in page.text
    assert "2 offers wait" in page.text


def test_the_desk_filters_by_state_kind_sector_and_words(browser, coordinator, offer):
    offer("LIVE", title="Bread")
    offer("LIVE", title="Cake", sector_key="retail")
    browser.sign_in(coordinator)

    def titles(**chosen):
        page = browser.get("opportunities.desk", **chosen)
        return [a.get_text() for a in page.soup.select(".uo-table th a")]

    assert titles() == []
    assert titles(state="LIVE", sort="title") == ["Bread", "Cake"]
    assert titles(state="LIVE", sector="retail") == ["Cake"]
    assert titles(state="all", q="cak") == ["Cake"]
    assert titles(state="all", q="Butter", kind="job") == []
    assert titles(state="nonsense", sort="'--", page="-1", kind="x") == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_desk_and_the_review_need_few_queries(browser, coordinator, offer, count, statements):
    made = [offer("SUBMITTED") for _ in range(count)]
    browser.sign_in(coordinator)

    for endpoint, values in (("desk", {}), ("review", {"ref": made[0].ref})):
        with statements() as seen:
            browser.get(f"opportunities.{endpoint}", **values)
        assert len(seen) <= 15, seen
