"""Whoever is forgotten is nowhere any more; figures, the trail and everybody else stay as they were."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app import clock, db
from app.audit import services as audit
from app.audit.models import AuditEvent
from app.introductions.models import Introduction
from app.outbox.models import Message
from app.placements.models import Placement
from app.privacy import decisions, erasing, finding, forgetting, holding
from app.privacy.models import Erasure
from app.young_people.models import YoungPerson
from tests.app.privacy.things import everything

STANDS_ON = (
    "suggestion",
    "introduction",
    "placement",
    "review",
    "follow_up",
    "activity",
    "consent",
)


def erase(person):
    with db.transaction():
        return erasing.erase(person, by=None)


def everywhere(*words):
    """Each table and column in which one of these words stands, packed or not."""
    found = set()
    for table in db.Model.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for name, value in row.items():
                said = unpacked(value) if isinstance(value, bytes) else repr(value)
                if any(word in said for word in words):
                    found.add(f"{table.name}.{name}")
    return found


def unpacked(value):
    try:
        return zlib.decompress(value).decode()
    except (zlib.error, UnicodeDecodeError):
        return repr(value)


def test_who_is_forgotten_is_in_no_table_any_more(app, make):
    person = everything(make, name="Quillfeather")
    words = (
        *("Quillfeather", "quillfeather@demo.example", "UO-Quillfeather"),
        *(person.phone, person.ref),
    )
    assert len(everywhere(*words)) > 40

    erase(person)

    trail = {"audit_event.subject_ref", "audit_event.details"}
    assert everywhere(*words) - trail == set()
    assert everywhere(*words[:-1]) == set()
    assert erasing.remaining(list(words[:-1])) == []


def test_the_file_itself_keeps_nothing_of_who_is_forgotten(app, make):
    engine = db.session.get_bind().engine
    if engine.name != "sqlite":
        pytest.skip("only SQLite keeps everything in one file")
    person = everything(make, name="Quillfeather")
    file = Path(engine.url.database)

    def held():
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return b"Quillfeather" in file.read_bytes()

    db.session.commit()
    assert held()
    erase(person)
    db.session.commit()
    assert not held()


def test_no_key_leads_from_the_trail_to_a_person(app, make):
    person = everything(make)
    old, number = person.ref, person.id

    erase(person)

    shell = db.session.get(YoungPerson, number)
    assert shell.ref != old
    assert (shell.advisor_id, shell.state, shell.exit_type) == (None, "CLOSED", "forgotten")
    refs = set(db.session.scalars(select(AuditEvent.subject_ref)))
    assert old in refs
    assert shell.ref not in refs
    assert audit.first_broken() is None


def test_what_figures_stand_on_stays(app, make):
    person = everything(make)
    number = person.id
    before = {name: rows_of(name, number) for name in STANDS_ON}

    erase(person)

    after = {name: rows_of(name, number) for name in STANDS_ON}
    assert [len(rows) for rows in after.values()] == [len(rows) for rows in before.values()]
    for name in ("suggestion", "placement"):
        assert [row["state"] for row in after[name]] == [row["state"] for row in before[name]]


def rows_of(name, number):
    return list(finding.rows(decisions.tables()[name], number))


def test_nobody_else_loses_anything(app, make):
    person, other = everything(make, name="Quillfeather"), everything(make, name="Juniper")
    tables = [table for table in decisions.of_young_people() if table.name != "audit_event"]
    number = other.id
    before = {table.name: list(finding.rows(table, number)) for table in tables}

    erase(person)

    assert {table.name: list(finding.rows(table, number)) for table in tables} == before


def test_an_accented_name_is_looked_for_in_packed_text_too(app, make):
    person = make.young_person(preferred_name="Zoë", surname="Šimková", experience=["Zoë Šimková"])
    words = erasing.words_of(person.id)

    assert [(one.table, one.column) for one in erasing.remaining(words)] == [
        ("young_person", "experience")
    ]


def test_what_others_wrote_is_found_for_a_person_to_look_at(app, make):
    person = make.young_person(preferred_name="Quillfeather", surname="Example")
    make.case(candidate_name="Quillfeather Example")
    words = erasing.words_of(person.id)

    erase(person)

    assert [(one.table, one.column, one.rows) for one in erasing.remaining(words)] == [
        ("guarantee_case", "candidate_name", 1)
    ]


@pytest.mark.parametrize("state", ["PREPARING", "AGREED", "ACTIVE"])
def test_somebody_at_work_is_not_forgotten(app, make, state):
    placement = make.placement(state=state)

    with pytest.raises(erasing.StillPlaced):
        erase(placement.young_person)

    assert db.session.get(Placement, placement.id).young_person.preferred_name != "Forgotten"


def test_a_held_record_is_not_forgotten_until_the_hold_is_lifted(app, make, coordinator):
    person = make.young_person()
    hold = holding.place(person, holding.LEGAL, "A claim", by=coordinator)
    with pytest.raises(erasing.Held):
        erase(person)

    holding.lift(hold.ref, by=coordinator)

    assert erase(person)
    with pytest.raises(erasing.Forgotten):
        erase(person)


def test_employers_hear_only_that_it_is_over(app, make):
    introduction = make.introduction(state="SEEN")
    person = introduction.young_person
    name, number = person.preferred_name, introduction.id
    with app.test_request_context():
        erase(person)

    left = db.session.scalars(select(Message).where(Message.sent_at.is_(None))).all()
    assert left
    assert all(name not in message.body + message.subject for message in left)
    assert db.session.get(Introduction, number).state == "WITHDRAWN"


def test_the_page_names_who_else_was_told(desk, young, make):
    employer = make.employer(name="Riverside Bakery")
    make.introduction(young, make.opportunity(employer=employer), state="SEEN")
    make.introduction(young, state="DRAFT")

    page = desk.get("privacy.record", ref=young.ref)

    assert "Ask them to forget it too (UK GDPR, article 19): Riverside Bakery." in page.text
    assert "Their record" in page.text


def test_their_page_is_closed(app, phone, young):
    assert phone.get("/page").status == 200

    erase(young)

    assert phone.get("/page").status == 403


def test_two_people_forget_somebody(desk, second, coordinator, young):
    page = desk.post("privacy.records", {"reference": "UO-77"})
    assert "Ashdown" not in page.body
    form = {"ground": "asked", "why": "They wrote to us"}
    page = desk.post("privacy.forget", form, ref=young.ref)
    wish = db.session.scalars(select(Erasure)).one()
    assert "somebody else confirms it" in page.text
    desk.post("privacy.decide", ref=wish.ref, verb="confirm")
    assert db.session.get(YoungPerson, young.id).preferred_name == "Juniper"
    assert "waits for a second person" in second.get("home.index").text

    page = second.post("privacy.decide", ref=wish.ref, verb="confirm")

    assert page.status == 200
    assert db.session.get(YoungPerson, young.id).preferred_name == "Forgotten"
    db.session.refresh(wish)
    assert (wish.state, wish.reason) == ("DONE", "")
    assert wish.counts["young_person"] == 1
    assert everywhere("Juniper", "Ashdown", "UO-77") == set()


def test_a_wish_can_be_taken_back_or_refused_once(desk, second, coordinator, young):
    row = forgetting.propose(young, "asked", "Please", by=coordinator)
    ref = row.ref
    with pytest.raises(forgetting.WaitsAlready):
        forgetting.propose(young, "asked", "Please", by=coordinator)

    second.post("privacy.decide", ref=ref, verb="refuse")
    page = desk.post("privacy.decide", ref=ref, verb="confirm")

    assert page.notices == ["This was decided already"]
    assert db.session.get(YoungPerson, young.id).preferred_name == "Juniper"
    assert db.session.scalars(select(Erasure.state)).one() == "REFUSED"


def test_a_wish_of_another_team_does_not_exist(browser, coordinator, make, young):
    ref = forgetting.propose(young, "asked", "Please", by=coordinator).ref
    far = make.user("manager", team=make.team("Far away"))

    assert browser.sign_in(far).get("privacy.erasure", ref=ref).status == 404
    assert browser.post("privacy.decide", ref=ref, verb="confirm").status == 404


def test_erase_shows_first_and_changes_nothing(app, make):
    person = everything(make)
    ref, before = person.ref, db.session.scalar(select(func.count()).select_from(AuditEvent))

    done = app.test_cli_runner().invoke(args=["erase", ref])

    assert done.exit_code == 0, done.output
    assert "Nothing was changed" in done.output
    assert "delete       1  exclusion" in done.output
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == before
    assert db.session.get(YoungPerson, person.id).preferred_name == "Juniper"


def test_erase_really_does_it_and_says_where_a_person_has_to_look(app, make):
    person = make.young_person(preferred_name="Quillfeather", surname="Example")
    make.case(candidate_name="Quillfeather Example")

    done = app.test_cli_runner().invoke(args=["erase", person.ref, "--really"])

    assert done.exit_code == 3
    assert "guarantee_case.candidate_name" in done.output
    again = app.test_cli_runner().invoke(args=["erase", person.ref, "--really"])
    assert again.exit_code == 1
    assert "Nobody has this reference" in again.output
    db.session.rollback()
    assert db.session.scalars(select(Erasure.ground)).one() == "operator"
    assert clock.now() is not None


def test_erase_is_refused_with_the_reason(app, make):
    placement = make.placement(state="ACTIVE")

    done = app.test_cli_runner().invoke(args=["erase", placement.young_person.ref, "--really"])

    assert done.exit_code == 1
    assert "They are at work" in done.output
