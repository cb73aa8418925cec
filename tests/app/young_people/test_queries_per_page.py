"""A page asks the database as often for many young people as for few, and never too often."""

from __future__ import annotations

import pytest

from app import clock, db
from app.matches import runs
from app.young_people import covers, queries, transfers
from app.young_people.covers import NewCover
from app.young_people.models import Consent, Interest, Level, Purpose, YoungPerson
from app.young_people.sections import NAMES
from app.young_people.transfers import Gift
from tests.app.young_people.people import counting, full_record
from tests.conftest import ENGINE

MOST = 15


def many(advisor, count):
    """This many more young people on a caseload, in few statements."""
    now = clock.now()
    people = [
        YoungPerson(
            advisor_id=advisor.id,
            preferred_name=f"N{n}",
            created_at=now,
            changed_at=now,
            interests_at=now,
        )
        for n in range(count)
    ]
    db.session.add_all(people)
    db.session.flush()
    for person in people:
        db.session.add(Interest(young_person_id=person.id, sector_key="retail", level=Level.KEEN))
        db.session.add(
            Consent(
                young_person_id=person.id,
                purpose=Purpose.MATCHING,
                wording="",
                how="in person",
                recorded_by_id=advisor.id,
                at=now,
            )
        )
    db.session.commit()


def asked_for(browser, endpoint, **values):
    """How many statements one request sends, with nothing remembered from before."""
    with browser.app.app_context(), counting() as sent:
        page = browser.get(endpoint, **values)
    assert page.status == 200
    return len(sent)


# Every page an advisor works on, with what its address needs beside the reference.
PAGES = {
    "the caseload": ("young_people.index", {}),
    "a record": ("young_people.show", {"ref": True}),
    "suggestions": ("matches.index", {"ref": True}),
    "what is ruled out": ("matches.ruled_out", {"ref": True}),
    "a sheet": ("sheets.one", {"ref": True}),
    "history": ("young_people.section", {"ref": True, "name": "history"}),
    "activity": ("young_people.section", {"ref": True, "name": "activity"}),
    "interests": ("young_people.section", {"ref": True, "name": "interests"}),
    "interests together": ("young_people.interests", {"ref": True}),
    "putting off": ("young_people.put_off", {"ref": True}),
    "a note about everybody ticked": ("young_people.note_together", {}),
    "home": ("home.index", {}),
}


def test_no_page_asks_more_often_for_250_cases_than_for_25(browser, make, advisor):
    full = full_record(make, advisor)
    offer = make.opportunity(employer=full.exclusions[0].employer)
    make.suggestion(full, make.opportunity(), state="SHORTLISTED")
    make.introduction(full, offer)
    browser.sign_in(advisor)
    ref, counted = full.ref, {}
    for more in (24, 225):
        db.session.rollback()
        many(advisor, more)
        runs.run("test")
        chosen = [ref for (ref,) in db.session.query(YoungPerson.ref).limit(50)]
        db.session.rollback()
        browser.post("young_people.choose_together", {"people": chosen, "do": "note"})
        for name, (endpoint, values) in PAGES.items():
            given = values | ({"ref": ref} if values else {})
            counted.setdefault(name, []).append(asked_for(browser, endpoint, **given))

    print(f"\nstatements on {ENGINE} with 25 and with 250 young people")
    for name, (few, lots) in counted.items():
        print(f"{name:32}{few:4}{lots:5}")
    assert {name: pair for name, pair in counted.items() if pair[1] > max(pair[0], MOST)} == {}
    assert {name: pair for name, pair in counted.items() if max(pair) > MOST} == {}


@pytest.mark.parametrize("role", ["advisor", "manager"])
def test_the_caseload_asks_as_often_for_600_as_for_60(browser, make, advisor, manager, role):
    browser.sign_in({"advisor": advisor, "manager": manager}[role])
    many(advisor, 60)
    few = asked_for(browser, "young_people.index")
    many(advisor, 540)

    assert few == asked_for(browser, "young_people.index") <= MOST


@pytest.mark.parametrize("endpoint", ["young_people.team", "home.index"])
def test_a_managers_page_asks_as_often_for_2000_as_for_200(browser, make, manager, endpoint):
    advisors = [make.user("advisor") for _ in range(8)]
    browser.sign_in(manager)
    for advisor in advisors:
        many(advisor, 25)
    days = clock.today(), clock.today()
    covers.set_cover(advisors[0], advisors[1:3], NewCover(*days), by=manager)
    people = queries.caseload_of(advisors[7], manager=manager)[:3]
    gifts = [Gift(person, advisors[6]) for person in people]
    transfers.hand_over(gifts, frm=advisors[7], reason="x", by=manager)
    few = asked_for(browser, endpoint)
    for advisor in advisors:
        many(advisor, 225)
    much = asked_for(browser, endpoint)
    print(f"\n{endpoint}: {few} queries at 25 young people x 8 advisors, {much} at 250 x 8")

    assert few == much <= MOST


@pytest.mark.parametrize("name", [None, *NAMES])
def test_a_page_of_a_record_asks_as_often_for_a_full_record_as_for_a_bare_one(
    browser, make, advisor, name
):
    full = full_record(make, advisor)
    for _ in range(5):
        make.consent(full, employer=make.employer())
    bare = make.young_person(advisor=advisor)
    browser.sign_in(advisor)
    endpoint, values = (
        ("young_people.section", {"name": name}) if name else ("young_people.show", {})
    )

    rich = asked_for(browser, endpoint, ref=full.ref, **values)
    assert rich <= MOST
    assert abs(rich - asked_for(browser, endpoint, ref=bare.ref, **values)) <= 1
