"""Handing over for good: a second look, an answer with a clock, a way back, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.errors import DomainError
from app.outbox.models import Message
from app.young_people import queries, services, story, transfers
from app.young_people.models import Transfer, TransferState, YoungPerson
from app.young_people.needs import needs
from app.young_people.passing import TooLate
from app.young_people.signals import handed_over
from app.young_people.transfers import Gift, WrongTransfer
from tests.app.young_people.people import fresh
from tests.app.young_people.test_at_once import at_once

S = TransferState


def give(person, to, by, *, note="", frm=None):
    return transfers.hand_over(
        [Gift(person, to, note)], frm=frm or person.advisor, reason="New patch", by=by
    )


def only_transfer():
    return db.session.scalars(select(Transfer)).unique().one()


def sent(template):
    return list(db.session.scalars(select(Message).where(Message.template == template)))


def test_two_pages_hand_over_with_a_note_and_the_history_goes_along(
    browser, make, advisor, manager
):
    person, to, heard = (
        make.young_person(advisor=advisor),
        make.user("advisor", name="Priya Shah"),
        [],
    )
    services.make_move(person, "again", by=advisor)
    answers = {"people": person.ref, "to": to.ref, "reason": "New patch"}
    page = browser.sign_in(manager).post("young_people.hand_over", answers, advisor=advisor.ref)
    assert page.h1 == "Who gets whom"
    assert fresh(person).advisor_id == advisor.id

    def hear(moved, frm, to, by):
        heard.append((moved.ref, frm.name, to.name))

    answers = {f"who_{person.id}": to.ref, f"note_{person.id}": "Likes a call before a visit"}
    with handed_over.connected_to(hear):
        page = browser.post("young_people.check_hand_over", answers, advisor=advisor.ref)

    assert page.h1 == "1 young person handed over"
    assert heard == [(person.ref, advisor.name, "Priya Shah")]
    row = only_transfer()
    assert (row.from_id, row.to_id, row.by_id) == (advisor.id, to.id, manager.id)
    assert (row.reason, row.note) == ("New patch", "Likes a call before a visit")
    assert row.due == clock.add_working_days(clock.today(), 2)
    titles = [event.title for event in story.tell(fresh(person))]
    assert f"Priya Shah became the advisor, after {advisor.name}" in titles
    assert "Went back to getting ready" in titles
    (message,) = sent("young_people_handed_over")
    assert message.to_address == to.email
    assert person.preferred_name not in message.subject + message.body


def test_the_second_look_says_what_goes_along(browser, make, advisor, manager):
    person, to = make.young_person(advisor=advisor), make.user("advisor")
    employer = make.employer()
    make.consent(person, employer=employer, wording=f"{advisor.name} may tell the bakery your name")
    answers = {"people": person.ref, "to": to.ref, "reason": "x"}
    page = browser.sign_in(manager).post("young_people.hand_over", answers, advisor=advisor.ref)

    assert f"An agreement that names {advisor.name}: explain it again" in page.text


def test_a_whole_caseload_is_spread_over_several_by_load(browser, make, advisor, manager):
    people = [make.young_person(advisor=advisor) for _ in range(5)]
    busy, free = make.user("advisor"), make.user("advisor")
    for _ in range(3):
        make.young_person(advisor=busy)
    answers = {"everybody": "y", "to": [busy.ref, free.ref], "reason": "leaves"}
    page = browser.sign_in(manager).post("young_people.hand_over", answers, advisor=advisor.ref)
    picked = [option["value"] for option in page.soup.select("option[selected]")]
    assert sorted(picked) == sorted([busy.ref] * 1 + [free.ref] * 4)
    answers = {f"who_{person.id}": ref for person, ref in zip(people, picked, strict=True)}
    browser.post("young_people.check_hand_over", answers, advisor=advisor.ref)

    assert queries.caseload_of(advisor, manager=manager) == []
    assert len(sent("young_people_handed_over")) == 2


def test_only_those_of_this_caseload_can_be_handed_over(browser, make, advisor, manager):
    elsewhere, to = make.young_person(advisor=make.user("advisor")), make.user("advisor")
    make.young_person(advisor=advisor)
    answers = {"people": [elsewhere.ref], "to": to.ref, "reason": "x"}
    page = browser.sign_in(manager).post("young_people.hand_over", answers, advisor=advisor.ref)

    assert "There is a problem" in page.text
    assert fresh(elsewhere).advisor_id != to.id


def test_nobody_is_handed_over_to_another_team_or_a_closed_account(make, advisor, manager):
    person = make.young_person(advisor=advisor)
    for to in (
        make.user("advisor", team=make.team("South team")),
        make.user("advisor", active=False),
        manager,
    ):
        with pytest.raises(WrongTransfer):
            give(person, to, manager)

    assert fresh(person).advisor_id == advisor.id


def test_an_empty_hand_over_says_what_to_select(browser, make, advisor, manager):
    make.young_person(advisor=advisor)
    make.user("advisor")
    page = browser.sign_in(manager).post("young_people.hand_over", {}, advisor=advisor.ref)

    assert page.errors == [
        "Select at least one young person",
        "Select an advisor",
        "Enter a reason",
    ]


def test_whoever_takes_on_reads_the_note_and_says_so_by_a_clock(
    app, browser, make, advisor, manager
):
    person, to = make.young_person(advisor=advisor), make.user("advisor")
    give(person, to, manager, note="Ring first")
    with app.test_request_context():
        (need,) = [need for need in needs(to) if "Handed over" in need.what]
    assert need.due == clock.add_working_days(clock.today(), 2)
    page = browser.sign_in(to).get(need.href)
    assert "Ring first" in page.text
    browser.post("young_people.answer_hand_over", {}, ref=person.ref, verb="take_on")

    assert only_transfer().state == S.TAKEN_ON
    assert "Nothing waits" in browser.get("young_people.handed_to_me").text


def test_the_manager_is_told_when_nobody_answers_and_when_somebody_asks_back(
    app, browser, make, advisor, manager
):
    person, to = make.young_person(advisor=advisor), make.user("advisor", name="Priya Shah")
    give(person, to, manager)
    with app.test_request_context():
        assert not [need for need in needs(manager) if "hand-over" in need.what]
    only_transfer().due = clock.today() - timedelta(days=1)
    db.session.commit()
    with app.test_request_context():
        assert "Has not taken on yet: 1 hand-over" in [need.what for need in needs(manager)]

    browser.sign_in(to)
    asked = browser.post("young_people.answer_hand_over", {}, ref=person.ref, verb="query")
    assert asked.errors == ["Enter a reason"]
    answers = {"reason": "I know the family"}
    browser.post("young_people.answer_hand_over", answers, ref=person.ref, verb="query")
    assert [message.to_address for message in sent("young_people_queried")] == [manager.email]
    page = browser.sign_in(manager).get("young_people.handed_to_me")
    assert "I know the family" in page.text


def test_only_whoever_was_given_somebody_answers(make, advisor, manager, browser):
    person, to = make.young_person(advisor=advisor), make.user("advisor")
    give(person, to, manager)
    browser.sign_in(make.user("advisor"))

    for verb in ("take_on", "query"):
        answer = browser.post(
            "young_people.answer_hand_over", {"reason": "x"}, ref=person.ref, verb=verb
        )
        assert answer.status == 404
    assert only_transfer().state == S.GIVEN


def test_a_slip_is_undone_with_one_button_and_both_stand_in_the_history(
    browser, make, advisor, manager
):
    people, to = [make.young_person(advisor=advisor) for _ in range(3)], make.user("advisor")
    gifts = [Gift(person, to) for person in people]
    batch = transfers.hand_over(gifts, frm=advisor, reason="x", by=manager)
    page = browser.sign_in(manager).post("young_people.undo_hand_over", {}, batch=batch)

    assert "3 young people are back where they were" in page.notices[0]
    assert {fresh(person).advisor_id for person in people} == {advisor.id}
    assert [m.to_address for m in sent("young_people_taken_back")] == [to.email]
    again = browser.post("young_people.undo_hand_over", {}, batch=batch)
    assert "cannot be done" in again.notices[0]
    stranger = make.user("manager", team=make.team("South team"))
    assert browser.sign_in(stranger).get("young_people.handed_over", batch=batch).status == 404
    assert browser.post("young_people.undo_hand_over", {}, batch=batch).status == 404


def test_undoing_is_refused_when_it_is_too_late_or_somebody_went_on(make, advisor, manager):
    person, to, third = make.young_person(advisor=advisor), *(make.user() for _ in range(2))
    other = make.young_person(advisor=advisor)
    gifts = [Gift(person, to), Gift(other, to)]
    batch = transfers.hand_over(gifts, frm=advisor, reason="x", by=manager)
    give(person, third, manager, frm=to)
    with pytest.raises(DomainError):
        transfers.undo(batch, by=manager)
    assert fresh(other).advisor_id == to.id  # nobody of them was moved

    late = give(other, third, manager, frm=to)
    for row in transfers.of_batch(late, manager=manager):
        row.at = clock.now() - timedelta(hours=25)
    db.session.commit()
    with pytest.raises(TooLate):
        transfers.undo(late, by=manager)


def test_handing_on_closes_what_was_never_answered(make, advisor, manager):
    person, to, third = make.young_person(advisor=advisor), *(make.user() for _ in range(2))
    give(person, to, manager)
    give(fresh(person), third, manager)
    rows = db.session.scalars(select(Transfer).order_by(Transfer.id)).unique().all()

    assert [row.state for row in rows] == [S.PASSED_ON, S.GIVEN]


def test_of_two_managers_who_move_the_same_one_at_once_one_is_told(app, make, advisor, manager):
    second = make.user("manager")
    first_to, second_to = make.user("advisor").id, make.user("advisor").id
    frm, managers = advisor.id, (manager.id, second.id)

    def move(number, to, by):
        def act():
            one = {
                name: db.session.get_one(User, key)
                for name, key in {"to": to, "by": by, "frm": frm}.items()
            }
            person = db.session.get_one(YoungPerson, number)
            gift = Gift(person, one["to"])
            transfers.hand_over([gift], frm=one["frm"], reason="x", by=one["by"])

        return act

    for _ in range(10):
        number = make.young_person(advisor=db.session.get_one(User, frm)).id
        came = at_once(
            app, move(number, first_to, managers[0]), move(number, second_to, managers[1])
        )
        assert sorted(came) == ["MovedAlready", "saved"]
        db.session.rollback()
        expected = (first_to, second_to)[came.index("saved")]
        assert (
            db.session.get_one(YoungPerson, number, populate_existing=True).advisor_id == expected
        )


def test_two_managers_who_move_many_in_other_orders_never_wait_for_each_other(
    app, make, advisor, manager
):
    second, to = make.user("manager").id, make.user("advisor").id
    numbers = [make.young_person(advisor=advisor).id for _ in range(8)]
    frm, first = advisor.id, manager.id

    def move(order, by):
        def act():
            user = db.session.get_one(User, to)
            gifts = [Gift(db.session.get_one(YoungPerson, number), user) for number in order]
            transfers.hand_over(
                gifts,
                frm=db.session.get_one(User, frm),
                reason="x",
                by=db.session.get_one(User, by),
            )

        return act

    came = at_once(app, move(numbers, first), move(numbers[::-1], second))
    assert sorted(came) == ["MovedAlready", "saved"]


def test_a_hand_over_while_somebody_saves_loses_nothing_and_tells_the_one_who_saved(
    browser, make, advisor, manager
):
    person, to = make.young_person(advisor=advisor), make.user("advisor", name="Priya Shah")
    browser.sign_in(advisor)
    version = person.version
    give(person, to, manager)
    answers = {"version": version, "own_words": "wants to try welding"}
    page = browser.post("young_people.interests", answers, ref=person.ref)

    assert page.status == 404
    assert page.h1 == "Handed over while you were writing"
    assert "wants to try welding" in page.text
    assert "Priya Shah" in page.text
    assert fresh(person).own_words != "wants to try welding"
    # A page that only reads, and anybody else, learn nothing.
    assert "Priya" not in browser.get("young_people.show", ref=person.ref).body
    browser.sign_in(make.user("advisor"))
    assert "Priya" not in browser.post("young_people.interests", answers, ref=person.ref).body


def test_a_hand_over_and_a_save_at_the_same_moment_keep_both_or_tell(app, make, advisor, manager):
    to, frm, by = make.user("advisor").id, advisor.id, manager.id

    def save(number, version):
        def act():
            person = db.session.get_one(YoungPerson, number)
            user = db.session.get_one(User, by)  # a manager saves: they see it before and after
            services.change(person, {"advisor_notes": "kept"}, version=version, by=user)

        return act

    def move(number):
        def act():
            give(
                db.session.get_one(YoungPerson, number),
                db.session.get_one(User, to),
                db.session.get_one(User, by),
                frm=db.session.get_one(User, frm),
            )

        return act

    for _ in range(10):
        person = make.young_person(advisor=db.session.get_one(User, frm))
        number, version = person.id, person.version
        db.session.rollback()
        saved, moved = at_once(app, save(number, version), move(number))
        after = db.session.get_one(YoungPerson, number, populate_existing=True)
        assert moved == "saved"
        assert after.advisor_id == to
        assert (after.advisor_notes == "kept") is (saved == "saved")
        assert saved in {"saved", "Stale"}
        db.session.rollback()


def test_none_of_200_moves_leaves_the_one_before_a_page_longer(browser, make, manager):
    """T2: access changes on the very next request, for a case, a team and a cover."""
    one, other = make.user("advisor"), make.user("advisor")
    person, stale = make.young_person(advisor=one), 0
    for turn in range(200):
        frm, to = (one, other) if turn % 2 == 0 else (other, one)
        browser.sign_in(frm)
        before = browser.get("young_people.note", ref=person.ref).status
        give(person, to, manager, frm=frm)
        after = browser.get("young_people.note", ref=person.ref).status
        written = browser.post("young_people.note", {"words": "x"}, ref=person.ref).status
        stale += (before, after, written) != (200, 404, 404)
    print(f"\nT2: {stale} stale answers in 200 moves between two requests")

    assert stale == 0
