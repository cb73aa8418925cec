"""Who may see whom: the same answer for “not yours” and “does not exist”, as of this very moment."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.accounts.models import Team
from app.db import new_ref
from app.young_people import queries
from app.young_people.models import Cover
from app.young_people.sections import NAMES
from tests.app.young_people.people import add, fresh, full_record

GET = [
    ("young_people.show", {}),
    *(("young_people.section", {"name": name}) for name in NAMES),
    ("young_people.edit", {"subject": "about"}),
    ("young_people.interests", {}),
    ("young_people.agree_matching", {}),
    ("young_people.agree_share", {}),
    ("young_people.new_activity", {}),
    ("young_people.keep_out", {}),
    ("young_people.ask_move", {"verb": "not_now"}),
]
POST = [
    (
        "young_people.edit",
        {"subject": "about"},
        {"preferred_name": "Taken", "authority": "X", "version": "1"},
    ),
    ("young_people.interests", {}, {"own_words": "taken", "version": "1"}),
    ("young_people.agree_matching", {}, {"how": "in person"}),
    ("young_people.new_activity", {}, {"in_touch": "YES", "code": "F5"}),
    ("young_people.keep_out", {}, {"area": "MK9"}),
    ("young_people.move", {"verb": "not_now"}, {"reason": "x"}),
    ("young_people.move", {"verb": "again"}, {}),
]


def seen_by(user):
    return {person.ref for person in db.session.scalars(queries.visible_to(user))}


def strangers(make):
    """People of the right roles for whom this record does not exist."""
    other_team = make.team("South team")
    return [
        make.user("advisor"),
        make.user("advisor", team=other_team),
        make.user("manager", team=other_team),
    ]


def without_tokens(page):
    return re.sub(r'nonce="[^"]*"|value="[^"]*"', "", page.body)


@pytest.mark.parametrize(("endpoint", "values"), GET)
def test_a_page_of_somebody_elses_young_person_is_the_page_of_nobody(
    browser, make, advisor, manager, endpoint, values
):
    person = full_record(make, advisor)
    browser.sign_in(manager)
    assert browser.get(endpoint, ref=person.ref, **values).status == 200

    for stranger in strangers(make):
        browser.sign_in(stranger)
        theirs = browser.get(endpoint, ref=person.ref, **values)
        nobodys = browser.get(endpoint, ref=new_ref(), **values)

        assert theirs.status == nobodys.status == 404
        assert without_tokens(theirs) == without_tokens(nobodys)
        assert person.preferred_name not in theirs.body


@pytest.mark.parametrize(("endpoint", "values", "answers"), POST)
def test_nobody_changes_somebody_elses_young_person(
    browser, make, advisor, endpoint, values, answers
):
    person = full_record(make, advisor)
    version, state = person.version, person.state

    for stranger in strangers(make):
        theirs = browser.sign_in(stranger).post(endpoint, answers, ref=person.ref, **values)
        nobodys = browser.post(endpoint, answers, ref=new_ref(), **values)

        assert theirs.status == nobodys.status == 404
        assert without_tokens(theirs) == without_tokens(nobodys)
    person = fresh(person)
    assert (person.version, person.state) == (version, state)


@pytest.mark.parametrize("role", ["business", "hr", "councillor", "coordinator", "admin"])
def test_no_other_role_sees_a_young_person(browser, make, advisor, role):
    person = make.young_person(advisor=advisor)
    somebody = make.user(role)

    assert seen_by(somebody) == set()
    assert browser.sign_in(somebody).get("young_people.show", ref=person.ref).status == 403
    assert browser.get("young_people.index").status == 403


def test_a_caseload_is_the_advisors_and_the_managers_of_the_same_team(make):
    north, south = make.team("North team"), make.team("South team")
    one, other = make.user("advisor", team=north), make.user("advisor", team=south)
    mine, theirs = make.young_person(advisor=one), make.young_person(advisor=other)

    assert seen_by(one) == seen_by(make.user("manager", team=north)) == {mine.ref}
    assert seen_by(other) == seen_by(make.user("manager", team=south)) == {theirs.ref}


def test_nobody_without_a_team_manages_those_without_a_team(make):
    loose = make.user("advisor")
    loose.team_id = None
    person = make.young_person(advisor=loose)
    manager = make.user("manager")
    manager.team_id = None
    db.session.commit()

    assert seen_by(manager) == set()
    assert seen_by(loose) == {person.ref}


def test_a_handed_over_record_changes_hands_with_the_next_request(browser, make, advisor):
    person, other = make.young_person(advisor=advisor), make.user("advisor")
    assert browser.sign_in(advisor).get("young_people.show", ref=person.ref).status == 200

    person.advisor_id = other.id
    db.session.commit()

    assert browser.get("young_people.show", ref=person.ref).status == 404
    assert browser.sign_in(other).get("young_people.show", ref=person.ref).status == 200


def test_an_advisor_who_changes_team_changes_manager_with_the_next_request(
    browser, make, advisor, manager
):
    person = make.young_person(advisor=advisor)
    new_manager = make.user("manager", team=make.team("South team"))
    assert browser.sign_in(manager).get("young_people.show", ref=person.ref).status == 200

    advisor.team_id = new_manager.team_id
    db.session.commit()

    assert browser.get("young_people.show", ref=person.ref).status == 404
    assert browser.sign_in(new_manager).get("young_people.show", ref=person.ref).status == 200


@pytest.mark.parametrize(
    ("begins", "ends", "sees"),
    [(0, 0, True), (-3, 3, True), (-3, 0, True), (0, 3, True), (1, 3, False), (-3, -1, False)],
)
def test_cover_holds_from_its_first_day_to_its_last(make, begins, ends, sees):
    absent, covering = make.user("advisor"), make.user("advisor")
    person, today = make.young_person(advisor=absent), clock.today()
    days = {"begins": today + timedelta(begins), "ends": today + timedelta(ends)}
    add(Cover(advisor_id=absent.id, covered_by_id=covering.id, **days))

    assert (person.ref in seen_by(covering)) is sees
    assert person.ref in seen_by(absent)


def test_cover_ends_when_whoever_covers_leaves_the_team(make):
    absent, covering = make.user("advisor"), make.user("advisor")
    person, today = make.young_person(advisor=absent), clock.today()
    add(Cover(advisor_id=absent.id, covered_by_id=covering.id, begins=today, ends=today))
    assert seen_by(covering) == {person.ref}

    covering.team = add(Team(name="West team"))
    db.session.commit()

    assert seen_by(covering) == set()


def test_find_raises_the_same_for_not_yours_and_not_there(make, advisor):
    person, stranger = make.young_person(advisor=advisor), make.user("advisor")

    assert queries.find(person.ref, by=advisor).id == person.id
    for ref in (person.ref, new_ref()):
        with pytest.raises(NoResultFound):
            queries.find(ref, by=stranger)


def test_the_scope_can_be_narrowed_like_any_other_statement(make, advisor):
    make.young_person(advisor=advisor)
    scope = queries.visible_to(advisor).subquery()

    assert db.session.scalars(select(scope.c.preferred_name)).all()
