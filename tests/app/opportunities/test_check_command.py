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
        ({**LAWFUL, "colour": 1}, "line 2: colour: this key is not known"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_printed(app, line, words):
    answer = check(app, LAWFUL, line)

    assert answer.exit_code == 2
    assert answer.stderr.startswith(words)
    assert answer.stdout == ""


def test_the_day_of_the_check_counts(app):
    open_offer = {**LAWFUL, "start": None, "end": None, "pay_per_hour": 12.21, "min_age": 21}

    assert json.loads(check(app, open_offer, as_of="2026-03-31").stdout)["findings"] == []
    assert json.loads(check(app, open_offer, as_of="2026-04-01").stdout)["findings"]
