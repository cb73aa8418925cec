"""What only makes a match better says so, and is true: ranked again, exactly those rise."""

from __future__ import annotations

import pytest
from changed import changed, offered
from invented import ON, Inventor

from matching import Match, Settings, Weights, rank
from matching.pool import Pool
from matching.unlock import unlock, unlocked

BANDS = ("ask", "possible", "good", "strong")


def bands(person, offers):
    found = rank([person], offers, top=len(offers), on=ON)
    return {m.opportunity: BANDS.index(m.band) for m in found if isinstance(m, Match)}


@pytest.mark.parametrize("seed", [51, 52, 53])
def test_ranked_again_exactly_those_are_a_better_match(seed):
    inventor = Inventor(seed, 0.15)
    people, offers = inventor.people(25), inventor.opportunities(40)
    who = {each.id: each for each in people}
    found = unlocked(Pool(offers, Weights(), Settings(), ON), people).better
    lines = [line for some in found.values() for line in some]

    assert {line.field for line in lines} == {"days", "interests", "adjustments_offered"}
    for line in lines:
        person, change = who[line.person], {"field": line.field, "value": line.value}
        before = bands(person, offers)
        if line.field == "adjustments_offered":
            now = [offered(each, change) for each in offers]
            after = bands(person, now)
        else:
            after = bands(changed(person, change), offers)
        assert set(before) == set(after)
        assert {o for o in before if after[o] > before[o]} == set(line.lifted), line.words


def test_a_line_that_only_makes_better_opens_nothing_and_says_so():
    inventor = Inventor(54, 0.1)
    found = unlock(Pool(inventor.opportunities(60), Weights(), Settings(), ON), inventor.people(30))
    lines = [each for each in found if "better" in each.change]

    assert lines
    for each in lines:
        assert (each.opens, each.opportunities) == (0, ())
        assert "opens nothing new, but makes" in each.words
