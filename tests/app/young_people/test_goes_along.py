"""What goes along with a young person: everything under way is said before, and reaches who has them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app import clock, db
from app.filters import date_range, day_and_time, long_date
from app.introductions import messages as introductions
from app.outbox.models import Message
from app.placements import messages as placements
from app.placements.models import FollowUp
from app.voice import news, requests
from app.voice.models import NewsKind, RequestKind
from app.young_people import covers, meanwhile, transfers
from app.young_people.covers import NewCover
from app.young_people.transfers import Gift
from tests.app.young_people.people import add, counting, fresh


def under_way(make, person):
    """An interview to come, a placement with a follow-up, a suggestion, a wish to talk."""
    at = clock.now() + timedelta(days=5)
    row = make.introduction(person, state="INTERVIEW_BOOKED", interview_at=at)
    placed = make.placement(make.introduction(person, state="ACCEPTED"))
    add(FollowUp(placement_id=placed.id, weeks=4, due=clock.today() + timedelta(days=9)))
    make.suggestion(person, state="SHORTLISTED")
    requests.ask(person, RequestKind.TALK)
    return row, placed


def test_everything_under_way_is_said_in_words(make, advisor):
    person, quiet = make.young_person(advisor=advisor), make.young_person(advisor=advisor)
    row, placed = under_way(make, person)
    said = transfers.goes_along([person, quiet])

    assert (
        f"Interview at {row.opportunity.employer.name}, {day_and_time(row.interview_at)}"
        in (said[person.id])
    )
    place = placed.opportunity.employer.name
    assert f"Placement at {place}, {date_range(placed.start, placed.end)}" in said[person.id]
    due = clock.today() + timedelta(days=9)
    assert f"Asking how it went on, {long_date(due)}" in said[person.id]
    assert "1 suggestion being talked about" in said[person.id]
    assert any(words.startswith("Wants to talk: answer due") for words in said[person.id])
    assert said[quiet.id] == []


def test_it_asks_as_often_for_many_as_for_one(make, advisor):
    people = [make.young_person(advisor=advisor) for _ in range(6)]
    for person in people:
        under_way(make, person)

    def asked(which):
        db.session.expire_all()
        found = [fresh(person) for person in which]
        for person in found:
            _ = person.consents
        with counting() as sent:
            transfers.goes_along(found)
        return len(sent)

    assert asked(people[:1]) == asked(people) <= 12


def test_what_employers_answer_reaches_whoever_looks_after_them_now(make, advisor, manager):
    person, helper, third = (
        make.young_person(advisor=advisor),
        make.user("advisor"),
        make.user("advisor"),
    )
    row, placed = under_way(make, person)

    def told():
        before = set(db.session.scalars(select(Message.id)))
        with db.transaction():
            introductions.answered(row)
            placements.agreed(placed)
        rows = select(Message).where(Message.id.not_in(before))
        staff = {advisor.email, helper.email, third.email}
        return [m.to_address for m in db.session.scalars(rows) if m.to_address in staff]

    assert told() == [advisor.email] * 2
    cover = covers.set_cover(advisor, [helper], NewCover(clock.today(), clock.today()), by=manager)
    assert told() == [helper.email] * 2
    covers.make_move(cover, "end", by=manager)
    assert told() == [advisor.email] * 2
    transfers.hand_over([Gift(person, third)], frm=advisor, reason="x", by=manager)
    assert told() == [third.email] * 2


def test_what_happened_elsewhere_is_told_to_whoever_was_away(make, advisor, manager):
    person, helper = make.young_person(advisor=advisor), make.user("advisor")
    cover = covers.set_cover(advisor, [helper], NewCover(clock.today(), clock.today()), by=manager)
    with db.transaction():
        news.add(person, NewsKind.WORDS, words="i would like to try welding")
    ((who, events),) = meanwhile.of_cover(cover)

    assert who.id == person.id
    assert ("Wrote about themself", "i would like to try welding") in [
        (event.title, event.body) for event in events
    ]
