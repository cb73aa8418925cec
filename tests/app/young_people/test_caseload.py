"""The caseload: whose turn it is, what is overdue, found again by its address."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app import clock, db
from app.tables import writing
from app.young_people import caseload
from app.young_people.models import Purpose
from app.young_people.signals import Waiting, asked_whose_turn
from tests.app.young_people.people import fresh

TODAY = clock.today()


def ago(days):
    return clock.now() - timedelta(days=days)


def somebody(make, advisor, name, **given):
    created = given.pop("created_at", None)
    person = make.young_person(advisor=advisor, preferred_name=name, surname="", **given)
    if created:
        person.created_at = created
        db.session.commit()
    return person


def line_of(advisor, person):
    return next(line for line in caseload.lines(advisor) if line.ref == person.ref)


def keys(advisor, person):
    return [(reason.key, reason.late) for reason in line_of(advisor, person).reasons]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"consent": False}, [("no_consent", False)]),
        ({"state": "IN_PROGRESS", "consent": False}, [("no_consent", False)]),
        ({"interests_at": ago(100)}, []),
        ({"interests_at": ago(200)}, [("stale", True)]),
        ({"interests_at": None}, [("stale", False)]),
        ({"state": "NOT_STARTED", "consent": False}, [("not_started", False)]),
        ({"state": "NOT_STARTED", "created_at": ago(30)}, [("not_started", True)]),
        ({"state": "NOT_NOW", "revisit_on": TODAY}, [("revisit", False)]),
        ({"state": "NOT_NOW", "revisit_on": TODAY - timedelta(1)}, [("revisit", True)]),
        ({"state": "NOT_NOW", "revisit_on": TODAY + timedelta(1)}, []),
        ({"state": "NOT_NOW", "revisit_on": None, "changed_at": ago(120)}, [("revisit", True)]),
        ({"state": "CLOSED", "consent": False, "interests_at": None}, []),
    ],
)
def test_what_waits_for_the_advisor(make, advisor, given, expected):
    person = somebody(make, advisor, "Robin", **given)

    assert keys(advisor, person) == expected
    assert line_of(advisor, person).turn == ("advisor" if expected else "nobody")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (28, [("consent_ending", False)]),
        (29, []),
        (0, [("consent_ending", False)]),
        (-1, [("no_consent", False)]),
    ],
)
def test_an_agreement_that_ends_soon_waits_from_four_weeks_before(make, advisor, days, expected):
    person = make.young_person(advisor=advisor, consent=False)
    make.consent(person, purpose=Purpose.MATCHING, until=TODAY + timedelta(days))

    assert keys(advisor, person) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day, months, expected):
    assert clock.months_after(day, months) == expected


def test_another_feature_may_say_that_it_is_the_employers_turn(make, advisor):
    person = make.young_person(advisor=advisor)

    def answer(_, people):
        return {
            number: Waiting("employer", "Riverside Bakery answers", due=TODAY) for number in people
        }

    with asked_whose_turn.connected_to(answer):
        line = line_of(advisor, person)

    assert (line.turn, line.waiting.words) == ("employer", "Riverside Bakery answers")


def names(page):
    return [cell.find("a").get_text() for cell in page.soup.select("tbody th")]


@pytest.fixture
def five(make, advisor):
    """A caseload in which everybody is different."""
    return {
        "Amina": somebody(make, advisor, "Amina", case_reference="MK-500"),
        "Bo": somebody(make, advisor, "Bo", state="NOT_STARTED", created_at=ago(60)),
        "Cas": somebody(make, advisor, "Cas", consent=False),
        "Dee": somebody(make, advisor, "Dee", state="CLOSED"),
        "Eve": somebody(make, advisor, "Eve", interests_at=ago(190)),
    }


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["Bo", "Eve", "Cas", "Amina"]),
        ({"sort": "name"}, ["Amina", "Bo", "Cas", "Eve"]),
        ({"sort": "name", "turn": "advisor"}, ["Bo", "Cas", "Eve"]),
        ({"waits": "late"}, ["Bo", "Eve"]),
        ({"waits": "no_consent"}, ["Cas"]),
        ({"state": "CLOSED"}, ["Dee"]),
        ({"turn": "nobody"}, ["Amina"]),
        (
            {"turn": "rubbish", "state": "nonsense", "sort": "x", "page": "-4"},
            ["Bo", "Eve", "Cas", "Amina"],
        ),
    ],
)
def test_the_address_says_what_is_shown(browser, advisor, five, asked, shown):
    page = browser.sign_in(advisor).get("young_people.index", **asked)

    assert names(page) == shown


@pytest.mark.parametrize("words", ["amina", "AMI", "mk-500", "  amina  ", "ami 500"])
def test_a_search_finds_by_part_of_a_name_or_a_case_reference(browser, advisor, five, words):
    assert names(browser.sign_in(advisor).post("young_people.search", {"q": words})) == ["Amina"]


def test_a_search_finds_closed_records_too_and_never_another_caseload(browser, make, advisor, five):
    somebody(make, make.user("advisor"), "Deedee")

    assert names(browser.sign_in(advisor).post("young_people.search", {"q": "dee"})) == ["Dee"]


def test_nothing_found_says_what_to_do(browser, advisor, five):
    page = browser.sign_in(advisor).post("young_people.search", {"q": "nobody at all"})

    assert "Nobody here fits" in page.text
    assert "Show everybody" in page.text


def test_an_empty_caseload_says_how_to_begin(browser, advisor):
    page = browser.sign_in(advisor).get("young_people.index")

    assert "Nobody on this caseload yet" in page.text
    assert "Start a record" in page.buttons()


def test_a_long_caseload_comes_in_pages_that_keep_the_filters(browser, make, advisor):
    for number in range(27):
        somebody(make, advisor, f"N{number:02}", consent=False)
    page = browser.sign_in(advisor).get("young_people.index", waits="no_consent", sort="name")
    second = browser.get(page.link("Next"))

    assert names(page) == [f"N{number:02}" for number in range(25)]
    assert names(second) == ["N25", "N26"]
    assert "Page 2 of 2, 27 young people" in second.text


def test_a_manager_can_look_at_one_advisors_caseload(browser, make, manager):
    one, other = make.user("advisor"), make.user("advisor")
    somebody(make, one, "Amina")
    somebody(make, other, "Bo")
    browser.sign_in(manager)

    assert names(browser.get("young_people.index", sort="name")) == ["Amina", "Bo"]
    assert names(browser.get("young_people.index", advisor=other.ref)) == ["Bo"]


LIVE = ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1", "''+x"]


@pytest.mark.parametrize("text", [*LIVE, "O’Brien", "'quoted'", "", "Zoë", "a=b", "'", "🦊"])
def test_a_cell_is_inert_and_gives_its_original_back(text):
    cell = writing.inert(text)

    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert writing.original(cell) == text


def test_the_file_holds_the_own_caseload_with_no_live_cell(browser, make, advisor):
    person = somebody(make, advisor, "=cmd|' /C calc'!A0", pronouns="@they", case_reference="-9")
    somebody(make, make.user("advisor"), "Elsewhere")
    sent = browser.sign_in(advisor).get("young_people.export")

    rows = sent.body.lstrip("\ufeff").splitlines()
    assert sent.response.mimetype == "text/csv"
    assert len(rows) == 2
    assert rows[1].startswith('"\'=cmd|\' /C calc\'!A0","\'@they","\'-9","Ready"')
    assert fresh(person).preferred_name.startswith("=cmd")
