"""What search engines read of each offer, held against the documented rules."""

from __future__ import annotations

import json
import random
from decimal import Decimal

import pytest
from sqlalchemy import select

from app import clock, db
from app.demo import services as demo
from app.opportunities.answers import approved
from app.opportunities.models import Kind, Opportunity, UnpaidBasis
from app.opportunities.models import OpportunityState as State
from app.opportunities.posting import structured
from tests.app.publishing.postings import problems

HERE = "https://service.example/opportunities/x"


def posting_of(offer):
    return structured(offer, approved(offer), HERE)


def test_every_offer_of_the_demo_is_described_by_the_rules(app):
    with db.transaction():
        demo._load("only-for-tests", 1, False)
    offers = list(
        db.session.scalars(select(Opportunity).where(Opportunity.state == State.LIVE)).unique()
    )
    found = [posting for offer in offers if (posting := posting_of(offer))]

    assert len(found) > 90
    assert {
        f"{p.get('title') or p['name']}: {what}" for p in found for what in problems(p)
    } == set()
    assert {"JobPosting", "WorkBasedProgram"} == {posting["@type"] for posting in found}


def test_three_hundred_random_offers_are_described_by_the_rules(make):
    pick, employer = random.Random(7), make.employer(name="A & B <i>")
    offer = make.opportunity(employer=employer)
    for _ in range(300):
        offer.kind = pick.choice(list(Kind))
        offer.pay_per_hour = pick.choice([None, Decimal("0.01"), Decimal("13.85")])
        offer.unpaid_basis = pick.choice([None, *UnpaidBasis])
        offer.remote, offer.postcode = (
            pick.random() < 0.3,
            pick.choice([None, "MK9 3EJ", "AB1 0AA"]),
        )
        offer.area = pick.choice([None, "Bletchley", "<b>"])
        offer.closes, offer.start = (
            pick.choice([None, clock.today()]),
            pick.choice([None, clock.today()]),
        )
        offer.end, offer.opens = (
            pick.choice([None, clock.today()]),
            pick.choice([None, clock.today()]),
        )
        offer.week, offer.hours_per_week = [], pick.choice([None, Decimal(40), Decimal(8)])
        offer.will_do = pick.choice(["", "Two\n\nparts", "1 < 2 & </script><script>x</script>"])
        offer.min_level, offer.skills = pick.choice([None, 0, 2, 6]), pick.choice([[], ["Tills"]])
        offer.sites = pick.choice([[], [{"postcode": "MK2 2EB", "places": 1}]])
        offer.essential_qualifications = pick.choice([[], [{"name": "GCSE", "level": 2}]])
        posting = posting_of(offer)
        assert problems(posting) == [] if posting else offer.kind == Kind.MENTORING


@pytest.mark.parametrize(
    ("given", "kind", "types"),
    [
        (
            {"kind": Kind.JOB, "hours_per_week": Decimal(37), "end": None},
            "JobPosting",
            ["FULL_TIME"],
        ),
        (
            {"kind": Kind.JOB, "hours_per_week": Decimal(16), "end": None},
            "JobPosting",
            ["PART_TIME"],
        ),
        ({"kind": Kind.INTERNSHIP}, "JobPosting", ["INTERN"]),
        ({"kind": Kind.SUPPORTED, "pay_per_hour": None}, "JobPosting", ["VOLUNTEER"]),
        ({"kind": Kind.TASTER, "pay_per_hour": None}, "WorkBasedProgram", None),
    ],
)
def test_unpaid_offers_are_never_called_jobs_unless_somebody_volunteers(make, given, kind, types):
    posting = posting_of(make.opportunity(week=[], **given))

    assert (posting["@type"], posting.get("employmentType")) == (kind, types)


def test_what_is_not_open_to_everybody_is_not_handed_to_search_engines(make, browser):
    kept = make.opportunity(kind=Kind.JOB, ring_fenced=True)

    page = browser.anonymous().get("opportunities.public_page", ref=kept.ref)

    assert not page.soup.find("script", {"type": "application/ld+json"})
    assert page.soup.find("meta", {"name": "robots"})["content"] == "noindex"
    assert kept.ref not in browser.get("publishing.sitemap_index").body


def test_the_page_carries_its_description_and_what_sharing_needs(mixed, browser):
    page = browser.anonymous().get("opportunities.public_page", ref=mixed[0].ref)

    said = json.loads(page.soup.find("script", {"type": "application/ld+json"}).string)
    assert problems(said) == []
    canonical = page.soup.find("link", {"rel": "canonical"})["href"]
    assert canonical == said["url"] == page.soup.find("meta", {"property": "og:url"})["content"]
    assert page.soup.find("meta", {"property": "og:title"})["content"].startswith("Baker")
    assert len(page.soup.find("meta", {"name": "description"})["content"]) <= 160


def test_the_rules_themselves_see_what_is_wrong(make):
    good = posting_of(make.opportunity(kind=Kind.JOB))
    assert problems(good) == []

    for name in ("datePosted", "title", "description", "hiringOrganization", "jobLocation"):
        with pytest.raises((KeyError, AssertionError)):
            assert problems({key: value for key, value in good.items() if key != name}) == []
    for change in (
        {"employmentType": ["JOB"]},
        {"validThrough": "2020-01-01T00:00:00+00:00"},
        {"description": "<p>1 < 2</p>"},
        {"salary": 3},
        {"educationRequirements": {"credentialCategory": "GCSE"}},
    ):
        assert problems(good | change) != [], change
