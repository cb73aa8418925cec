"""The council looks into a concern: its states, its owner, its clock, and who is told."""

import itertools

import pytest
from sqlalchemy import event, select

from app import clock, db
from app.accounts.models import Role, User
from app.audit.models import AuditEvent
from app.concerns import needs, services
from app.concerns.models import Concern
from app.concerns.models import ConcernState as S
from app.concerns.states import CONCERN
from app.employers import merging
from app.errors import DomainError, NotAllowed
from app.states import ReasonNeeded, history
from tests.at_once import at_once

TABLE = {
    ("RECEIVED", "look"): "LOOKING",
    ("LOOKING", "act"): "ACTION_TAKEN",
    ("LOOKING", "leave"): "NO_ACTION",
    ("ACTION_TAKEN", "close"): "CLOSED",
    ("NO_ACTION", "close"): "CLOSED",
    ("ACTION_TAKEN", "reopen"): "LOOKING",
    ("NO_ACTION", "reopen"): "LOOKING",
    ("CLOSED", "reopen"): "LOOKING",
}
VERBS = sorted({verb for _, verb in TABLE})


@pytest.mark.parametrize("state", list(S))
def test_every_move_of_everybody_is_made_or_refused_as_the_table_says(make, concern, state):
    people = [*(make.user(role.value) for role in Role), None]
    for verb, by in itertools.product(VERBS, people):
        row = concern()
        row.state = state
        db.session.commit()
        to = TABLE.get((state.value, verb)) if by and by.role == "coordinator" else None
        try:
            with db.transaction():
                CONCERN.apply(row, verb, by=by, reason="because")
        except NotAllowed:
            assert to is None, (state, verb, by)
        assert row.state == (to or state)


@pytest.mark.parametrize("verb", ["act", "leave", "reopen"])
def test_a_decision_needs_its_reason(concern, coordinator, verb):
    row = concern()
    row.state = next(state for state, known in TABLE if known == verb)
    db.session.commit()

    with pytest.raises(ReasonNeeded):
        services.act(row, verb, by=coordinator, reason="  ")


def test_a_concern_from_report_to_close_on_the_pages(browser, make, concern, coordinator, mails):
    row = concern(employer=make.employer(), email="jo@demo.example", name="Jo")
    browser.sign_in(coordinator)

    looked = browser.post("concerns.act", ref=row.ref, verb="look")
    assert "Looked after by" in looked.text
    assert row.due == clock.add_working_days(clock.today(), 10)
    browser.post("concerns.note", {"words": "Rang the shop"}, ref=row.ref)
    empty = browser.post("concerns.act", {"reason": ""}, ref=row.ref, verb="act")
    assert empty.errors == ["Enter a reason"]
    browser.post("concerns.act", {"reason": "They pay now"}, ref=row.ref, verb="act")
    told = browser.post("concerns.tell", {"words": "They are paid now."}, ref=row.ref)
    assert "They have been told" in " ".join(told.notices)
    again = browser.post("concerns.tell", {"words": "Twice"}, ref=row.ref)
    assert again.errors == ["Whoever reported this left no address, or has heard already"]
    closed = browser.post("concerns.act", ref=row.ref, verb="close")

    assert (row.state, row.due) == ("CLOSED", None)
    for words in ("Rang the shop", "They pay now", "They are paid now."):
        assert words in closed.text
    assert [line.verb for line in history(CONCERN, row.id)] == ["look", "act", "close"]
    assert "They are paid now." in mails()[-1].body
    browser.post("concerns.act", {"reason": "It goes on"}, ref=row.ref, verb="reopen")
    assert row.state == "LOOKING"


def test_nobody_is_told_who_left_no_address(concern, coordinator):
    with pytest.raises(DomainError):
        services.tell(concern(), "words", by=coordinator)


def test_somebody_else_can_take_it_over(app, browser, make, concern, coordinator):
    row = concern()
    services.act(row, "look", by=make.user("coordinator"))
    with app.test_request_context():
        assert [need.who for need in needs.needs(coordinator)] == []

    browser.sign_in(coordinator).post("concerns.take", ref=row.ref)

    assert row.owner_id == coordinator.id
    with app.test_request_context():
        assert [need.button for need in needs.needs(coordinator)] == ["Go on"]
    assert "concern.taken" in [e.action for e in db.session.scalars(select(AuditEvent))]


def test_what_somebody_said_on_the_phone_is_linked_by_the_name(browser, make, concern, coordinator):
    employer = make.employer(name="Riverside Bakery", plain_name="riverside bakery")
    sent = {"category": "unsafe", "words": "No gloves", "about": "The Riverside Bakery Ltd"}

    page = browser.sign_in(coordinator).post("concerns.new", sent)

    assert "Riverside Bakery" in page.h1
    there = browser.get("employers.review", ref=employer.ref)
    assert "The work or the place is not safe" in there.text
    assert "Pause the organisation" in page.text


@pytest.mark.parametrize("verb", ["fly", "x" * 300, "look%20"])
def test_what_is_no_move_does_not_exist(browser, concern, coordinator, verb):
    page = browser.sign_in(coordinator).post("concerns.act", ref=concern().ref, verb=verb)

    assert page.status == 404


@pytest.mark.parametrize(
    "junk", [{"page": "-1"}, {"state": "X"}, {"category": "'"}, {"q": "%_\\😀" * 500}]
)
def test_odd_questions_do_no_harm(browser, concern, coordinator, junk):
    concern()

    assert browser.sign_in(coordinator).get("concerns.desk", **junk).status == 200


def statements(browser, endpoint, **values):
    seen = []

    def count(*_):
        seen.append(1)

    event.listen(db.orm.engine, "before_cursor_execute", count)
    try:
        assert browser.get(endpoint, **values).status == 200
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", count)
    return len(seen)


def test_the_pages_ask_the_database_as_often_for_many_as_for_few(
    browser, make, concern, coordinator
):
    browser.sign_in(coordinator)
    ref = concern(employer=make.employer()).ref
    few = statements(browser, "concerns.desk"), statements(browser, "concerns.show", ref=ref)
    for _ in range(20):
        concern(employer=make.employer())

    many = statements(browser, "concerns.desk"), statements(browser, "concerns.show", ref=ref)

    assert many == few
    assert max(many) <= 15


def test_a_concern_is_linked_to_the_employer_it_is_about(browser, make, concern, coordinator):
    employer = make.employer(name="Riverside Bakery", plain_name="riverside bakery")
    row = concern(about="the bread shop by the canal")
    browser.sign_in(coordinator)

    wrong = browser.post("concerns.link", {"name": "Nobody"}, ref=row.ref)
    empty = browser.post("concerns.link", {"name": ""}, ref=row.ref)
    page = browser.post("concerns.link", {"name": "Riverside Bakery Ltd"}, ref=row.ref)

    assert wrong.errors == ["Enter the employer’s name as it is registered"]
    assert empty.errors == ["Enter the employer’s name"]
    assert page.h1 == "Riverside Bakery"
    assert row.employer_id == employer.id


def test_a_concern_moves_with_its_employer_and_comes_back(make, concern, coordinator):
    stays, goes = make.employer(), make.employer()
    row = concern(employer=goes)

    kept = merging.merge(goes, stays, by=coordinator, reason="the same sign")
    moved, words = row.employer_id, merging.what_moved(kept)
    merging.undo(kept, by=coordinator)

    assert (moved, words) == (stays.id, "1 person, 1 concern")
    assert row.employer_id == goes.id


def test_two_who_start_to_look_at_once_are_one(app, make, concern, coordinator):
    number, people = concern().id, (coordinator.id, make.user("coordinator").id)
    db.session.rollback()

    def look(by):
        row = db.session.get(Concern, number)
        services.act(row, "look", by=db.session.get(User, by))
        return "made"

    came = at_once(app, *(lambda by=by: look(by) for by in people))
    said = ["refused" if isinstance(one, DomainError) else one for one in came]

    assert sorted(said) == ["made", "refused"]
    assert [line.verb for line in history(CONCERN, number)] == ["look"]
