"""The return: who is in it, what is missing, and a file with nothing wrong in it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.audit.models import AuditEvent
from app.returns import cohort
from app.returns.rules import Year
from app.young_people import queries
from app.young_people.models import Activity, Category


@pytest.fixture
def manager(make, advisor):
    """The manager of the advisor’s team."""
    return make.user("manager", team=advisor.team)


def turning(age):
    """A date of birth that makes somebody this old on the first day of this collection year’s June."""
    return date(cohort.current_year().first.year - age, 6, 1)


def leaver(make, advisor, **given):
    """Somebody who turns 19 this year, with a complete answer; values can be given."""
    code = given.pop("code", "F4")
    home = given.pop("home", "U1")
    values = {"born": turning(19), "category": Category.FORMER_RELEVANT, **given}
    values.setdefault("case_reference", f"MK-{values.get('preferred_name', 'x')}")
    person = make.young_person(advisor=advisor, **values)
    row = Activity(
        young_person_id=person.id,
        code=code,
        in_touch="YES",
        accommodation=home,
        since=turning(0) - timedelta(days=20),
        at=clock.now(),
    )
    db.session.add(row)
    db.session.commit()
    return person


def lines(page):
    """The rows of a file."""
    return list(csv.DictReader(io.StringIO(page.body)))


def test_the_file_has_the_columns_of_the_return_and_uk_dates(browser, make, advisor, manager):
    leaver(make, advisor, preferred_name="Ada")
    page = browser.sign_in(manager).get("returns.oc3_file")

    assert lines(page) == [
        {
            "CHILD": "MK-Ada",
            "DOB": f"{turning(19):%d/%m/%Y}",
            "IN_TOUCH": "YES",
            "ACTIV": "F4",
            "ACCOM": "U1",
        }
    ]


def test_a_line_with_something_to_mend_is_shown_and_not_in_the_file(
    browser, make, advisor, manager
):
    leaver(make, advisor, preferred_name="Ada")
    leaver(make, advisor, preferred_name="Bo", home=None)
    browser.sign_in(manager)
    page = browser.get("returns.oc3")

    assert "Record where they live, and whether it is suitable" in page.text
    assert "rule 133" in page.text
    assert [line["CHILD"] for line in lines(browser.get("returns.oc3_file"))] == ["MK-Ada"]


def test_who_is_left_out_is_named_with_the_reason(browser, make, advisor):
    cases = {
        "Still looked after": {"born": turning(17), "category": Category.ELIGIBLE},
        "Qualifying for advice only": {"category": Category.QUALIFYING},
        "Luton returns them": {"authority": "Luton"},
        "date of birth is not known": {"born": None},
    }
    for number, given in enumerate(cases.values()):
        leaver(make, advisor, preferred_name=f"N{number}", **given)
    page = browser.sign_in(advisor).get("returns.oc3")

    for words in cases:
        assert words in page.text


def test_each_sees_their_own_and_nobody_elses(browser, make, advisor):
    leaver(make, advisor, preferred_name="Ada")
    leaver(make, make.user("advisor", team=make.team("South team")), preferred_name="Zed")
    page = browser.sign_in(advisor).get("returns.oc3")

    assert "Ada" in page.text
    assert "Zed" not in page.text


def test_the_whole_councils_file_needs_a_reason_that_is_written_down(browser, make, advisor):
    person = leaver(make, advisor, preferred_name="Ada")
    browser.sign_in(make.user("coordinator"))
    page = browser.post("returns.council", {"reason": ""})
    assert page.status == 422

    page = browser.post("returns.council", {"reason": "The yearly return"})
    assert [line["CHILD"] for line in lines(page)] == ["MK-Ada"]
    trail = select(AuditEvent).where(AuditEvent.subject_ref == person.ref)
    assert "The yearly return" in {row.reason for row in db.session.scalars(trail)}


def test_the_councils_page_names_nobody(browser, make, advisor):
    leaver(make, advisor, preferred_name="Ada", surname="Lovelace")
    page = browser.sign_in(make.user("coordinator")).get("returns.council")

    assert "Ada" not in page.body
    assert "1 line" in page.text


def test_what_held_on_the_birthday_counts_and_the_last_home_up_to_then(make, advisor):
    person = leaver(make, advisor, preferred_name="Ada", code="G5")
    for code, home, days in (("F2", None, -5), ("F5", "W2", 60)):
        row = Activity(
            young_person_id=person.id,
            code=code,
            accommodation=home,
            in_touch="YES",
            since=turning(0) + timedelta(days=days),
            at=clock.now(),
        )
        db.session.add(row)
    db.session.commit()
    made = cohort.make(queries.visible_to(advisor), cohort.current_year())

    assert made.entries[0].line.codes == ("YES", "F2", "U1")


@pytest.mark.parametrize(
    ("born", "birthday"),
    [
        (date(2008, 2, 29), date(2027, 2, 28)),
        (date(2008, 4, 1), date(2026, 4, 1)),
        (date(2008, 3, 31), date(2027, 3, 31)),
    ],
)
def test_every_birthday_falls_into_a_year_once(born, birthday):
    assert cohort.birthday_in(born, Year(2027)) == birthday


def test_a_wrong_year_in_the_address_shows_this_year(browser, advisor):
    page = browser.sign_in(advisor).get("returns.oc3", year="-1")

    assert page.status == 200
