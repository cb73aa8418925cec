"""What everybody may see."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest

from app import clock, db
from app.opportunities.models import Kind, UnpaidBasis


def titles(page):
    return [a.get_text() for a in page.soup.select(".uo-suggestion__title a")]


@pytest.fixture
def listed(browser):
    browser.anonymous()
    return lambda **chosen: titles(browser.get("opportunities.public_list", **chosen))


def test_only_live_and_open_offers_of_approved_organisations_are_listed(make, listed, offer):
    offer(title="Shown")
    for state in (
        "SUBMITTED",
        "PAUSED",
        "FILLED",
        "CLOSED",
        "EXPIRED",
        "WITHDRAWN_BY_COUNCIL",
        "LIVE",
    ):
        offer(state, title=state)
    offer("LIVE", title="Closed yesterday", closes=clock.today() - timedelta(days=1))
    make.opportunity(employer=make.employer(state="SUSPENDED"), title="Suspended")

    assert listed() == ["LIVE"]


@pytest.mark.parametrize(
    "state", ["DRAFT", "SUBMITTED", "PAUSED", "ARCHIVED", "WITHDRAWN_BY_COUNCIL"]
)
def test_what_is_not_live_does_not_exist_for_the_public(browser, offer, advisor, state):
    mine = offer(state)

    assert browser.anonymous().get("opportunities.public_page", ref=mine.ref).status == 404
    seen = browser.sign_in(advisor).get("opportunities.public_page", ref=mine.ref).status
    assert seen == (200 if state == "PAUSED" else 404)


def test_words_are_found_without_accents_and_capitals_in_offer_and_organisation(listed, offer):
    offer("LIVE", title="Help in a CAFÉ")
    offer("LIVE", title="Stack shelves", skills=["Listening"])

    assert listed(q="cafe") == ["Help in a CAFÉ"]
    assert listed(q="listening SHELVES") == ["Stack shelves"]
    assert len(listed(q="butter")) == 2
    assert listed(q="100%") == []


def test_filters_work_together_and_stay_in_the_address(browser, listed, offer):
    offer("LIVE", title="Paid job", kind=Kind.JOB, sector_key="retail")
    unpaid = {"paid": False, "pay_per_hour": None, "unpaid_basis": UnpaidBasis.SHADOWING}
    offer("LIVE", title="Watching", kind=Kind.TASTER, **unpaid)

    assert listed(sector="retail") == ["Paid job"]
    assert listed(kind="taster", paid="no") == ["Watching"]
    assert listed(paid="yes") == ["Paid job"]
    assert listed(kind="taster", sector="retail") == []
    page = browser.get("opportunities.public_list", kind="taster", q="watch")
    assert "kind=taster" in page.link("“watch”")
    both = browser.get("opportunities.public_list", kind=["taster", "job"])
    assert titles(both) == ["Paid job", "Watching"]
    assert both.link("Remove Taster").endswith("?kind=job")


def test_distance_narrows_and_sorts_and_unknown_places_stay(browser, listed, offer, bletchley):
    offer("LIVE", title="Centre", start=clock.today() + timedelta(days=5))
    near = {"latitude": bletchley.latitude, "longitude": bletchley.longitude}
    offer("LIVE", title="Bletchley", start=clock.today() + timedelta(days=9), **near)
    offer("LIVE", title="Far", latitude=53.48, longitude=-2.24, start=clock.today())
    nowhere = {"postcode": None, "latitude": None, "longitude": None}
    offer("LIVE", title="Somewhere", start=clock.today() + timedelta(days=1), **nowhere)

    assert listed(postcode="MK2 2EB", sort="nearest") == ["Bletchley", "Centre", "Far", "Somewhere"]
    assert listed(postcode="MK2 2EB", miles="5") == ["Bletchley", "Centre", "Somewhere"]
    assert listed(postcode="MK2 2EB", miles="2", sort="soonest") == ["Somewhere", "Bletchley"]
    page = browser.get("opportunities.public_list", postcode="MK2 2EB")
    assert "Distance unknown" in page.text
    assert "About 3 miles away" in page.text


def test_dates_and_orders(listed, offer):
    today = clock.today()
    offer("LIVE", title="Later", start=today + timedelta(days=60), opens=today)
    offer("LIVE", title="Sooner", start=today + timedelta(days=10), opens=today - timedelta(days=3))
    limit = today + timedelta(days=30)
    parts = {f"start_from-{part}": getattr(limit, part) for part in ("day", "month", "year")}

    assert listed() == ["Sooner", "Later"]
    assert listed(sort="newest") == ["Later", "Sooner"]
    assert listed(**parts) == ["Later"]


def test_a_long_list_has_pages_that_keep_the_filters(browser, listed, offer):
    for number in range(25):
        offer("LIVE", title=f"Offer {number:02}", sector_key="retail")

    assert len(listed(sector="retail")) == 20
    assert len(listed(sector="retail", page="2")) == 5
    page = browser.get("opportunities.public_list", sector="retail")
    assert "sector=retail" in page.link("Next")
    assert "Page 1 of 2, 25 offers" in page.text


@pytest.mark.parametrize(
    "junk",
    [
        {"page": "x"},
        {"page": "9" * 30},
        {"miles": "-1"},
        {"kind": "'"},
        {"sector": "%"},
        {"postcode": "<script>"},
        {"start_from-day": "31", "start_from-month": "2", "start_from-year": "2027"},
        {"q": "x" * 3000},
        {"sort": "nearest"},
        {"unknown": "1"},
    ],
)
def test_junk_in_the_address_never_breaks_the_list(browser, listed, offer, junk):
    offer("LIVE")

    assert browser.anonymous().get("opportunities.public_list", **junk).status == 200


def test_a_wrong_postcode_is_said_beside_the_field(browser, offer):
    offer("LIVE")
    page = browser.anonymous().get("opportunities.public_list", postcode="ZZ9 9ZZ", miles="5")

    assert page.errors == [
        "We do not know this postcode, so distances are left out. Enter one like MK9 3EJ"
    ]
    assert len(titles(page)) == 1


def test_search_engines_can_read_an_offer(browser, offer):
    mine = offer("LIVE", title="Baker </script><b>", pay_per_hour=Decimal("13.50"))

    page = browser.anonymous().get("opportunities.public_page", ref=mine.ref)

    script = page.soup.find("script", {"type": "application/ld+json"})
    said = json.loads(script.string)
    assert script["nonce"]
    assert (said["@type"], said["title"]) == ("JobPosting", "Baker </script><b>")
    assert said["jobLocation"]["address"]["postalCode"] == "MK9 3EJ"
    assert said["baseSalary"]["value"]["value"] == 13.5
    assert "<b>" not in page.body.split("</head>")[1]


def test_an_offer_shows_what_a_young_person_wants_to_know(browser, offer):
    mine = offer(
        "LIVE",
        will_do="You weigh flour.\n\nYou shape rolls.",
        adjustments=["buddy"],
        essential=["Being on time"],
    )

    page = browser.anonymous().get("opportunities.public_page", ref=mine.ref)

    for words in (
        *("What you will do", "You shape rolls.", "£13.50 an hour", "Being on time"),
        *("A buddy on the first days", "Your first day", "Sam, at the back door"),
        "15 hours 45 minutes a week over 3 days",
    ):
        assert words in page.text


@pytest.mark.parametrize("count", [2, 40])
def test_the_list_needs_few_queries_whatever_its_length(browser, offer, statements, count):
    for _ in range(count):
        offer("LIVE")
    browser.anonymous()

    with statements() as seen:
        browser.get("opportunities.public_list", postcode="MK2 2EB", sort="nearest")

    assert len(seen) <= 15, seen


def test_nothing_public_says_what_the_campaign_knows_about_people(browser, offer):
    mine = offer("LIVE", ring_fenced=True)
    browser.anonymous()

    for page in (
        browser.get("opportunities.public_list"),
        browser.get("opportunities.public_page", ref=mine.ref),
    ):
        assert not page.errors
        assert not re.search(
            r"care.leaver|care.experienced|looked.after|in care\b", page.text.lower()
        )


def test_a_browser_nobody_is_signed_in_with_may_keep_pages_and_asks_whether_they_are_the_same(
    app, offer, browser, advisor
):
    mine = offer("LIVE", title="Before")
    for address in ("/opportunities?q=before", f"/opportunities/{mine.ref}"):
        first = app.test_client().get(address)
        assert first.headers["Cache-Control"] == "private, no-cache"
        assert "Set-Cookie" not in first.headers

        again = app.test_client().get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        # The kept page has its own nonce; a new policy would forbid its scripts.
        assert "Content-Security-Policy" not in again.headers

    signed_in = browser.sign_in(advisor).get("/opportunities")
    assert signed_in.response.headers["Cache-Control"] == "no-store"
    mine.title = "After"
    db.session.commit()
    etag = {"If-None-Match": first.headers["ETag"]}
    assert app.test_client().get(f"/opportunities/{mine.ref}", headers=etag).status_code == 200


@pytest.mark.parametrize("state", ["FILLED", "CLOSED", "EXPIRED"])
def test_an_offer_that_is_over_says_so_and_shows_what_is_like_it(browser, offer, state):
    over = offer(state, title="Long gone", sector_key="retail")
    offer("LIVE", title="Same sector", sector_key="retail")

    page = browser.anonymous().get("opportunities.public_page", ref=over.ref)

    assert page.status == 410
    assert "“Long gone”" in page.text
    assert titles(page) == ["Same sector"]
    assert page.soup.find("meta", {"name": "robots"})["content"] == "noindex"


def test_an_offer_past_its_closing_date_is_over_before_the_night_has_put_it_away(browser, offer):
    late = offer("LIVE", closes=clock.today() - timedelta(days=1))

    assert browser.anonymous().get("opportunities.public_page", ref=late.ref).status == 410
