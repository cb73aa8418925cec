"""Who somebody is moves no score, exactly: there is no field for it, and words about it are dropped."""

import random
from dataclasses import fields, replace

import pytest

import matching
from matching import wordlists
from matching.protected import unprotected
from matching.sectors import SectorModel
from matching.types import Person
from matching.vocabulary import roots
from tests.matching.invented import ON, Inventor

# One sentence for each characteristic, said in two ways that must not matter.
SAYINGS = (
    ("I am a woman.", "I’m a lad."),
    ("I am a Black Caribbean girl", "my dad is Irish, my mum is Pakistani"),
    ("I am Muslim and go to the mosque", "I’m a Christian; we go to church"),
    ("I am gay", "I’m straight, bi or trans"),
    ("I am pregnant", "I am on maternity"),
    ("I am autistic and deaf and use a wheelchair", "adhd, dyslexia, anxiety"),
    ("I am an asylum-seeker", "refugees; migrants; undocumented"),
    ("I am a care leaver", "I was looked after, in care, with foster carers"),
    ("I am care-experienced, in a children’s home", "Care-Leavers. My social worker"),
)
FIELDS = {
    "id", "born", "age", "ready", "consent", "interests", "own_words", "skills", "experience",
    "qualifications", "kinds", "available_from", "available_to", "hours_per_week_max", "days",
    "place", "area", "travel", "adjustments", "exclude_employers", "exclude_areas", "dbs",
}  # fmt: skip


def told(person, saying):
    """The same person, who also says this among their own words and their experience."""
    return replace(
        person,
        own_words=f"{person.own_words or 'i like to cook'}. {saying}",
        experience=(*(person.experience or ("cook",)), saying),
    )


@pytest.fixture(scope="module")
def index():
    inventor = Inventor(7, missing=0.15)
    offers = [inventor.opportunity(number) for number in range(150)]
    # Offers that speak of such things themselves would meet such words if they were kept.
    offers += [
        replace(
            offers[number],
            id=f"x{number}",
            text="Foster carers, a church, women and men, care leavers, refugees, autism, mums.",
        )
        for number in range(40)
    ]
    return matching.Index(offers, on=ON)


@pytest.mark.parametrize(("one", "other"), SAYINGS)
def test_saying_who_you_are_changes_no_score_no_rank_and_no_reason(index, one, other):
    inventor = Inventor(hash(len(one)), missing=0.2)
    people = [inventor.person(number) for number in range(120)]
    lists = [
        list(index.rank([told(person, saying) for person in people], top=20, floor=0.0))
        for saying in ("", one, other)
    ]

    assert sum(len(getattr(line, "terms", ())) for line in lists[0]) > 5000
    assert lists[0] == lists[1] == lists[2]


@pytest.mark.parametrize(("one", "other"), SAYINGS)
def test_saying_who_you_are_changes_no_suggested_sector(one, other):
    model = SectorModel.load()
    inventor = Inventor(11)
    for number in range(40):
        person = inventor.person(number)
        found = [
            matching.sectors_for(
                told(person, saying), model.sectors[1:],
                words_to_sectors=lambda texts: model.rank(list(texts), top=21),
            )
            for saying in ("", one, other)
        ]  # fmt: skip
        assert found[0] == found[1] == found[2]


def test_the_engine_has_no_field_for_who_somebody_is():
    assert {field.name for field in fields(Person)} == FIELDS


@pytest.mark.parametrize("word", sorted(wordlists.PROTECTED_WORDS))
def test_every_protected_word_is_dropped_in_any_number_and_any_case(word):
    many = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    for form in (word, word.upper(), word.title(), many, f"{word}’s", f"“{word}”,"):
        assert roots(f"bake {form} bread") == roots("bake bread"), form
        assert unprotected(form).strip(" ’“”,s") == ""


@pytest.mark.parametrize("joined", [" ", "-", "‑", "  ", "\n", "_"])
@pytest.mark.parametrize(
    "phrase", ["care leaver", "looked after", "in care", "foster home", "non binary"]
)
def test_a_phrase_is_dropped_however_it_is_joined(phrase, joined):
    assert roots(f"bake {phrase.replace(' ', joined)} bread") in (
        roots("bake bread"), roots("bake home bread")
    )  # fmt: skip


def test_a_wish_to_work_in_care_is_kept():
    assert "care" in roots("I want to work in care")
    assert "care" in roots("interested in care")
    assert roots("I was in care") == []


def test_words_of_work_are_kept():
    kept = "childcare gardening plaster school whitewash manage womenswear parenting catholicity"
    luck = random.Random(1).sample(kept.split(), 5)

    assert all(unprotected(word) == word for word in luck)
