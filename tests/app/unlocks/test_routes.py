"""An advisor reads what would open more; the coordinator sees it for the whole cohort."""

import csv
import io

import pytest
from sqlalchemy import event, select

from app import clock, db
from app.audit.models import AuditEvent
from app.matches import runs
from app.unlocks import queries, services
from app.unlocks.models import UnlockList

HYGIENE = [{"name": "Food hygiene", "level": 2}]
NONE_YET = [{"name": "GCSE English", "level": 1}]


@pytest.fixture
def person(make, advisor):
    return make.young_person(
        advisor=advisor, qualifications=NONE_YET, interests={"construction": "not_for_me"}
    )


@pytest.fixture
def shut(make):
    return [make.opportunity(essential_qualifications=HYGIENE) for _ in range(3)]


def work_out():
    runs.run("test")
    services.everybody()


def line(person):
    found = db.session.get(UnlockList, person.id).lines
    return next(each for each in found if each["sort"] == "open")


def test_the_list_says_what_opens_how_many(browser, advisor, person, shut):
    work_out()
    page = browser.sign_in(advisor).get("unlocks.index", ref=person.ref)

    assert "Food hygiene level 2" in page.text
    assert "opens 3 more" in page.text


def test_which_offers_is_one_tap_away_with_where_to_record_it(browser, advisor, person, shut):
    work_out()
    browser.sign_in(advisor)
    page = browser.get("unlocks.show", ref=person.ref, key=line(person)["key"])

    assert all(offer.title in page.text for offer in shut)
    there = page.link("Record the qualification")
    assert there.endswith("/change/qualifications")


@pytest.mark.parametrize("endpoint", ["matches.index", "young_people.show"])
def test_the_few_that_open_most_stand_on_the_pages_of_the_record(
    browser, advisor, person, shut, endpoint
):
    work_out()
    page = browser.sign_in(advisor).get(endpoint, ref=person.ref)

    assert "What would open more?" in page.text
    assert "Food hygiene level 2" in page.text


def test_what_somebody_said_no_to_is_only_mentioned_apart(browser, advisor, make, person, shut):
    make.opportunity(sector_key="construction")
    work_out()
    page = browser.sign_in(advisor).get("unlocks.index", ref=person.ref)

    before, after = page.text.split(f"Only if {person.preferred_name} brings it up")
    assert "Construction" not in before
    assert "Construction" in after
    assert "Construction" not in browser.get("unlocks.demand").text


def test_two_changes_are_explained_where_it_takes_both(browser, advisor, make, person):
    make.opportunity(essential_qualifications=[*HYGIENE, {"name": "First aid", "level": None}])
    work_out()
    browser.sign_in(advisor)

    assert "two together" in browser.get("unlocks.index", ref=person.ref).text
    page = browser.get("unlocks.show", ref=person.ref, key=line(person)["key"])
    assert "It takes both" in page.text


def test_somebody_for_whom_everything_is_open_is_told_so(browser, advisor, make):
    person = make.young_person(advisor=advisor)
    make.opportunity()
    work_out()
    page = browser.sign_in(advisor).get("unlocks.index", ref=person.ref)

    assert "Nothing stands in the way of more" in page.text


def test_before_it_is_worked_out_the_page_says_so(browser, advisor, make):
    person = make.young_person(advisor=advisor)
    page = browser.sign_in(advisor).get("unlocks.index", ref=person.ref)

    assert "Not worked out yet" in page.text


def test_reading_it_is_written_to_the_audit_trail(browser, advisor, person, shut):
    work_out()
    browser.sign_in(advisor).get("unlocks.index", ref=person.ref)

    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (last.action, last.subject_ref) == ("young_person.read", person.ref)


def test_another_advisors_young_person_does_not_exist(browser, make, person, shut):
    work_out()
    browser.sign_in(make.user("advisor"))

    assert browser.get("unlocks.index", ref=person.ref).status == 404
    assert browser.get("unlocks.show", ref=person.ref, key="0" * 12).status == 404


def test_a_line_that_is_gone_leads_back_to_the_list(browser, advisor, person, shut):
    work_out()
    browser.sign_in(advisor)
    page = browser.get("unlocks.show", follow=True, ref=person.ref, key="0" * 12)

    assert page.h1.endswith("What would open more?")


def cohort(make, count=3):
    for _ in range(count):
        make.young_person(qualifications=NONE_YET, interests={"retail": "keen"})


def test_the_coordinator_sees_what_would_open_most_exactly(browser, coordinator, make, shut):
    cohort(make)
    work_out()
    page = browser.sign_in(coordinator).get("unlocks.demand")

    row = page.soup.find("a", string="Food hygiene level 2").find_parent("tr")
    assert [cell.get_text(strip=True) for cell in row.find_all("td")] == ["9", "3"]
    assert page.soup.find(id="group-sector").find_parent("section").find("th", string="Retail")


def test_one_sort_can_be_looked_at_alone(browser, coordinator, make, shut):
    cohort(make)
    work_out()
    page = browser.sign_in(coordinator).get("unlocks.demand", sort="certificate", by="people")

    assert [h.get_text() for h in page.soup.select("section h2")] == ["Certificates"]
    assert browser.get("unlocks.demand", sort="nonsense").status == 200


def test_which_offers_a_barrier_keeps_closed_names_nobody(browser, coordinator, make, shut):
    cohort(make)
    work_out()
    page = browser.sign_in(coordinator).get("unlocks.demand")
    there = page.soup.find("a", string="Food hygiene level 2")["href"]
    page = browser.ask("GET", there)

    assert all(offer.title in page.text for offer in shut)
    assert "Who they are stays with their advisors" in page.text
    assert browser.get("unlocks.barrier", key="0" * 12).status == 404


def test_the_file_holds_every_barrier(browser, coordinator, make, shut):
    cohort(make)
    work_out()
    rows = list(
        csv.reader(io.StringIO(browser.sign_in(coordinator).get("unlocks.demand_csv").body))
    )

    assert rows[0] == ["Sort", "What", "Opens", "Young people", "Offers"]
    assert ["Certificates", "Food hygiene level 2", "9", "3", "3"] in rows
    assert len(rows) == 1 + len(queries.standing().barriers)


def test_nothing_is_heavy_in_a_page(browser, coordinator, advisor, make, person, shut):
    cohort(make, 8)
    work_out()
    asked = []

    def count(*_):
        asked.append(1)

    event.listen(db.orm.engine, "before_cursor_execute", count)
    try:
        for user, endpoint, values in (
            (coordinator, "unlocks.demand", {}),
            (advisor, "unlocks.index", {"ref": person.ref}),
            (advisor, "unlocks.show", {"ref": person.ref, "key": line(person)["key"]}),
        ):
            browser.sign_in(user)
            asked.clear()
            browser.get(endpoint, **values)
            assert len(asked) <= 15, endpoint
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", count)


def test_the_page_of_a_month_stays_as_it_was_first_counted(app, make, shut):
    cohort(make)
    work_out()
    before = queries.of_month(clock.today()).barriers
    cohort(make, 4)
    work_out()

    assert queries.of_month(clock.today()).barriers == before
    assert queries.standing().barriers != before
