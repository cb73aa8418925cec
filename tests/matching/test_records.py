"""Files are read strictly: what does not fit is refused with its line and its field."""

from __future__ import annotations

import json

import pytest

from matching import records
from matching.files import Source
from matching.types import Place, Travel


def read(tmp_path, kind, *lines):
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(line.encode() + b"\n" for line in lines))
    return getattr(records, kind)(Source(str(path)))


def test_null_counts_as_missing_and_blank_lines_are_skipped(tmp_path):
    people = read(tmp_path, "people", '{"id": "p1", "age": null}', "", '{"id": "p2", "dbs": false}')

    assert [each.id for each in people] == ["p1", "p2"]
    assert people[0].age is None
    assert people[1].dbs is False


def test_everything_said_of_a_person_is_kept(tmp_path):
    (person,) = read(
        tmp_path,
        "people",
        '{"id": "p", "travel": {"minutes_max": 30, "modes": ["bus"]}, '
        '"place": {"lat": 52.04, "lon": -0.76}, "qualifications": [{"name": "GCSE maths"}]}',
    )

    assert person.travel == Travel(30, ("bus",))
    assert person.place == Place(52.04, -0.76)
    assert person.qualifications[0].level is None


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ('{"id": "p", "ethnicity": "x"}', "ethnicity", "is not a key we know"),
        ('{"id": "p", "place": {"lat": 1, "lon": 2, "ward": "x"}}', "place.ward", "not a key"),
        ('{"id": "p", "place": {"lat": 91, "lon": 2}}', "place.lat", "must be from -90 to 90"),
        ('{"id": "p", "place": {"lat": 5}}', "place.lon", "is missing"),
        ('{"id": "p", "age": "17"}', "age", "must be a number"),
        ('{"id": "p", "age": 17.5}', "age", "must be a whole number"),
        ('{"id": "p", "age": true}', "age", "must be a number"),
        ('{"id": "p", "age": NaN}', "age", "neither NaN nor endless"),
        ('{"id": "p", "hours_per_week_max": Infinity}', "hours_per_week_max", "neither NaN nor"),
        ('{"id": "p", "hours_per_week_max": 1e999}', "hours_per_week_max", "neither NaN nor"),
        ('{"id": NaN}', "id", "must be text"),
        ('{"id": "p", "place": {"lat": 52, "lon": -Infinity}}', "place.lon", "neither NaN nor"),
        ('\ufeff{"id": "p"}', "line", "begins with a byte order mark"),
        ('{"id": "p", "born": "2008-02-30"}', "born", "is not a day in the calendar"),
        ('{"id": "p", "born": "2008-2-3"}', "born", "must be a date like"),
        ('{"id": "p", "ready": "yes"}', "ready", "must be true or false"),
        ('{"id": "p", "kinds": "job"}', "kinds", "must be a list"),
        ('{"id": "p", "kinds": ["job", "gig"]}', "kinds[1]", "must be one of"),
        (
            '{"id": "p", "interests": [{"sector": "retail", "level": "love"}]}',
            "interests[0].level",
            "must be one of",
        ),
        ('{"id": "p", "id": "q"}', "id", "comes twice"),
        ('{"id": ""}', "id", "must not be empty"),
        ('{"id": 7}', "id", "must be text"),
        ('{"age": 17}', "id", "is missing"),
        ('["p"]', "line", "must be one object"),
        ('{"id": "p"', "line", "is not JSON"),
        ("[" * 100_000, "line", "nested too deep"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_field_and_reason(tmp_path, line, field, reason):
    with pytest.raises(records.BadLineError) as refused:
        read(tmp_path, "people", '{"id": "first"}', line)

    assert refused.value.number == 2
    assert refused.value.field == field
    assert reason in refused.value.reason


def test_an_id_that_comes_twice_is_a_bad_line(tmp_path):
    with pytest.raises(records.BadLineError, match="line 2: id: 'o' came before"):
        read(tmp_path, "opportunities", '{"id": "o"}', '{"id": "o"}')


@pytest.mark.parametrize(
    "key",
    [
        "sex",
        "gender",
        "ethnicity",
        "disability",
        "religion",
        "orientation",
        "pregnant",
        "asylum_status",
        "care_leaver",
        "care_history",
        "legal_status",
    ],
)
def test_nothing_protected_is_accepted_as_a_key(tmp_path, key):
    with pytest.raises(records.BadLineError, match=f"{key}: is not a key we know"):
        read(tmp_path, "people", json.dumps({"id": "p", key: "x"}))


def test_outcomes_are_read_with_their_moment(tmp_path):
    (outcome,) = read(
        tmp_path,
        "outcomes",
        '{"person": "p", "opportunity": "o", "event": "started", "at": "2026-11-06T12:19:52Z"}',
    )

    assert outcome.at.isoformat() == "2026-11-06T12:19:52+00:00"
