"""Words count by what they say of work, never by what they say of who somebody is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import ON, Inventor

from matching import Match, Opportunity, Person, rank
from matching.vocabulary import roots, roots_wanted


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


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("I hate the phone", ""),
        ("I don’t like phones, I love dogs", "dogs"),
        ("No kitchens. Gardens are fine", "gardens fine"),
        ("I would never do retail but gardens are good", "gardens"),
        ("I don’t mind the phone", "mind phone"),
        ("not just the phone", "phone"),
    ],
)
def test_what_somebody_says_no_to_is_not_heard(text, heard):
    assert [w for w in roots_wanted(text) if w not in roots("like never hate")] == roots(heard)


def test_a_protected_word_does_not_move_where_a_no_ends():
    said = "I hate answering the {} phone at the desk or painting walls"

    assert roots_wanted(said.format("")) == roots_wanted(said.format("gay disabled muslim"))


def test_words_somebody_says_no_to_do_not_bring_offers_nearer():
    offers = [
        Opportunity("calls", title="Phone agent", text="Answer the phone all day"),
        Opportunity("walls", title="Painter", text="Paint the walls of houses"),
    ]
    said = Person("p", ready=True, consent=True, own_words="I hate the phone. Painting is good")

    matches = rank([said], offers, on=ON, floor=0)

    parts = {m.opportunity: t for m in matches for t in m.terms if t.term == "words"}
    assert parts["calls"].micro == 0
    assert parts["calls"].words == "It does not mention the things you wrote about."
    assert parts["walls"].micro > 0
