"""Answers nobody asked for: whatever a form of a record brings along, only what it asks is changed."""

from __future__ import annotations

import random

from app import db
from app.accounts.models import Team, User
from app.young_people.models import Consent, Note, YoungPerson
from tests.app.young_people.people import fresh
from tests.trust.figures import figure, tries
from tests.trust.record import browser_of, filled_in, forms_on, print_of, walk, whole_record

# What must never follow a form, whatever it is called there.
PROTECTED = (
    *("id", "ref", "advisor_id", "created_at", "authority", "case_reference", "state"),
    *("state_reason", "exit_type", "email", "phone", "born", "category"),
)
# Pages that are there to change one of these.
MEANT = {
    "about": {"authority", "case_reference", "born", "category"},
    "contact": {"email", "phone"},
    "move": {"state", "state_reason", "exit_type"},
    "consent": {"state", "state_reason"},
    "their-page": set(),
}
AT_ALL = tries(40, 400)


def extra(other, boss):
    """Fields no form of a record has, and what somebody would hope they do."""
    return {
        "state": "CLOSED",
        "advisor_id": str(boss.id),
        "advisor": boss.ref,
        "version_id": "1",
        "team": "1",
        "team_id": "1",
        "case_reference": "STOLEN-1",
        "id": str(other.id),
        "ref": other.ref,
        "young_person_id": str(other.id),
        "person": other.ref,
        "created_at": "2020-01-01 00:00:00",
        "changed_at": "2020-01-01 00:00:00",
        "by_id": str(boss.id),
        "recorded_by_id": str(boss.id),
        "withdrawn_at": "2020-01-01",
        "state_reason": "because",
        "exit_type": "moved_away",
        "email": "stolen@demo.example",
        "phone": "07700900555",
        "authority": "Elsewhere",
        "born-day": "1",
        "born-month": "1",
        "born-year": "2001",
        "category": "qualifying",
        "answered": "everything",
        "role": "admin",
        "active": "0",
    }


def sheets_of(browser, person):
    """Every form that can be reached from the record: its page, where it goes, its fields."""
    found = {}
    pages = walk(browser, f"/young-people/{person.ref}", [person.ref], most=AT_ALL)
    for address, page in sorted(pages.items()):
        for form in forms_on(page, address):
            where = form.action.removeprefix("http://localhost")
            if person.ref in where and "/introduce/" not in where:
                found.setdefault((where, *sorted(form.fields)), (address, where, set(form.fields)))
    return list(found.values())


def form_again(browser, address, fields):
    """The same form as its page shows it now, or None when the page has it no more."""
    page = browser.get(address)
    forms = forms_on(page, address) if page.status == 200 else []
    return next((form for form in forms if set(form.fields) == fields), None)


def meant(where):
    """The protected columns a page is there to change."""
    return set().union(*(names for part, names in MEANT.items() if f"/{part}" in where))


def test_no_form_of_a_record_changes_a_column_it_does_not_ask_for(app, make, advisor, manager):
    person, _, _ = whole_record(make, advisor, manager)
    other, boss = make.young_person(case_reference="MK-OTHER"), make.user("manager")
    browser, wrong = browser_of(app, advisor), []
    foreign, staff = print_of(other.id), accounts()
    sheets = sheets_of(browser, person)
    luck, kept = random.Random(8), 0
    for address, where, fields in sheets:
        form = form_again(browser, address, fields)
        if form is None:
            continue
        before = columns(person)
        more = {k: v for k, v in extra(other, boss).items() if k not in form.fields}
        answer = browser.post(where, filled_in(form, luck) | more, follow=False)
        kept += answer.status in {302, 303}
        after = columns(person)
        changed = {name for name in PROTECTED if before[name] != after[name]} - meant(where)
        if changed:
            wrong.append(f"{where.replace(person.ref, '…')}: {sorted(changed)}")

    figure(
        "T10",
        f"protected columns changed by {len(extra(other, boss))} extra fields",
        len(wrong),
        len(sheets),
    )
    assert wrong == []
    assert print_of(other.id) == foreign
    assert accounts() == staff
    assert kept >= 15, f"hardly a form is taken: {kept} of {len(sheets)}"


def columns(person):
    """The columns of the record as they are stored now."""
    row = fresh(person)
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def accounts():
    """Who works where, as what."""
    db.session.rollback()
    users = db.session.query(User.id, User.role, User.team_id, User.active, User.email)
    return sorted(map(tuple, users)), db.session.query(Team).count()


def test_a_new_record_a_note_and_an_agreement_are_ones_own_whatever_is_sent(app, make, advisor):
    person, other = make.young_person(advisor=advisor), make.young_person()
    boss, browser = make.user("manager"), browser_of(app, advisor)
    stolen = extra(other, boss)
    new = {"preferred_name": "Brand New", **stolen, "case_reference": "MK-NEW"}
    browser.post("/young-people/new", new, follow=False)
    browser.post(f"/young-people/{person.ref}/notes/new", {"words": "own", "contact": ""} | stolen)
    browser.post(f"/young-people/{person.ref}/consent/matching", {"how": "in person"} | stolen)

    row = db.session.query(YoungPerson).filter_by(preferred_name="Brand New").one()
    note = db.session.query(Note).one()
    agreed = db.session.query(Consent).order_by(Consent.id.desc()).first()
    assert (row.advisor_id, row.state, row.email) == (advisor.id, "NOT_STARTED", None)
    assert (note.by_id, note.young_person_id) == (advisor.id, person.id)
    assert (agreed.young_person_id, agreed.recorded_by_id) == (person.id, advisor.id)
    assert agreed.withdrawn_at is None
