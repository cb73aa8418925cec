"""The rules of how a text is cut."""

import pytest

from matching.text import LONGEST_TEXT, pieces, slips, stem, terms, words


def test_capitals_accents_and_apostrophes_make_no_difference():
    assert words("I DON’T like the Café's menu") == words("i dont like the cafes menu")


def test_pictures_and_other_alphabets_are_no_words():
    assert words("😀 работа 仕事 !!! 123") == []


def test_names_with_signs_stay_whole():
    assert words("C++, C# and 3d") == ["c++", "c#", "and", "3d"]


@pytest.mark.parametrize(
    "family",
    [
        ("fix", "fixes", "fixing", "fixed"),
        ("baking", "bakes", "baked", "baker"),
        ("stop", "stopping", "stopped"),
    ],
)
def test_the_forms_of_a_word_are_one(family):
    assert len({stem(word) for word in family}) == 1


def test_short_words_are_not_cut_to_nothing():
    assert [stem(word) for word in ("bus", "gas", "ing")] == ["bus", "gas", "ing"]


def test_a_misspelt_word_shares_most_of_its_pieces():
    right, wrong = set(pieces("hairdresser")), set(pieces("hairdressr"))

    assert len(right & wrong) > len(right) / 2


def test_neighbours_count_as_pairs():
    assert "dog walk" in terms("dog walking")


def test_a_text_without_end_is_read_to_a_limit():
    assert len(words("cars " * LONGEST_TEXT)) <= LONGEST_TEXT / 5


def test_a_run_of_letters_without_end_is_no_word():
    assert words("cars " + "a" * LONGEST_TEXT) == ["cars"]


@pytest.mark.parametrize("slip", ["plumbr", "plumbber", "plunber", "plubmer"])
def test_one_slip_leads_back_to_the_word(slip):
    assert "plumber" in slips(slip)
