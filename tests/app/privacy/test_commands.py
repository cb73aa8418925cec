"""What an operator can do for people’s rights from the command line, and what the exit codes mean."""

from __future__ import annotations

import json
import stat

import pytest
from sqlalchemy import select

from app import db
from app.audit.models import AuditEvent
from app.privacy import copying


@pytest.fixture
def flask(app):
    return lambda *words: app.test_cli_runner().invoke(args=words)


def test_sar_writes_a_file_only_its_owner_can_read_and_says_so_in_the_trail(flask, make, tmp_path):
    person, target = make.young_person(), tmp_path / "copy.zip"

    done = flask("sar", person.ref, "--to", str(target))

    assert done.exit_code == 0, done.output
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert json.loads(copying.read(target.read_bytes(), copying.MACHINES))["to_look_at"] == []
    actions = db.session.scalars(select(AuditEvent.action)).all()
    assert "young_person.copied" in actions


def test_sar_ends_with_three_while_a_person_has_to_look_first(flask, make, tmp_path):
    person = make.young_person(advisor_notes="About somebody else", case_reference="UO-9")
    words = ("subject-access", "UO-9", "--to")

    working = flask(*words, str(tmp_path / "working.zip"))
    checked = flask(*words, str(tmp_path / "checked.zip"), "--checked")

    assert (working.exit_code, checked.exit_code) == (3, 0)
    assert "1 place waits" in working.output
    assert person.ref not in working.output


@pytest.mark.parametrize("reference", ["", "nobody", "' or 1=1 --", "x" * 5000])
def test_sar_ends_with_one_where_nobody_has_the_reference(flask, reference, tmp_path):
    done = flask("sar", reference, "--to", str(tmp_path / "copy.zip"))

    assert done.exit_code == 1
    assert "Nobody has this reference" in done.output
    assert list(tmp_path.iterdir()) == []


def test_sar_never_writes_over_a_file(flask, make, tmp_path):
    target = tmp_path / "copy.zip"
    target.write_text("something else")

    done = flask("sar", make.young_person().ref, "--to", str(target))

    assert done.exit_code == 1
    assert target.read_text() == "something else"
