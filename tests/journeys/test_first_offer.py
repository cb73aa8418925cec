"""A business on an old phone: from the home page to a submitted offer, without scripts."""

from __future__ import annotations

import time

from app.filters import long_date
from app.opportunities import proposing
from tests.journeys import employer_steps as employer

MOST_TAPS = 25
SHOP_WEEK = "A week in a shop"


def test_a_shop_owner_registers_and_sends_an_offer_on_a_small_phone_without_scripts(story):
    began = time.monotonic()
    rowan = story.visitor("rowan", width=320, scripts=False)
    rowan.open("/").press("Offer a chance")
    employer.register(rowan)
    employer.confirm_address(rowan)
    employer.start_offer(rowan, SHOP_WEEK)
    assert rowan.overflow() <= 0
    monday = proposing.first_days([{"day": "mon"}], story.day)[0]
    employer.check_and_change(rowan, long_date(monday))
    assert rowan.overflow() <= 0
    employer.submit_offer(rowan)
    seconds = time.monotonic() - began
    print(f"home page to submitted offer: {rowan.taps} taps, {seconds:.1f} seconds of pages")
    assert rowan.taps <= MOST_TAPS
    assert rowan.problems == []
