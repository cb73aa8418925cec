"""The pages of a placement, on both sides."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import clock, db
from app.placements import services
from app.placements.models import Party, PlacementState
from app.young_people import services as young_people
from tests.app.introductions.people import NAME, SURNAME
from tests.app.placements.steps import agreed, completed, said, started


def day(name, when):
    return {
        f"{name}-day": str(when.day),
        f"{name}-month": str(when.month),
        f"{name}-year": str(when.year),
    }


def state(placement):
    db.session.rollback()
    return placement.state


def test_an_advisor_prepares_and_an_employer_agrees(browser, placement, people):
    browser.sign_in(people.advisor)
    for name in ("insurance", "risk_assessment", "hours", "consent", "dbs", "pay"):
        browser.post("placements.tick", ref=placement.ref, name=name)
    browser.post("placements.agree", ref=placement.ref, party="young_person")
    browser.post("placements.agree", ref=placement.ref, party="council")
    employer = browser.sign_in(people.contact).get("placements.show", ref=placement.ref)
    done = browser.post("placements.agree", ref=placement.ref, party="employer")

    assert "Agree to these details" in employer.buttons()
    assert "What has to be seen first" not in employer.text
    assert "Everybody has agreed" in done.notices[0]
    assert state(placement) == PlacementState.AGREED


def test_what_is_not_right_is_said_and_cannot_be_ticked(browser, placement, people):
    placement.opportunity.employer.insurance_until = clock.today()
    db.session.commit()
    browser.sign_in(people.advisor)
    page = browser.get("placements.show", ref=placement.ref)
    tried = browser.post("placements.tick", ref=placement.ref, name="insurance")

    assert "before the last day" in page.text
    assert page.buttons().count("I have seen this") == 5
    assert "before the last day" in tried.notices[0]


def test_a_check_nobody_knows_does_not_exist(browser, placement, people):
    assert (
        browser.sign_in(people.advisor).post("placements.tick", ref=placement.ref, name="x").status
        == 404
    )


def test_the_whole_way_in_pages(browser, placement, people):
    agreed(placement, people)
    browser.sign_in(people.contact)
    today = clock.today()
    browser.post("placements.start", day("day", today), ref=placement.ref)
    browser.post("placements.note", {"face": "3", "words": "Quick"}, ref=placement.ref)
    browser.post("placements.complete", day("day", today), ref=placement.ref)
    review = {"face": "3", "words": "Come back", "again": "yes"}
    browser.post("placements.review", review, ref=placement.ref, party="employer")
    browser.sign_in(people.advisor)
    page = browser.post(
        "placements.review", {**review, "face": "1"}, ref=placement.ref, party="young_person"
    )

    assert state(placement) == PlacementState.REVIEWED
    assert "They see it differently" in page.text


def test_the_employer_never_sees_what_the_young_person_said(browser, placement, people):
    started(placement, people)
    services.note(placement, Party.YOUNG_PERSON, said(1, wants_to_talk=True), by=people.advisor)
    page = browser.sign_in(people.contact).get("placements.show", ref=placement.ref)

    assert "good with customers" not in page.text
    assert "would like to talk" not in page.text.lower()


def test_the_employer_sees_a_name_only_while_it_is_agreed(browser, placement, people):
    browser.sign_in(people.contact)
    before = [browser.get("placements.show", ref=placement.ref), browser.get("placements.index")]
    young_people.withdraw_consent(placement.introduction.consent, by=people.advisor)
    pages = ("show", "day_one", "calendar")
    after = [browser.get(f"placements.{name}", ref=placement.ref) for name in pages]
    after.append(browser.get("placements.index"))

    assert all(NAME in page.body for page in before)
    assert not [page for page in after if NAME in page.body or SURNAME in page.body]


def test_an_employer_cannot_speak_or_tick_for_others(browser, placement, people):
    browser.sign_in(people.contact)

    assert browser.post("placements.tick", ref=placement.ref, name="pay").status == 403
    assert browser.get("placements.review", ref=placement.ref, party="young_person").status == 404
    assert browser.get("placements.agree_for_employer", ref=placement.ref).status == 403
    page = browser.post("placements.agree", ref=placement.ref, party="young_person")
    assert page.notices == ["Only they can agree for themselves"]


@pytest.mark.parametrize("who", ["business", "advisor"])
def test_somebody_elses_placement_does_not_exist(browser, placement, make, who):
    user = make.user(who, team=make.team("South team")) if who == "advisor" else make.user(who)
    browser.sign_in(user)

    for name in ("show", "day_one", "calendar", "start", "complete", "end_early", "note"):
        assert browser.get(f"placements.{name}", ref=placement.ref).status == 404
    assert NAME not in browser.get("placements.index").body


def test_agreeing_on_the_employers_behalf_needs_a_reason(browser, placement, people):
    browser.sign_in(people.advisor)
    page = browser.post("placements.agree_for_employer", {"reason": ""}, ref=placement.ref)
    done = browser.post("placements.agree_for_employer", {"reason": "By phone"}, ref=placement.ref)

    assert page.errors == ["Enter why you agree on the employer’s behalf"]
    assert "On their behalf: By phone" in done.text


def test_the_days_can_be_changed_and_errors_stand_beside_them(browser, placement, people):
    browser.sign_in(people.advisor)
    wrong = {**day("start", placement.start), **day("end", placement.start - timedelta(days=3))}
    page = browser.post("placements.days", wrong, ref=placement.ref)
    right = {**day("start", placement.start), **day("end", placement.start + timedelta(days=3))}
    done = browser.post("placements.days", right, ref=placement.ref)

    assert page.errors == ["The last day must be the same as or after the first day"]
    assert "let everybody agree" in done.notices[0]


def test_a_follow_up_is_answered_and_its_code_confirmed(browser, placement, people, set_clock):
    completed(placement, people)
    set_clock(clock.today() + timedelta(days=28))
    browser.sign_in(people.advisor)
    asked = browser.get("placements.follow_up", ref=placement.ref, weeks=4)
    code = browser.post("placements.follow_up", {"answer": "neither"}, ref=placement.ref, weeks=4)
    form = {"code": "G5", **day("since", clock.today())}
    done = browser.post("placements.code", form, ref=placement.ref, weeks=4)

    assert "after 4 weeks" in asked.h1
    assert "Suggested from your answer: G5" in code.text
    assert "Activity G5" in done.text


def test_a_follow_up_that_does_not_exist_is_not_found(browser, placement, people):
    started(placement, people)
    browser.sign_in(people.advisor)

    assert browser.get("placements.follow_up", ref=placement.ref, weeks=5).status == 404


def test_work_experience_gets_no_suggestion_and_says_why(browser, placement, people, set_clock):
    started(placement, people)
    set_clock(clock.today() + timedelta(days=28))
    browser.sign_in(people.advisor)
    page = browser.post(
        "placements.follow_up", {"answer": "still_there"}, ref=placement.ref, weeks=4
    )

    assert "Work experience by itself does not count" in page.text


@pytest.mark.parametrize("one", list(PlacementState))
def test_every_state_has_a_page_for_each_side(browser, placement, people, one):
    placement.state = one
    placement.ended_on = clock.today()
    db.session.commit()
    for user in (people.advisor, people.contact):
        browser.sign_in(user)
        assert browser.get("placements.show", ref=placement.ref).status == 200
        assert browser.get("placements.index").status == 200


@pytest.mark.parametrize("tab", ["preparing", "agreed", "active", "ended", "follow", "over", "x"])
def test_the_list_shows_each_placement_where_it_stands(browser, placement, people, tab):
    page = browser.sign_in(people.advisor).get("placements.index", tab=tab)

    assert (NAME in page.text) == (tab in {"preparing", "x"})


def test_the_list_can_be_searched(browser, placement, people):
    browser.sign_in(people.advisor)

    assert NAME in browser.post("placements.search", {"q": NAME[:4]}).text
    assert NAME not in browser.post("placements.search", {"q": "nobody"}).text


def test_the_first_day_card_says_what_to_expect(browser, placement, people):
    placement.opportunity.day_one = {"who_meets_you": "Sam at the door", "lunch": "Canteen"}
    db.session.commit()
    page = browser.sign_in(people.advisor).get("placements.day_one", ref=placement.ref)

    assert "Sam at the door" in page.text
    assert "Canteen" in page.text


def test_the_number_of_statements_does_not_grow_with_the_list(
    browser, placement, people, make, statements
):
    for user in (people.advisor, people.contact):
        browser.sign_in(user)
        with statements() as few:
            browser.get("placements.index")
        for _ in range(6):
            person = make.young_person(advisor=people.advisor)
            offer = make.opportunity(employer=people.offer.employer)
            make.placement(make.introduction(person, offer, state="ACCEPTED"))
        with statements() as many:
            browser.get("placements.index")

        assert len(many) <= len(few) + 1
        assert len(many) <= 18, chr(10).join(one[:150] for one in many)


def test_the_coordinator_sees_late_follow_ups_by_advisor_and_nobody_else(
    browser, placement, people, coordinator, set_clock
):
    started(placement, people)
    set_clock(clock.today() + timedelta(days=60))
    page = browser.sign_in(coordinator).get("placements.late_follow_ups")

    assert people.advisor.name in page.text
    assert NAME not in page.body
