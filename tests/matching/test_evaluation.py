"""A ranking is judged by what is right, what went well, and who is shown."""

from __future__ import annotations

import json

from matching.__main__ import main
from matching.evaluation import Shown, calibration, concentration, exposure, quality

ROWS = [
    Shown("a", "x", 1, "strong", 0.8),
    Shown("a", "y", 2, "good", 0.6),
    Shown("b", "y", 1, "strong", 0.9),
    Shown("c", "x", 1, "ask", 0.2),
]


def test_the_right_answer_is_worth_less_the_lower_it_stands():
    found = quality(ROWS, {"a": "y", "b": "y", "c": "z"}, 10)

    assert found["people"] == 3
    assert found["ndcg_at_10"] == round((1 / 1.5849625 + 1) / 3, 6)
    assert found["hits_at_10"] == round(2 / 3, 6)


def test_each_band_is_held_against_what_came_of_it():
    went = {("a", "x"): True, ("b", "y"): False}

    assert calibration(ROWS, went) == [{"band": "strong", "known": 2, "went_well": 0.5}]


def test_even_showing_is_nought_and_one_alone_is_near_one():
    assert concentration(ROWS, 2)["gini"] == 0
    assert concentration(ROWS[:1], 100)["gini"] == 0.99


def test_exposure_is_a_ratio_and_asking_is_not_being_shown():
    ratio = exposure(ROWS, {"a": "g", "b": "g", "c": "h"}, 10)

    assert ratio == {"g": 1.5, "h": 0.0}


def test_evaluate_reads_what_rank_wrote(tmp_path):
    row = {"person": "a", "opportunity": "x", "rank": 1, "band": "good", "coverage": 0.7}
    (tmp_path / "m").write_text(f'{json.dumps(row)}\n{{"person": "b", "none": []}}\n')
    (tmp_path / "t").write_text('{"person": "a", "opportunity": "x"}\n')

    code = main(
        [
            *("evaluate", "--ranking", str(tmp_path / "m"), "--truth", str(tmp_path / "t")),
            *("--out", str(tmp_path / "e")),
        ]
    )

    assert code == 0
    assert json.loads((tmp_path / "e").read_text())["quality"]["ndcg_at_10"] == 1.0
