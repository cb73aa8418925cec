"""Cover: who sees whom between two days, shared by load, asked for, ended by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts import people as accounts
from app.filters import date_range
from app.outbox.models import Message
from app.young_people import covering, covers, jobs, meanwhile, notes, queries
from app.young_people.covers import NewCover, WrongCover
from app.young_people.models import Cover, CoverShare, CoverState
from app.young_people.needs import needs
from tests.app.young_people.people import add, fresh

TODAY = clock.today()
STATES = CoverState


def in_days(days):
    return TODAY + timedelta(days)


def day(name, value):
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def week(**more):
    return NewCover(TODAY, in_days(7), **more)


def seen_by(user):
    return {person.ref for person in db.session.scalars(queries.visible_to(user))}


def messages(name=""):
    statement = select(Message).where(Message.template == f"young_people_cover{name}")
    return list(db.session.scalars(statement.order_by(Message.id)))


def test_setting_cover_opens_the_caseload_and_says_so_without_a_name(browser, make, manager):
    absent, helper = make.user("advisor", name="Priya Shah"), make.user("advisor")
    person = make.young_person(advisor=absent)
    answers = {"covered_by": helper.ref, **day("begins", TODAY), **day("ends", in_days(7))}
    page = browser.sign_in(manager).post("young_people.cover", answers, advisor=absent.ref)

    assert f"{helper.name} covers for Priya Shah" in page.notices[0]
    (message,) = db.session.scalars(select(Message)).all()
    assert message.to_address == helper.email
    assert person.preferred_name not in message.subject + message.body
    assert "care" not in (message.subject + message.body).lower().replace("caseload", "")
    shown = browser.sign_in(helper).get("young_people.index")
    assert "Covered for Priya Shah until" in shown.text
    assert f"{helper.name} covers until" in browser.sign_in(absent).get("young_people.index").text
    record = browser.get("young_people.show", ref=person.ref)
    assert f"Covered by {helper.name} until" in record.text


def test_whoever_covers_is_reminded_of_what_needs_those_young_people(app, make, manager):
    absent, helper = make.user("advisor", name="Priya Shah"), make.user("advisor")
    person = make.young_person(advisor=absent, state="NOT_NOW", revisit_on=in_days(-3))
    covers.set_cover(absent, [helper], week(), by=manager)
    with app.test_request_context():
        assert [need.who for need in needs(helper)] == [f"{person.full_name} (for Priya Shah)"]


@pytest.mark.parametrize(
    ("begins", "ends", "field"), [(3, 2, "ends"), (-9, -1, "ends"), (0, 400, "ends")]
)
def test_days_that_cannot_be_are_refused(make, manager, begins, ends, field):
    absent, helper = make.user("advisor"), make.user("advisor")
    with pytest.raises(WrongCover) as refused:
        covers.set_cover(absent, [helper], NewCover(in_days(begins), in_days(ends)), by=manager)

    assert refused.value.at == field


def test_cover_stays_within_the_team_and_is_for_somebody_else(make, manager):
    absent, far = make.user("advisor"), make.user("advisor", team=make.team("South team"))
    for helper in (absent, far, make.user("advisor", active=False), manager):
        with pytest.raises(WrongCover):
            covers.set_cover(absent, [helper], week(), by=manager)
    with pytest.raises(WrongCover):
        covers.set_cover(far, [absent], week(), by=manager)
    with pytest.raises(WrongCover):
        covers.set_cover(absent, [], week(), by=manager)

    assert db.session.scalars(select(Cover)).all() == []


def test_somebody_of_another_team_covers_only_for_a_managers_reason(make, manager):
    absent, far = make.user("advisor"), make.user("advisor", team=make.team("South team"))
    person = make.young_person(advisor=absent)
    with pytest.raises(WrongCover) as refused:
        covers.set_cover(absent, [far], week(outside_reason="mine"), by=absent)
    assert refused.value.at == "covered_by"

    covers.set_cover(absent, [far], week(outside_reason="Everybody here is ill"), by=manager)
    assert seen_by(far) == {person.ref}
    absent.team_id = make.team("West team").id
    db.session.commit()
    assert seen_by(far) == set()


def test_one_caseload_has_one_cover_at_a_time_and_the_words_say_which(make, manager):
    absent, one, other = (make.user("advisor") for _ in range(3))
    covers.set_cover(absent, [one], week(), by=manager)
    with pytest.raises(WrongCover, match=f"{one.name} covers already"):
        covers.set_cover(absent, [other], NewCover(in_days(7), in_days(9)), by=manager)

    covers.set_cover(absent, [other], NewCover(in_days(8), in_days(9)), by=manager)


def test_nobody_covers_who_is_away_then_too(make, manager):
    absent, one, other = (make.user("advisor") for _ in range(3))
    covers.set_cover(one, [other], week(), by=manager)
    with pytest.raises(WrongCover, match=f"{one.name} is away then too"):
        covers.set_cover(absent, [one], week(), by=manager)


def test_several_share_by_load_and_each_sees_only_their_part(make, manager):
    absent, busy, free = (make.user("advisor") for _ in range(3))
    for _ in range(4):
        make.young_person(advisor=busy)
    people = [make.young_person(advisor=absent) for _ in range(6)]
    covers.set_cover(absent, [busy, free], week(), by=manager)
    theirs = {person.ref for person in people}

    assert len(seen_by(busy) & theirs) == 1
    assert len(seen_by(free) & theirs) == 5
    assert (seen_by(busy) | seen_by(free)) >= theirs
    newcomer = make.young_person(advisor=absent)
    assert newcomer.ref in seen_by(free) ^ seen_by(busy)


def test_cover_for_some_leaves_the_others_alone(browser, make, manager):
    absent, helper = make.user("advisor"), make.user("advisor")
    some, other = make.young_person(advisor=absent), make.young_person(advisor=absent)
    answers = {"covered_by": helper.ref, "people": some.ref}
    answers |= {**day("begins", TODAY), **day("ends", TODAY)}
    browser.sign_in(manager).post("young_people.cover", answers, advisor=absent.ref)

    assert seen_by(helper) == {some.ref}
    assert browser.sign_in(helper).get("young_people.show", ref=other.ref).status == 404


def test_who_covers_whom_can_be_changed_and_notes_reach_the_right_one(browser, make, manager):
    absent, one, other = (make.user("advisor") for _ in range(3))
    person, second = make.young_person(advisor=absent), make.young_person(advisor=absent)
    cover = covers.set_cover(absent, [one], week(note="Keys at the desk"), by=manager)
    answers = {f"who_{person.id}": other.ref, f"note_{person.id}": "Interview on Tuesday"}
    answers |= {f"who_{second.id}": one.ref, f"note_{second.id}": ""}
    browser.sign_in(manager).post("young_people.share_cover", answers, cover=cover.ref)

    assert (seen_by(one), seen_by(other)) == ({second.ref}, {person.ref})
    page = browser.sign_in(other).get("young_people.show_cover", cover=cover.ref)
    assert "Interview on Tuesday" in page.text
    assert "Keys at the desk" in page.text
    assert second.full_name not in page.text
    record = browser.get("young_people.show", ref=person.ref)
    assert "Interview on Tuesday" in record.text
    assert browser.get("young_people.share_cover", cover=cover.ref).status == 404
    assert browser.get("young_people.cover_days", cover=cover.ref).status == 404
    assert browser.get("young_people.cover_meanwhile", cover=cover.ref).status == 404


def test_an_advisor_asks_and_nobody_sees_anything_until_the_manager_agrees(
    app, browser, make, manager
):
    absent, helper = make.user("advisor", name="Sam Okafor"), make.user("advisor")
    person = make.young_person(advisor=absent)
    answers = {"covered_by": helper.ref, **day("begins", TODAY), **day("ends", in_days(7))}
    page = browser.sign_in(absent).post("young_people.away", answers)
    assert "Your manager has been asked" in page.notices[0]
    assert seen_by(helper) == set()
    assert [message.to_address for message in messages("_asked")] == [manager.email]
    with app.test_request_context():
        (need,) = [need for need in needs(manager) if "cover" in need.what]
    assert need.who == "Sam Okafor"
    assert need.due == TODAY  # before it begins

    cover = db.session.scalars(select(Cover)).one()
    assert browser.sign_in(helper).get("young_people.show_cover", cover=cover.ref).status == 404
    browser.sign_in(manager).post("young_people.move_cover", {}, cover=cover.ref, verb="agree")
    assert seen_by(helper) == {person.ref}
    assert [message.to_address for message in messages("_answered")] == [absent.email]
    assert [message.to_address for message in messages()] == [helper.email]


def test_saying_no_needs_a_reason_and_the_advisor_reads_it(browser, make, manager):
    absent, helper = make.user("advisor"), make.user("advisor")
    cover = covers.set_cover(absent, [helper], week(), by=absent)
    browser.sign_in(manager)
    asked = browser.post("young_people.move_cover", {}, cover=cover.ref, verb="decline")
    assert asked.errors == ["Enter a reason"]
    answers = {"reason": "Two are away already"}
    browser.post("young_people.move_cover", answers, cover=cover.ref, verb="decline")

    assert "Two are away already" in messages("_answered")[0].body
    assert seen_by(helper) == set()


def test_a_cover_can_be_ended_early_by_either_and_then_another_set(browser, make, manager):
    absent, one, other = (make.user("advisor") for _ in range(3))
    person = make.young_person(advisor=absent)
    cover = covers.set_cover(absent, [one], week(), by=manager)
    browser.sign_in(one)
    assert browser.get("young_people.show", ref=person.ref).status == 200
    browser.sign_in(absent).post("young_people.move_cover", {}, cover=cover.ref, verb="end")

    assert browser.sign_in(one).get("young_people.show", ref=person.ref).status == 404
    assert "has ended" in messages("_changed")[0].body
    covers.set_cover(absent, [other], NewCover(TODAY, TODAY), by=manager)


def test_whoever_covers_cannot_end_it_or_make_it_longer(browser, make, manager):
    absent, helper = make.user("advisor"), make.user("advisor")
    cover = covers.set_cover(absent, [helper], week(), by=manager)
    with pytest.raises(WrongCover):
        covers.make_move(cover, "end", by=helper)

    assert db.session.get_one(Cover, cover.id).state == STATES.SET


def test_a_cover_is_extended_but_never_over_another_and_its_beginning_stays(make, manager):
    absent, one, other = (make.user("advisor") for _ in range(3))
    cover = covers.set_cover(absent, [one], week(), by=manager)
    covers.set_cover(absent, [other], NewCover(in_days(10), in_days(12)), by=manager)
    with pytest.raises(WrongCover, match="covers already"):
        covers.change_days(cover, in_days(3), in_days(10), by=manager)
    covers.change_days(cover, in_days(3), in_days(9), by=manager)

    assert (cover.begins, cover.ends) == (TODAY, in_days(9))
    assert date_range(TODAY, in_days(9)) in messages("_changed")[0].body


def test_another_managers_cover_does_not_exist(browser, make, manager):
    absent, one = make.user("advisor"), make.user("advisor")
    cover = covers.set_cover(absent, [one], week(), by=manager)
    browser.sign_in(make.user("manager", team=make.team("South team")))

    for endpoint in ("show_cover", "share_cover", "cover_days", "cover_meanwhile"):
        assert browser.get(f"young_people.{endpoint}", cover=cover.ref).status == 404
    assert browser.post("young_people.move_cover", {}, cover=cover.ref, verb="end").status == 404
    assert browser.get("young_people.cover", advisor=absent.ref).status == 404
    assert browser.sign_in(make.user("advisor")).get("young_people.team").status == 403


# The night the clocks go forward and the night they go back: the day is London’s.
@pytest.mark.parametrize(
    ("last_day", "before", "after"),
    [
        (date(2026, 3, 28), "2026-03-28T23:59:30+00:00", "2026-03-29T00:00:30+00:00"),
        (date(2026, 3, 29), "2026-03-29T22:59:30+00:00", "2026-03-29T23:00:30+00:00"),
        (date(2026, 10, 24), "2026-10-24T22:59:30+00:00", "2026-10-24T23:00:30+00:00"),
        (date(2026, 10, 25), "2026-10-25T23:59:30+00:00", "2026-10-26T00:00:30+00:00"),
    ],
)
def test_cover_ends_at_londons_midnight_though_no_job_runs(
    app, make, manager, monkeypatch, last_day, before, after
):
    absent, helper = make.user("advisor"), make.user("advisor")
    person = make.young_person(advisor=absent)
    ids = {"advisor_id": absent.id, "covered_by_id": helper.id}
    add(Cover(begins=last_day, ends=last_day, **ids))

    monkeypatch.setitem(app.config, "APP_NOW", before)
    assert seen_by(helper) == {person.ref}
    monkeypatch.setitem(app.config, "APP_NOW", after)
    assert seen_by(helper) == set()
    assert covering.helper_of(person) is None


def test_the_job_ends_what_is_over_tells_whoever_is_back_and_may_run_twice(make, manager):
    absent, helper = make.user("advisor"), make.user("advisor")
    cover = covers.set_cover(absent, [helper], week(), by=manager)
    asked = covers.set_cover(absent, [helper], NewCover(in_days(8), in_days(9)), by=absent)
    cover.begins, cover.ends = in_days(-9), in_days(-1)
    asked.begins, asked.ends = in_days(-20), in_days(-19)
    db.session.commit()
    for _ in range(2):
        jobs.follow_covers()

    assert (cover.state, asked.state) == (STATES.ENDED, STATES.NOT_AGREED)
    assert [message.to_address for message in messages("_over")] == [absent.email]


def test_whoever_covers_is_reminded_on_the_first_day_of_what_was_planned_ahead(make, manager):
    absent, helper = make.user("advisor"), make.user("advisor")
    cover = covers.set_cover(absent, [helper], week(), by=manager)
    jobs.follow_covers()
    assert messages("_begins") == []
    cover.made_at = clock.now() - timedelta(days=9)
    db.session.commit()
    for _ in range(2):
        jobs.follow_covers()

    assert [message.to_address for message in messages("_begins")] == [helper.email]


def test_a_closed_account_covers_nobody_and_the_manager_is_told(app, make, manager, admin):
    absent, helper = make.user("advisor", name="Sam Okafor"), make.user("advisor")
    person = make.young_person(advisor=absent)
    covers.set_cover(absent, [helper], week(), by=manager)
    accounts.close(helper, by=admin)

    assert covering.helper_of(person) is None
    assert covering.looks_after(person) == absent
    with app.test_request_context():
        (need,) = [need for need in needs(manager) if "cannot cover" in need.what]
    assert (need.who, need.button) == ("Sam Okafor", "Find somebody")


def test_back_again_the_owner_reads_what_others_did_and_then_it_is_gone(
    app, browser, make, manager
):
    absent, helper = make.user("advisor"), make.user("advisor", name="Priya Shah")
    person, quiet = make.young_person(advisor=absent), make.young_person(advisor=absent)
    cover = covers.set_cover(absent, [helper], week(), by=manager)
    notes.write([person], "Rang about the interview", contact="call", by=helper)
    notes.write([quiet], "before", contact="", by=absent)
    covers.make_move(cover, "end", by=absent)
    with app.test_request_context():
        (need,) = [need for need in needs(absent) if need.who == "While you were away"]
    page = browser.sign_in(absent).get(need.href)

    assert "Rang about the interview" in page.text
    assert "Priya Shah" in page.text
    browser.post("young_people.read_meanwhile", {}, cover=cover.ref)
    assert meanwhile.unread(absent) == []
    browser.sign_in(helper)
    assert browser.post("young_people.read_meanwhile", {}, cover=cover.ref).status == 404


def test_a_cover_that_never_was_tells_no_story(make):
    absent, helper = make.user("advisor"), make.user("advisor")
    cover = covers.set_cover(absent, [helper], week(), by=absent)
    covers.make_move(cover, "take_back", by=absent)

    assert meanwhile.unread(absent) == []


def test_only_a_cover_that_is_set_opens_anything(make):
    absent, helper = make.user("advisor"), make.user("advisor")
    person = make.young_person(advisor=absent)
    ids = {"advisor_id": absent.id, "covered_by_id": helper.id}
    for state in STATES:
        cover = add(Cover(begins=TODAY, ends=TODAY, state=state, **ids))
        assert seen_by(helper) == ({person.ref} if state == STATES.SET else set()), state
        db.session.delete(cover)
        db.session.commit()


def test_a_share_follows_its_young_person_nowhere_else(make, manager):
    absent, helper, next_one = (make.user("advisor") for _ in range(3))
    person = make.young_person(advisor=absent)
    cover = covers.set_cover(absent, [helper], week(only=(person,)), by=manager)
    assert seen_by(helper) == {person.ref}

    person.advisor_id = next_one.id
    db.session.commit()
    assert seen_by(helper) == set()
    assert db.session.scalars(select(CoverShare.cover_id)).all() == [cover.id]
    assert fresh(person).advisor_id == next_one.id


def test_none_of_200_covers_that_end_or_begin_leaves_a_page_open_longer(browser, make, manager):
    """T2: access by cover changes on the very next request."""
    absent, helper, stale = make.user("advisor"), make.user("advisor"), 0
    person = make.young_person(advisor=absent)
    browser.sign_in(helper)
    for _ in range(100):
        cover = covers.set_cover(absent, [helper], NewCover(TODAY, TODAY), by=manager)
        stale += browser.get("young_people.note", ref=person.ref).status != 200
        covers.make_move(cover, "end", by=manager)
        stale += browser.get("young_people.note", ref=person.ref).status != 404
    print(f"\nT2: {stale} stale answers in 200 changes of cover")

    assert stale == 0


def test_none_of_200_moves_between_teams_leaves_a_page_open_longer(browser, make, manager, admin):
    """T2: a manager sees the team as it is at this moment."""
    advisor, south, stale = make.user("advisor"), make.team("South team"), 0
    person, north = make.young_person(advisor=advisor), advisor.team_id
    browser.sign_in(manager)
    for turn in range(200):
        advisor.team_id = south.id if turn % 2 == 0 else north
        db.session.commit()
        status = browser.get("young_people.note", ref=person.ref).status
        stale += status != (404 if turn % 2 == 0 else 200)
    print(f"\nT2: {stale} stale answers in 200 moves between teams")

    assert stale == 0
