"""Sectors that were written are held against the right ones: order, certainty, and nothing left out."""

import json

import numpy as np
import pytest

from matching.__main__ import main
from matching.sector_quality import calibration_error, sector_quality

RANKED = {
    "a": [("sea", 0.9), ("sky", 0.1)],
    "b": [("sky", 0.6), ("sea", 0.3), ("soil", 0.1)],
    "c": [("soil", 0.5), ("sky", 0.4)],
}


def test_the_right_sector_is_worth_less_the_lower_it_stands_and_nothing_when_it_is_not_there():
    found = sector_quality(RANKED, {"a": "sea", "b": "sea", "c": "sea", "d": "sky"}, 3)

    assert found["texts"] == 4
    assert found["ndcg_at_3"] == round((1 + 1 / 1.5849625) / 4, 4)
    assert found["ndcg_at_3_by_sector"] == round((1 + 1 / 1.5849625) / 6, 4)
    assert found["accuracy"] == 0.25


def test_certainty_that_is_as_often_right_as_it_says_has_no_error():
    sure = np.full(10, 0.65)

    assert calibration_error(sure, np.arange(10) < 6.5) == pytest.approx(0.05)
    assert calibration_error(sure, np.arange(10) < 1) == pytest.approx(0.55)


def test_evaluate_reads_what_sectors_wrote(tmp_path):
    areas = [{"sector": "sea", "title": "Ships"}, {"sector": "sky", "title": "Aircraft"}]
    lines = [
        {"id": "1", "text": "ships", "sector": "sea"},
        {"id": "2", "text": "aircraft", "sector": "sky"},
    ]
    texts = [{key: line[key] for key in ("id", "text")} for line in lines]
    for name, rows in (("t", areas), ("l", lines), ("x", texts)):
        (tmp_path / name).write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    path = {name: str(tmp_path / name) for name in "tlxse"}

    assert main(["sectors", "--taxonomy", path["t"], "--texts", path["x"], "--out", path["s"]]) == 0
    assert (
        main(["evaluate", "--sectors", path["s"], "--labels", path["l"], "--out", path["e"]]) == 0
    )

    assert json.loads((tmp_path / "e").read_text())["sectors"]["ndcg_at_3"] == 1.0


def test_sectors_without_labels_are_refused(tmp_path, capsys):
    (tmp_path / "s").write_text("", "utf-8")

    assert main(["evaluate", "--sectors", str(tmp_path / "s")]) == 2
    assert "--labels" in capsys.readouterr().err
