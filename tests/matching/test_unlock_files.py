"""The command line of `unlock` and `explain`: files in, true lines out."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pytest
from invented import Inventor

from matching.__main__ import main

ON = ("--on", "2026-11-23")


def plain(record):
    values = {key: value for key, value in asdict(record).items() if value is not None}
    return json.loads(
        json.dumps(values, default=lambda each: each.isoformat() if isinstance(each, date) else 0)
    )


@pytest.fixture
def folder(tmp_path):
    inventor = Inventor(77, 0.1)
    people = [plain(each) for each in inventor.people(14)]
    offers = [plain(each) for each in inventor.opportunities(40)]
    write(tmp_path / "people", people)
    write(tmp_path / "offers", offers)
    return tmp_path


def write(path, rows):
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))


def read(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def run(folder, command, *more, people="people"):
    inputs = ("--people", str(folder / people), "--opportunities", str(folder / "offers"))
    return main([command, *inputs, *ON, "--out", str(folder / "out"), *more])


def made(person, change):
    """The person of the file with a change written into it."""
    fields, values = change["field"], change["value"]
    for field, value in zip(
        *((f if isinstance(f, list) else [f]) for f in (fields, values)), strict=True
    ):
        person = person | part(person, field, value)
    return person


def part(person, field, value):
    if field == "interests":
        others = [e for e in person["interests"] if e["sector"] != value["sector"]]
        return {field: [*others, value]}
    if field.startswith("travel."):
        name = field.partition(".")[2]
        new = [*person["travel"]["modes"], value] if name == "modes" else value
        return {"travel": person["travel"] | {name: new}}
    if field in {"qualifications", "kinds"}:
        return {field: [*person[field], value]}
    return {field: value}


def suggested(folder, person):
    write(folder / "one", [person])
    run(folder, "rank", "--top", "1000", "--floor", "0", people="one")
    return {row["opportunity"] for row in read(folder / "out") if "opportunity" in row}


def test_every_line_is_true_when_the_change_is_written_into_the_file(folder):
    people = {each["id"]: each for each in read(folder / "people")}
    assert run(folder, "unlock") == 0
    lines = [line for line in read(folder / "out") if line["person"] and line["opens"]]

    assert len(lines) > 15
    before = {name: suggested(folder, person) for name, person in people.items()}
    for line in lines:
        after = suggested(folder, made(people[line["person"]], line["change"]))
        assert after - before[line["person"]] == set(line["opportunities"]), line["words"]


def test_a_line_has_exactly_the_keys_it_promises(folder):
    run(folder, "unlock")

    for line in read(folder / "out"):
        assert set(line) == {"person", "change", "opens", "opportunities", "words"}
        assert {"field", "value"} <= set(line["change"])
        assert line["words"].endswith(".")


def test_one_person_is_asked_about_alone(folder):
    assert run(folder, "unlock", "--person", "p00003") == 0
    assert {line["person"] for line in read(folder / "out")} <= {"p00003"}

    assert run(folder, "unlock", "--person", "nobody") == 2


def test_nobody_and_nothing_give_an_empty_file(folder):
    write(folder / "people", [])
    write(folder / "offers", [])

    assert run(folder, "unlock") == 0
    assert read(folder / "out") == []


def test_everything_that_is_not_known_is_said_also_where_a_rule_says_no(folder):
    write(folder / "people", [{"id": "new", "ready": False, "consent": True}])
    assert run(folder, "explain", "--person", "new", "--opportunity", "o00001") == 0
    (found,) = read(folder / "out")

    assert [each["rule"] for each in found["no"]][:1] == ["ready"]
    assert found["match"] is None
    gaps = {each.get("term") for each in found["unknown"]}
    assert {"interest", "words", "skills", "days"} <= gaps
