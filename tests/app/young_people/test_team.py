"""The manager’s page: load, overdue work, who is away, who has nobody, what would even out."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from app import clock, db
from app.accounts import people as accounts
from app.young_people import heard, nobody, queries, team, team_pages
from app.young_people.models import Note
from app.young_people.needs import needs
from app.young_people.spreading import balance, spread
from tests.app.young_people.people import add, fresh
from tests.browser import words

TODAY = clock.today()


def in_days(days):
    return TODAY + timedelta(days)


def rows_of(page, table=0):
    body = page.soup.select("table")[table].select("tbody tr")
    cells = [[words(cell) for cell in row.find_all(["th", "td"])] for row in body]
    return [[row[0].partition(" Set cover")[0], *row[1:]] for row in cells]


def test_the_page_shows_each_caseload_and_what_is_overdue(browser, make, manager):
    sam, priya = make.user("advisor", name="Sam Okafor"), make.user("advisor", name="Priya Shah")
    make.user("advisor", name="Far Away", team=make.team("South team"))
    make.young_person(advisor=sam)
    make.young_person(advisor=sam, state="NOT_NOW", revisit_on=in_days(-3))
    make.young_person(advisor=sam, state="CLOSED")
    page = browser.sign_in(manager).get("young_people.team")

    # Young people, ready, advisor’s turn, overdue, not heard of, load.
    assert [row[:7] for row in rows_of(page)] == [
        [sam.name, "2", "1", "1", "1", "0", "4"],
        [priya.name, "0", "0", "0", "0", "0", "0"],
    ]
    assert "Most is overdue with Sam Okafor: 1 of 2" in page.text
    assert "Far Away" not in page.text


def test_rows_can_be_sorted_and_narrowed(browser, make, manager):
    sam, priya = make.user("advisor", name="Sam Okafor"), make.user("advisor", name="Priya Shah")
    make.young_person(advisor=sam)
    browser.sign_in(manager)

    def names(**args):
        return [row[0] for row in rows_of(browser.get("young_people.team", **args))]

    assert names(sort="name") == [priya.name, sam.name]
    assert names(sort="people") == [sam.name, priya.name]
    assert "Nobody fits" in browser.get("young_people.team", show="late").text
    assert names(show="no such thing", sort="nor this") == [priya.name, sam.name]


def test_every_number_by_kind_leads_to_as_many_young_people(browser, make, manager):
    sam = make.user("advisor", name="Sam Okafor")
    for _ in range(2):
        make.young_person(advisor=sam, consent=False)
    page = browser.sign_in(manager).get("young_people.team")
    cells = page.soup.select(".uo-heat__cell a")
    assert [cell.get_text() for cell in cells] == ["2"]

    shown = browser.get(cells[0]["href"])
    assert len(shown.soup.select("tbody tr")) == 2


def test_a_full_caseload_is_a_setting_and_said_in_words(browser, make, manager):
    sam = make.user("advisor")
    for _ in range(26):
        make.young_person(advisor=sam)
    page = browser.sign_in(manager).get("young_people.team", show="full")

    assert [row[:2] for row in rows_of(page)] == [[sam.name, "26 over 25"]]


def test_who_was_not_heard_of_is_told_by_contacts_not_by_tries(make, advisor):
    long_ago, lately = clock.now() - timedelta(weeks=20), clock.now() - timedelta(weeks=1)
    quiet = make.young_person(advisor=advisor, created_at=long_ago, interests_at=None)
    tried = make.young_person(advisor=advisor, created_at=long_ago, interests_at=long_ago)
    met = make.young_person(advisor=advisor, created_at=long_ago, interests_at=None)
    closed = make.young_person(advisor=advisor, created_at=long_ago, state="CLOSED")
    closed.interests_at = None
    for person, contact in ((tried, "tried"), (met, "met")):
        note = {"words": "x", "contact": contact, "by_id": advisor.id, "at": lately}
        add(Note(young_person_id=person.id, **note))

    assert set(heard.quiet_since(queries.visible_to(advisor))) == {quiet.id, tried.id}


def test_one_advisors_standing_names_who_is_late_and_is_audited(browser, make, manager):
    sam = make.user("advisor", name="Sam Okafor")
    late = make.young_person(advisor=sam, state="NOT_NOW", revisit_on=in_days(-3))
    fine = make.young_person(advisor=sam)
    page = browser.sign_in(manager).get("young_people.member", advisor=sam.ref)

    assert late.full_name in page.text
    assert fine.full_name not in page.text
    readers = browser.get("young_people.section", ref=late.ref, name="history")
    assert manager.name in readers.text
    stranger = make.user("manager", team=make.team("South team"))
    assert browser.sign_in(stranger).get("young_people.member", advisor=sam.ref).status == 404


def test_the_file_has_the_same_figures_and_cannot_run(browser, make, manager):
    sam = make.user("advisor", name="=cmd()")
    make.young_person(advisor=sam, state="NOT_NOW", revisit_on=in_days(-3))
    answer = browser.sign_in(manager).get("young_people.export_team")
    (row,) = csv.DictReader(io.StringIO(answer.body.lstrip("\ufeff")))

    assert row["Advisor"] == "'=cmd()"
    assert (row["Young people"], row["Overdue"], row["Load"]) == ("1", "1", "3")


def test_spreading_gives_to_whoever_has_least():
    given = spread(list(range(10)), {1: 6, 2: 3, 3: 3})

    counts = {advisor: list(given.values()).count(advisor) for advisor in (1, 2, 3)}
    assert counts == {1: 2, 2: 4, 3: 4}
    assert spread([], {1: 0}) == {}


def test_evening_out_is_the_fewest_moves_and_ends_even():
    load = {1: 30, 2: 20, 3: 4, 4: 6}
    moves = balance(load)
    for frm, to, count in moves:
        load[frm] -= count
        load[to] += count

    assert max(load.values()) - min(load.values()) <= 1
    assert len(moves) <= 3
    assert balance({1: 5, 2: 5}) == balance({1: 9}) == balance({}) == []


def test_evening_out_leaves_out_whoever_is_away_and_small_differences(make, manager):
    one, other = make.user("advisor", name="A"), make.user("advisor", name="B")
    for _ in range(4):
        make.young_person(advisor=one)

    def members():
        return team_pages.everybody(manager).members

    assert team.evening_out(members()) == [(one, other, 2)]
    make.young_person(advisor=other)
    make.young_person(advisor=other)
    assert team.evening_out(members()) == []


def test_whoever_lost_their_advisor_waits_on_the_managers_home_with_a_clock(
    app, browser, make, manager, admin
):
    gone, to = make.user("advisor", name="Gone Elsewhere"), make.user("advisor")
    person = make.young_person(advisor=gone)
    accounts.close(gone, by=admin)
    with app.test_request_context():
        (need,) = [need for need in needs(manager) if "no advisor" in need.what]
    assert (need.who, need.what) == ("Without Gone Elsewhere", "1 young person has no advisor")
    assert need.due == clock.add_working_days(TODAY, 1)

    page = browser.sign_in(manager).get("young_people.without_anybody")
    assert rows_of(page)[0][:2] == ["Gone Elsewhere", "1"]
    assert "Gone Elsewhere (no longer an advisor here)" in browser.get("young_people.team").text
    answers = {"people": [person.ref], "to": [to.ref], "reason": "left"}
    browser.post("young_people.hand_over", answers, advisor=gone.ref)
    browser.post("young_people.check_hand_over", {f"who_{person.id}": to.ref}, advisor=gone.ref)
    assert fresh(person).advisor_id == to.id
    assert nobody.without_anybody(manager).count == 0


def test_whoever_is_in_no_team_is_counted_for_every_manager_and_can_be_taken_in(
    browser, make, manager
):
    gone = make.user("advisor")
    person = make.young_person(advisor=gone)
    orphan = make.young_person(advisor=gone)
    orphan.advisor_id = None
    gone.role, gone.team_id = "hr", None
    db.session.commit()
    to = make.user("advisor")
    page = browser.sign_in(manager).get("young_people.without_anybody")
    assert "In no team at all: 2" in page.text
    assert person.preferred_name not in page.text

    browser.post("young_people.without_anybody", {"to": [to.ref], "reason": "found"})
    assert {fresh(person).advisor_id, fresh(orphan).advisor_id} == {to.id}
    assert nobody.without_anybody(manager).count == 0


def test_a_team_of_nobody_says_what_to_do(browser, manager):
    assert "Nobody in this team yet" in browser.sign_in(manager).get("young_people.team").text
