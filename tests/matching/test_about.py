"""Every rule and every term has its sentence, and how much a term counts is said as it is."""

from matching import about
from matching.model import PRIOR, TERMS, Weights
from matching.rules import RULES


def test_every_rule_and_every_term_has_its_sentence():
    assert list(about.RULE_WORDS) == list(RULES)
    assert list(about.TERM_WORDS) == list(TERMS)


def test_how_much_a_term_counts_follows_its_weight():
    weights = Weights(PRIOR | {"pay": 2.4, "words": 1.0, "hours": 0.0, "days": 0.1})

    said = [about.strength(term, weights) for term in ("pay", "words", "hours", "days")]

    assert said == ["counts most", "counts a lot", "does not count", "counts a little"]


def test_what_counts_is_measured_against_what_is_known_in_the_product():
    assert about.strength("words", Weights(PRIOR | {"opened_near": 50.0})) == "counts most"
