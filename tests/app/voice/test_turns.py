"""What a young person says or asks on their own page stands in their advisor’s caseload at once."""

from __future__ import annotations

from app import db
from app.voice import news, requests
from app.voice.models import NewsKind, RequestKind
from app.young_people import caseload


def waits(advisor, person):
    line = next(line for line in caseload.lines(advisor) if line.ref == person.ref)
    return [(cause.key, cause.turn, cause.words) for cause in line.causes]


def test_what_they_said_waits_until_it_is_read(make, advisor):
    person, offer = make.young_person(advisor=advisor), make.opportunity(title="Bakery week")
    news.add(person, NewsKind.HOW, face=3)
    news.add(person, NewsKind.YES, opportunity=offer)
    db.session.commit()
    before = waits(advisor, person)
    news.mark_read(person, by=advisor)

    words = "Said yes to “Bakery week”, on their own page, and 1 thing more"
    assert before == [("answered", "advisor", words)]
    assert waits(advisor, person) == []


def test_what_they_ask_for_waits_until_it_is_answered(make, advisor):
    person = make.young_person(advisor=advisor)
    row = requests.ask(person, RequestKind.TALK, "about the bus")
    before = waits(advisor, person)
    requests.finish(row.ref, "Tuesday at 3", by=advisor)

    assert before == [("asked", "advisor", "Wants to talk")]
    assert waits(advisor, person) == []


def test_what_is_not_meant_for_the_advisor_never_shows(make, advisor):
    person = make.young_person(advisor=advisor)
    requests.ask(person, RequestKind.COMPLAIN, "about you", advisor_may_read=False)
    requests.ask(person, RequestKind.TALK, "not with them", advisor_may_read=False)

    assert waits(advisor, person) == []
