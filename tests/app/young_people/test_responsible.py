"""Who was responsible from when to when: in the picture and in the story."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import clock, db
from app.young_people import covers, responsible, story, transfers
from app.young_people.covers import NewCover
from app.young_people.transfers import Gift
from tests.app.young_people.people import fresh

START = clock.now() - timedelta(days=100)


@pytest.fixture
def hand_on(manager):
    def act(person, frm, to, days_ago):
        batch = transfers.hand_over(
            [Gift(person, to, "Ring first")], frm=frm, reason="x", by=manager
        )
        for row in transfers.of_batch(batch, manager=manager):
            row.at = clock.now() - timedelta(days=days_ago)
        db.session.commit()
        return batch

    return act


def test_each_advisor_follows_the_one_before_without_a_gap(make, hand_on):
    one, two, three = (make.user("advisor", name=name) for name in "ABC")
    person = make.young_person(advisor=one, created_at=START)
    hand_on(person, one, two, 60)
    hand_on(fresh(person), two, three, 20)
    turns = responsible.spans(fresh(person))

    assert [turn.words for turn in turns] == ["A", "B", "C"]
    assert [turn.until for turn in turns[:-1]] == [turn.since for turn in turns[1:]]
    assert turns[0].since == clock.local(START).date()
    assert turns[-1].until is None


def test_one_who_was_never_handed_over_has_one_advisor(make, advisor):
    person = make.young_person(advisor=advisor, created_at=START)

    assert [turn.words for turn in responsible.spans(person)] == [advisor.name]


def test_what_was_undone_stands_in_the_story_and_the_note_with_it(make, advisor, manager, hand_on):
    person, to = (
        make.young_person(advisor=advisor, created_at=START),
        make.user("advisor", name="B"),
    )
    batch = hand_on(person, advisor, to, 0)
    transfers.undo(batch, by=manager)
    person = fresh(person)
    told = {event.title: event.body for event in story.tell(person)}

    assert "The hand-over to B was undone" in told
    assert "Ring first" in told[f"B became the advisor, after {advisor.name}"]
    assert responsible.spans(person)[-1].words == advisor.name


def test_who_covered_is_told_only_of_those_they_covered(make, manager):
    absent, helper = make.user("advisor", name="A"), make.user("advisor", name="B")
    covered, other = make.young_person(advisor=absent), make.young_person(advisor=absent)
    today = clock.today()
    covers.set_cover(absent, [helper], NewCover(today, today, only=(covered,)), by=manager)

    def titles(person):
        return [event.title for event in responsible.events(fresh(person))]

    assert len(titles(covered)) == 1
    assert titles(covered)[0].startswith("B covered for A")
    assert titles(other) == []


def test_cover_before_their_time_is_not_theirs(make, manager, hand_on):
    absent, helper, before = (make.user("advisor", name=name) for name in "ABC")
    person = make.young_person(advisor=before, created_at=START)
    days = clock.today() - timedelta(days=9), clock.today()
    cover = covers.set_cover(absent, [helper], NewCover(clock.today(), clock.today()), by=manager)
    cover.begins, cover.ends = days[0], days[0]
    db.session.commit()
    hand_on(person, before, absent, 2)

    assert responsible.events(fresh(person)) == []
