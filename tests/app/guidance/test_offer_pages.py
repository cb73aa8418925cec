"""What an employer needs for one offer, and for an idea that is no offer yet."""

from datetime import timedelta

import pytest

from app import clock


@pytest.fixture
def offer(make, business):
    return make.opportunity(employer=make.employer(user=business), min_age=16, max_age=24)


def test_the_employer_sees_what_is_done_and_what_is_still_to_do(browser, business, offer):
    page = browser.sign_in(business).get("guidance.for_offer", ref=offer.ref)

    assert page.status == 200
    assert "The council does the other" in page.text
    assert "See that your employers’ liability insurance lasts to the end Done" in page.text
    assert "Look at the risks for somebody under 18" in page.text


def test_nobody_else_can_open_it(browser, make, business, offer):
    other = make.user("business")
    make.employer(user=other)

    assert browser.sign_in(other).get("guidance.for_offer", ref=offer.ref).status == 404
    assert (
        browser.sign_in(make.user("coordinator")).get("guidance.for_offer", ref=offer.ref).status
        == 200
    )


def test_the_offers_own_page_and_the_page_before_sending_say_what_is_open(browser, make, business):
    employer = make.employer(user=business, insurance_until=clock.today() - timedelta(days=1))
    offer = make.opportunity(employer=employer, state="DRAFT")
    browser.sign_in(business)

    for endpoint in ("opportunities.show", "opportunities.submit"):
        page = browser.get(endpoint, ref=offer.ref)
        assert "See that your employers’ liability insurance lasts" in page.text, endpoint
        assert page.link("The whole list") == f"/offers/{offer.ref}/what-you-need"


def test_anybody_can_make_a_list_whose_address_can_be_shared(browser):
    asked = {
        "kind": "apprenticeship",
        "employer": "company",
        "size": "1-9",
        "sector": "construction",
    }
    rest = {"age": "16", "pay": "paid", "length": "400", "care": "no"}

    assert "Nine short questions" in browser.get("guidance.plan").text
    page = browser.get("guidance.plan", **asked, **rest)
    assert "Plan the site induction" in page.text
    assert "Hiring incentive for small and medium firms" in page.text
    assert "To do" not in page.text
    assert page.response.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize("bad", ["", "nonsense", "18'; --", "9" * 400, "\ufffe"])
def test_answers_nobody_offered_do_no_harm(browser, bad):
    names = ("kind", "employer", "size", "sector", "age", "pay", "length", "care", "start-day")

    assert browser.get("guidance.plan", **dict.fromkeys(names, bad)).status == 200
