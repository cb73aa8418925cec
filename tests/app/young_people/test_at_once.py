"""Two people at the same moment, with real connections: one wins, the other is told."""

from __future__ import annotations

import threading

from app import db
from app.accounts.models import User
from app.errors import DomainError
from app.young_people import services
from app.young_people.models import YoungPerson
from app.young_people.services import NewYoungPerson
from tests.app.young_people.people import fresh


def at_once(app, *acts):
    """Run these in threads that start together; return what each came to, in order."""
    start, came = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        with app.app_context():
            start.wait()
            try:
                act()
                came[number] = "saved"
            except DomainError as error:
                came[number] = type(error).__name__
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_of_two_saves_of_one_version_exactly_one_is_kept(app, make, advisor):
    number, by = make.young_person(advisor=advisor).id, advisor.id

    def save(words, version):
        def act():
            person = db.session.get_one(YoungPerson, number)
            answers = {"advisor_notes": words}
            services.change(person, answers, version=version, by=db.session.get_one(User, by))

        return act

    for turn in range(20):
        version = db.session.get_one(YoungPerson, number, populate_existing=True).version
        db.session.rollback()
        came = at_once(app, save(f"one {turn}", version), save(f"two {turn}", version))

        assert sorted(came) == ["Stale", "saved"]
        kept = db.session.get_one(YoungPerson, number, populate_existing=True).advisor_notes
        assert kept == f"{('one', 'two')[came.index('saved')]} {turn}"
        db.session.rollback()


def test_of_two_records_with_one_case_reference_exactly_one_is_kept(app, advisor):
    by = advisor.id

    def start(number):
        def act():
            user = db.session.get_one(User, by)
            services.start_record(NewYoungPerson("R", case_reference=number), advisor=user, by=user)

        return act

    for turn in range(10):
        came = at_once(app, start(f"MK-{turn}"), start(f"MK-{turn}"))
        assert sorted(came) == ["WrongAnswer", "saved"]


def test_taking_back_an_agreement_and_becoming_ready_never_end_with_both(app, make, advisor):
    by = advisor.id

    def act_on(number, what):
        def act():
            person, user = db.session.get_one(YoungPerson, number), db.session.get_one(User, by)
            what(person, user)

        return act

    def take_back(person, user):
        services.withdraw_consent(person.consents[0], by=user)

    def get_ready(person, user):
        services.make_move(person, "ready", by=user)

    for _ in range(10):
        person = make.young_person(advisor=advisor, state="IN_PROGRESS")
        number = person.id
        at_once(app, act_on(number, take_back), act_on(number, get_ready))

        person = fresh(person)
        assert person.state == "IN_PROGRESS"
        assert services.standing_consent(person, "matching") is None
