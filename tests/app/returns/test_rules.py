"""A line of the OC3 file keeps the return’s own rules, each named by its number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.returns.rules import Line, Year, check

YEAR = Year(2027)
GOOD = Line("MK-1", date(2008, 6, 1), "YES", "F4", "U1")


def broken(**given):
    """The numbers of the rules a changed line breaks."""
    return {fault.rule for fault in check(replace(GOOD, **given), YEAR)}


def test_a_complete_line_keeps_every_rule():
    assert check(GOOD, YEAR) == []


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({"child": None}, {"CHILD"}),
        ({"born": None}, {"DOB"}),
        ({"born": date(2010, 4, 1)}, {"391"}),
        ({"in_touch": "MAYBE"}, {"131"}),
        ({"activity": "F6"}, {"132"}),
        ({"activity": "F3"}, {"132"}),
        ({"accommodation": "S1"}, {"133"}),
        ({"accommodation": "X1"}, {"133"}),
        ({"accommodation": None}, {"133", "153"}),
        ({"in_touch": "DIED"}, {"344"}),
        ({"in_touch": "RHOM", "activity": "0"}, {"344"}),
        ({"activity": "0"}, {"345"}),
        ({"accommodation": "0"}, {"345"}),
        ({"born": date(2008, 4, 2), "accommodation": "T1"}, {"347"}),
        ({"born": date(2009, 6, 1), "accommodation": "Z1"}, {"3001"}),
        ({"died_before": True}, {"348"}),
    ],
)
def test_a_line_that_breaks_a_rule_is_told_so_by_its_number(given, rules):
    assert broken(**given) == rules


@pytest.mark.parametrize(
    "given",
    [
        {"born": date(2010, 3, 31)},
        {"in_touch": "DIED", "activity": "0", "accommodation": "0"},
        {"in_touch": "NO", "activity": "0", "accommodation": "0"},
        {"in_touch": "REFU", "activity": "G5", "accommodation": "R2"},
        {"accommodation": "S2"},
        {"born": date(2008, 4, 1), "accommodation": "T2"},
        {"born": date(2008, 6, 1), "accommodation": "Z2"},
        {"died_before": True, "in_touch": "DIED", "activity": "0", "accommodation": "0"},
    ],
)
def test_a_line_at_the_right_side_of_a_rule_passes(given):
    assert broken(**given) == set()
