"""An employer writes an offer and sends it."""

from __future__ import annotations

import pytest

from app import clock, db
from app.opportunities import sections
from app.opportunities.models import Kind, Opportunity, ReviewComment
from app.outbox.models import Message
from tests.app.opportunities.offers import TODAY

DATES = {
    "start-day": "8",
    "start-month": "3",
    "start-year": "2027",
    "end-day": "19",
    "end-month": "3",
    "end-year": "2027",
    "closes-day": "1",
    "closes-month": "3",
    "closes-year": "2027",
}
SENT = {
    "doing": {
        "title": "Help in a bakery",
        "will_do": "You weigh flour.",
        "will_learn": "Baking",
        "could_lead": "maybe",
    },
    "where": {"places": "2", "postcode": "mk93ej", "area": "", "sites": "MK2 2EB, 1 place"},
    "dates": DATES,
    "hours": {"mon-starts": "9am", "mon-ends": "15:00", "mon-pause": "45"},
    "pay": {"paid": "yes", "pay_per_hour": "£13.50"},
    "who": {"min_age": "16", "max_age": "24", "school_age": "no"},
    "asks": {"essential": "Being on time\n- Friendly", "desirable": "", "skills": "listening"},
    "checks": {"regulated_activity": "no", "person_dbs": "none"},
    "safety": {"tools": "", "safeguarding_contact": "Sam, 01632 960001"},
    "day_one": {"who_meets_you": "Sam, at the back door", "lunch": "A free loaf"},
    "support": {"adjustments": "buddy", "flexible": "half_days"},
}


@pytest.fixture(autouse=True)
def on_the_day(app, monkeypatch):
    monkeypatch.setitem(app.config, "APP_NOW", f"{TODAY}T10:00:00")


def first():
    db.session.rollback()
    return db.session.query(Opportunity).order_by(Opportunity.id.desc()).first()


def version():
    return str(first().version)


def test_an_offer_is_written_section_by_section_and_sent(browser, business, employer):
    browser.sign_in(business).post(
        "opportunities.new", {"kind": "work_experience", "sector_key": "hospitality"}
    )
    ref = first().ref
    for key, answers in SENT.items():
        sent = {"version": version(), **answers}
        page = browser.post("opportunities.section", sent, ref=ref, key=key, follow=False)
        assert page.status == 302, (key, page.errors)

    page = browser.post("opportunities.submit", {"version": version()}, ref=ref)

    assert page.h1 == "Your offer is with the council"
    offer = first()
    assert offer.state == "SUBMITTED"
    assert offer.review_due == clock.add_working_days(TODAY, 2)
    assert offer.week == [{"day": "mon", "from": "09:00", "to": "15:00", "break_minutes": 45}]
    assert (offer.postcode, offer.sites) == ("MK9 3EJ", [{"postcode": "MK2 2EB", "places": 1}])
    assert offer.latitude == pytest.approx(52.04, abs=0.02)
    assert offer.essential == ["Being on time", "Friendly"]
    assert db.session.query(Message).one().subject == "We have your offer: Help in a bakery"


@pytest.mark.parametrize(
    "key", [section.key for section in sections.SECTIONS if section.key != "apprenticeship"]
)
def test_every_section_shows_what_was_said(browser, business, offer, key):
    page = browser.sign_in(business).get("opportunities.section", ref=offer().ref, key=key)

    assert page.status == 200
    assert page.h1 == sections.BY_KEY[key].title


def test_questions_of_another_kind_are_not_asked(browser, business, offer):
    browser.sign_in(business)

    assert browser.get("opportunities.section", ref=offer().ref, key="apprenticeship").status == 404
    apprentice = offer(kind=Kind.APPRENTICESHIP).ref
    assert browser.get("opportunities.section", ref=apprentice, key="apprenticeship").status == 200
    mentoring = browser.get("opportunities.edit", ref=offer(kind=Kind.MENTORING).ref)
    assert "Pay" not in [a.get_text() for a in mentoring.soup.select(".govuk-task-list a")]


def test_what_is_not_lawful_is_said_beside_the_field_and_cannot_be_sent(browser, business, offer):
    mine = offer()
    browser.sign_in(business)
    page = browser.post(
        "opportunities.section",
        {"paid": "yes", "pay_per_hour": "7.50", "version": str(mine.version)},
        ref=mine.ref,
        key="pay",
    )

    assert "must be paid at least £8.00 an hour from 1 April 2026" in page.text
    assert "GOV.UK" in page.text
    page = browser.post("opportunities.submit", {"version": version()}, ref=mine.ref)
    assert page.errors
    assert first().state == "DRAFT"


def test_the_hours_are_counted_when_they_are_saved(browser, business, offer):
    mine = offer(week=[])
    sent = {
        "version": "1",
        "stay": "yes",
        "tue-starts": "9am",
        "tue-ends": "5pm",
        "tue-pause": "30",
    }

    page = browser.sign_in(business).post("opportunities.section", sent, ref=mine.ref, key="hours")

    assert "7 and a half hours a week over 1 day, breaks taken off" in page.text


def test_half_a_day_in_the_grid_is_asked_for(browser, business, offer):
    mine = offer()
    sent = {
        "version": "1",
        "wed-starts": "9",
        "thu-starts": "9am",
        "fri-starts": "9am",
        "fri-ends": "1pm",
        "fri-pause": "",
    }

    page = browser.sign_in(business).post("opportunities.section", sent, ref=mine.ref, key="hours")

    assert page.errors == [
        "The start on Wednesday must say am or pm, like 9am",
        "Enter the end on Thursday",
        "Enter the break on Friday in minutes, 0 if there is none",
    ]
    assert page.soup.find("input", {"name": "wed-starts"})["value"] == "9"


def test_a_postcode_that_does_not_exist_is_refused_and_stays_on_the_page(browser, business, offer):
    sent = {"version": "1", "places": "2", "postcode": "ZZ9 9ZZ"}

    page = browser.sign_in(business).post(
        "opportunities.section", sent, ref=offer().ref, key="where"
    )

    assert page.errors == ["Enter a postcode that exists, like MK9 3EJ"]
    assert page.soup.find("input", {"name": "postcode"})["value"] == "ZZ9 9ZZ"


def test_a_stale_save_shows_both_texts_and_loses_neither(browser, business, offer):
    mine = offer(title="First title")
    sent = {**SENT["doing"], "version": str(mine.version)}
    browser.sign_in(business)
    browser.post(
        "opportunities.section", {**sent, "title": "Second title"}, ref=mine.ref, key="doing"
    )

    page = browser.post(
        "opportunities.section", {**sent, "title": "Third title"}, ref=mine.ref, key="doing"
    )

    assert page.status == 409
    assert "Second title" in page.text
    assert page.soup.find("input", {"name": "title"})["value"] == "Third title"
    assert first().title == "Second title"


def test_an_offer_of_somebody_else_does_not_exist(browser, make, offer):
    mine, stranger = offer(), make.user("business")
    make.employer(user=stranger)
    browser.sign_in(stranger)

    for endpoint in ("show", "edit", "preview", "submit", "sent", "extend"):
        assert browser.get(f"opportunities.{endpoint}", ref=mine.ref).status == 404
    assert browser.post("opportunities.copy", ref=mine.ref).status == 404
    assert (
        browser.post("opportunities.section", SENT["doing"], ref=mine.ref, key="doing").status
        == 404
    )


def test_an_incomplete_offer_is_not_sent(browser, business, offer):
    mine = offer(safeguarding_contact="")

    page = browser.sign_in(business).post("opportunities.submit", {"version": "1"}, ref=mine.ref)

    assert page.errors == ["Answer “Keeping people safe” before you send this"]


@pytest.mark.parametrize("state", ["DECLINED", "SUSPENDED", "MORE_INFO"])
def test_only_known_organisations_send_offers(browser, make, state):
    user = make.user("business")
    employer = make.employer(user=user, state=state)
    mine = make.opportunity(
        employer=employer,
        state="DRAFT",
        safeguarding_contact="Sam",
        person_dbs="none",
        day_one={"who_meets_you": "Sam"},
    )

    page = browser.sign_in(user).post("opportunities.submit", {"version": "1"}, ref=mine.ref)

    assert page.errors == [
        "Your organisation cannot send offers at the moment. Ask the council why"
    ]


def test_a_copy_keeps_the_answers_and_leaves_the_dates_behind(browser, business, offer):
    old = offer("CLOSED", title="Last year’s offer")

    page = browser.sign_in(business).post("opportunities.copy", ref=old.ref)

    assert page.h1 == "Check and change"
    new = first()
    assert new.title == "Last year’s offer"
    assert (new.state, new.start, new.closes, new.places) == ("DRAFT", None, None, 2)
    assert new.week == old.week


def test_changes_to_a_live_offer_wait_and_the_public_sees_the_approved_one(
    browser, business, offer
):
    mine = offer("LIVE", title="Approved title")
    sent = {**SENT["doing"], "title": "New title", "version": str(mine.version)}
    browser.sign_in(business).post("opportunities.section", sent, ref=mine.ref, key="doing")

    assert browser.get("opportunities.public_page", ref=mine.ref).h1 == "Approved title"
    live = first()
    assert (live.state, live.title) == ("LIVE", "Approved title")
    assert live.pending == {
        "title": "New title",
        "will_do": "You weigh flour.",
        "will_learn": "Baking",
        "could_lead": "maybe",
    }
    browser.post("opportunities.submit", {"version": version()}, ref=mine.ref)
    assert first().pending_at is not None


def test_a_change_that_makes_a_live_offer_unlawful_pauses_it_at_once(browser, business, offer):
    mine = offer("LIVE")
    sent = {"paid": "yes", "pay_per_hour": "5", "version": str(mine.version)}

    browser.sign_in(business).post("opportunities.section", sent, ref=mine.ref, key="pay")

    assert first().state == "PAUSED"
    assert first().pay_per_hour != 5


def test_a_comment_is_answered_when_its_field_changes(browser, business, coordinator, offer):
    mine = offer("CHANGES_REQUESTED")
    for name in ("title", "could_lead"):
        comment = ReviewComment(
            field=name, words=f"About {name}", by_id=coordinator.id, at=clock.now()
        )
        mine.comments.append(comment)
    db.session.commit()
    browser.sign_in(business)
    page = browser.get("opportunities.section", ref=mine.ref, key="doing")
    assert "The council asks: About title" in page.text

    sent = {**SENT["doing"], "could_lead": "", "version": str(mine.version)}
    browser.post("opportunities.section", sent, ref=mine.ref, key="doing")

    resolved = {comment.field: bool(comment.resolved_at) for comment in first().comments}
    assert resolved == {"title": True, "could_lead": False}


@pytest.mark.parametrize(
    "answers", [{"places": "0"}, {"places": "two"}, {"places": "1" * 40}, {"sites": "x" * 900}]
)
def test_what_cannot_be_read_is_said_and_never_breaks(browser, business, offer, answers):
    page = browser.sign_in(business).post(
        "opportunities.section",
        {"version": "1", "places": "1", **answers},
        ref=offer().ref,
        key="where",
    )

    assert page.status == 200
    assert page.errors


def test_a_sent_offer_can_be_taken_back_and_changed(browser, business, offer):
    mine = offer("SUBMITTED")

    page = browser.sign_in(business).post("opportunities.move", ref=mine.ref, verb="take_back")

    assert first().state == "DRAFT"
    assert "You took it back" in page.soup.get_text()


def test_a_new_place_of_a_live_offer_waits_and_its_pages_still_open(
    browser, business, coordinator, offer
):
    mine = offer("LIVE")
    sent = {**SENT["where"], "postcode": "MK2 2EB", "version": str(mine.version)}
    browser.sign_in(business).post("opportunities.section", sent, ref=mine.ref, key="where")
    browser.post("opportunities.submit", {"version": version()}, ref=mine.ref)

    assert (first().postcode, first().pending["postcode"]) == ("MK9 3EJ", "MK2 2EB")
    for endpoint in ("edit", "show", "preview"):
        assert browser.get(f"opportunities.{endpoint}", ref=mine.ref).status == 200
    page = browser.sign_in(coordinator).get("opportunities.review", ref=mine.ref)
    assert "When we last decided" in page.text
    browser.post(
        "opportunities.review", {"decision": "approve", "version": version()}, ref=mine.ref
    )
    assert (first().postcode, first().latitude) == ("MK2 2EB", pytest.approx(51.99, abs=0.02))


def test_forgetting_changes_leaves_what_was_approved(browser, business, offer):
    mine = offer("LIVE", pending={"title": "Never shown"})

    browser.sign_in(business).post("opportunities.drop_changes", ref=mine.ref)

    assert (first().pending, first().state) == ({}, "LIVE")


def test_an_offer_that_is_with_the_council_is_not_changed(browser, business, offer):
    mine = offer("SUBMITTED", title="As sent")
    browser.sign_in(business)

    assert browser.get("opportunities.section", ref=mine.ref, key="doing").status == 409
    sent = {**SENT["doing"], "version": str(mine.version)}
    assert browser.post("opportunities.section", sent, ref=mine.ref, key="doing").status == 409
    assert first().title == "As sent"


def test_what_was_not_asked_cannot_be_sent_along(browser, business, offer):
    mine = offer(places_taken=0)
    extra = {
        "state": "LIVE",
        "places_taken": "9",
        "employer_id": "1",
        "approved_at": "now",
        "origin": "x",
    }

    browser.sign_in(business).post(
        "opportunities.section",
        {**SENT["doing"], **extra, "version": "1"},
        ref=mine.ref,
        key="doing",
    )

    now = first()
    assert (now.state, now.places_taken, now.approved_at, now.origin) == (
        "DRAFT",
        0,
        None,
        "employer",
    )
