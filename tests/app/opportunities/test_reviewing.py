"""A coordinator with forty things: nothing written is lost, what changed is seen, slips are mended."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.audit.models import AuditEvent
from app.employers import texts
from app.employers.models import ReviewDraft
from app.errors import DomainError
from app.opportunities import answers as kept
from app.opportunities import noticing, vetting
from app.opportunities.models import Opportunity, ReviewComment
from app.outbox.models import Message
from app.settings import services as settings
from app.states import StateChange
from tests.at_once import at_once


def sent(offer, **comments):
    db.session.refresh(offer)
    return {"version": str(offer.version)} | {f"on_{name}": w for name, w in comments.items()}


def test_what_is_written_is_kept_for_its_writer_alone_until_it_is_sent(
    browser, make, coordinator, business, offer
):
    mine = offer("SUBMITTED", title="Bread")
    browser.sign_in(coordinator)

    saved = browser.post(
        "opportunities.review_draft", sent(mine, title="CANARY shorter"), ref=mine.ref
    )
    assert "Only you see it" in " ".join(saved.notices)
    assert "CANARY shorter" in browser.get("opportunities.review", ref=mine.ref).text
    other = browser.sign_in(make.user("coordinator")).get("opportunities.review", ref=mine.ref)
    assert "CANARY" not in other.body
    browser.sign_in(business)
    assert "CANARY" not in browser.get("opportunities.show", ref=mine.ref, follow=True).body
    browser.sign_in(coordinator)
    browser.post(
        "opportunities.review",
        {**sent(mine, title="CANARY shorter"), "decision": "ask"},
        ref=mine.ref,
    )

    assert db.session.scalars(select(ReviewDraft)).all() == []
    assert [c.words for c in db.session.scalars(select(ReviewComment))] == ["CANARY shorter"]


def test_an_emptied_draft_is_gone_and_a_second_save_is_the_same_row(browser, coordinator, offer):
    mine = offer("SUBMITTED")
    browser.sign_in(coordinator)
    for words in ("one", "two"):
        browser.post("opportunities.review_draft", sent(mine, title=words), ref=mine.ref)
    (row,) = db.session.scalars(select(ReviewDraft))
    assert row.words == {"title": "two"}

    browser.post("opportunities.review_draft", sent(mine), ref=mine.ref)

    assert db.session.scalars(select(ReviewDraft)).all() == []


def test_a_phrase_of_the_settings_is_sent_with_what_is_written(browser, coordinator, offer):
    settings.set_value(
        "review.phrases", ["Please check the dates."], valid_from=clock.today(), source="x", by=None
    )
    mine = offer("SUBMITTED")
    chosen = {"phrase_start": "Please check the dates.", "phrase_title": "made up"}

    browser.sign_in(coordinator).post(
        "opportunities.review",
        {**sent(mine, start="May is over."), **chosen, "decision": "ask"},
        ref=mine.ref,
    )

    (comment,) = db.session.scalars(select(ReviewComment))
    assert (comment.field, comment.words) == ("start", "Please check the dates. May is over.")


def test_what_changed_since_the_question_stands_side_by_side(browser, coordinator, offer):
    mine = offer("SUBMITTED", title="Old title", will_do="We bake.")
    vetting.ask(mine, {"title": "Shorter"}, version=None, by=coordinator)
    mine.title, mine.state = "New title", "SUBMITTED"
    db.session.commit()

    page = browser.sign_in(coordinator).get("opportunities.review", ref=mine.ref)

    table = next(t for t in page.soup.find_all("table") if "What changed since" in t.text)
    cells = [cell.get_text(" ", strip=True) for cell in table.select("tbody tr > *")]
    assert cells == ["Title", "Old title", "New title"]


def test_a_question_is_taken_back_before_the_employer_begins(browser, coordinator, offer):
    mine = offer("SUBMITTED")
    vetting.ask(mine, {"title": "Shorter"}, version=None, by=coordinator)
    browser.sign_in(coordinator)
    assert "Take the question back" in browser.get("opportunities.review", ref=mine.ref).buttons()

    page = browser.post("opportunities.recall", ref=mine.ref)

    assert "waits for you again" in " ".join(page.notices)
    db.session.refresh(mine)
    assert (mine.state, mine.review_due) == ("SUBMITTED", clock.add_working_days(clock.today(), 2))
    assert all(comment.resolved_at for comment in mine.comments)


@pytest.mark.parametrize("late", ["begun", "long ago"])
def test_what_the_employer_has_begun_is_theirs(make, coordinator, offer, late):
    mine = offer("SUBMITTED")
    vetting.ask(mine, {"title": "Shorter"}, version=None, by=coordinator)
    if late == "begun":
        mine.changed_at = clock.now() + timedelta(seconds=5)
    else:
        mine.comments[0].at = clock.now() - timedelta(minutes=31)
        mine.changed_at = mine.comments[0].at
    db.session.commit()

    with pytest.raises(vetting.TooLateToRecall):
        vetting.recall(mine, version=None, by=coordinator)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Write to jo@bakery.example", "An email address"),
        ("Ring 01908 691 691 first", "A telephone number"),
        ("Ring +44 7700 900123", "A telephone number"),
        ("See www.bakery.example/jobs", "A web address"),
        ("Ask for Sarah Jones at the desk", "Somebody is named"),
        ("Mrs Patel shows you round", "Somebody is named"),
        ("Her number is QQ 12 34 56 C", ""),
        ("AB 12 34 56 C", "National Insurance"),
        ("Send your sort code", "bank details"),
        ("Good for a care leaver", "Care or need is named"),
        ("We look for somebody young and dynamic", "shut people out"),
        ("native English speaker", "shut people out"),
        ("A shit job", "A swear word"),
        ("You pay a deposit for the uniform", "asked to pay"),
        # What is fine.
        ("Ask for help when you need it. Contact with customers.", ""),
        ("Ask for the manager. Report to Reception.", ""),
        ("From 2026 to 2027, 9:30 to 17:00, 37.5 hours, £12.71", ""),
        ("Scunthorpe and Cockfosters", ""),
        ("Order 12345678 boxes", ""),
        ("Take care of plants in care homes", ""),
    ],
)
def test_what_does_not_belong_into_a_public_text_is_noticed(text, told):
    found = texts.look(text)

    assert [one.words for one in found if told in one.words] if told else found == []
    assert all(one.todo for one in found)


def test_noticing_is_quick_with_any_text():

    began = time.process_time()
    for junk in ("a" * 20_000, "0 " * 10_000, "@." * 10_000, "Ask for " * 2_500, "😀" * 20_000):
        texts.look(junk)

    assert time.process_time() - began < 2


def test_each_notice_stands_at_its_field_with_what_to_do(browser, coordinator, offer):
    mine = offer(
        "SUBMITTED",
        will_do="Ring 01908 691691.",
        essential=["A driving licence"],
        day_one={"who_meets_you": "Ask for Sarah Jones"},
        postcode="EH1 1YZ",
    )

    found = noticing.notices(kept.current(mine))
    page = browser.sign_in(coordinator).get("opportunities.review", ref=mine.ref)

    assert set(found) == {"will_do", "essential", "postcode"}
    assert "Is there a bus, or could somebody share a lift?" in page.text
    assert "miles from Milton Keynes" in page.text


@pytest.mark.parametrize("round_", range(5))
def test_two_coordinators_who_decide_at_once_make_one_decision(app, make, coordinator, round_):
    second = make.user("coordinator")
    mine = make.opportunity(state="SUBMITTED")
    number, version, people = mine.id, mine.version, (coordinator.id, second.id)
    db.session.rollback()

    def approve():
        offer, by = db.session.get(Opportunity, number), db.session.get(User, people[0])
        vetting.approve(offer, version=version, by=by)

    def ask():
        offer, by = db.session.get(Opportunity, number), db.session.get(User, people[1])
        vetting.ask(offer, {"title": "Shorter"}, version=version, by=by)

    came = at_once(app, approve, ask)
    said = [type(one).__name__ if isinstance(one, DomainError) else one or "made" for one in came]

    assert sorted(said, key=str)[-1] == "made"
    assert said.count("made") == 1
    assert len(db.session.scalars(select(StateChange)).all()) == 1
    assert len(db.session.scalars(select(Message)).all()) == 1
    decided = [e for e in db.session.scalars(select(AuditEvent)) if "opportunity." in e.action]
    assert len(decided) == 1
