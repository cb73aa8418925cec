"""A past list comes out again, byte for byte, from the product and from the command line."""

import json
import shlex
import stat
import subprocess
import sys

import pytest
from sqlalchemy import select, update

from app import db
from app.audit.models import AuditEvent
from app.demo import services as demo
from app.matches import commands, replays, runs
from app.matches.engine import ranking
from app.matches.models import MatchInput, MatchRun, MatchRunPerson, Proposal
from app.opportunities.models import Opportunity
from app.young_people.models import YoungPerson
from tests.rules.sources import ROOT


@pytest.fixture
def published(make):
    """A run over young people of whom much, little and nothing is known."""
    make.young_person(
        skills=[{"name": "cooking", "evidence": "shown"}, {"name": "Excel", "evidence": "said"}],
        qualifications=[
            {"name": "Food hygiene", "level": 2},
            {"name": "GCSE maths", "level": None},
        ],
        experience=["Weekends in a café"],
        days=["mon", "wed"],
        hours_per_week_max=30,
        own_words="I’d like to bake “proper” cakes\nand bread",
        interests={"hospitality": "keen", "retail": "not_for_me"},
        outward="MK9",
    )
    make.young_person(answered=["qualifications", "skills"])
    make.young_person(consent=False)
    for sector in ("hospitality", "retail", "construction"):
        make.opportunity(sector_key=sector, skills=["cooking"], min_level=1, pay_per_hour="12.71")
    make.opportunity(remote=True, week=[], days=["mon"], hours_per_week="7.5")
    return runs.run("test")


def invoke(app, *arguments):
    return app.test_cli_runner().invoke(commands.match, list(arguments))


def test_a_replay_gives_the_same_bytes_and_says_so(app, published):
    found = replays.replay(published)
    answer = invoke(app, "replay", published.ref)

    assert found.same
    assert (found.people, found.forgotten) == (3, 0)
    assert answer.exit_code == 0
    assert "The same, byte for byte: 3 young people" in answer.output


def test_a_replay_stays_the_same_when_records_and_offers_have_changed_since(make, published):
    for offer in db.session.scalars(select(Opportunity)):
        offer.title, offer.state = "Something else", "CLOSED"
    for person in db.session.scalars(select(YoungPerson)):
        person.own_words = "i want to weld now"
    db.session.commit()
    runs.run("change")

    assert replays.replay(published).same


@pytest.mark.parametrize("column", ["rank", "score_micro", "coverage", "band"])
def test_a_stored_row_that_was_changed_is_found(app, published, column):
    row = db.session.scalars(select(Proposal).order_by(Proposal.id).limit(1)).one()
    setattr(row, column, "ask" if column == "band" else getattr(row, column) + 1)
    db.session.commit()
    answer = invoke(app, "replay", published.ref)

    assert answer.exit_code == 1
    assert "the stored rows are not the list that was published" in answer.output


def test_a_list_that_comes_out_different_is_found(app, published):
    db.session.execute(update(MatchRun).values(options=published.options | {"detour": 9.0}))
    db.session.commit()
    answer = invoke(app, "replay", "last")

    assert answer.exit_code == 1
    assert "came out different" in answer.output


def test_another_engine_refuses_in_plain_words(app, published, monkeypatch):
    monkeypatch.setattr(replays, "ENGINE_VERSION", "99.0.0")
    answer = invoke(app, "replay", published.ref)

    assert answer.exit_code == 1
    assert f"made by engine {ranking.ENGINE_VERSION} and this is engine 99.0.0" in answer.output


def test_a_run_without_lists_and_a_run_nobody_knows_say_so(app, published):
    again = runs.run("nightly")

    assert "published nothing" in invoke(app, "replay", again.ref).output
    assert invoke(app, "replay", again.ref).exit_code == 1
    assert invoke(app, "replay", "nonsense").exit_code == 2


def test_what_is_forgotten_is_said_and_the_rest_is_still_compared(app, published):
    first = db.session.scalars(select(MatchRunPerson.young_person_id).limit(1)).one()
    for table in (MatchRunPerson, Proposal):
        db.session.execute(table.__table__.delete().where(table.young_person_id == first))
    db.session.commit()
    answer = invoke(app, "replay", published.ref)

    assert answer.exit_code == 0
    assert "1 lists of this run are not kept any more" in answer.output
    db.session.execute(MatchRunPerson.__table__.delete())
    db.session.commit()
    assert "not kept any more" in invoke(app, "replay", published.ref).output


def test_a_young_persons_inputs_are_kept_apart_and_once(published):
    runs.run("again", anew=True)
    rows = db.session.scalars(select(MatchInput)).all()

    assert len(rows) == 4
    assert [row.young_person_id is None for row in rows].count(True) == 1


def exported(app, run, folder):
    answer = invoke(app, "export", run.ref, "--to", str(folder))
    assert answer.exit_code == 0, answer.output
    return answer.output.split("from: ", 1)[1].strip()


def matching(command, folder):
    words = [sys.executable, *shlex.split(command)[1:]]
    return subprocess.run(
        words, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )


def test_an_exported_run_gives_the_same_list_on_the_command_line(app, published, tmp_path):
    folder = tmp_path / "run"
    done = matching(exported(app, published, folder), folder)
    assert done.returncode == 0, done.stderr
    written = (folder / "matches.jsonl").read_text("utf-8").splitlines()

    assert written == replays.replay(published).lines
    matches = [json.loads(line) for line in written if "rank" in json.loads(line)]
    stored = db.session.scalars(select(Proposal).order_by(Proposal.young_person_id, Proposal.rank))
    assert [(row["score_micro"], row["terms"]) for row in matches] == [
        (row.score_micro, row.terms) for row in stored
    ]


def test_the_exported_record_replays_on_the_command_line_and_refuses_other_inputs(
    app, published, tmp_path
):
    folder = tmp_path / "run"
    exported(app, published, folder)
    again = matching("python -m matching replay --run run.json", folder)
    assert again.returncode == 0, again.stderr
    assert again.stdout.splitlines() == replays.replay(published).lines

    people = folder / "people.jsonl"
    people.write_text(people.read_text("utf-8").replace("bake", "fake"), "utf-8")
    assert matching("python -m matching replay --run run.json", folder).returncode == 2


def test_a_reference_that_begins_with_a_dash_is_no_option(app, published, make, tmp_path):
    published.ref = "-H" + published.ref[2:]
    person = make.young_person()
    person.ref = "-H" + person.ref[2:]
    db.session.commit()

    assert invoke(app, "replay", published.ref).exit_code == 0
    assert invoke(app, "export", published.ref, "--to", str(tmp_path / "run")).exit_code == 0
    assert invoke(app, "run", "--person", person.ref).exit_code == 0


def test_an_export_is_its_owners_alone_and_written_down(app, published, tmp_path):
    folder = tmp_path / "run"
    exported(app, published, folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in ("people.jsonl",)} == {0o600}
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (last.action, last.subject_ref) == ("match_run.export", published.ref)
    again = invoke(app, "export", published.ref, "--to", str(folder))
    assert again.exit_code == 1
    assert "not empty" in again.output


@pytest.mark.slow
def test_every_list_of_the_demonstration_replays(app):
    demo.load("not-a-secret-here")
    run = replays.find("last")
    found = replays.replay(run)

    assert found.same
    assert found.people > 20


def test_the_command_matches_one_person_everybody_or_says_who_is_missing(app, make):
    person = make.young_person()
    make.opportunity()
    one = invoke(app, "run", "--person", person.ref)
    assert (one.exit_code, one.output[:14]) == (0, "1 young people")
    assert "nothing new" in invoke(app, "run").output
    assert "1 lists published" not in invoke(app, "run", "--anew").output
    assert invoke(app, "run", "--person", "nobody").exit_code == 2
    assert invoke(app, "runs").output.count("\n") == 3


def test_a_run_that_fails_says_that_the_lists_stand(app, make, monkeypatch):
    make.young_person()
    monkeypatch.setattr(runs, "publish", lambda *_: (_ for _ in ()).throw(RuntimeError("power")))
    answer = invoke(app, "run")

    assert answer.exit_code == 1
    assert "the lists stand as they were: RuntimeError: power" in answer.output
