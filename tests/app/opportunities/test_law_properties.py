"""What holds for every offer, whatever is in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.opportunities.law import wage
from app.opportunities.law.reading import BASES, CHECKS, EMPLOYER_KINDS, KINDS, BadLine, read_line
from app.opportunities.law.types import DAYS
from app.opportunities.lawful import Offer, Shift, check
from tests.app.opportunities.offers import LAW

FAMILIES = {
    *("wage", "unpaid", "hours", "break", "rest", "night", "apprenticeship", "insurance", "risk"),
    *("dbs", "dates", "age"),
}
MAYBE = st.none() | st.booleans()
DAY = st.none() | st.dates(date(2024, 1, 1), date(2029, 12, 31))
CLOCK = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
WEEK = st.lists(
    st.builds(Shift, st.sampled_from(DAYS), CLOCK, CLOCK, st.none() | st.integers(0, 120)),
    max_size=9,
)
OFFERS = st.builds(
    Offer,
    kind=st.sampled_from(KINDS),
    employer_kind=st.none() | st.sampled_from(EMPLOYER_KINDS),
    min_age=st.none() | st.integers(10, 30),
    max_age=st.none() | st.integers(10, 30),
    start=DAY,
    end=DAY,
    closes=DAY,
    week=WEEK.map(tuple),
    hours_per_week=st.none() | st.decimals(0, 80, places=1),
    unpaid=MAYBE,
    pay_per_hour=st.none() | st.decimals(0, 30, places=2),
    unpaid_basis=st.none() | st.sampled_from(BASES),
    level=st.none() | st.integers(0, 9),
    first_year_apprentice=MAYBE,
    insurance_until=DAY,
    risk_assessed_on=DAY,
    school_age=MAYBE,
    supervisor_dbs=st.none() | st.sampled_from(CHECKS),
    person_dbs=st.none() | st.sampled_from(CHECKS),
    regulated_activity=MAYBE,
    supervised_frequently=MAYBE,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(OFFERS)
def test_every_offer_gets_findings_that_are_complete_and_in_order(offer):
    found = check(offer, LAW)

    assert {f.rule.split(".")[0] for f in found} <= FAMILIES
    assert all(f.severity in {"stop", "warn"} and f.words and f.source and f.field for f in found)
    assert [f.stops for f in found] == sorted((f.stops for f in found), reverse=True)


@given(OFFERS)
def test_more_pay_never_adds_a_finding_about_wages(offer):
    offer = replace(offer, hours_per_week=None)
    less = {f.rule for f in check(replace(offer, unpaid=False), LAW) if f.rule.startswith("wage")}
    more = replace(offer, unpaid=False, pay_per_hour=(offer.pay_per_hour or Decimal(0)) + 40)

    assert [f for f in check(more, LAW) if f.rule.startswith("wage")] == []
    assert less <= {rule.name for rule in wage.RULES}


@given(st.sampled_from(KINDS))
def test_what_was_not_said_is_not_found(kind):
    assert check(Offer(kind), LAW) == []


@given(OFFERS, st.integers(0, 6))
def test_the_order_of_the_shifts_does_not_matter(offer, turn):
    turned = replace(offer, week=offer.week[turn:] + offer.week[:turn])

    assert {f.rule for f in check(turned, LAW)} == {f.rule for f in check(offer, LAW)}


@given(OFFERS, st.integers(1, 600))
def test_raising_the_youngest_age_to_18_removes_the_young_worker_rules(offer, days):
    adult = replace(offer, min_age=18, max_age=30, school_age=False)
    moved = replace(adult, end=adult.start and adult.start + timedelta(days=days))

    assert not {f.rule for f in check(moved, LAW) if ".young" in f.rule or ".child" in f.rule}


def read(line):
    """The offer of a line, or the words that say what is wrong with it."""
    try:
        return read_line(line)[1]
    except BadLine as error:
        return str(error)


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(["id", "kind", "week", "start", "pay_per_hour", "min_age"]), JSON
    )
)
def test_any_json_is_an_offer_or_a_bad_line(record):
    answer = read(json.dumps(record))

    assert answer
    assert isinstance(answer, str) or check(answer, LAW) is not None


@given(st.text(max_size=40))
def test_any_text_is_an_offer_or_a_bad_line(line):
    assert read(line)
