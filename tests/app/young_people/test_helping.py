"""Help for whoever writes a record: levels read from names, next steps with sources, kinder words."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app import clock, db
from app.audit.models import AuditEvent
from app.settings import services as settings
from app.young_people import choices, helping
from app.young_people.models import Note
from tests.app.young_people.people import fresh

TODAY = clock.today()


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("GCSE maths grade 5", 2),
        ("GCSE English, grade 4", 2),
        ("GCSE maths grade 3", 1),
        ("GCSE art grade B", 2),
        ("GCSE history: D", 1),
        ("GCSEs: maths 2, English 5", 2),
        ("GCSE maths", None),
        ("A level biology", 3),
        ("AS-level art", 3),
        ("T Level in digital", 3),
        ("Functional Skills English Level 1", 1),
        ("NVQ 2 hairdressing", 2),
        ("BTEC level 3 in sport", 3),
        ("Entry level 3 ESOL", 0),
        ("HND computing", 5),
        ("HNC", 4),
        ("Foundation degree in care", 5),
        ("BSc physics", 6),
        ("Food hygiene level 2", 2),
        ("Food hygiene", None),
        ("CSCS card", None),
        ("Duke of Edinburgh bronze", None),
        ("Bronze swimming", None),
        ("", None),
    ],
)
def test_the_level_is_read_from_the_name_where_the_name_says_it(name, level):
    assert helping.level_in(name) == level


def test_a_level_that_is_left_open_is_filled_in_and_one_that_is_chosen_stays(
    browser, make, advisor
):
    person = make.young_person(advisor=advisor)
    sent = {
        "version": person.version,
        "qualifications-0-name": "GCSE maths grade 5",
        "qualifications-0-level": "",
        "qualifications-1-name": "GCSE English grade 6",
        "qualifications-1-level": "1",
    }

    browser.sign_in(advisor).post(
        "young_people.edit", sent, ref=person.ref, subject="qualifications"
    )

    assert [row["level"] for row in fresh(person).qualifications] == [2, 1]


def test_a_skill_keeps_who_saw_it_and_the_day_it_was_first_noted(browser, make, advisor):
    before = [{"name": "tills", "evidence": "shown", "by": "Priya", "on": "2026-03-02"}]
    person = make.young_person(advisor=advisor, skills=before)
    browser.sign_in(advisor)
    sent = {
        "version": person.version,
        "shown": "tills – Priya\ncooking – Sam – the chef",
        "said": "",
    }

    page = browser.post("young_people.edit", sent, ref=person.ref, subject="skills")

    assert fresh(person).skills == [
        *before,
        {"name": "cooking", "evidence": "shown", "by": "Sam – the chef", "on": TODAY.isoformat()},
    ]
    assert "tills (Priya, noted 2 Mar 2026)" in page.text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He has ADHD and needs calm", "ADHD"),
        ("Diagnosed last year", "Diagnosed"),
        ("social anxiety", "anxiety"),
        ("Dyslexic", "Dyslexi"),
        ("takes medication at noon", "medication"),
    ],
)
def test_words_for_a_condition_are_noticed(text, word):
    assert [one.word.casefold()[:7] for one in helping.sounds_like_health(text)] == [
        word.casefold()[:7]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Likes to help and to send parcels",
        "Works best with their hands, one thing at a time",
        "Was anxious to be on time",
        "Sends pictures of cakes",
        "",
    ],
)
def test_plain_words_are_left_alone(text):
    assert helping.sounds_like_health(text) == []


def test_a_diagnosis_in_what_helps_is_asked_about_once_and_never_refused(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    browser.sign_in(advisor)
    where = {"ref": person.ref, "subject": "helps"}
    sent = {"version": person.version, "working_style": "He has ADHD"}

    asked = browser.post("young_people.edit", sent, **where)
    kept = fresh(person).working_style
    browser.post("young_people.edit", {**sent, "as_it_is": "1"}, **where)

    assert (asked.status, kept) == (422, "")
    assert "one task at a time" in asked.text
    assert "He has ADHD" in asked.soup.find("input", {"name": "working_style"})["value"]
    assert fresh(person).working_style == "He has ADHD"


def test_a_note_is_asked_about_too(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    browser.sign_in(advisor)
    sent = {"words": "Sounded depressed on the phone", "contact": "call"}

    asked = browser.post("young_people.note", sent, ref=person.ref)
    none = db.session.scalars(select(Note)).all()
    browser.post("young_people.note", {**sent, "as_it_is": "1"}, ref=person.ref)

    assert (asked.status, none) == (422, [])
    assert [note.words for note in db.session.scalars(select(Note))] == [sent["words"]]


def test_their_own_words_are_never_corrected(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    sent = {"version": person.version, "own_words": "i have adhd and i am good at it"}

    browser.sign_in(advisor).post("young_people.interests", sent, ref=person.ref)

    assert fresh(person).own_words == sent["own_words"]


def test_everything_on_the_list_has_steps_with_a_source_and_a_day():
    rows = {row["item"]: row for row in settings.reference("ready-help")}

    assert rows.keys() == choices.CHECKLIST.keys()
    for row in rows.values():
        assert row["steps"]
        assert row["source"]
        assert date.fromisoformat(row["valid_from"]) <= TODAY
        assert row["href"] == "" or row["href"].startswith("https://")


def test_one_tap_ticks_one_thing_and_keeps_the_rest(browser, make, advisor):
    person = make.young_person(advisor=advisor, checklist={"cv": "done", "id": "in_progress"})
    browser.sign_in(advisor)

    page = browser.post("young_people.tick", ref=person.ref, item="id", state="done")

    trail = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "young_person.change"))
    assert fresh(person).checklist == {"cv": "done", "id": "done"}
    assert "2 of 8 done. Next: bank account." in page.text
    assert [row.details["fields"] for row in trail] == [["checklist"]]


@pytest.mark.parametrize(("item", "state"), [("cat", "done"), ("cv", "lost")])
def test_what_is_not_on_the_list_cannot_be_ticked(browser, make, advisor, item, state):
    person = make.young_person(advisor=advisor)

    page = browser.sign_in(advisor).post(
        "young_people.tick", ref=person.ref, item=item, state=state
    )

    assert page.status == 404
