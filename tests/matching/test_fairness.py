"""Fairness figures: compared with an independent library, and silent about small groups."""

import math
import random

import numpy as np
import pytest
from fairlearn.metrics import (
    MetricFrame,
    demographic_parity_ratio,
    mean_prediction,
    selection_rate,
)
from hypothesis import given
from hypothesis import strategies as st

from matching import fairness, small_counts
from matching.fairness import Judged, Rate, RuleEffect, Seen

BANDS = ("strong", "good", "possible", "ask")


def invented(seed, people=300, offers=40):
    """A made-up ranking: who is in which group, what each is shown, who has nothing."""
    luck = random.Random(seed)
    groups = {f"p{number}": luck.choice("ABCD") for number in range(people)}
    seen, empty = [], set()
    for person in groups:
        if luck.random() < 0.15:
            empty.add(person)
            continue
        chosen = luck.sample(range(offers), luck.randint(1, 12))
        seen += [
            Seen(person, f"o{n}", f"e{n % 9}", rank, luck.choice(BANDS), luck.randint(-9, 9))
            for rank, n in enumerate(chosen, 1)
        ]
    return groups, seen, empty


def shown_to(seen, top=10):
    """What each person is shown, worked out the plain way."""
    total = {}
    for each in seen:
        if each.band != "ask" and each.rank <= top:
            total[each.person] = total.get(each.person, 0) + 1 / math.log2(each.rank + 1)
    return total


@pytest.mark.parametrize("seed", range(12))
def test_figures_of_groups_are_those_of_fairlearn(seed):
    groups, seen, empty = invented(seed)
    people = list(groups)
    of = [groups[person] for person in people]
    shown = shown_to(seen)
    first = {each.person: each.band for each in seen if each.rank == 1}
    nothing = np.array([person in empty for person in people], int)
    suits = np.array([first.get(person) in ("strong", "good") for person in people], int)
    held = np.array([shown.get(person, 0.0) for person in people])
    oracle = [
        MetricFrame(metrics=metric, y_true=values, y_pred=values, sensitive_features=of)
        for metric, values in (
            (selection_rate, nothing), (selection_rate, suits), (mean_prediction, held)
        )
    ]  # fmt: skip

    rows = fairness.by_group(groups, fairness.totals(seen), empty)

    for row in rows:
        ours = (row.unplaced.rate, row.suits.rate, row.exposure.value)
        assert ours == pytest.approx([frame.by_group[row.group] for frame in oracle], abs=1e-4)
    assert fairness.parity(rows) == pytest.approx(
        oracle[2].ratio(method="between_groups"), abs=3e-4
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_ratio_between_groups_is_fairlearns_demographic_parity(seed):
    luck = random.Random(seed)
    groups = {f"p{n}": luck.choice("AB") for n in range(200)}
    chosen = {
        person: luck.random() < (0.7 if group == "A" else 0.4) for person, group in groups.items()
    }
    seen = [Seen(person, "o", "e", 1, "good") for person, yes in chosen.items() if yes]
    flags = [int(chosen[person]) for person in groups]

    ours = fairness.parity(fairness.by_group(groups, fairness.totals(seen), ()))

    theirs = demographic_parity_ratio(flags, flags, sensitive_features=list(groups.values()))
    assert ours == pytest.approx(theirs, abs=3e-4)


@pytest.mark.parametrize("seed", range(6))
def test_calibration_by_group_and_band_is_fairlearns_with_a_control_feature(seed):
    luck = random.Random(seed)
    groups = {f"p{n}": luck.choice("ABC") for n in range(400)}
    judged = [
        Judged(person, luck.choice(BANDS), luck.random() < 0.6, luck.random()) for person in groups
    ]
    frame = MetricFrame(
        metrics={"rate": selection_rate, "chance": mean_prediction},
        y_true=[int(each.good) for each in judged],
        y_pred=[int(each.good) for each in judged],
        sensitive_features=[groups[each.person] for each in judged],
        control_features=[each.band for each in judged],
    )

    lines = fairness.calibration(judged, groups)

    assert len(lines) == 12
    for line in lines:
        assert line.went_well.rate == pytest.approx(
            frame.by_group["rate"][line.band, line.group], abs=1e-4
        )


def test_the_average_chance_stands_beside_what_became_of_it():
    judged = [
        Judged("a", "good", True, 0.9),
        Judged("a", "good", False, 0.5),
        Judged("b", "good", True),
    ]

    one, other = fairness.calibration(judged, {"a": "A", "b": "B"})

    assert (one.chance, one.went_well.rate, other.chance) == (0.7, 0.5, None)


@given(st.integers(0, 400), st.integers(1, 400))
def test_an_interval_holds_its_share_and_lies_between_nought_and_one(count, of):
    count = min(count, of)
    found = fairness.wilson(count, of)

    assert 0 <= found.low <= found.rate <= found.high <= 1


def test_wilsons_interval_is_the_one_in_the_books():
    # Newcombe 1998, table I: 81 of 263, and 0 of 20.
    assert (fairness.wilson(81, 263).low, fairness.wilson(81, 263).high) == (0.2553, 0.3662)
    assert (fairness.wilson(0, 20).low, fairness.wilson(0, 20).high) == (0.0, 0.1611)


def test_an_average_holds_itself_in_its_interval_and_is_the_same_every_time():
    luck = random.Random(3)
    values = [luck.random() for _ in range(80)]
    found = fairness.mean(values)

    assert found.low < found.value < found.high
    assert fairness.mean(values) == found
    assert fairness.mean([2.0, 2.0]) == fairness.Mean(2.0, 2.0, 2.0)
    assert fairness.mean([]).value is None


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_gini_is_half_the_average_difference_over_the_average(values):
    total = sum(values)
    plain = (
        sum(abs(a - b) for a in values for b in values) / (2 * len(values) * total) if total else 0
    )

    assert fairness.gini(values) == pytest.approx(plain, abs=2e-4)


def test_gini_knows_all_alike_from_one_alone():
    assert fairness.gini([3, 3, 3, 3]) == 0
    assert fairness.gini([0, 0, 0, 8]) == 0.75
    assert fairness.gini([]) == fairness.gini([0, 0]) == 0


def test_the_curve_begins_at_nothing_ends_at_everything_and_never_rises_above_equal_shares():
    curve = fairness.lorenz([1, 5, 2, 0, 9, 4])

    assert curve[0] == (0, 0)
    assert curve[-1] == (1, 1)
    assert all(share <= part + 1e-9 for part, share in curve)
    assert list(curve) == sorted(curve)


def test_an_offer_lower_on_the_list_is_seen_less_and_one_never_shown_counts_as_nought():
    seen = [
        Seen("a", "x", "e", 1, "good"),
        Seen("b", "y", "f", 3, "good"),
        Seen("c", "z", "f", 1, "ask"),
    ]

    held = fairness.exposure(seen, "opportunity", ["x", "y", "z", "never"])

    assert held == {"x": 1.0, "y": 0.5, "z": 0.0, "never": 0.0}
    assert fairness.concentration(seen, "employer", ["e", "f", "g"]).shown == 2


def test_standing_is_one_for_the_first_and_nought_for_the_last_and_shared_when_equal():
    seen = [
        Seen("a", "x", "e", 1, "good", 9), Seen("b", "x", "e", 1, "good", 5),
        Seen("c", "x", "e", 1, "good", 5), Seen("d", "x", "e", 1, "good", 1),
        Seen("e", "y", "e", 1, "good", 1),
    ]  # fmt: skip

    assert fairness.standings(seen) == {"a": 1.0, "b": 0.5, "c": 0.5, "d": 0.0, "e": 0.5}


def test_which_rule_left_people_without_an_option():
    why = {"a": {"travel": 10, "age": 4}, "b": {"travel": 7, "hours": 9}, "c": {"dbs": 0}}

    assert fairness.rule_effects(why, 10) == [
        RuleEffect("travel", 2, 1, 1), RuleEffect("age", 1, 0, 0), RuleEffect("hours", 1, 1, 0)
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), min_size=1))
def test_no_count_below_ten_is_shown_or_can_be_worked_out_from_the_total(counts):
    gone = small_counts.hidden(counts)

    assert all(count >= 10 or name in gone for name, count in counts.items())
    if gone and gone != set(counts):
        assert len(gone) > 1
        assert sum(counts[name] for name in gone) >= 10


@pytest.mark.parametrize("seed", range(30))
def test_no_small_count_leaves_in_any_figure_of_a_group(seed):
    groups, seen, empty = invented(seed, people=random.Random(seed).randint(5, 120))

    for row in small_counts.of_groups(fairness.by_group(groups, fairness.totals(seen), empty)):
        assert row.people is None or row.people >= 10
        for rate in (row.unplaced, row.suits):
            assert rate.count is None or 10 <= rate.count <= rate.of - 10
            assert (rate.rate is None) == (rate.count is None)
        if row.people is None:
            assert row.exposure.value is row.standing.value is row.ratio is None


def test_everybodys_share_does_not_give_away_a_hidden_groups():
    groups = {f"{name}{n}": name for name in "AB" for n in range(40)}
    empty = {f"A{n}" for n in range(3)} | {f"B{n}" for n in range(20)}

    rows = small_counts.of_groups(fairness.by_group(groups, fairness.totals([]), empty))

    assert [row.people for row in rows] == [40, 40]
    assert [row.unplaced.rate for row in rows] == [None, None]


def test_small_counts_of_rules_and_of_outcomes_are_not_shown():
    rules = small_counts.of_rules([RuleEffect("travel", 12, 9, 10)])
    judged = [Judged(f"a{n}", "good", n % 2 == 0) for n in range(40)] + [Judged("b", "good", True)]
    groups = {each.person: each.person[0] for each in judged}
    lines = small_counts.of_calibration(fairness.calibration(judged, groups))

    assert rules == [RuleEffect("travel", 12, None, 10)]
    assert [line.went_well.rate for line in lines] == [None, None]
    assert small_counts.rate(Rate(3, 40, 0.1, 0, 0.2)).rate is None


def test_a_predicted_chance_falls_into_one_part_of_the_scale():
    assert [fairness.chance_band(p) for p in (0, 0.2, 0.59, 1)] == [
        "0–20%", "20–40%", "40–60%", "80–100%"
    ]  # fmt: skip


def test_the_order_of_rules_does_not_tell_small_counts():
    rows = small_counts.of_rules([RuleEffect("travel", 9, 1, 1), RuleEffect("age", 2, 1, 1)])

    assert [row.rule for row in rows] == ["age", "travel"]
