import re
from datetime import timedelta

import pytest

from app import clock, db
from app.accounts.models import Role
from app.employers import details, jobs, needs, services
from app.employers.models import Employer, EmployerNote, Pledge

START = clock.at(clock.date(2026, 3, 2), clock.time(9))
NOTICE, PATIENCE = timedelta(days=28), timedelta(days=14)
RESTS = clock.at(clock.date(2026, 9, 2), clock.time(9))


@pytest.fixture
def quiet(make, now):
    """An organisation approved on 2 March that has said nothing since."""
    now(START)
    return make.employer(name="Riverside Bakery", approved_at=START, confirmed_at=START)


@pytest.fixture(autouse=True)
def addresses(app):
    """Jobs write links, so they need to know where this site is."""
    with app.test_request_context(base_url="https://unlocking.demo.example"):
        yield


def run():
    return jobs.ask_still_happy(), jobs.let_rest()


def test_nobody_is_bothered_in_the_first_five_months(quiet, now, mails):
    now(RESTS - NOTICE - timedelta(days=1))

    assert run() == (0, 0)
    assert mails() == []


def test_the_question_goes_out_four_weeks_before_and_only_once(quiet, now, mails):
    now(RESTS - NOTICE)

    assert [run() for _ in range(3)] == [(1, 0), (0, 0), (0, 0)]

    (mail,) = mails()
    assert mail.subject == "Riverside Bakery: still happy to help?"
    assert "by Wednesday 2 September 2026" in mail.body
    assert "https://unlocking.demo.example/still-happy/" in mail.body


def test_without_an_answer_it_is_quiet_after_six_months(quiet, now, mails):
    now(RESTS - NOTICE)
    run()
    now(RESTS - timedelta(days=1))
    assert run() == (0, 0)
    now(RESTS)

    assert [run(), run()] == [(0, 1), (0, 0)]

    assert quiet.state == "DORMANT"
    assert [mail.template for mail in mails()] == ["employers_still_happy", "employers_rest"]


def test_an_answer_buys_six_more_months(quiet, now):
    now(RESTS - NOTICE)
    run()
    details.still_happy(quiet, by=services.members(quiet)[0].user)
    now(RESTS + timedelta(days=30))

    assert run() == (0, 0)
    assert quiet.state == "APPROVED"


def test_a_clock_that_stood_still_gives_two_weeks_all_the_same(quiet, now, mails):
    now(RESTS + timedelta(days=90))
    assert run() == (1, 0)
    assert "by Tuesday 15 December 2026" in mails()[0].body
    now(RESTS + timedelta(days=90) + PATIENCE - timedelta(hours=1))
    assert run() == (0, 0)
    now(RESTS + timedelta(days=90) + PATIENCE)

    assert run() == (0, 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2027, 8, 31), 6, (2028, 2, 29)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2026, 12, 1), 1, (2027, 1, 1)),
    ],
)
def test_some_months_later_is_a_day_that_exists(day, months, later):
    assert clock.months_after(clock.date(*day), months) == clock.date(*later)


def lines(user):
    return [(need.who, need.what, need.button) for need in needs.needs(user)]


def owner_of(employer):
    return services.members(employer)[0].user


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"state": "EMAIL_UNVERIFIED"}, ("B", "Confirm your email address", "See how")),
        ({"state": "MORE_INFO"}, ("The council", "asked you for more information", "Answer")),
        ({"state": "DORMANT"}, ("The council", "asks: still happy to help?", "Answer")),
        (
            {"insurance_until": clock.today() + timedelta(days=20)},
            ("B", "Your employers’ liability insurance needs a new date", "Change the date"),
        ),
    ],
)
def test_an_organisation_sees_what_waits_for_it(make, given, line):
    employer = make.employer(name="B", **given)

    assert lines(owner_of(employer)) == [line]


def test_an_organisation_that_is_up_to_date_sees_nothing(make):
    assert lines(owner_of(make.employer())) == []


def test_a_pledge_is_followed_up_on_both_sides(make, coordinator):
    employer = make.employer(name="B")
    pledge = Pledge(
        employer_id=employer.id,
        sector_key="retail",
        kind="job",
        how_many=2,
        created_at=clock.now() - timedelta(days=15),
    )
    db.session.add(pledge)
    db.session.commit()

    assert lines(owner_of(employer)) == [
        ("Your pledge", "2 places (job): turn it into an offer", "Go on")
    ]
    assert lines(coordinator) == [
        ("B", "pledged 2 places (job), and there is no offer yet", "Help them along")
    ]
    pledge.kept_at = clock.now()
    db.session.commit()
    assert lines(coordinator) == lines(owner_of(employer)) == []


def test_a_coordinator_sees_who_waits_but_not_what_a_colleague_must_decide(
    make, coordinator, second
):
    make.employer(name="New", state="PENDING_REVIEW", review_due=clock.today())
    make.employer(name="Half", state="PENDING_REVIEW", first_yes_by_id=coordinator.id)
    make.employer(name="Other", recheck_since=clock.now())

    assert [need.who for need in needs.needs(coordinator)] == ["New", "Other"]
    assert ("Half", "needs a second yes", "Check") in lines(second)


@pytest.mark.parametrize(
    "role", [role.value for role in Role if role not in {"business", "coordinator"}]
)
def test_nobody_else_is_bothered(make, role):
    make.employer(state="PENDING_REVIEW")

    assert lines(make.user(role)) == []


def test_a_business_account_without_an_organisation_has_no_needs(make):
    assert lines(make.user("business")) == []


def answer_link(mail):
    return re.search(r"/still-happy/\S+", mail.body)[0]


def asked(now, mails):
    now(RESTS - NOTICE)
    run()
    return answer_link(mails()[-1])


def test_a_second_question_goes_out_after_two_weeks_and_only_once(quiet, now, mails):
    asked(now, mails)
    now(RESTS - NOTICE + PATIENCE)

    assert [jobs.chase_still_happy() for _ in range(3)] == [1, 0, 0]
    assert mails()[-1].template == "employers_still_happy_again"


def test_opening_the_link_changes_nothing_and_one_click_says_yes(quiet, now, mails, browser):
    link = asked(now, mails)
    for _ in range(5):
        assert browser.anonymous().get(link).h1 == "Still happy to help?"
    assert jobs.was_asked(fresh(quiet))

    assert "Your offers stay in view" in browser.post(link, {"answer": "yes"}).text
    assert not jobs.was_asked(fresh(quiet))
    assert browser.get(link).status == 404


def test_not_any_more_lets_it_rest_and_the_council_reads_why(quiet, now, mails, browser):
    link = asked(now, mails)
    browser.anonymous().post(link, {"answer": "no", "words": "We move to Leeds"})

    assert fresh(quiet).state == "DORMANT"
    assert db.session.query(EmployerNote).one().words == "Said “not any more”. We move to Leeds"
    assert browser.get(link).status == 404


def test_the_link_wakes_a_quiet_organisation(quiet, now, mails, browser):
    link = asked(now, mails)
    now(RESTS)
    run()
    browser.anonymous().post(link, {"answer": "change"}, follow=False)

    assert fresh(quiet).state == "APPROVED"


@pytest.mark.parametrize("link", ["/still-happy/" + "x" * 30, "/still-happy/" + "é.-_" * 20])
def test_a_made_up_link_says_that_it_is_over(app, browser, link):
    assert browser.anonymous().get(link).status == 404


def fresh(employer):
    db.session.rollback()
    return db.session.get(Employer, employer.id, populate_existing=True)
