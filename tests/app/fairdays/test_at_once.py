"""Places on a day are never oversold, whoever confirms at the same moment; real threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from app import db
from app.accounts.models import User
from app.fairdays import placing, services
from app.fairdays.models import FairDayOffer, FairDayPerson, FairDayPlace
from app.fairdays.placing import Full

PEOPLE, PLACES = 24, 5


def at_once(app, do, numbers):
    gate = threading.Barrier(len(numbers))

    def run(number):
        with app.app_context():
            gate.wait()
            try:
                do(number)
            except Exception as error:
                return error
            finally:
                db.session.remove()
            return None

    with ThreadPoolExecutor(len(numbers)) as pool:
        return list(pool.map(run, numbers))


def confirmed():
    db.session.rollback()
    rows = db.session.scalars(select(FairDayPlace).where(FairDayPlace.confirmed_at.is_not(None)))
    return len(list(rows))


def test_as_many_are_confirmed_as_there_are_places_however_many_try_at_once(app, fairs):
    day = fairs.started(people=PEOPLE, places=(PLACES,))
    # A wrong proposal, as no page can make it: everybody on the same offer.
    offer = day.offers[0]
    for person in day.people:
        person.place.offer_id = offer.id
    numbers, by, offer_id = [one.id for one in day.people], fairs.by.id, offer.id
    db.session.commit()
    db.session.remove()

    def confirm(number):
        person = db.session.get_one(FairDayPerson, number)
        placing.confirm(person, person.place.offer.ref, reason="", by=db.session.get_one(User, by))

    errors = [error for error in at_once(app, confirm, numbers) if error]

    assert {type(error) for error in errors} == {Full}
    assert confirmed() == PLACES
    assert db.session.get_one(FairDayOffer, offer_id).confirmed == PLACES


def test_two_days_do_not_promise_the_same_last_place(app, fairs, make):
    offer = make.opportunity(places=1)
    people = []
    for _ in range(2):
        day = fairs.planned(people=1, places=())
        db.session.add(FairDayOffer(fair_day_id=day.id, opportunity_id=offer.id, places=1))
        db.session.commit()
        for verb in ("draw", "start_stable"):
            services.act(fairs.whole(day), verb, by=fairs.by)
        people += [one.id for one in fairs.placed(day)]
    by = fairs.by.id
    db.session.remove()

    def confirm(number):
        person = db.session.get_one(FairDayPerson, number)
        placing.confirm(person, person.place.offer.ref, reason="", by=db.session.get_one(User, by))

    errors = [error for error in at_once(app, confirm, people) if error]

    assert len(people) >= 2
    assert {type(error) for error in errors} == {Full}
    assert confirmed() == 1


def test_a_double_click_confirms_once(app, fairs):
    day = fairs.started(people=1, places=(2,))
    number, by = fairs.placed(day)[0].id, fairs.by.id
    db.session.remove()

    def confirm(number):
        person = db.session.get_one(FairDayPerson, number)
        placing.confirm(person, person.place.offer.ref, reason="", by=db.session.get_one(User, by))

    errors = at_once(app, confirm, [number] * 6)

    assert sum(error is None for error in errors) == 1
    assert confirmed() == 1
