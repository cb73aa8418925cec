"""Words count by what they say of work, never by what they say of who somebody is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import ON, Inventor

from matching import Match, rank
from matching.vocabulary import roots


def test_endings_do_not_keep_words_apart():
    assert roots("Baking cakes") == roots("bake a cake")
    assert roots("cooking") == roots("cooks")
    assert roots("carer") != roots("cars")


@pytest.mark.parametrize(
    "words",
    [
        "I am a Muslim",
        "as a care leaver",
        "I was in care",
        "I am pregnant",
        "I am gay",
        "I am autistic",
        "a wheelchair",
        "asylum",
        "looked after",
        "foster carer",
    ],
)
def test_what_is_protected_is_not_heard(words):
    assert roots(words) == []


def test_a_protected_word_changes_no_score_even_when_an_offer_uses_it():
    inventor = Inventor(21)
    people = [each for each in inventor.people(40) if each.own_words]
    offers = [
        replace(offer, text=f"{offer.text or ''} muslim wheelchair gay asylum")
        for offer in inventor.opportunities(60)
    ]
    told = [replace(p, own_words=f"{p.own_words}. I am a gay muslim in care") for p in people]

    one, other = (rank(each, offers, on=ON) for each in (people, told))

    assert [row for row in one if isinstance(row, Match)]
    assert one == other
