"""A ranking is judged by what is right, what went well, and who is shown."""

from __future__ import annotations

import json

import pytest

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


def written(folder, name, rows):
    """A file of JSON lines."""
    path = folder / name
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return str(path)


def test_evaluate_compares_groups_and_says_which_rule_left_people_without_an_option(tmp_path):
    people = [f"p{number}" for number in range(60)]
    rows = [
        {"person": p, "opportunity": "x", "rank": 1, "band": "good", "coverage": 1.0,
         "score_micro": number}
        for number, p in enumerate(people[:40])
    ]  # fmt: skip
    rows += [{"person": p, "none": [{"rule": "travel", "count": 2}]} for p in people[40:]]
    offers = [{"id": "x", "employer": "e"}, {"id": "y", "employer": "f"}]
    files = {
        "ranking": written(tmp_path, "m", rows),
        "opportunities": written(tmp_path, "o", offers),
        "groups": written(
            tmp_path, "g",
            [{"person": p, "group": "AB"[n % 2] if n < 55 else "C"} for n, p in enumerate(people)],
        ),
        "outcomes": written(
            tmp_path, "h",
            [{"person": p, "opportunity": "x", "event": "started"} for p in people[:3]],
        ),
        "out": str(tmp_path / "e"),
    }  # fmt: skip

    code = main(
        ["evaluate", *(part for name, path in files.items() for part in (f"--{name}", path))]
    )
    found = json.loads((tmp_path / "e").read_text())

    assert code == 0
    assert found["seen"] == {"opportunity_gini": 0.5, "employer_gini": 0.5}
    assert found["zero_options"] == {
        "people": 20, "rules": [{"rule": "travel", "people": 20, "most": 20, "alone": 20}]
    }  # fmt: skip
    groups = {row["group"]: row["people"] for row in found["fairness"]["groups"]}
    assert groups["C"] is None
    assert sorted(value for value in groups.values() if value) in ([27], [28])
    assert [line["went_well"]["count"] for line in found["fairness"]["calibration"]] == [None, None]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("[1]", "line"),
        ("{", "line"),
        ('{"person": "a"}', "opportunity"),
        ('{"person": "a", "opportunity": "x", "rank": "1", "band": "good", "coverage": 1}', "rank"),
        ('{"person": "a", "opportunity": "x", "rank": 0, "band": "good", "coverage": 1}', "rank"),
        ('{"person": "a", "opportunity": "x", "rank": 1, "band": "best", "coverage": 1}', "band"),
        ('{"person": "a", "none": 5}', "none"),
        ('{"person": "a", "none": [{"rule": "age"}]}', "none"),
    ],
)
def test_a_line_that_no_ranking_holds_is_refused_by_number_and_field(tmp_path, capsys, line, field):
    (tmp_path / "m").write_text(f'{{"person": "b", "none": []}}\n{line}\n')
    out = tmp_path / "e"

    code = main(["evaluate", "--ranking", str(tmp_path / "m"), "--out", str(out)])
    said = capsys.readouterr().err

    assert code == 2
    assert "2" in said
    assert field in said
    assert not out.exists()
