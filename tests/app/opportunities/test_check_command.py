"""flask opportunities check: JSON Lines in, JSON Lines out."""

from __future__ import annotations

import json

import pytest

from app.opportunities import commands

LAWFUL = {
    "id": "a",
    "kind": "work_experience",
    "employer_kind": "company",
    "min_age": 16,
    "max_age": 24,
    "start": "2026-12-07",
    "end": "2026-12-18",
    "week": [{"day": "mon", "from": "09:00", "to": "15:00", "break_minutes": 45}],
    "pay_per_hour": 12.71,
}


def check(app, *records, as_of="2026-11-22"):
    lines = "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records)
    args = ["check", "-", "--as-of", as_of]
    return app.test_cli_runner().invoke(commands.opportunities, args, input=lines)


def test_each_offer_gets_a_line_with_its_findings(app):
    answer = check(app, LAWFUL, {**LAWFUL, "id": 7, "pay_per_hour": 5})

    assert answer.exit_code == 0
    first, second = (json.loads(line) for line in answer.stdout.splitlines())
    assert first == {"id": "a", "findings": []}
    assert second["id"] == 7
    (found,) = second["findings"]
    assert list(found) == ["rule", "severity", "field", "words", "source"]
    assert (found["rule"], found["severity"], found["field"]) == (
        "wage.minimum",
        "stop",
        "pay_per_hour",
    )


def test_no_pay_is_said_by_null_and_silence_says_nothing(app):
    silent = {key: value for key, value in LAWFUL.items() if key != "pay_per_hour"}
    answer = check(app, {**LAWFUL, "pay_per_hour": None}, silent)

    found = [
        [f["rule"] for f in json.loads(line)["findings"]] for line in answer.stdout.splitlines()
    ]
    assert found == [["unpaid.basis"], []]


def test_a_reason_for_no_pay_says_that_there_is_none(app):
    silent = {key: value for key, value in LAWFUL.items() if key != "pay_per_hour"}
    answer = check(app, {**silent, "unpaid_basis": "voluntary"})

    assert [f["rule"] for f in json.loads(answer.stdout)["findings"]] == ["unpaid.voluntary"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{oops", "line 2: this is not JSON"),
        ("[]", "line 2: this is not a JSON object"),
        ({"id": "b"}, "line 2: kind: must be given"),
        ({"kind": "job"}, "line 2: id: must be given"),
        ({**LAWFUL, "kind": "jobb"}, "line 2: kind: must be one of"),
        ({**LAWFUL, "start": "7 December"}, "line 2: start: must be a date"),
        ({**LAWFUL, "min_age": "16"}, "line 2: min_age: must be a whole number"),
        ({**LAWFUL, "week": [{"day": "mon", "from": "9"}]}, "line 2: week: must hold day"),
        (
            {**LAWFUL, "week": [{"day": "mon", "from": "25:00", "to": "9"}]},
            "line 2: week: must have times",
        ),
        ({**LAWFUL, "pay_per_hour": "much"}, "line 2: pay_per_hour: must be a number"),
        ({**LAWFUL, "start": "2026-W50-1"}, "line 2: start: must be a date"),
        ({**LAWFUL, "end": "9999-12-31"}, "line 2: end: must be a date"),
        ({**LAWFUL, "pay_per_hour": float("nan")}, "line 2: pay_per_hour: must be a number"),
        ({**LAWFUL, "week": [{"day": ["mon"], "from": "9:00", "to": "10:00"}]}, "line 2: week:"),
        ("[" * 100_000, "line 2: this is not JSON"),
        ('{"id": ' + "9" * 5000 + "}", "line 2: this is not JSON"),
        (json.dumps({**LAWFUL, "title": "x" * 1_000_001}), "line 2: this is longer"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(app, line, words):
    answer = check(app, LAWFUL, line, {**LAWFUL, "id": "z"})

    assert answer.exit_code == 2
    assert answer.stderr.startswith(words)
    assert [json.loads(said)["id"] for said in answer.stdout.splitlines()] == ["a", "z"]


def test_keys_that_the_law_does_not_look_at_are_passed_over(app):
    answer = check(app, {**LAWFUL, "colour": 1, "title": None})

    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["findings"] == []


def test_times_may_be_short_and_a_day_may_end_at_24(app):
    late = [
        {"day": "mon", "from": "9:00", "to": "12:30"},
        {"day": "sat", "from": "18:00", "to": "24:00"},
    ]
    answer = check(app, {**LAWFUL, "week": late, "min_age": 18})

    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["findings"] == []


def test_half_a_character_in_an_id_is_given_back_as_it_came(app):
    answer = check(app, '{"id": "\\ud800", "kind": "job"}')

    assert answer.exit_code == 0
    assert '"\\ud800"' in answer.stdout


def test_an_empty_file_has_no_answers_and_a_missing_one_is_an_error(app):
    assert (check(app, "").exit_code, check(app, "").stdout) == (0, "")
    gone = app.test_cli_runner().invoke(commands.opportunities, ["check", "no-such-file"])
    assert gone.exit_code == 2


def test_the_day_of_the_check_counts(app):
    open_offer = {**LAWFUL, "start": None, "end": None, "pay_per_hour": 12.21, "min_age": 21}

    assert json.loads(check(app, open_offer, as_of="2026-03-31").stdout)["findings"] == []
    assert json.loads(check(app, open_offer, as_of="2026-04-01").stdout)["findings"]
