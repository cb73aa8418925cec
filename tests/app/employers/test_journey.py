import pytest

from app import clock, db
from app.employers import journey, services
from app.upcoming import Upcoming

PAGES = ("mine", "edit", "pledge_list", "pledge_new", "answer", "invite", "registered")


@pytest.fixture
def bakery(make, business):
    return make.employer(user=business, name="Riverside Bakery")


def strip(page):
    return " ".join(page.soup.select_one(".uo-next").get_text(" ", strip=True).split())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_an_organisation_says_who_does_what_by_when(browser, bakery, business, page):
    bakery.state, bakery.review_due = "PENDING_REVIEW", services.review_by()
    db.session.commit()

    said = strip(browser.sign_in(business).get(f"employers.{page}"))

    assert "Two people at the council look at Riverside Bakery and tell you by email by" in said
    assert "(2 working days left)" in said


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("EMAIL_UNVERIFIED", "You open the message we sent you and confirm your email address by"),
        ("MORE_INFO", "You answer what the council asked"),
        ("APPROVED", "You write your first offer, or make a pledge"),
        ("DORMANT", "You tell us whether you are still happy to help"),
        ("DECLINED", "You can ring us on"),
        ("SUSPENDED", "You can ring us on"),
        ("ARCHIVED", "You can ring us on"),
    ],
)
def test_each_state_has_a_next_step(browser, bakery, business, state, words):
    bakery.state = state
    db.session.commit()

    assert words in strip(browser.sign_in(business).get("employers.pledge_list"))


def test_the_clock_skips_days_the_council_does_not_work(now):
    now(clock.at(clock.date(2026, 12, 24), clock.time(12)))
    step = Upcoming("The council", "looks", by=clock.date(2026, 12, 29))

    assert step.left == "1 working day left"  # Christmas, Boxing Day moved to Monday
    now(clock.at(clock.date(2026, 12, 29), clock.time(12)))
    assert step.left == "today"
    now(clock.at(clock.date(2026, 12, 31), clock.time(12)))
    assert (step.late, step.left) == (True, "2 working days late")


def test_when_the_council_is_late_the_page_says_whom_to_ring(browser, bakery, business, now):
    bakery.state, bakery.review_due = "PENDING_REVIEW", services.review_by()
    db.session.commit()
    now(clock.at(clock.add_working_days(bakery.review_due, 1), clock.time(12)))

    said = strip(browser.sign_in(business).get("employers.mine"))

    assert "1 working day late" in said
    assert "We are late, and sorry. Ring us on" in said


def test_an_open_offer_is_the_next_step_of_an_approved_organisation(make, bakery, app):
    with app.test_request_context():
        make.opportunity(employer=bakery, state="LIVE", title="Baker")
        assert "looks for somebody “Baker” fits" in journey.upcoming(bakery).what

        sent = make.opportunity(employer=bakery, state="SUBMITTED", title="Cashier")
        sent.review_due = services.review_by()
        db.session.commit()
        step = journey.upcoming(bakery)
        assert (step.who, step.by) == ("The council", services.review_by())
        assert step.what == "reads “Cashier” and tells you by email"

        make.opportunity(employer=bakery, state="CHANGES_REQUESTED", title="Driver")
        assert (journey.upcoming(bakery).who, journey.upcoming(bakery).yours) == ("You", True)


def test_the_strip_says_nothing_to_others(browser, coordinator, bakery):
    page = browser.sign_in(coordinator).get("employers.desk")

    assert page.soup.select_one(".uo-next") is None
