"""Development splits hold back whole occupations, so that no figure flatters."""

import json

from matching.train import shown
from matching.training.corpora import Line
from matching.training.occupations import Occupation, occupation_of
from matching.training.splits import split

OCCUPATIONS = [("11-1.00", "Bakers", "Bake bread"), ("11-2.00", "Divers", "Dive in the sea")]


def folder_of(tmp_path):
    folder = tmp_path / "onet"
    folder.mkdir()
    tasks = (
        "Knead dough for bread",
        "Heat ovens for bread",
        "Inspect hulls in the sea",
        "Dive deep",
    )
    numbers = (10, 12, 900, 905)
    lines = [
        {"id": f"t{number}", "text": text, "sector": "11"}
        for number, text in zip(numbers, tasks, strict=True)
    ]
    said = " ".join(f"{title}. {words}" for _, title, words in OCCUPATIONS)
    area = {"sector": "11", "title": "Work", "text": f"Work. {said}"}
    rows = ["O*NET-SOC Code,Title,Description", *(",".join(each) for each in OCCUPATIONS)]
    (folder / "train.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    (folder / "taxonomy.jsonl").write_text(json.dumps(area), "utf-8")
    (folder / "Occupation_Data.csv").write_text("\n".join(rows), "utf-8")
    for file, column in (
        ("Alternate_Titles.csv", "Alternate Title"),
        ("Sample_of_Reported_Titles.csv", "Reported Job Title"),
    ):
        (folder / file).write_text(f"O*NET-SOC Code,{column}\n11-2.00,Frogman\n", "utf-8")
    return folder


def test_sentences_that_stand_together_are_from_one_occupation():
    known = [
        Occupation(code, f"{title}. {words}", (title, words)) for code, title, words in OCCUPATIONS
    ]
    lines = [
        {"id": "t1", "text": "Knead dough for bread", "sector": "11"},
        {"id": "t2", "text": "Keep records", "sector": "11"},
        {"id": "t700", "text": "Dive in the sea", "sector": "11"},
    ]

    assert occupation_of(lines, known) == {"t1": "11-1.00", "t2": "11-1.00", "t700": "11-2.00"}


def test_an_occupation_is_held_back_whole_and_the_taxonomy_does_not_speak_of_it(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("matching.training.splits.SHARE", 0.5)

    found = split(folder_of(tmp_path), 0)

    [held] = {line.group for line in found.held}
    assert {line.group for line in found.shown} == {code for code, *_ in OCCUPATIONS} - {held}
    [(title, words)] = [each[1:] for each in OCCUPATIONS if each[0] == held]
    assert title not in found.areas[0].text
    assert {title, words} <= found.unseen
    assert {line.text for line in found.held} <= found.unseen


def test_what_is_held_back_is_not_learned_in_another_spelling_either():
    lines = [Line(text, "x", "g", "s") for text in ("Bricks", "Tiles", "Slates")]

    assert shown(lines, frozenset({"Bricks (manufacture)", "Tiles"})) == lines[2:]
