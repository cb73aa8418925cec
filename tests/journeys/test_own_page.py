"""A young person’s own page, from the message to the advisor’s desk, on an old phone without scripts."""

from __future__ import annotations

import re

import pytest

from app import db
from app.accounts.models import User
from app.matches import runs
from app.matches.models import Suggestion
from app.young_people.models import Consent, YoungPerson
from tests.app.voice.things import PAGES, ask_to_tell, fill


@pytest.fixture
def told(story, make):
    """An advisor, and a young person with two ideas and a phone."""
    story.knows("ava", "advisor")
    db.session.get_one(User, story.user("ava")).name = "Ava Reed"
    for title in ("Help in a bakery", "Help in a kitchen"):
        make.opportunity(title=title)
    young = make.young_person(
        advisor=make.user("manager"),
        preferred_name="Juniper",
        phone="+447700900123",
        contact_preference="text message",
        safe_times="Weekdays before 4pm",
    )
    young.advisor_id = story.user("ava")
    db.session.commit()
    runs.run("test", [young.id])
    return young.ref


def send_link(story) -> str:
    """Ava looks at the exact words, sends the link and finds the message in the mailbox."""
    ava = story["ava"].open("/").menu("Young people").follow("Juniper")
    ava.follow("What they said, and send the link").unfold("Text message to")
    ava.sees("Monday to Friday, 9am to 4pm", "It leaves at once", "Your page is ready:")
    ava.press("Send the link").sees("The link leaves", "Sent, and not opened yet")
    ava.open("/mailbox").does_not_see("Juniper")
    return ava.page.locator("main a[href^='/y/']").first.get_attribute("href")


def answer(phone, idea: str, said: str, why: str = "") -> None:
    """Say what they think of one idea."""
    phone.open("/page/ideas").follow(re.compile(idea)).sees(
        "Why this?", "You are keen on hospitality"
    )
    phone.tick(said)
    if why:
        phone.fill("Do you want to say why?", why)
    phone.press("Send my answer").sees("Thank you", "Ava can see what you said")


def test_a_link_is_sent_opened_answered_and_ended(story, told):
    link = send_link(story)
    scanner = story.visitor("scanner")
    for _ in range(5):
        scanner.context.request.head(f"{story.site}{link}")
        scanner.open(link).sees("Your page is ready").does_not_see("Juniper", "Unlocking", "care")

    phone = story.visitor("phone", width=320, scripts=False)
    phone.open(link).press("Open my page").sees("Hello Juniper", "2 new ideas for you")
    answer(phone, "bakery", "Yes, I would like that")
    answer(phone, "kitchen", "No, not for me", "too hot in there")
    phone.open("/page").follow(re.compile("How is it going")).page.locator("#face-2").check()
    phone.fill("Do you want to say more?", "i am tired").tick("I want to talk").press("Send it")
    phone.sees("Ava will get in touch by Tuesday 3 November")
    assert phone.check_page() == []

    ava = story["ava"].open("/")
    ava.sees("Juniper", "wants to talk", "due tomorrow", "on their own page, and 2 things more")
    db.session.rollback()
    assert sorted(db.session.query(Suggestion.state).all()) == [
        ("YP_DECLINED",),
        ("YP_INTERESTED",),
    ]
    db.session.rollback()
    ava.press("Read").sees("too hot in there", "i am tired", "Said yes to “Help in a bakery”")
    ava.press("Close the links now").sees("Whoever has the page open is out")

    phone.open("/page/ideas").sees("This page is closed").does_not_see("Juniper", "bakery")
    assert story.problems() == []


def test_they_leave_something_out_and_their_advisor_sends_the_rest(story, told):
    young = db.session.query(YoungPerson).filter_by(ref=told).one()
    ask_to_tell(young, story.make)
    phone = story.visitor("phone", width=320, scripts=False)
    phone.open(send_link(story)).press("Open my page").follow(re.compile("May we tell Market Hall"))
    phone.sees("This is all they would read", "Juniper likes to be up early", "Your age")
    phone.tick("Yes, tell them this").tick("Your age").press("Send my answer")
    phone.sees("Ava sends it next", "They see only what you said yes to")
    assert phone.check_page() == []
    phone.open("/page/next").sees("You said we may tell them. Ava sends it next")

    story["ava"].open("/").sees("Send the introduction to Market Hall: they agreed")
    db.session.rollback()
    share = db.session.query(Consent).filter_by(purpose="share").one()
    assert share.shared_fields == ["preferred_name", "own_words"]
    assert story.problems() == []


def test_the_way_out_is_always_there_and_leaves_nothing_behind(story, told):
    link = send_link(story)
    phone = story.visitor("phone", width=320)
    phone.page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Sunny"))
    phone.open(link).press("Open my page").sees("Hello Juniper")
    assert phone.check_page() == []

    for _ in range(3):
        phone.page.keyboard.press("Escape")
    phone.page.wait_for_url("https://www.bbc.co.uk/weather")

    phone.open("/page").sees("This page is closed").does_not_see("Juniper")


def test_no_page_of_theirs_has_a_violation_or_scrolls_sideways(story, told):
    fill(db.session.query(YoungPerson).filter_by(ref=told).one(), story.make)
    phone = story.visitor("phone", width=320)
    phone.open(send_link(story)).press("Open my page")

    wrong = []
    for path in [path for path in PAGES if "thanks" not in path or path.endswith("answer")]:
        phone.open(path)
        wrong += [f"{path}: {found}" for found in phone.check_page()]
    phone.open("/page/how").press("Send it").sees("Pick a face")
    wrong += [f"an error: {found}" for found in phone.check_page()]

    assert wrong == []
