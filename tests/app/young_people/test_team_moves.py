"""To another team: one manager offers, the other decides, and until then nobody else sees anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.outbox.models import Message
from app.young_people import queries, team_moves
from app.young_people.models import TeamMove, TeamMoveState, Transfer
from app.young_people.needs import needs
from app.young_people.team_moves import Offer, WrongTeam
from app.young_people.transfers import WrongTransfer
from tests.app.young_people.people import fresh


@pytest.fixture
def south(make):
    team = make.team("South team")
    return team, make.user("manager", team=team), make.user("advisor", team=team)


def offered(browser, make, advisor, manager, team):
    """Two of three young people, offered over the page."""
    people = [make.young_person(advisor=advisor) for _ in range(3)]
    answers = {
        "people": [person.ref for person in people[:2]],
        "team": str(team.id),
        "reason": "They moved to the south",
        "note": "Both like mornings",
    }
    browser.sign_in(manager).post("young_people.to_another_team", answers, advisor=advisor.ref)
    return people, db.session.scalars(select(TeamMove)).unique().one()


def sent(name):
    return [
        message
        for message in db.session.scalars(select(Message).order_by(Message.id))
        if message.template == f"young_people_team_{name}"
    ]


def test_until_it_is_answered_the_other_team_sees_a_number_and_a_note(
    app, browser, make, advisor, manager, south
):
    team, other, _ = south
    people, row = offered(browser, make, advisor, manager, team)
    page = browser.sign_in(other).get("young_people.show_team_move", move=row.ref)

    assert page.h1 == "2 young people for South team"
    assert "Both like mornings" in page.text
    for person in people:
        assert person.preferred_name not in page.text
        assert browser.get("young_people.show", ref=person.ref).status == 404
    (message,) = sent("offered")
    assert message.to_address == other.email
    assert people[0].preferred_name not in message.body
    with app.test_request_context():
        (need,) = [need for need in needs(other) if "Offers you" in need.what]
    assert (need.who, need.due) == ("North team", clock.add_working_days(clock.today(), 2))


def test_taking_in_moves_them_and_their_earlier_team_loses_sight(
    browser, make, advisor, manager, south
):
    team, other, to = south
    people, row = offered(browser, make, advisor, manager, team)
    browser.sign_in(other).post("young_people.show_team_move", {"to": to.ref}, move=row.ref)

    assert [fresh(person).advisor_id for person in people] == [to.id, to.id, advisor.id]
    moved = db.session.scalars(select(Transfer)).unique().all()
    assert {(one.from_id, one.to_id, one.by_id, one.note) for one in moved} == {
        (advisor.id, to.id, other.id, "Both like mornings")
    }
    assert browser.sign_in(manager).get("young_people.show", ref=people[0].ref).status == 404
    assert browser.sign_in(advisor).get("young_people.show", ref=people[0].ref).status == 404
    assert "has taken in" in sent("answered")[0].subject
    again = browser.sign_in(other).post("young_people.show_team_move", {"to": to.ref}, move=row.ref)
    assert "cannot be done" in again.notices[0]


def test_saying_no_needs_a_reason_and_moves_nobody(browser, make, advisor, manager, south):
    team, other, _ = south
    people, row = offered(browser, make, advisor, manager, team)
    browser.sign_in(other)
    asked = browser.post("young_people.answer_team_move", {}, move=row.ref, verb="decline")
    assert asked.errors == ["Enter a reason"]
    answers = {"reason": "All full until May"}
    browser.post("young_people.answer_team_move", answers, move=row.ref, verb="decline")

    assert "All full until May" in sent("answered")[0].body
    assert {fresh(person).advisor_id for person in people} == {advisor.id}


def test_only_its_own_side_answers_or_takes_back(browser, make, advisor, manager, south):
    team, other, _ = south
    _, row = offered(browser, make, advisor, manager, team)
    stranger = make.user("manager", team=make.team("West team"))
    assert browser.sign_in(stranger).get("young_people.show_team_move", move=row.ref).status == 404
    browser.sign_in(manager)
    answers = {"reason": "x"}
    mine = browser.post("young_people.answer_team_move", answers, move=row.ref, verb="decline")
    take = browser.post("young_people.show_team_move", {"to": advisor.ref}, move=row.ref)
    browser.sign_in(other)
    theirs = browser.post("young_people.answer_team_move", {}, move=row.ref, verb="take_back")
    assert (mine.status, take.status, theirs.status) == (404, 404, 404)
    assert db.session.get_one(TeamMove, row.id).state == TeamMoveState.OFFERED

    browser.sign_in(manager).post(
        "young_people.answer_team_move", {}, move=row.ref, verb="take_back"
    )
    assert db.session.get_one(TeamMove, row.id).state == TeamMoveState.TAKEN_BACK


def test_whoever_went_to_somebody_else_meanwhile_is_left_alone(make, advisor, manager, south):
    team, other, to = south
    people = [make.young_person(advisor=advisor) for _ in range(2)]
    row = team_moves.offer(Offer(people, team, "x"), by=manager)
    west = make.user("advisor", team=make.team("West team"))
    people[0].advisor_id = west.id
    db.session.commit()

    assert team_moves.take_in(row, [to], by=other) == 1
    assert [fresh(person).advisor_id for person in people] == [west.id, to.id]


def test_nobody_is_offered_twice_or_to_a_team_without_a_manager(make, advisor, manager, south):
    team, other, _ = south
    person = make.young_person(advisor=advisor)
    empty = make.team("Empty team")
    with pytest.raises(WrongTeam):
        team_moves.offer(Offer([person], empty, "x"), by=manager)
    row = team_moves.offer(Offer([person], team, "x"), by=manager)
    with pytest.raises(WrongTeam, match="offered to a team already"):
        team_moves.offer(Offer([person], team, "x"), by=manager)
    with pytest.raises(WrongTransfer):
        team_moves.take_in(row, [advisor], by=other)

    assert db.session.get_one(TeamMove, row.id).state == TeamMoveState.OFFERED
    assert queries.caseload_of(advisor, manager=manager) == [person]


def test_an_offer_nobody_answers_comes_back_to_whoever_made_it(app, make, advisor, manager, south):
    row = team_moves.offer(Offer([make.young_person(advisor=advisor)], south[0], "x"), by=manager)
    row.due = clock.today() - timedelta(days=1)
    db.session.commit()
    with app.test_request_context():
        assert "Has not answered about 1 young person" in [need.what for need in needs(manager)]
