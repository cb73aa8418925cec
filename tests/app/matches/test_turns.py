"""What waits about suggestions stands in the caseload, in the story and on the home page alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import clock, db
from app.matches import runs, services, story
from app.matches.models import Proposal, SuggestionState
from app.matches.needs import needs
from app.young_people import caseload, rounds

TODAY = clock.today()


@pytest.fixture
def pair(make, advisor):
    """Somebody with one strong match."""
    person = make.young_person(advisor=advisor, skills=[{"name": "cooking", "evidence": "shown"}])
    offer = make.opportunity(skills=["cooking"])
    runs.run("test")
    db.session.query(Proposal).update({"band": "strong"})
    db.session.commit()
    return person, offer


def waits(advisor, person):
    line = next(line for line in caseload.lines(advisor) if line.ref == person.ref)
    return [(cause.key, cause.turn, cause.words, cause.button) for cause in line.causes]


def moved(person, offer, *verbs, ago=0):
    for verb in verbs:
        row = services.act(person, offer, verb, by=person.advisor, reason="Because")
    row.changed_at = clock.now() - timedelta(days=ago)
    db.session.commit()
    return row


def test_strong_matches_nobody_looked_at_wait_in_the_caseload_as_on_the_home_page(
    app, advisor, pair
):
    person, _ = pair

    with app.test_request_context():
        assert [need.what for need in needs(advisor)] == ["1 strong match to talk about"]
    assert waits(advisor, person) == [
        ("suggestion", "advisor", "1 strong match to talk about", "Look")
    ]


def test_once_something_is_under_way_the_list_no_longer_waits(advisor, pair):
    person, offer = pair
    moved(person, offer, "shortlist")

    words = f"“{offer.title}” is on the shortlist: talk it through"
    assert waits(advisor, person) == [("suggestion", "advisor", words, "Talk about it")]


@pytest.mark.parametrize(("days", "turn"), [(0, "young_person"), (40, "advisor")])
def test_an_answer_is_the_young_persons_turn_until_it_is_late(advisor, pair, days, turn):
    person, offer = pair
    moved(person, offer, "shortlist", "discuss", ago=days)

    assert [(key, whose) for key, whose, *_ in waits(advisor, person)] == [("suggestion", turn)]


def test_a_yes_waits_to_be_introduced_until_they_are(make, advisor, pair):
    person, offer = pair
    moved(person, offer, "shortlist", "interested")
    before = waits(advisor, person)
    make.introduction(person, offer)

    assert before == [
        ("yes", "advisor", f"Said yes to “{offer.title}”: introduce them", "Introduce")
    ]
    assert [(key, turn) for key, turn, *_ in waits(advisor, person)] == [
        ("introduction", "employer")
    ]


def test_a_no_waits_for_nobody(advisor, pair):
    person, offer = pair
    moved(person, offer, "shortlist", "declined")
    db.session.query(Proposal).delete()
    db.session.commit()

    assert waits(advisor, person) == []


def test_suggestions_of_somebody_put_off_need_nobody(app, advisor, pair):
    rounds.put_off(pair[0], TODAY + timedelta(days=3), "Away", before=None, by=advisor)

    with app.test_request_context():
        assert needs(advisor) == []
    assert waits(advisor, pair[0]) == []


def test_an_interview_on_the_next_working_day_is_the_advisors_turn(make, advisor):
    person = make.young_person(advisor=advisor)
    soon = clock.add_working_days(TODAY, 1) - TODAY
    row = make.introduction(person, state="INTERVIEW_BOOKED", interview_at=clock.now() + soon)
    before = waits(advisor, person)
    row.interview_at = clock.now() + timedelta(days=soon.days + 3)
    db.session.commit()

    assert [(key, turn) for key, turn, *_ in before] == [("interview", "advisor")]
    assert [(key, turn) for key, turn, *_ in waits(advisor, person)] == [
        ("interview", "young_person")
    ]


def test_every_decision_is_a_line_of_the_story(advisor, pair):
    person, offer = pair
    moved(person, offer, "shortlist", "discuss", "declined")

    told = [(event.title, event.body) for event in story.events(person)]
    assert told == [
        (f"Shortlisted “{offer.title}”", "Because"),
        (f"Talked about “{offer.title}”", "Because"),
        (f"Said no to “{offer.title}”", "Because"),
    ]
    assert services.queries.decision_on(person, offer).state == SuggestionState.YP_DECLINED
