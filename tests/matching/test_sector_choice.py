"""Sectors for a person come from what they chose, wrote and can do, with reasons."""

from __future__ import annotations

from matching import Interest, Person, Skill, sectors_for

SECTORS = ("construction", "retail", "hospitality", "technology")


def listen(texts):
    return [[("hospitality", 0.8), ("retail", 0.1)] for _ in texts]


def test_keen_comes_before_curious_and_what_is_not_for_me_never_comes():
    person = Person(
        id="p",
        interests=(
            Interest("retail", "curious"),
            Interest("construction", "keen"),
            Interest("hospitality", "not_for_me"),
        ),
        own_words="I cook every day",
    )

    found = sectors_for(person, SECTORS, words_to_sectors=listen)

    assert [each.sector for each in found] == ["construction", "retail"]


def test_own_words_and_skills_find_sectors_by_themselves():
    person = Person(id="p", own_words="I cook", skills=(Skill("baking"),))

    best = sectors_for(person, SECTORS, words_to_sectors=listen)[0]

    assert best.sector == "hospitality"
    assert [term.term for term in best.terms] == ["words", "skills", "interest"]
    assert sum(term.micro for term in best.terms) == best.score_micro
    assert best.terms[0].words == "What you wrote sounds like hospitality."


def test_nothing_said_gives_nothing():
    assert sectors_for(Person(id="p"), SECTORS, words_to_sectors=listen) == []
