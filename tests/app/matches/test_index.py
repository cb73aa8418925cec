"""The offers made ready once a process: never another answer than a pool made this moment."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import event, update

from app import clock, db
from app.employers.models import Employer
from app.matches import facts, queries
from app.matches.engine import index
from app.matches.engine.ranking import Engine
from app.opportunities import services as opportunities


def fresh():
    return Engine(facts.offers()[0], on=clock.today(), top=12, floor=0.5)


def answers(engine, person):
    return [line.line for line in engine.rank([facts.one(person.id)])]


def test_the_same_engine_serves_until_something_changes(make):
    make.opportunity()
    engine = index.current()

    assert index.current() is engine


@pytest.mark.parametrize("what", ["edit", "new", "paused", "employer", "place", "rate", "removed"])
def test_whatever_changes_is_seen_at_once(make, what):
    person = make.young_person()
    offers = [make.opportunity(title=f"Offer {number}", places=5) for number in range(3)]
    before = index.current()
    offer = offers[1]
    if what == "edit":
        offer.will_do = "Something else altogether"
    elif what == "new":
        make.opportunity(title="New")
    elif what == "paused":
        offer.state = "PAUSED"
    elif what == "employer":
        offer.employer.state = "SUSPENDED"
    elif what == "place":
        with db.transaction():
            opportunities.take_place(offer)
    elif what == "rate":
        statement = update(Employer).where(Employer.id == offer.employer_id)
        db.session.execute(statement.values(response_rate=0.25))
    elif what == "removed":
        db.session.delete(offer)
    db.session.commit()
    after = index.current()

    assert after is not before
    assert after.pool == fresh().pool
    assert answers(after, person) == answers(fresh(), person)
    assert after.stands_on == fresh().stands_on


def test_only_what_changed_is_read_again(make):
    offers = [make.opportunity() for _ in range(30)]
    index.current()
    offers[4].title = "Another title"
    db.session.commit()
    rows = []

    def count(_, cursor, statement, *more):
        if "will_do" in statement:
            rows.append(statement)

    event.listen(db.orm.engine, "before_cursor_execute", count)
    try:
        engine = index.current()
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", count)

    assert len(rows) == 1
    assert " IN " in rows[0]
    assert engine.pool[offers[4].ref].title == "Another title"


def test_a_new_day_makes_the_pool_anew(make, monkeypatch):
    make.opportunity()
    today = index.current()
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)

    assert index.current().on == tomorrow
    assert today.on != tomorrow


def test_an_explanation_of_a_pair_says_what_the_list_says(make):
    person = make.young_person(own_words="i like cooking and cakes")
    offers = [make.opportunity(will_do=f"You bake cakes {number}") for number in range(6)]
    found = {line.opportunity: line for line in fresh().rank([facts.one(person.id)])}

    for offer in offers:
        explained = queries.explain(person, offer)
        assert explained.match.score_micro == found[offer.ref].score_micro
        assert explained.match.terms == found[offer.ref].terms


def test_an_offer_that_is_not_live_any_more_can_still_be_explained(make):
    person, offer = make.young_person(), make.opportunity(state="CLOSED")

    assert queries.explain(person, offer).match is not None


def test_many_threads_are_served_by_one_engine(app, make):
    person = make.young_person()
    for _ in range(20):
        make.opportunity()
    wanted, found, wrong = answers(fresh(), person), [], []
    number = person.id
    db.session.commit()
    gate = threading.Barrier(8)

    def ask():
        try:
            with app.app_context():
                gate.wait(300)
                engine = index.current()
                known = facts.one(number)
                found.append((id(engine), [line.line for line in engine.rank([known])]))
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert [lines for _, lines in found] == [wanted] * 8
    assert len({engine for engine, _ in found}) == 1
