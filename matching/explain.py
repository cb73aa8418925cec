"""Scores with their reasons: for, against and unknown, adding up to the score exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matching import reasons
from matching.bags import Floats, Ints
from matching.model import ADDED, SHARES, TERMS
from matching.reasons import Case
from matching.rules import RULES, Ground
from matching.settings import Settings
from matching.types import Band, Match, Opportunity, Person, Reason, State, Term

# Nothing needed and nothing asked speaks for a pair rather than against it.
NEUTRAL = frozenset({"adjustments", "skills", "pay"})
ONLY_WHEN_IT_COUNTS = frozenset(ADDED) | frozenset(
    {"opened", "opened_near", "opened_employer", "opened_sector"}
)


def terms_of(case: Case, values: Floats, micro: Ints) -> tuple[Term, ...]:
    """Every term of a pair, those that count most first, the unknown ones last."""
    found = []
    pairs = zip(_SAYS, values.tolist(), micro.tolist(), strict=True)
    for place, ((term, says), value, part) in enumerate(pairs):
        if math.isnan(value):
            if term not in ONLY_WHEN_IT_COUNTS:
                said = Term(term, 0, "unknown", reasons.gap(term, case))
                found.append((True, 0, place, said))
        elif part or (value > 0 and term not in ADDED) or term not in ONLY_WHEN_IT_COUNTS:
            said = Term(term, part, _state(term, value, case), says(case, value))
            found.append((False, -abs(part), place, said))
    # No two have the same place, so that the terms themselves are never compared.
    found.sort()
    return tuple([each[3] for each in found])


_SAYS = tuple((term, reasons.SAYS[term]) for term in TERMS)
_SHARES = tuple(SHARES[term] for term in TERMS)


def _state(term: str, value: float, case: Case) -> State:
    if term == "pay" and value == 0 and reasons.wants_pay(case):
        return "against"
    return "for" if value > 0 or (value == 0 and term in NEUTRAL) else "against"


def coverage_of(values: Floats) -> float:
    """The share of what there is to know of a pair that is known."""
    pairs = zip(_SHARES, values.tolist(), strict=True)
    return sum([share for share, value in pairs if not math.isnan(value)]) / 100


def match_of(case: Case, rank: int, values: Floats, micro: Ints, floor: float) -> Match:
    """One suggestion; below the coverage floor it has no score, only what to ask about."""
    coverage = coverage_of(values)
    ask = coverage < floor - 1e-11
    score = int(micro.sum())
    return Match(
        person=case.person.id,
        opportunity=case.opportunity.id,
        rank=rank,
        band="ask" if ask else band_of(score, case.ground.settings),
        score_micro=None if ask else score,
        coverage=coverage,
        terms=terms_of(case, values, micro),
    )


def band_of(score_micro: int, settings: Settings) -> Band:
    """The word for a score."""
    if score_micro >= settings.strong_from * 1_000_000:
        return "strong"
    return "good" if score_micro >= settings.good_from * 1_000_000 else "possible"


def verdicts(
    person: Person, opportunity: Opportunity, ground: Ground
) -> tuple[list[Reason], list[Reason]]:
    """Every rule that says no, and every rule that cannot say."""
    no, unknown = [], []
    for name, rule in RULES.items():
        verdict = rule(person, opportunity, ground)
        if verdict.answer == "no":
            no.append(Reason(verdict.words, rule=name))
        elif verdict.answer == "unknown":
            unknown.append(Reason(verdict.words, rule=name))
    return no, unknown


def unknown_terms(terms: Sequence[Term]) -> list[Reason]:
    """The terms of a match that nothing is known of."""
    return [Reason(each.words, term=each.term) for each in terms if each.state == "unknown"]
