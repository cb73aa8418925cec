"""Employers that have gone quiet, and what the council tried."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from app import clock, db
from app.audit.models import AuditEvent
from app.employers import needs, silence
from app.employers.models import EmployerContact
from app.outbox.models import Message


@pytest.fixture
def quiet(make):
    """An employer nobody has signed in for."""
    long_ago = clock.now() - timedelta(days=200)
    owner = make.user("business", created_at=long_ago, phone="+441908000001")
    return make.employer(name="Quiet Firm", user=owner, created_at=long_ago, approved_at=long_ago)


def signs(employer):
    found = {row.employer.id: row for row in silence.silent()}
    return [sign.words for sign in found[employer.id].signs] if employer.id in found else []


def test_an_employer_that_answers_and_signs_in_is_not_on_the_list(make):
    assert signs(make.employer()) == []


def test_each_sign_of_silence_is_told_with_its_day(make, quiet):
    row = make.introduction(opportunity=make.opportunity(employer=quiet))
    row.answer_due = clock.today() - timedelta(days=1)
    quiet.approved_at = clock.now() - timedelta(days=200)
    quiet.asked_at = clock.now() - timedelta(days=20)
    mail = Message(key="x", template="x", to_address=quiet.members[0].user.email, subject="x")
    mail.body, mail.created_at, mail.due_at, mail.failed_at = "x", *(clock.now(),) * 3
    db.session.add(mail)
    db.session.commit()

    assert signs(quiet) == [
        "1 introduction without an answer",
        "No answer to “still happy?”",
        f"Messages to {quiet.members[0].user.email} do not arrive",
        "Nobody has signed in",
    ]


@pytest.mark.parametrize("state", ["DECLINED", "SUSPENDED", "ARCHIVED", "PENDING_REVIEW"])
def test_who_is_not_with_us_is_not_called_silent(quiet, state):
    quiet.state = state
    db.session.commit()

    assert silence.silent() == []


def test_a_call_is_logged_and_comes_back_on_its_day(app, browser, coordinator, second, quiet, now):
    browser.sign_in(coordinator)
    day = clock.add_working_days(clock.today(), 5)
    sent = {"how": "call", "outcome": "message", "words": "Sam is on leave"}
    sent |= {f"next_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}

    page = browser.post("employers.contact", sent, ref=quiet.ref)

    assert "Last contact today: I left a message. Sam is on leave" in page.text
    with app.test_request_context():
        assert not [n for n in needs.needs(coordinator) if "call again" in n.what]
        now(clock.now() + timedelta(days=9))
        assert [n.who for n in needs.needs(coordinator) if "call again" in n.what] == ["Quiet Firm"]
        assert not [n for n in needs.needs(second) if "call again" in n.what]
    silence.log(quiet, silence.NewContact("call", "spoke"), by=coordinator)
    with app.test_request_context():
        assert not [n for n in needs.needs(coordinator) if "call again" in n.what]
    actions = [e.action for e in db.session.scalars(select(AuditEvent))]
    assert actions == ["employer.contacted", "employer.contacted"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"how": "x"},
        {"outcome": ""},
        {"outcome": "sent"},
        {"words": "x" * 1001},
        {"next_on-day": "31", "next_on-month": "2", "next_on-year": "2027"},
        {"next_on-day": "1", "next_on-month": "1", "next_on-year": "2020"},
    ],
)
def test_what_cannot_be_kept_is_asked_again(browser, coordinator, quiet, wrong):
    sent = {"how": "call", "outcome": "spoke", "words": "", **wrong}

    page = browser.sign_in(coordinator).post("employers.contact", sent, ref=quiet.ref)

    assert page.errors
    assert db.session.scalars(select(EmployerContact)).all() == []


def test_one_reminder_a_day_names_nobody_and_is_noted(browser, make, coordinator, quiet, mails):
    person = make.young_person(preferred_name="Canarybird")
    row = make.introduction(person, make.opportunity(employer=quiet))
    row.answer_due = clock.today() - timedelta(days=1)
    db.session.commit()
    browser.sign_in(coordinator)

    assert "Send a reminder" in browser.get("employers.silent").buttons()
    first = browser.post("employers.remind", ref=quiet.ref)
    second = browser.post("employers.remind", ref=quiet.ref)

    assert "A reminder is on its way" in " ".join(first.notices)
    assert "had a reminder today" in second.text
    (mail,) = mails()
    assert "1 young person would like to hear" in mail.body
    assert "Canarybird" not in mail.body
    (contact,) = db.session.scalars(select(EmployerContact))
    assert (contact.outcome, contact.owner_id) == ("sent", coordinator.id)


def test_nobody_is_reminded_of_nothing(browser, coordinator, quiet, mails):
    browser.sign_in(coordinator)
    assert "Send a reminder" not in browser.get("employers.silent").buttons()
    page = browser.post("employers.remind", ref=quiet.ref)

    assert "Nothing waits for an answer" in page.text
    assert mails() == []


def test_the_list_asks_the_database_as_often_for_many_as_for_few(browser, make, coordinator, quiet):
    browser.sign_in(coordinator)
    few = statements(browser)
    for _ in range(12):
        when = {"created_at": quiet.created_at}
        owner = make.user("business", **when)
        other = make.employer(user=owner, approved_at=quiet.approved_at, **when)
        silence.log(other, silence.NewContact("call", "no_answer"), by=coordinator)

    many = statements(browser)

    assert many == few <= 15


def statements(browser):
    seen = []

    def count(*_):
        seen.append(1)

    event.listen(db.orm.engine, "before_cursor_execute", count)
    try:
        assert browser.get("employers.silent").status == 200
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", count)
    return len(seen)


def test_the_gravest_sign_stands_first_and_each_sign_has_its_list(
    browser, make, coordinator, quiet
):
    grave = make.employer(name="Grave")
    row = make.introduction(opportunity=make.opportunity(employer=grave))
    row.answer_due = clock.today() - timedelta(days=1)
    db.session.commit()
    browser.sign_in(coordinator)

    def names(**asked):
        page = browser.get("employers.silent", **asked)
        return [heading.a.text for heading in page.soup.select("h2") if heading.a]

    assert names() == ["Grave", "Quiet Firm"]
    assert names(kind="away") == ["Quiet Firm"]
    assert names(kind="bounced") == []
    assert names(kind="'", page="9") == ["Grave", "Quiet Firm"]


def test_a_sign_of_life_is_more_than_signing_in(quiet):
    quiet.confirmed_at = clock.now()
    db.session.commit()

    assert signs(quiet) == []


def test_a_question_of_yesterday_is_no_silence_yet(make):
    long_ago, employer = clock.now() - timedelta(days=170), make.employer()
    employer.approved_at = employer.created_at = long_ago
    employer.members[0].user.last_signed_in_at = clock.now()
    employer.asked_at = clock.now() - timedelta(days=1)
    db.session.commit()
    assert signs(employer) == []

    employer.asked_at = clock.now() - timedelta(days=12)
    db.session.commit()

    assert signs(employer) == ["No answer to “still happy?”"]
