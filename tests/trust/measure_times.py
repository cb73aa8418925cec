"""Whether the time an answer takes says that a record exists; run by `scripts/measure trust`."""

from __future__ import annotations

import gc
import random
import statistics
import time

from scipy.stats import ks_2samp

from app.db import new_ref
from tests.trust.figures import figure
from tests.trust.record import browser_of, whole_record
from tests.trust.test_guessing import ask

ROUNDS = 400


def test_the_time_of_an_answer_is_the_same_for_a_foreign_record_and_for_none(
    app, make, advisor, manager
):
    """Asked in turns and in chance order, so that a busy machine slows down both alike."""
    person = whole_record(make, advisor, manager)[0]
    browser, luck = browser_of(app, make.user("advisor")), random.Random(3)
    times = {"foreign": [], "none": []}
    for _ in range(20):
        ask(browser, f"/young-people/{person.ref}")
    gc.disable()
    for _ in range(ROUNDS):
        pair = [("foreign", person.ref), ("none", new_ref())]
        luck.shuffle(pair)
        for kind, ref in pair:
            began = time.perf_counter()
            ask(browser, f"/young-people/{ref}/history")
            times[kind].append(time.perf_counter() - began)
    gc.enable()

    apart = ks_2samp(times["foreign"], times["none"])
    medians = [1000 * statistics.median(times[kind]) for kind in ("foreign", "none")]
    figure(
        "T3",
        f"time classes: KS p = {apart.pvalue:.2f}, medians {medians[0]:.1f} and {medians[1]:.1f} ms;"
        " told apart",
        int(apart.pvalue <= 0.01),
        1,
    )
    assert apart.pvalue > 0.01
