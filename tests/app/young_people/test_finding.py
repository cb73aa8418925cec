"""Somebody is found as people type: part of a name, no accents, initials, one slip."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.young_people import finding


@dataclass(frozen=True)
class Somebody:
    name: str
    case_reference: str = ""


EVERYBODY = [
    Somebody("Siobhán O’Dowd", "UO-1003"),
    Somebody("Anoushka Bhatt-Lindley", "UO-1006"),
    Somebody("ليلى Haddad", "UO-1008"),
    Somebody("Łukasz Śliwiński", "MK/77 4"),
    Somebody("Demi Rowntree", "UO-1001"),
    Somebody("Dean Robson"),
    Somebody("Bo"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("siobhan", ["Siobhán O’Dowd"]),
        ("SIOBHÁN", ["Siobhán O’Dowd"]),
        ("odowd", ["Siobhán O’Dowd"]),
        ("o'dowd siobhan", ["Siobhán O’Dowd"]),
        ("lindley", ["Anoushka Bhatt-Lindley"]),
        ("bhatt lindley", ["Anoushka Bhatt-Lindley"]),
        ("bhatt-lind", ["Anoushka Bhatt-Lindley"]),
        ("ليلى", ["ليلى Haddad"]),
        ("lukasz sliw", ["Łukasz Śliwiński"]),
        ("mk774", ["Łukasz Śliwiński"]),
        ("uo1003", ["Siobhán O’Dowd"]),
        ("UO-1003", ["Siobhán O’Dowd"]),
        ("dr", ["Demi Rowntree", "Dean Robson"]),
        ("D.R.", ["Demi Rowntree", "Dean Robson"]),
        ("abl", ["Anoushka Bhatt-Lindley"]),
        ("Rowntee", ["Demi Rowntree"]),
        ("rowntere", ["Demi Rowntree"]),
        ("Shiobhan", ["Siobhán O’Dowd"]),
        ("anushka", ["Anoushka Bhatt-Lindley"]),
        ("demi robson", []),
        ("bob", []),
        ("zz", []),
    ],
)
def test_what_is_typed_finds_whom_it_means(typed, found):
    assert [one.name for one in finding.called(EVERYBODY, typed)] == found


def test_nearly_right_is_only_asked_where_nobody_is_called_that():
    people = [Somebody("Jaydon Pike"), Somebody("Jayden Pike")]

    assert finding.called(people, "jaydon") == [people[0]]
    assert finding.called(people, "jaydn") == people


@given(st.text(max_size=30))
def test_whatever_is_typed_somebody_sees_nobody_beyond_the_list(typed):
    assert set(finding.called(EVERYBODY, typed)) <= set(EVERYBODY)
