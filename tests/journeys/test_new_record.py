"""An advisor on a Friday: a new young person, from nothing to suggestions, on one page after another."""

from __future__ import annotations

import time

from tests.factories import born_years_ago
from tests.journeys import advisor_steps as advisor

MOST_TAPS = 45


def test_an_advisor_records_a_new_young_person_and_suggestions_can_start(story):
    story.knows("hannah", "advisor")
    hannah, began = story["hannah"], time.monotonic()
    advisor.start_record(hannah, name="Robin", born=born_years_ago(19))
    advisor.talk_about_interests(hannah, name="Robin")
    advisor.record_the_rest(hannah)
    advisor.agree_to_matching(hannah, name="Robin")
    advisor.mark_ready(hannah)

    print(f"a new record: {hannah.taps} taps, {time.monotonic() - began:.1f} seconds of pages")
    assert hannah.taps <= MOST_TAPS
    assert hannah.problems == []
