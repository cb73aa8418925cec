"""The manager’s page: load, cover that ends by itself, handing over with history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.outbox.models import Message
from app.young_people import covers, services, story
from app.young_people.covers import WrongCover
from app.young_people.models import Cover, Transfer
from app.young_people.signals import handed_over
from tests.app.young_people.people import fresh

TODAY = clock.today()


def in_days(days):
    return TODAY + timedelta(days)


def day(name, value):
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def test_the_team_page_shows_each_caseload_and_what_is_overdue(browser, make, manager):
    sam, priya = make.user("advisor", name="Sam Okafor"), make.user("advisor", name="Priya Shah")
    make.user("advisor", name="Far Away", team=make.team("South team"))
    make.young_person(advisor=sam)
    make.young_person(advisor=sam, state="NOT_NOW", revisit_on=in_days(-3))
    page = browser.sign_in(manager).get("young_people.team")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.soup.select("tbody tr")
    ]

    assert [row[:4] for row in rows] == [[priya.name, "0", "0", "0"], [sam.name, "2", "1", "1"]]


def test_a_caseload_whose_advisor_left_is_still_on_the_page(browser, make, manager):
    gone = make.user("advisor", name="Gone Elsewhere", active=False)
    person = make.young_person(advisor=gone)
    to = make.user("advisor")
    page = browser.sign_in(manager).get("young_people.team")
    assert "Gone Elsewhere (no longer an advisor here)" in page.text

    answers = {"people": [person.ref], "to": to.ref, "reason": "left"}
    browser.post("young_people.hand_over", answers, advisor=gone.ref)
    assert fresh(person).advisor_id == to.id


def test_setting_cover_opens_the_caseload_and_says_so_without_a_name(browser, make, manager):
    absent, covering = make.user("advisor", name="Priya Shah"), make.user("advisor")
    person = make.young_person(advisor=absent)
    answers = {"covered_by": covering.ref, **day("begins", TODAY), **day("ends", in_days(7))}
    page = browser.sign_in(manager).post("young_people.cover", answers, advisor=absent.ref)

    assert f"{covering.name} covers for Priya Shah" in page.text
    (message,) = db.session.scalars(select(Message)).all()
    assert message.to_address == covering.email
    assert person.preferred_name not in message.subject + message.body
    assert "care" not in (message.subject + message.body).lower()
    shown = browser.sign_in(covering).get("young_people.index")
    assert "Covered for Priya Shah" in shown.text


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [(3, 2, "ends"), (-9, -1, "ends"), (0, 400, "ends")],
)
def test_days_that_cannot_be_are_refused(make, manager, begins, ends, field):
    absent, covering = make.user("advisor"), make.user("advisor")
    with pytest.raises(WrongCover) as refused:
        covers.set_cover(absent, covering, begins=in_days(begins), ends=in_days(ends), by=manager)

    assert refused.value.at == field


def test_cover_stays_within_the_team_and_is_for_somebody_else(make, manager):
    absent, far = make.user("advisor"), make.user("advisor", team=make.team("South team"))
    for covering in (absent, far, make.user("advisor", active=False), manager):
        with pytest.raises(WrongCover):
            covers.set_cover(absent, covering, begins=TODAY, ends=TODAY, by=manager)
    with pytest.raises(WrongCover):
        covers.set_cover(far, absent, begins=TODAY, ends=TODAY, by=manager)

    assert db.session.scalars(select(Cover)).all() == []


def test_one_caseload_has_one_cover_at_a_time(make, manager):
    absent, one, other = (make.user("advisor") for _ in range(3))
    covers.set_cover(absent, one, begins=TODAY, ends=in_days(7), by=manager)
    with pytest.raises(WrongCover, match="already"):
        covers.set_cover(absent, other, begins=in_days(7), ends=in_days(9), by=manager)

    covers.set_cover(absent, other, begins=in_days(8), ends=in_days(9), by=manager)


def test_a_cover_can_be_ended_early_and_then_another_set(browser, make, manager):
    absent, one, other = (make.user("advisor") for _ in range(3))
    person = make.young_person(advisor=absent)
    cover = covers.set_cover(absent, one, begins=TODAY, ends=in_days(7), by=manager)
    browser.sign_in(manager).post("young_people.end_cover", {}, cover=cover.ref)

    assert browser.sign_in(one).get("young_people.show", ref=person.ref).status == 404
    covers.set_cover(absent, other, begins=TODAY, ends=TODAY, by=manager)


def test_another_managers_cover_does_not_exist(browser, make, manager):
    absent, one = make.user("advisor"), make.user("advisor")
    cover = covers.set_cover(absent, one, begins=TODAY, ends=in_days(7), by=manager)
    stranger = make.user("manager", team=make.team("South team"))
    browser.sign_in(stranger)

    assert browser.post("young_people.end_cover", {}, cover=cover.ref).status == 404
    assert browser.get("young_people.cover", advisor=absent.ref).status == 404
    assert browser.get("young_people.hand_over", advisor=absent.ref).status == 404
    assert browser.sign_in(one).get("young_people.team").status == 403


def test_handing_over_moves_the_record_with_its_history(browser, make, advisor, manager):
    person, to, heard = (
        make.young_person(advisor=advisor),
        make.user("advisor", name="Priya Shah"),
        [],
    )
    services.make_move(person, "again", by=advisor)
    answers = {"people": [person.ref], "to": to.ref, "reason": "New patch"}

    def hear(moved, frm, to, by):
        heard.append((moved.ref, frm.name, to.name))

    with handed_over.connected_to(hear):
        page = browser.sign_in(manager).post("young_people.hand_over", answers, advisor=advisor.ref)

    assert "1 young person handed over" in page.text
    assert heard == [(person.ref, advisor.name, "Priya Shah")]
    (row,) = db.session.scalars(select(Transfer)).all()
    assert (row.from_id, row.to_id, row.by_id, row.reason) == (
        advisor.id,
        to.id,
        manager.id,
        "New patch",
    )
    titles = [event.title for event in story.tell(fresh(person))]
    assert f"Priya Shah became the advisor, after {advisor.name}" in titles
    assert "Went back to getting ready" in titles
    (message,) = db.session.scalars(select(Message)).all()
    assert message.to_address == to.email
    assert person.preferred_name not in message.subject + message.body


def test_only_those_of_this_caseload_can_be_handed_over(browser, make, advisor, manager):
    elsewhere, to = make.young_person(advisor=make.user("advisor")), make.user("advisor")
    answers = {"people": [elsewhere.ref], "to": to.ref, "reason": "x"}
    page = browser.sign_in(manager).post("young_people.hand_over", answers, advisor=advisor.ref)

    assert "There is a problem" in page.text or "Nobody to hand over" in page.text
    assert fresh(elsewhere).advisor_id != to.id


def test_nobody_is_handed_over_to_another_team(make, advisor, manager):
    person = make.young_person(advisor=advisor)
    far = make.user("advisor", team=make.team("South team"))
    with pytest.raises(WrongCover):
        covers.hand_over([person], far, reason="x", by=manager)

    assert fresh(person).advisor_id == advisor.id


def test_an_empty_hand_over_says_what_to_select(browser, make, advisor, manager):
    make.young_person(advisor=advisor)
    page = browser.sign_in(manager).post("young_people.hand_over", {}, advisor=advisor.ref)

    assert page.errors == [
        "Select at least one young person",
        "Select an advisor",
        "Enter a reason",
    ]
