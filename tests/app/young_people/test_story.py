"""The story of a record: everything that happened, by whom, newest first, and who looked."""

from __future__ import annotations

from datetime import date, timedelta

from app import clock
from app.young_people import notes, services, story, transfers
from app.young_people.models import Level, Purpose
from app.young_people.services import Agreement, NewActivity, NewYoungPerson
from app.young_people.signals import Event, asked_for_story
from tests.app.young_people.people import fresh

BOTH = Agreement(
    Purpose.MATCHING,
    "in person",
    given_by="young person and carer",
    authority_held_by="parent",
    evidence="Letter of 3 May, on the case file",
)


def test_everything_that_happened_is_told_newest_first_with_who(make, advisor, manager):
    person = services.start_record(NewYoungPerson("Robin"), advisor=advisor, by=advisor)
    services.save_interests(
        person, {"retail": Level.KEEN}, "dogs", version=person.version, by=advisor
    )
    consent = services.record_consent(person, BOTH, by=advisor)
    services.make_move(person, "ready", by=advisor)
    services.record_activity(person, NewActivity("G5", date(2026, 1, 5)), by=advisor)
    services.withdraw_consent(consent, by=advisor)
    other = make.user("advisor", name="Priya Shah")
    gift = transfers.Gift(person, other)
    transfers.hand_over([gift], frm=advisor, reason="New patch", by=manager)

    told = {event.title: event for event in story.tell(fresh(person))}

    assert set(told) == {
        "Record started",
        "Started getting ready",
        "Updated interests",
        "Agreed to look for opportunities",
        "Ready for suggestions",
        "Activity: Not in work or learning: other reasons",
        "Took back the agreement to look for opportunities",
        "Suggestions stopped",
        f"Priya Shah became the advisor, after {advisor.name}",
    }
    assert told["Ready for suggestions"].by == advisor.name
    assert told["Suggestions stopped"].body == "They took back their agreement"
    assert (
        told["Activity: Not in work or learning: other reasons"].body
        == "Since Monday 5 January 2026."
    )
    assert told[f"Priya Shah became the advisor, after {advisor.name}"].body == "New patch"
    moments = [event.when for event in story.tell(fresh(person))]
    assert moments == sorted(moments, reverse=True)


def test_what_one_person_changed_on_one_day_is_one_line(make, advisor):
    person = make.young_person(advisor=advisor)
    for answers in (
        {"outward": "MK3"},
        {"skills": [{"name": "x", "evidence": "said"}]},
        {"outward": "MK4"},
    ):
        services.change(person, answers, version=fresh(person).version, by=advisor)

    titles = [event.title for event in story.tell(fresh(person))]
    assert [title for title in titles if title.startswith("Updated")] == [
        "Updated skills and travel"
    ]


def test_another_feature_can_add_to_the_story(make, advisor):
    person = make.young_person(advisor=advisor)
    later = clock.now() + timedelta(minutes=1)

    with asked_for_story.connected_to(lambda _: [Event(later, "Met Riverside Bakery")]):
        assert story.tell(person)[0].title == "Met Riverside Bakery"


def test_lately_is_the_last_few_things_in_short(make, advisor):
    person = services.start_record(NewYoungPerson("Robin"), advisor=advisor, by=advisor)
    services.save_interests(person, {}, "dogs", version=person.version, by=advisor)

    assert [event.title for event in story.lately(person)] == [
        "Started getting ready",
        "Updated interests",
        "Record started",
    ]


def test_who_looked_is_listed_by_day_with_how_often(browser, make, advisor, manager):
    person = make.young_person(advisor=advisor)
    for _ in range(3):
        browser.sign_in(advisor).get("young_people.show", ref=person.ref)
    browser.sign_in(manager).get("young_people.show", ref=person.ref)

    found = [(reading.who, reading.role, reading.times) for reading in story.readers(person)]
    assert found == [(manager.name, "manager", 1), (advisor.name, "advisor", 3)]


def test_a_story_can_be_narrowed_to_one_part_of_it(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    notes.write([person], "Rang about the bus", contact="call", by=advisor)
    browser.sign_in(advisor)
    where = {"ref": person.ref, "name": "history"}

    everything = browser.get("young_people.section", **where)
    told = browser.get("young_people.section", kind="contact", **where)
    unknown = browser.get("young_people.section", kind="<b>", **where)

    titles = [h3.get_text() for h3 in told.soup.select(".uo-timeline__title")]
    assert titles == ["Talked on the phone"]
    assert "Agreed to look for opportunities" in everything.text
    assert everything.soup.select(".uo-timeline__title") == unknown.soup.select(
        ".uo-timeline__title"
    )
