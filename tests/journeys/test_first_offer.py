"""A business on an old phone: from the home page to a submitted offer, without scripts."""

from __future__ import annotations

from tests.journeys import employer_steps as employer

MOST_TAPS = 50


def test_a_shop_owner_registers_and_sends_an_offer_on_a_small_phone_without_scripts(story):
    rowan = story.visitor("rowan", width=320, scripts=False)
    rowan.open("/").press("Offer a chance")
    employer.register(rowan)
    employer.confirm_address(rowan)
    employer.start_offer(rowan)
    employer.finish_offer(
        rowan, closes=story.in_days(30), start=story.in_days(60), end=story.in_days(500)
    )
    assert rowan.overflow() <= 0
    employer.submit_offer(rowan)
    print(f"taps from the home page to a submitted offer: {rowan.taps}")
    assert rowan.taps <= MOST_TAPS
    assert rowan.problems == []
