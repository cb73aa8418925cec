"""Coverage, acceptance and overrides: what is counted, and what differs from the engine's order."""

from datetime import UTC, datetime

import pytest

from app.matches.engine.exposure import Dimension, GroupFigures, Mean, Rate
from app.matches.models import SuggestionState as S
from app.monitoring import figures, findings
from app.monitoring.decided import Decision
from app.monitoring.queries import Line

AT = datetime(2026, 11, 2, tzinfo=UTC)


def decision(
    offer, state=S.SHORTLISTED, *, person=1, rank=None, origin="engine", reason="", **given
):
    values = {"band": "good", "at": AT, "team": "North"} | given
    return Decision(person, offer, state, origin, values["band"], rank, reason, AT, values["team"])


def line(offer, coverage, band="good", person=1, rank=1):
    return Line(person, offer, rank, band, 5, coverage)


def test_coverage_counts_every_suggestion_once_and_says_how_many_can_only_be_asked_about():
    found = figures.coverage([line(1, 0.3, "ask"), line(2, 0.5), line(3, 0.99), line(4, 1.0)])

    assert dict(found.spread) == {
        "Under 50%": 1, "50 to 59%": 1, "60 to 69%": 0, "70 to 79%": 0, "80 to 89%": 0,
        "90 to 100%": 2,
    }  # fmt: skip
    assert (found.below, found.below_share, found.suggestions) == (1, 25, 4)
    assert findings.of_coverage(found) == "25% of suggestions can only be asked about"


def test_taking_the_first_and_then_the_next_follows_the_order():
    decided = [decision(1, rank=1), decision(2, rank=2)]

    assert set(figures.differing(decided).values()) == {False}


def test_passing_over_a_higher_one_differs_from_the_order():
    assert figures.differing([decision(3, rank=3)]) == {(1, 3): True}


def test_the_next_one_after_a_higher_one_was_put_aside_follows_the_order():
    verdicts = figures.differing([decision(1, S.DISMISSED, rank=1), decision(2, rank=2)])

    assert verdicts == {(1, 1): True, (1, 2): False}


def test_one_persons_decisions_say_nothing_about_anothers_list():
    verdicts = figures.differing([decision(1, rank=1), decision(1, rank=2, person=2)])

    assert verdicts == {(1, 1): False, (2, 1): True}


def test_adding_what_was_on_no_list_differs_and_what_cannot_be_told_is_left_out():
    decided = [decision(1, origin="advisor"), decision(2, rank=None)]
    row = figures.overrides(decided).everybody

    assert (row.decided, row.added, row.differs, row.follows, row.differing) == (2, 1, 1, 0, 100)


def test_agreeing_with_everything_is_called_out():
    row = figures.overrides([decision(n, rank=n) for n in range(1, 21)]).everybody

    assert row.differing == 0
    assert "ask why" in findings.of_order(row)


def test_decisions_are_counted_by_band_and_by_team():
    found = figures.overrides(
        [decision(1, rank=1, band="strong"), decision(2, S.DISMISSED, rank=2, team="South")]
    )

    assert [(row.name, row.decided, row.dismissed) for row in found.bands] == [
        ("strong", 1, 0), ("good", 1, 1)
    ]  # fmt: skip
    assert [row.name for row in found.teams] == ["North", "South"]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("Sam says it is too far by bus", "The journey"),
        ("the shift is too late", "Times and dates"),
        ("Zaynab’s brother works there", figures.OTHER),
    ],
)
def test_a_reason_is_sorted_into_a_kind_and_its_words_go_nowhere(reason, kind):
    found = figures.overrides([decision(1, S.DISMISSED, reason=reason)])

    assert found.reasons == [(kind, 1)]
    assert reason not in repr(found)


def test_suggested_counts_each_pair_once_whether_it_stands_or_was_decided_on_before():
    lines = [line(1, 1.0), line(2, 1.0), line(3, 0.1, "ask")]
    decided = [decision(2, rank=2), decision(9, rank=1), decision(8, origin="advisor")]

    found = figures.acceptance(lines, decided, {"SHORTLISTED": 3, "YP_INTERESTED": 1})

    assert [count for _, count in found.steps] == [3, 3, 3, 1]


def test_a_line_over_time_says_from_where_to_where_it_went():
    assert (
        findings.of_drift("Gini", [("1 Oct", 0.5), ("8 Oct", 0.4)])
        == "Gini: 0.4, from 0.5 on 1 Oct"
    )
    assert findings.of_drift("Gini", [("1 Oct", 0.4), ("8 Oct", 0.4)]) == "Gini: 0.4, as on 1 Oct"
    assert findings.of_drift("Gini", []) == "Gini: not measured yet"


def group(name, low, value, high, ratio):
    nothing = Rate(None, None, None, None, None)
    return GroupFigures(name, 20, nothing, nothing, Mean(value, low, high), ratio, Mean(None))


def test_a_difference_that_may_be_chance_is_not_called_one():
    everybody = [group("Everybody", 2.9, 3.0, 3.1, None)]
    chance = [group("A", 2.5, 2.8, 3.2, 0.9), group("B", 2.8, 3.1, 3.3, 1.0)]
    clear = [group("A", 1.5, 1.8, 2.2, 0.58), group("B", 2.8, 3.1, 3.3, 1.0)]

    assert findings.of_dimension(Dimension("team", "Team", chance, 0.9, []), everybody) == (
        "No clear difference by team"
    )
    found = Dimension("team", "Team", clear, 0.58, [])
    assert findings.of_dimension(found, everybody) == "“A” is shown 58% of what “B” is shown"
    assert findings.verdict(found) == "look into it"
    assert findings.apart(clear[0], everybody) == "less than everybody"


def test_one_group_that_may_be_shown_is_no_comparison():
    found = Dimension("team", "Team", [group("A", 1.5, 1.8, 2.2, 1.0)], None, [])

    assert findings.of_dimension(found, []) == "Too few people for a comparison by team"
    assert findings.verdict(found) == "cannot be told"
