"""No cell of any file that leaves the application runs in a spreadsheet, whatever was typed."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from app import db
from app.accounts.models import Role
from app.young_people.models import Note, YoungPerson
from tests.app.young_people.people import add, full_record
from tests.rules import access
from tests.trust.figures import figure
from tests.trust.record import browser_of

LEADS = ("=", "+", "-", "@", "\t", "\r", "\n=", " =", "＝", "%0A=")
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
TEXTS = (
    *("preferred_name", "surname", "pronouns", "case_reference", "authority", "safe_times"),
    *("own_words", "advisor_notes", "working_style", "state_reason", "what_would_change"),
)


@pytest.fixture
def council(app, make, advisor, manager):
    """Records, an employer, an offer and accounts whose every text begins like a formula."""
    for at, lead in enumerate(LEADS):
        person = full_record(make, advisor) if not at else make.young_person(advisor=advisor)
        for name in TEXTS:
            setattr(person, name, f"{lead}1+{at}"[:40])
        person.experience, person.kinds = [f"{lead}2"], []
        person.skills = [{"name": f"{lead}3", "evidence": "said"}]
        person.qualifications = [{"name": f"{lead}4", "level": 2}]
        db.session.commit()
    advisor.name, manager.name = "=1+1", "@SUM(A1)"
    employer = make.employer(name="=cmd|' /C calc'!A0")
    offer = make.opportunity(employer=employer, title="-2+3", will_do="+1", will_learn="@x")
    person = db.session.query(YoungPerson).first()
    make.suggestion(person, offer)
    make.placement(make.introduction(person, offer, state="ACCEPTED"))
    make.referral(employer_name="=1+1", how_known="+1", contact_name="@a")
    make.case(vacancy=make.vacancy(title="=1+1", department="-1", criteria=("=1", "+2")))
    add(Note(young_person_id=person.id, words="=1", by_id=advisor.id, at=person.created_at))
    db.session.commit()
    browsers = {
        "advisor": browser_of(app, advisor),
        "manager": browser_of(app, manager),
        "business": browser_of(app, employer_account(employer)),
    }
    for role in Role:
        browsers.setdefault(role.value, None)
        if browsers[role.value] is None:
            browsers[role.value] = browser_of(app, make.user(role.value))
    return browsers


def employer_account(employer):
    """Whoever acts for this employer."""
    return employer.members[0].user


def files(app, browsers):
    """Every file for a spreadsheet that somebody can fetch without saying more, once each."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        kinds = getattr(rule._converters.get("ending"), "items", None)
        if "GET" not in rule.methods or set(rule.arguments) - {"ending"}:
            continue
        if not (kinds or rule.rule.endswith((".csv", ".xlsx", "/file", "/export"))):
            continue
        entry = access.entry(app, rule)
        for role, browser in browsers.items():
            if entry.lets_in(role):
                for kind in sorted(kinds or {""}):
                    yield role, rule.rule.partition("<")[0] + kind, browser


def cells(answer):
    """The cells of a file, and those of them that a spreadsheet would calculate."""
    data = answer.get_data()
    if data.startswith(b"PK"):
        book = load_workbook(io.BytesIO(data))
        found = [
            c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None
        ]
        return len(found), [str(cell.value) for cell in found if cell.data_type == "f"]
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    found = [cell for row in rows for cell in row]
    return len(found), [cell for cell in found if cell.startswith(LIVE)]


def test_no_file_of_anybody_holds_a_cell_that_runs(app, council):
    advisor = council["advisor"]
    refs = [ref for (ref,) in db.session.query(YoungPerson.ref)]
    advisor.post("/young-people/together", {"do": "file", "people": refs}, follow=False)
    wrong, count, names = [], 0, set()
    for role, address, browser in files(app, council):
        with app.app_context():
            answer = browser.client.get(address)
        if answer.mimetype not in {
            "text/csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }:
            continue
        number, live = cells(answer)
        count += number
        names.add(address)
        wrong += [f"{role} {address}: {cell!r}" for cell in live]

    figure("T11", f"cells that run, in {len(names)} files", len(wrong), count)
    assert wrong == []
    assert {"/young-people/caseload.csv", "/young-people/together/file"} <= names
    assert {"/young-people/records.csv", "/young-people/records.xlsx"} <= names
    assert len(names) >= 8, sorted(names)
