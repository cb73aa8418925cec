"""“Needs me now”: who waits, why, since when, and one button that leads there."""

from __future__ import annotations

from datetime import timedelta

from app import clock
from app.young_people.needs import needs
from tests.app.young_people.people import counting


def asked(app, user):
    with app.test_request_context():
        return needs(user)


def test_each_young_person_who_waits_is_one_line_with_one_button(app, browser, make, advisor):
    make.young_person(advisor=advisor)
    waiting = make.young_person(advisor=advisor, consent=False)
    (need,) = asked(app, advisor)

    assert (need.who, need.what, need.button) == (
        waiting.full_name,
        "No agreement yet",
        "Record agreement",
    )
    assert browser.sign_in(advisor).get(need.href).status == 200


def test_a_manager_is_shown_caseloads_with_something_overdue(app, browser, make, manager):
    sam = make.user("advisor", name="Sam Okafor")
    make.young_person(advisor=sam)
    for _ in range(2):
        make.young_person(advisor=sam, state="NOT_NOW", revisit_on=clock.today() - timedelta(2))
    (need,) = asked(app, manager)

    assert (need.who, need.what) == ("Sam Okafor", "2 young people have something overdue")
    assert len(browser.sign_in(manager).get(need.href).soup.select("tbody tr")) == 2


def test_nobody_else_is_told_anything(app, make):
    make.young_person(consent=False)

    for role in ("business", "hr", "councillor", "coordinator", "admin"):
        assert asked(app, make.user(role)) == []


def test_it_takes_four_queries_however_many_wait(app, make, advisor):
    for _ in range(12):
        make.young_person(advisor=advisor, consent=False)
    with app.test_request_context():
        needs(advisor)  # settings are read once a request, by whoever comes first
        with counting() as sent:
            assert len(needs(advisor)) == 12

    assert len(sent) <= 4
