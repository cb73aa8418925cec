"""A copy holds everything about whoever asked, in words and for machines, and nobody else."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from app import clock, db
from app.audit import services as audit
from app.privacy import copying, decisions, finding, items, saying
from app.privacy.copying import Outcome
from app.voice import requests
from app.voice.models import RequestKind
from app.young_people import notes
from tests.app.privacy.things import everything


def data(packed):
    return json.loads(copying.read(packed, copying.MACHINES))


def paper(packed):
    pages = PdfReader(io.BytesIO(copying.read(packed, copying.PAPER))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_copy_holds_a_tagged_paper_and_a_file_for_machines(app, make):
    person = make.young_person(preferred_name="Juniper", own_words="I like quiet mornings")

    packed = copying.working_copy(person.id)

    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert names == [copying.PAPER, copying.MACHINES]
    reader = PdfReader(io.BytesIO(copying.read(packed, copying.PAPER)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "I like quiet mornings" in paper(packed)
    assert data(packed)["held"]["young_person"]["rows"][0]["preferred_name"] == "Juniper"


def test_every_table_with_rows_of_somebody_is_in_their_copy(app, make):
    person = everything(make)

    held = {section.table.name for section in items.sections(person.id)}

    empty = [
        table.name
        for table in decisions.of_young_people()
        if table.name not in held and any(finding.rows(table, person.id))
    ]
    assert empty == ["match_run_person", "answer_link"]  # digests and an employer's key
    assert len(held) > 25


def test_nothing_of_another_young_person_is_in_a_copy(app, make):
    other = everything(make, name="Quillfeather")
    person = everything(make, name="Juniper")

    packed = copying.working_copy(person.id)

    assert "Quillfeather" not in json.dumps(data(packed))
    assert "Quillfeather" not in paper(packed)
    assert other.ref not in json.dumps(data(packed))


def test_what_has_to_be_looked_at_is_marked_and_stays_out_until_somebody_did(app, make, advisor):
    person = make.young_person(advisor=advisor, advisor_notes="Fell out with Wren Example")

    working, unlooked = copying.working_copy(person.id), copying.copy(person.id, {})

    key = f"young_person:{person.id}:advisor_notes"
    assert key in data(working)["to_look_at"]
    assert "Wren Example" in json.dumps(data(working))
    assert "look before it goes" in paper(working)
    assert "Wren" not in json.dumps(data(unlooked))
    assert "Wren" not in paper(unlooked)


def test_covered_words_and_left_out_places_are_counted_with_their_reason(app, make, advisor):
    person = make.young_person(advisor=advisor, advisor_notes="Fell out with Wren Example at work")
    with app.test_request_context():
        notes.write([person], "Rang the school", contact="call", by=advisor)
    note = next(key for key in looked(person) if key.startswith("young_person_note"))
    outcomes = {
        f"young_person:{person.id}:advisor_notes": Outcome(True, "others", ("Wren Example",)),
        note: Outcome(False, "harm"),
    }

    packed = copying.copy(person.id, outcomes)

    row = data(packed)["held"]["young_person"]["rows"][0]
    assert row["advisor_notes"] == f"Fell out with {copying.COVER} at work"
    whys = {line["about"]: line["why"] for line in data(packed)["left_out"]}
    assert whys["Your record"] == copying.REASONS["others"]
    assert whys["Notes of your advisors"] == copying.REASONS["harm"]
    assert "Wren" not in paper(packed)
    assert "Rang the school" not in json.dumps(data(packed)) + paper(packed)
    assert copying.REASONS["harm"] in paper(packed)


def looked(person):
    return [item.key for _, item in items.to_look_at(items.sections(person.id))]


@pytest.mark.parametrize(
    ("moment", "words", "iso"),
    [
        ("2026-10-25T00:30", "25 October 2026, 1:30am BST", "2026-10-25T01:30:00+01:00"),
        ("2026-10-25T01:30", "25 October 2026, 1:30am GMT", "2026-10-25T01:30:00+00:00"),
        ("2027-03-28T00:59", "28 March 2027, 12:59am GMT", "2027-03-28T00:59:00+00:00"),
        ("2027-03-28T01:00", "28 March 2027, 2am BST", "2027-03-28T02:00:00+01:00"),
        ("2027-03-29T01:00", "29 March 2027, 2am", "2027-03-29T02:00:00+01:00"),
    ],
)
def test_times_are_londons_and_plain_on_the_days_the_clocks_change(app, make, moment, words, iso):
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    person = make.young_person(interests_at=at)

    packed = copying.copy(person.id, {})

    assert data(packed)["held"]["young_person"]["rows"][0]["interests_at"] == iso
    assert words in paper(packed)


def test_the_paper_says_who_opened_the_record_how_often_and_why(app, make, advisor):
    person = make.young_person(advisor=advisor)
    audit.read("young_person", [person.ref], by=advisor, page="a")
    audit.read("young_person", [person.ref], by=advisor, page="a")
    audit.read("young_person", [person.ref], by=advisor, page="a", reason="Cover for a colleague")

    words = paper(copying.working_copy(person.id))

    day = saying.moment(clock.now()).partition(",")[0]
    assert f"{day}, {advisor.name}, personal advisor: read (2 times)" in words
    assert "read. Why [look before it goes]: Cover for a colleague" in words


def test_values_are_said_in_words(app, make):
    person = make.young_person(
        skills=[{"name": "cooking", "evidence": "shown"}],
        days=["mon", "sat"],
        checklist={"cv": "in_progress"},
        adjustments=["buddy"],
    )

    words = paper(copying.copy(person.id, {}))

    assert "Skills: cooking (evidence shown)" in words
    assert "Days you could work: Monday; Saturday" in words
    assert "Ready for work: cv: On the way" in words
    assert "Gives one workmate to turn to" in words
    assert "in_progress" not in words


def test_what_somebody_asked_for_and_was_answered_is_in_their_copy(app, make):
    person = make.young_person()
    requests.ask(person, RequestKind.COMPLAIN, "Nobody rang me", advisor_may_read=False)
    db.session.commit()

    assert "Nobody rang me" in paper(copying.copy(person.id, {}))


def test_a_long_note_does_not_break_the_paper(app, make):
    person = make.young_person(own_words="every morning " * 900, interests_at=clock.now())

    assert paper(copying.copy(person.id, {})).count("every morning") == 900


def test_hours_before_a_birth_of_a_year_are_kept_whole(app, make):
    at = datetime(2026, 12, 31, 23, 59, tzinfo=UTC) + timedelta(minutes=1)
    person = make.young_person(interests_at=at)

    assert "1 January 2027, midnight" in paper(copying.copy(person.id, {}))
