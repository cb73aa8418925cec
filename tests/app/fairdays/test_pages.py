"""The coordinator’s pages of a day, the advisor’s own, the sheets: who sees what, and every step."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select

from app import db
from app.audit.models import AuditEvent
from app.fairdays.models import FairDay, FairDayState
from app.matches.models import Suggestion
from app.young_people.models import YoungPerson
from tests.app.young_people.people import counting

MOST_QUERIES = 15
KINDS = ("fairdays.show", "fairdays.people", "fairdays.advisor_sheet", "fairdays.places_csv")
NEW = {
    "name": "Summer week",
    "kind": "summer_cohort",
    "begins-day": "1",
    "begins-month": "8",
    "begins-year": "2030",
}


def names():
    return [name for (name,) in db.session.execute(select(YoungPerson.preferred_name))]


def reads(person=None):
    found = select(AuditEvent).where(AuditEvent.action == "young_person.read")
    rows = db.session.scalars(found.order_by(AuditEvent.id))
    return [row for row in rows if person is None or row.subject_ref == person.ref]


def test_a_coordinator_plans_draws_starts_and_confirms_without_a_script(browser, fairs, make):
    offer, person = make.opportunity(places=1), fairs.person()
    browser.sign_in(fairs.by)
    browser.post("fairdays.new", NEW)
    day = db.session.scalars(select(FairDay)).one()
    browser.post("fairdays.add_offers", {"offers": [offer.ref]}, ref=day.ref)
    browser.post("fairdays.people", {"reason": "Agreed", "team": "", "sector": ""}, ref=day.ref)
    for verb in ("draw", "start_stable"):
        page = browser.post("fairdays.act", ref=day.ref, verb=verb)
    assert "1confirmed" not in page.text
    (row,) = fairs.whole(day).people

    shown = page.soup.select_one("input[name=offer]")["value"]
    sent = {"offer": shown, "reason": ""}

    page = browser.post("fairdays.confirm", sent, ref=day.ref, person=row.ref)

    assert "Confirmed" in page.text
    made = db.session.scalars(select(Suggestion)).one()
    assert (made.young_person_id, made.opportunity_id) == (person.id, offer.id)


def test_the_coordinator_sees_numbers_until_a_reason_is_written_down(browser, fairs):
    day = fairs.started(people=2, places=(1,))
    people = [one.young_person for one in fairs.whole(day).people]
    browser.sign_in(fairs.by)
    for endpoint in KINDS:
        page = browser.get(endpoint, ref=day.ref)
        assert "Person 1" in page.body
        for person in people:
            assert person.preferred_name not in page.body
            assert person.surname not in page.body
            assert person.ref not in page.body
            assert person.own_words not in page.body

    assert browser.post("fairdays.names", {"reason": " "}, ref=day.ref).errors == ["Enter a reason"]
    browser.post("fairdays.names", {"reason": "Two brothers must not meet"}, ref=day.ref)

    for endpoint in KINDS:
        assert people[0].preferred_name in browser.get(endpoint, ref=day.ref).body
    last = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "fair_day.names_opened")
    ).one()
    assert last.reason == "Two brothers must not meet"
    assert reads()[0].reason is None
    assert reads()[-1].reason == "Two brothers must not meet"


def test_a_reason_of_one_coordinator_opens_no_names_for_another(browser, fairs, make):
    day = fairs.started(people=1, places=(1,))
    browser.sign_in(fairs.by).post("fairdays.names", {"reason": "Needed"}, ref=day.ref)

    page = browser.sign_in(make.user("coordinator")).get("fairdays.show", ref=day.ref)

    assert names()[0] not in page.body


@pytest.mark.parametrize("endpoint", KINDS)
def test_everybody_who_is_on_a_page_is_written_to_the_audit_trail(browser, fairs, endpoint):
    day = fairs.started(people=3, places=(1,))
    browser.sign_in(fairs.by).get(endpoint, ref=day.ref)

    assert len(reads()) == 3
    assert {row.actor_id for row in reads()} == {fairs.by.id}


def test_the_board_says_first_who_is_left_with_nothing_and_what_to_do_next(browser, fairs):
    day = fairs.started(people=3, places=(1, 1))
    page = browser.sign_in(fairs.by).get("fairdays.show", ref=day.ref)

    cards = page.soup.select(".uo-fair-row")
    assert "No place on the day" in cards[0].get_text()
    assert "Ask Bakery" in cards[0].get_text()
    assert all("No place on the day" not in card.get_text() for card in cards[1:3])


def test_both_ways_are_shown_side_by_side_with_the_price_in_words(browser, fairs):
    day = fairs.drawn(people=3, places=(1, 1))
    page = browser.sign_in(fairs.by).get("fairdays.show", ref=day.ref)

    assert page.text.count("with a place") == 2
    assert "The price of stability" in page.text
    assert "young people" in page.text
    assert page.soup.select("figure.uo-chart")


def asked(browser, day, person, to):
    page = browser.get("fairdays.consequence", ref=day.ref, person=person.ref, to=to)
    return page.response.get_json()


def test_what_a_move_would_do_is_told_before_it_is_made_with_and_without_a_script(browser, fairs):
    day = fairs.started(people=3, places=(1, 1))
    (out,), offer = fairs.left_out(day), day.offers[0]
    browser.sign_in(fairs.by)

    told = asked(browser, day, out, offer.ref)
    page = browser.get("fairdays.person", ref=day.ref, person=out.ref, to=offer.ref)

    assert told["possible"] is False
    assert "would be one over: not possible." in " ".join(told["sentences"])
    assert "would have to move first" in " ".join(told["sentences"])
    assert all(sentence in page.text for sentence in told["sentences"])
    gone = asked(browser, day, fairs.placed(day)[0], "nothing")
    assert gone["possible"] is True
    assert "would have no place on the day." in gone["sentences"][0]
    assert "One young person fewer would have a place." in gone["sentences"]


def test_an_offer_nobody_knows_is_no_option(browser, fairs):
    day = fairs.started(people=1, places=(1,))
    person = fairs.placed(day)[0]

    assert not asked(browser.sign_in(fairs.by), day, person, "x" * 22)["possible"]


def test_a_move_is_made_and_told(browser, fairs):
    day = fairs.started(people=2, places=(1, 1))
    person = fairs.placed(day)[0]
    browser.sign_in(fairs.by)

    page = browser.post("fairdays.move", {"to": "nothing"}, ref=day.ref, person=person.ref)

    assert "has no place on the day." in page.text
    assert fairs.left_out(day)[0].ref == person.ref
    card = page.soup.select_one(f"#person-{person.number}").get_text(" ")
    assert "A place is free at" in card


def test_the_page_of_a_person_names_the_rule_that_closes_an_offer(browser, fairs, make):
    day = fairs.planned(people=1, places=(1,))
    old = make.opportunity(min_age=21, title="Night porter")
    fairs.offers(day, old)
    day = fairs.whole(fairs.act(day, "draw"))
    page = browser.sign_in(fairs.by).get("fairdays.person", ref=day.ref, person=day.people[0].ref)

    closed = page.soup.find(string="What is not open to them").find_next("ul").get_text()
    assert "Night porter" in closed
    assert "old enough on the first day" in closed


def test_the_advisor_sees_their_own_young_people_and_nobody_elses(browser, fairs, make):
    other = fairs.person(advisor=make.user("advisor"), preferred_name="Strangerfirst")
    day = fairs.started(people=2, places=(1,))
    mine = next(one for one in fairs.whole(day).people if one.young_person_id != other.id)
    page = browser.sign_in(fairs.advisor).get("fairdays.mine", ref=day.ref)

    assert mine.young_person.preferred_name in page.text
    assert "Strangerfirst" not in page.body
    stranger = next(one for one in fairs.whole(day).people if one.young_person_id == other.id)
    assert browser.post("fairdays.talked", ref=day.ref, person=stranger.ref).status == 404


def test_an_advisor_puts_their_own_on_a_planned_day_and_only_their_own(browser, fairs, make):
    day = fairs.planned(people=0)
    mine, other = fairs.person(), make.young_person()
    browser.sign_in(fairs.advisor)
    browser.post("fairdays.mine", {"people": [mine.ref, other.ref]}, ref=day.ref)
    assert fairs.whole(day).people == []

    browser.post("fairdays.mine", {"people": [mine.ref]}, ref=day.ref)

    assert [one.young_person_id for one in fairs.whole(day).people] == [mine.id]


def test_a_drawn_day_without_my_own_does_not_exist(browser, fairs, make):
    day = fairs.drawn(people=1, places=(1,))
    browser.sign_in(make.user("advisor"))
    missing = browser.get("fairdays.mine", ref="x" * 22)

    page = browser.get("fairdays.mine", ref=day.ref)

    assert (page.status, page.text) == (404, missing.text)


def test_the_advisor_is_asked_to_talk_until_they_have(browser, fairs):
    day = fairs.started(people=1, places=(1,))
    (row,) = fairs.placed(day)
    name = row.young_person.preferred_name
    need = f"Talk to {name} about their place at the fair"
    browser.sign_in(fairs.advisor)
    assert need not in browser.get("home.index").text

    fairs.confirm(row)
    assert need in browser.get("home.index").text
    browser.post("fairdays.talked", ref=day.ref, person=row.ref)

    assert need not in browser.get("home.index").text


def test_a_coordinator_is_asked_to_confirm_before_the_day_and_to_finish_after_it(browser, fairs):
    day = fairs.started(people=1, places=(1,))
    browser.sign_in(fairs.by)
    assert day.name not in browser.get("home.index").text

    day.begins = fairs.day(7)
    db.session.commit()
    assert "1 place waits to be confirmed" in browser.get("home.index").text
    day.begins = fairs.day(-1)
    db.session.commit()

    assert "The day is over" in browser.get("home.index").text


def test_the_employers_sheet_names_nobody_and_shows_no_small_number_of_people(browser, fairs):
    day = fairs.started(people=2, places=(2,))
    for row in fairs.placed(day):
        fairs.confirm(row)
    page = browser.sign_in(fairs.by).get("fairdays.employer_sheet", ref=day.ref)

    assert "0 to 5" in page.text
    assert not [name for name in names() if name in page.body]
    assert "Person 1" not in page.body


def test_no_cell_of_the_file_can_run(browser, fairs, make):
    day = fairs.planned(people=1, places=())
    fairs.offers(day, make.opportunity(title="=1+1", employer=make.employer(name="@SUM(1)")))
    for verb in ("draw", "start_stable"):
        fairs.act(day, verb)
    page = browser.sign_in(fairs.by).get("fairdays.places_csv", ref=day.ref)

    (_, row) = csv.reader(io.StringIO(page.body))
    assert row[2:4] == ["'=1+1", "'@SUM(1)"]


def test_the_list_can_be_searched_and_says_what_to_do_when_it_is_empty(browser, fairs):
    browser.sign_in(fairs.by)
    assert "No fair day is planned" in browser.get("fairdays.index").text
    day = fairs.planned(people=0)

    assert day.name in browser.get("fairdays.index", search="summer").text
    assert "Nothing fits" in browser.get("fairdays.index", search="winter").text
    assert "Nothing fits" in browser.get("fairdays.index", state="DONE").text


def test_the_board_can_be_searched(browser, fairs):
    day = fairs.started(people=2, places=(1,))
    browser.sign_in(fairs.by)

    assert (
        len(
            browser.get("fairdays.show", ref=day.ref, search="Person 1").soup.select(".uo-fair-row")
        )
        == 1
    )
    assert "Nothing fits" in browser.get("fairdays.show", ref=day.ref, search="zebra").text


PLACES = ("fairdays.show", "fairdays.both", "fairdays.people", "fairdays.advisor_sheet")


@pytest.mark.parametrize("endpoint", PLACES)
def test_a_page_asks_the_database_as_often_for_many_people_as_for_few(browser, fairs, endpoint):
    few, many = (fairs.started(people=count, places=(2, 2)) for count in (2, 12))
    browser.sign_in(fairs.by)

    asked = []
    for day in (few, many):
        with browser.app.app_context(), counting() as sent:
            browser.get(endpoint, ref=day.ref)
        asked.append(len(sent))

    assert asked[0] <= MOST_QUERIES
    assert asked[1] <= asked[0]


def test_mistakes_are_said_beside_their_field(browser, fairs):
    browser.sign_in(fairs.by)
    page = browser.post(
        "fairdays.new", {**NEW, "name": "", "ends-day": "1", "ends-month": "7", "ends-year": "2030"}
    )

    assert page.errors == [
        "Enter what it is called",
        "The last day must be the same as or after the first",
    ]


def test_a_cancelled_or_finished_day_can_be_read_but_not_changed(browser, fairs):
    day = fairs.started(people=1, places=(1,))
    browser.sign_in(fairs.by)
    browser.post("fairdays.act", {"reason": "The hall is flooded"}, ref=day.ref, verb="cancel")

    page = browser.get("fairdays.show", ref=day.ref)

    assert db.session.get(FairDay, day.id).state == FairDayState.CANCELLED
    assert page.soup.select(".uo-fair-row")
    assert not page.soup.select("main form[method=post]")
