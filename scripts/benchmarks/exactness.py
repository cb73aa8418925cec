"""That nothing is ever wrong: rules, sums, protected fields, counted over many pairs."""

from __future__ import annotations

from pathlib import Path

from matching import rules
from matching.door import Index
from matching.types import Match
from scripts.benchmarks.figures import Bar, Chart, Section
from tests.matching.invented import ON, Inventor

PAIRS = 1_000_000
PEOPLE, OFFERS = 250, 200


def measure(_: Path | None) -> Section:
    """A million pairs of made-up records with anything missing, every list checked in full."""
    seen = wrong = uneven = missed = 0
    for seed in range(PAIRS // (PEOPLE * OFFERS)):
        made = Inventor(seed)
        people, offers = made.people(PEOPLE), made.opportunities(OFFERS)
        index = Index(offers, on=ON)
        by_id = {each.id: each for each in offers}
        ground = index.pool.ground
        listed: dict[str, list[Match]] = {each.id: [] for each in people}
        for match in index.rank(people, top=OFFERS, floor=0.5):
            if isinstance(match, Match):
                listed[match.person].append(match)
        for person in people:
            here = {match.opportunity for match in listed[person.id]}
            allowed = {
                one for one, offer in by_id.items() if not rules.broken(person, offer, ground)
            }
            wrong += len(here - allowed)
            missed += len(allowed - here)
            uneven += sum(
                match.score_micro is not None
                and sum(term.micro for term in match.terms) != match.score_micro
                for match in listed[person.id]
            )
            seen += len(offers)
    bars = [
        Bar("suggested against a rule", wrong, True),
        Bar("left out though every rule allows it", missed, True),
        Bar("parts that do not add up to their score", uneven, True),
    ]
    return Section(
        "exactness",
        "Exactness",
        f"{seen:,} pairs of made-up people and offers, a quarter of all answers missing; "
        "the rules one pair at a time are the judge.",
        [Chart("exactness", f"Faults in {seen:,} pairs", "pairs", bars, False, digits=0)],
        ("That protected fields and care history change no score is a test of the suite.",),
    )
