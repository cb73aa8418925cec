"""The history of a record says what each answer was before and what it is now."""

from __future__ import annotations

from datetime import date

from app.young_people import services, story
from app.young_people.models import Level
from tests.app.young_people.people import fresh


def changed(person):
    """What the story says changed: question, before, now."""
    return [line for event in story.tell(fresh(person)) for line in event.changes]


def test_a_changed_answer_is_told_with_what_it_was(make, advisor):
    person = make.young_person(advisor=advisor, travel_minutes=30, travel_modes=["bus"])
    answers = {"travel_minutes": 45, "travel_modes": ["bus", "walk"], "outward": person.outward}
    services.change(person, answers, version=person.version, by=advisor)

    assert changed(person) == [
        ("Minutes they travel", "30", "45"),
        ("How they get around", "Bus", "Walking and Bus"),
    ]


def test_dates_qualifications_and_the_list_of_being_ready_are_told_in_words(make, advisor):
    person = make.young_person(advisor=advisor, checklist={"cv": "in_progress"})
    answers = {
        "available_from": date(2026, 12, 1),
        "qualifications": [{"name": "Food hygiene", "level": 2}],
        "checklist": {"cv": "done"},
    }
    services.change(person, answers, version=person.version, by=advisor)

    assert changed(person) == [
        ("First day they could start", "–", "Tuesday 1 December 2026"),
        ("CV", "On the way", "Done"),
        ("Qualifications", "–", "Food hygiene 2"),
    ]


def test_a_changed_mind_about_a_sector_is_told(make, advisor):
    person = make.young_person(advisor=advisor, interests={"retail": "curious"}, own_words="dogs")
    levels = {"retail": Level.KEEN, "construction": Level.NOT_FOR_ME, "technology": None}
    services.save_interests(person, levels, "dogs", version=person.version, by=advisor)

    assert changed(person) == [
        ("Construction and trades", "–", "Not for me"),
        ("Retail", "Curious", "Keen"),
    ]


def test_saving_the_same_answers_again_adds_nothing_to_the_history(make, advisor):
    person = make.young_person(advisor=advisor, interests={"retail": "curious"})
    levels = {"retail": Level.CURIOUS}
    services.save_interests(person, levels, person.own_words, version=person.version, by=advisor)

    assert changed(person) == []


def test_a_reference_that_could_be_a_date_is_told_as_it_was_written(make, advisor):
    person = make.young_person(advisor=advisor, case_reference="20261125")
    services.change(person, {"case_reference": "20261126"}, version=person.version, by=advisor)

    assert changed(person) == [("Case reference", "20261125", "20261126")]
