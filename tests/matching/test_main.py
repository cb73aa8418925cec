"""The command line: whole files or none, refusals with exit code 2, replay byte for byte."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pytest
from invented import Inventor

from matching.__main__ import main
from matching.model import PRIOR, Weights


def plain(record):
    values = {key: value for key, value in asdict(record).items() if value is not None}
    return json.dumps(
        values, default=lambda each: each.isoformat() if isinstance(each, date) else 0
    )


@pytest.fixture
def files(tmp_path):
    inventor = Inventor(11)
    people, offers = inventor.people(30), inventor.opportunities(80)
    outcomes = inventor.outcomes(people, offers, 40)
    for name, rows in {"people": people, "opportunities": offers, "outcomes": outcomes}.items():
        (tmp_path / name).write_text("".join(f"{plain(row)}\n" for row in rows))
    return tmp_path


def ranking(files, *more, out="list"):
    return main(
        [
            *("rank", "--people", str(files / "people")),
            *("--opportunities", str(files / "opportunities")),
            *("--outcomes", str(files / "outcomes")),
            *("--on", "2026-11-23", "--out", str(files / out)),
            *more,
        ]
    )


def rows(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_ranking_has_exactly_the_keys_it_promises(files):
    assert ranking(files) == 0

    for row in rows(files / "list"):
        if "none" in row:
            assert set(row) == {"person", "none"}
            continue
        assert set(row) == {
            *("person", "opportunity", "rank", "band", "score_micro", "coverage", "terms"),
        }
        assert all(set(term) == {"term", "micro", "state", "words"} for term in row["terms"])
        if row["band"] != "ask":
            assert sum(term["micro"] for term in row["terms"]) == row["score_micro"]


def test_pairs_below_the_floor_come_last_without_a_score(files):
    ranking(files, "--floor", "0.8", "--top", "80")

    asked = False
    person = None
    for row in rows(files / "list"):
        asked = asked and row["person"] == person
        person = row["person"]
        if row.get("band") == "ask":
            asked = True
            assert row["score_micro"] is None
        else:
            assert not asked


@pytest.mark.parametrize("side", ["people", "opportunities"])
def test_replay_gives_the_same_bytes(files, side):
    ranking(files, "--for", side)

    assert main(["replay", "--run", str(files / "list.run.json"), "--out", str(files / "b")]) == 0

    assert (files / "b").read_bytes() == (files / "list").read_bytes()


def test_replay_refuses_when_an_input_was_changed(files, capsys):
    ranking(files)
    with (files / "people").open("a") as people:
        people.write('{"id": "late"}\n')

    assert main(["replay", "--run", str(files / "list.run.json"), "--out", str(files / "b")]) == 2

    assert "the people are not those of the run" in capsys.readouterr().err
    assert not (files / "b").exists()


def test_a_bad_line_leaves_no_file_behind(files, capsys):
    with (files / "opportunities").open("a") as offers:
        offers.write('{"id": "x", "colour": "red"}\n')

    assert ranking(files) == 2

    assert "line 81: colour: is not a key we know" in capsys.readouterr().err
    assert {path.name for path in files.iterdir()} == {"people", "opportunities", "outcomes"}


def test_standard_input_can_be_only_one_of_the_inputs(files, capsys):
    code = main(["rank", "--people", "-", "--opportunities", "-", "--out", str(files / "list")])

    assert code == 2
    assert "only one of the inputs" in capsys.readouterr().err
    assert not (files / "list").exists()


def test_a_file_that_is_not_there_is_refused(files):
    (files / "people").unlink()

    assert ranking(files) == 2


def test_outcomes_of_unknown_people_are_counted_and_ignored(files, capsys):
    ranking(files)
    before = (files / "list").read_bytes()
    with (files / "outcomes").open("a") as outcomes:
        outcomes.write('{"person": "ghost", "opportunity": "o00001", "event": "opened"}\n')

    assert ranking(files) == 0

    assert "1 outcomes of unknown people or offers were ignored" in capsys.readouterr().err
    assert (files / "list").read_bytes() == before


def test_weights_with_a_changed_byte_are_refused(files, capsys):
    weights = Weights({**PRIOR, "pay": 0.0}).to_json()
    weights["values"]["pay"] = 9.0
    (files / "weights").write_text(json.dumps(weights))

    assert ranking(files, "--weights", str(files / "weights")) == 2

    assert "changed after they were published" in capsys.readouterr().err


def test_explain_says_everything_about_one_pair(files, capsys):
    code = main(
        [
            *("explain", "--people", str(files / "people"), "--on", "2026-11-23"),
            *("--opportunities", str(files / "opportunities")),
            *("--person", "p00003", "--opportunity", "o00007", "--out", str(files / "said")),
        ]
    )

    (row,) = rows(files / "said")
    assert code == 0
    assert set(row) == {"person", "opportunity", "no", "unknown", "match"}


def test_explain_refuses_an_id_nobody_has(files, capsys):
    code = main(
        [
            *("explain", "--people", str(files / "people")),
            *("--opportunities", str(files / "opportunities")),
            *("--person", "nobody", "--opportunity", "o00007"),
        ]
    )

    assert code == 2
    assert "nobody has the id nobody" in capsys.readouterr().err
