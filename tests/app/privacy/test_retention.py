"""What is due goes, once; what is not due stays; a record is never deleted by the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts.models import FormToken, OneUseLink, SignInAttempt, User, UserSession
from app.audit.models import AuditEvent
from app.concerns.models import Concern, ConcernNote
from app.employers.models import Employer, EmployerContact, Prospect, ReviewDraft
from app.enquiries.models import Enquiry
from app.guarantee.models import CriterionMark
from app.guidance.models import CallBack, CallState
from app.jobs import JOBS
from app.outbox.models import Message
from app.privacy import decisions, holding, record_pages, retention
from app.privacy.models import DataCopy, ForgettingRun
from app.privacy.rules import rules
from app.tables.models import Upload, UploadLine
from app.voice.models import VoiceLink, VoiceSession

AT = clock.LONDON
NOW = datetime(2026, 11, 26, 12, tzinfo=AT)


@pytest.fixture(autouse=True)
def frozen(app, monkeypatch):
    monkeypatch.setitem(app.config, "APP_NOW", NOW.isoformat())


def add(*rows):
    db.session.add_all(rows)
    db.session.commit()
    return rows[0]


def test_the_map_and_the_rules_name_each_other(app):
    keys = {rule.key for rule in rules()}
    kept = {table.kept for table in decisions.tables().values()}

    assert kept - keys - set(record_pages.KEPT) == set()
    assert len(keys) == len(rules())
    assert {rule.table for rule in rules()} <= set(decisions.tables())


def test_every_rule_has_a_job_that_runs_it(app):
    assert {rule.job for rule in rules()} <= {job.name for job in JOBS}


def days(number):
    return clock.now() - timedelta(days=number)


def old_rows(make):
    """Something due by most rules, each with its like that is not due."""
    user, person = make.user("coordinator"), make.young_person()
    for age, key in ((days(3), "3" * 64), (days(0), "0" * 64)):
        add(*of_visits(user, age, key))
    for age, key in ((days(400), "4" * 64), (days(1), "1" * 64)):
        add(*of_files(user, age))
        add(*of_letters(user, age, key))
        add(*of_people_outside(make, age, key))
        add(*of_young_people(user, person, age, key))
        make.suggestion(
            person, make.opportunity(), state="DISMISSED", reason="Said no", changed_at=age
        )
        of_cases(make, user, age)


def of_visits(user, age, key):
    link = {"digest": key, "user_id": user.id, "purpose": "password"}
    return [
        UserSession(digest=key, content={}, created_at=age, seen_at=age),
        OneUseLink(**link, expires_at=age + timedelta(hours=1)),
        FormToken(token=key, user_id=user.id, at=age),
        SignInAttempt(account="a", address="b", at=age),
        Upload(what="offers", file_name="a", content=b"x", by_id=user.id, at=age),
    ]


def of_files(user, age):
    file = {"what": "offers", "file_name": "a", "content": b"x", "by_id": user.id}
    stored = add(Upload(**file, at=age, stored_at=age))
    return [UploadLine(upload_id=stored.id, subject="offers", subject_id=1, version=1)]


def of_letters(user, age, key):
    letter = {"template": "a", "to_address": "a@demo.example", "subject": "a", "body": "b"}
    when = {"created_at": age, "due_at": age}
    draft = {"subject": "employer", "subject_id": int(key[0]), "by_id": user.id}
    return [
        Message(key=key, **letter, **when, sent_at=age),
        Message(key=f"f{key}", **letter, **when, failed_at=age),
        ReviewDraft(**draft, words={}, saved_at=age),
    ]


def of_people_outside(make, age, key):
    who = {"name": "A", "email": f"{key[0]}@demo.example"}
    asked = {"opportunity_id": make.opportunity().id, "words": "b", "link": key}
    call = {"phone": "1", "about": "b", "state": CallState.DONE, "due": age.date()}
    return [
        Enquiry(**who, **asked, state="ANSWERED", created_at=age, done_at=age),
        CallBack(**who, **call, asked_at=age, settled_at=age),
        Prospect(**who, plain_name="a", contact_name="Sam", created_at=age),
    ]


def of_young_people(user, person, age, key):
    seen = age if key[0] == "4" else clock.now()
    whose = {"young_person_id": person.id}
    when = {"made_at": age, "leaves_at": age, "expires_at": age}
    link = add(VoiceLink(**whose, **when, digest=key, channel="text"))
    asked = {"asked_on": age.date(), "due": age.date(), "begun_by_id": user.id, "begun_at": age}
    return [
        DataCopy(**whose, **asked, state="READY", ready_at=age, content=b"x"),
        VoiceSession(**whose, digest=key, link_id=link.id, made_at=seen, seen_at=seen),
    ]


def of_cases(make, user, age):
    long_ago = age - timedelta(days=2800) if age == days(400) else age
    make.referral(state="NOT_INTERESTED", created_at=long_ago)
    case = make.case(state="CLOSED", declared_at=age)
    mark = {"criterion_id": case.vacancy.criteria[0].id, "mark": "met", "evidence": "A"}
    said = {"category": "other", "words": "A", "source": "public", "state": "CLOSED"}
    concern = add(Concern(**said, created_at=long_ago))
    add(
        CriterionMark(case_id=case.id, **mark, by_id=user.id, at=age),
        ConcernNote(concern_id=concern.id, by_id=user.id, at=age, words="A"),
    )


def test_what_is_said_to_go_goes_and_a_second_run_finds_nothing(app, make):
    old_rows(make)
    due = retention.due()
    unseen = {"lists", "invitations", "employer"}
    assert {key for key, count in due.items() if count == 0} == unseen
    assert {count for key, count in due.items() if key not in unseen} <= {1, 2}

    done = retention.run()

    assert done == due | ({"uploads": 0} if done["uploads"] == 0 else {})
    assert set(retention.due().values()) == {0}
    assert set(retention.run().values()) == {0}


def test_a_dry_run_changes_nothing(app, make):
    old_rows(make)

    shown = app.test_cli_runner().invoke(args=["retention", "--dry-run"])
    again = app.test_cli_runner().invoke(args=["retention", "--dry-run"])
    done = app.test_cli_runner().invoke(args=["retention"])
    after = app.test_cli_runner().invoke(args=["retention"])

    assert (shown.exit_code, done.exit_code) == (0, 0), done.output
    assert shown.output == again.output
    assert "     0  forgotten" in after.output
    db.session.rollback()
    assert db.session.scalars(select(ForgettingRun)).first() is not None


def test_the_job_does_only_what_no_other_job_does(app, make):
    old_rows(make)
    before = retention.due()

    retention.run(only=retention.OURS)

    after = retention.due()
    ours = {rule.key for rule in rules() if rule.job == retention.OURS}
    assert all(after[key] == 0 for key in ours)
    assert all(after[key] == before[key] for key in after if key not in ours)


def test_words_on_an_idea_that_was_set_aside_go_after_six_months_to_the_day(app, make, monkeypatch):
    suggestion = make.suggestion(state="DISMISSED", reason="Said no", changed_at=clock.now())
    for moment, words in (("2027-05-26T11:59", "Said no"), ("2027-05-26T12:01", None)):
        monkeypatch.setitem(app.config, "APP_NOW", moment)
        retention.run()
        db.session.refresh(suggestion)
        assert suggestion.reason == words
    assert suggestion.state == "DISMISSED"


def quiet(make, **given):
    boss = make.user("business", created_at=days(900))
    employer = make.employer(user=boss, state="DORMANT", created_at=days(900), **given)
    add(
        EmployerContact(
            employer_id=employer.id,
            by_id=boss.id,
            at=days(900),
            how="call",
            outcome="spoke",
            words="Sam was ill",
        )
    )
    return employer, boss


def test_who_worked_at_a_quiet_organisation_is_forgotten_and_that_it_took_part_is_not(app, make):
    employer, boss = quiet(make, name="Riverside Bakery")

    assert retention.run()["employer"] == 1

    db.session.refresh(boss)
    assert (boss.name, boss.active, boss.phone, boss.password_hash) == (
        "Forgotten",
        False,
        None,
        None,
    )
    assert boss.email.endswith("@forgotten.invalid")
    assert db.session.get(Employer, employer.id).name == "Riverside Bakery"
    assert db.session.scalars(select(EmployerContact.words)).one() == ""
    assert retention.run()["employer"] == 0


def test_a_sole_trader_is_a_person_too(app, make):
    employer, _ = quiet(make, name="Sam Example Gardens", kind="sole_trader")

    retention.run()

    db.session.refresh(employer)
    assert employer.name == "A sole trader"


@pytest.mark.parametrize("why", ["signed in", "placed", "young", "live"])
def test_an_organisation_that_is_not_quiet_keeps_its_people(app, make, why):
    employer, boss = quiet(make)
    if why == "signed in":
        boss.last_signed_in_at = days(100)
    if why == "young":
        employer.created_at = days(100)
    if why == "live":
        employer.state = "APPROVED"
    if why == "placed":
        offer = make.opportunity(employer=employer)
        make.placement(make.introduction(opportunity=offer, state="ACCEPTED"), state="ACTIVE")
    db.session.commit()

    assert retention.run()["employer"] == 0
    assert db.session.get(User, boss.id).name != "Forgotten"


@pytest.mark.parametrize(
    ("born", "today", "due"),
    [
        (date(2001, 11, 26), "2027-11-25T12:00", False),
        (date(2001, 11, 26), "2027-11-26T12:00", True),
        (date(2004, 2, 29), "2030-02-28T12:00", False),
        (date(2004, 2, 29), "2030-03-01T12:00", True),
        (None, "2040-01-01T12:00", False),
    ],
)
def test_a_record_comes_up_a_year_after_the_twenty_fifth_birthday(
    app, make, monkeypatch, born, today, due
):
    person = make.young_person(born=born)
    monkeypatch.setitem(app.config, "APP_NOW", today)

    assert (person in retention.to_review()) is due


def test_the_clock_never_deletes_a_record(app, make, coordinator):
    person = make.young_person(born=date(1990, 1, 1), preferred_name="Juniper")
    assert retention.to_review() == [person]

    retention.run()

    db.session.refresh(person)
    assert person.preferred_name == "Juniper"
    holding.place(person, holding.KEPT, "Still in touch", until=date(2027, 1, 1), by=coordinator)
    assert retention.to_review() == []


def test_records_to_decide_about_come_to_the_coordinators_home(
    app, browser, make, coordinator, monkeypatch
):
    monkeypatch.setitem(app.config, "APP_NOW", "")
    browser.sign_in(coordinator)
    person = make.young_person(born=date(1990, 1, 1))
    assert "to be decided about" not in browser.get("home.index").text
    retention.run(only=retention.OURS)
    assert "1 record kept as long as agreed: to be decided about" in browser.get("home.index").text

    holding.place(person, holding.KEPT, "In touch", until=date(2099, 1, 1), by=coordinator)
    retention.run(only=retention.OURS)

    assert "to be decided about" not in browser.get("home.index").text


def test_the_page_counts_young_people_exactly_for_a_coordinator_alone(
    browser, make, coordinator, admin, monkeypatch, app
):
    monkeypatch.setitem(app.config, "APP_NOW", "")
    make.suggestion(state="DISMISSED", reason="No", changed_at=clock.now() - timedelta(days=400))
    make.young_person(born=date(1990, 1, 1), case_reference="UO-5")

    desk = browser.sign_in(coordinator).get("privacy.timetable")
    assert "Record UO-5" in desk.text
    page = browser.sign_in(admin).get("privacy.timetable")

    assert "UO-5" not in page.text
    assert "Words on ideas that were set aside 6 months 0 to 5 Not yet" in page.text
    assert "Words on ideas that were set aside 6 months 1 Not yet" in desk.text


def test_the_map_names_every_table_with_a_person(browser, admin):
    page = browser.sign_in(admin).get("privacy.held")

    for table in decisions.tables().values():
        if table.whose != "nobody":
            assert decisions.theirs(table.title) in page.text


def test_what_went_is_written_down(app, make):
    make.suggestion(state="DISMISSED", reason="No", changed_at=days(400))

    retention.run()

    row = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "retention.forget")
    ).one()
    assert (row.subject_ref, row.details) == ("dismissed", {"rows": 1})
