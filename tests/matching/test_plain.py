"""What is written by hand, for speed, is what the plain spelling of JSON gives."""

from __future__ import annotations

from dataclasses import replace

from invented import ON, Inventor

from matching import Match, plain, rank


def test_a_suggestion_is_written_as_json_would_write_it():
    inventor = Inventor(5)
    found = rank(inventor.people(60), inventor.opportunities(150), on=ON, floor=0.6)
    matches = [each for each in found if isinstance(each, Match)]
    odd = [replace(each, person='a"\\\n\u2028é', opportunity="\x00/é😀") for each in matches[:3]]

    for each in (*matches, *odd):
        assert plain.ranked(each) == plain.line(plain.match(each))
    assert {each.band for each in matches} >= {"ask", "possible"}
