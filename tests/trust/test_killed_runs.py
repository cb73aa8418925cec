"""A match run that is killed outright shows the old lists or the new ones, never a mixture.

KILL_DRILL_TIMES says how many runs are killed (3 unless it is set).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app import create_app, db
from app.demo import services as demo
from app.employers.models import Employer
from app.matches import facts, keeping, runs
from app.matches.engine import index
from app.matches.models import (
    MatchRun,
    MatchRunPerson,
    Proposal,
    PublishedList,
    RunState,
    SectorProposal,
)
from app.opportunities.models import Opportunity
from app.scheduling.services import wall_clock
from app.settings import services as settings
from app.young_people.models import YoungPerson
from scripts.crowd import multiply_offers
from tests import fixed_day, pg
from tests.conftest import ENGINE, settings_for
from tests.rules.sources import ROOT

TIMES = int(os.environ.get("KILL_DRILL_TIMES", "3"))
PEOPLE, OFFERS = 300, 1000
PATIENCE = 900  # seconds; a run takes two, but who knows what else the machine does


# Both tests on one worker, in the one town that took them so long to build.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed runs")]


@pytest.fixture(scope="module", autouse=True)
def real_clock():
    """The processes that are killed know no other."""
    fixed_day.end()
    yield
    fixed_day.begin()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A database of its own."""
    if ENGINE == "postgres":
        with pg.database() as found:
            yield found
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('drill') / 'drill.db'}"


@pytest.fixture(scope="module")
def town(address):
    """Three hundred young people and a thousand offers, everybody matched."""
    app = create_app(settings_for(address))
    with app.app_context():
        db.orm.create_all()
        settings.load_reference()
        demo.load("not-a-secret-here", size=PEOPLE)
        multiply_offers(OFFERS)
        runs.run("start")
        yield address
        db.session.remove()
        db.orm.engine.dispose()


def shown():
    """What every young person's page would show: offers and scores in order, by person."""
    db.session.rollback()
    statement = (
        select(YoungPerson.ref, Opportunity.ref, Proposal.score_micro)
        .select_from(PublishedList)
        .join(YoungPerson, YoungPerson.id == PublishedList.young_person_id)
        .join(
            Proposal,
            (Proposal.run_id == PublishedList.run_id)
            & (Proposal.young_person_id == PublishedList.young_person_id),
        )
        .join(Opportunity, Opportunity.id == Proposal.opportunity_id)
        .order_by(YoungPerson.id, Proposal.rank)
    )
    lists = {}
    for person, offer, score in db.session.execute(statement):
        lists.setdefault(person, []).append((offer, score))
    return lists


def wanted():
    """What every list must be, worked out here from the records as they are."""
    db.session.rollback()
    lists = {}
    known = [each for _, each in facts.people()]
    for line in index.current().rank(known):
        if hasattr(line, "rank"):
            lists.setdefault(line.person, []).append((line.opportunity, line.score_micro))
    return lists


def change_every_score(pick):
    """Give every employer another answering rate, from the other half of what there is."""
    with db.transaction():
        low = (db.session.scalar(select(func.max(Employer.response_rate))) or 0) > 0.5
        for number in list(db.session.scalars(select(Employer.id))):
            statement = update(Employer).where(Employer.id == number)
            db.session.execute(
                statement.values(response_rate=round(pick.uniform(0, 0.4) + 0.6 * (not low), 3))
            )


def start(address):
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "match", "run"]
    env = os.environ | {"DATABASE_URL": address, "SECRET_KEY": "x" * 40, "PRODUCTION": "no"}
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def last_number():
    db.session.rollback()
    return db.session.scalar(select(func.max(MatchRun.id)))


def wait_for_a_run_after(number, process):
    while last_number() == number:
        assert process.poll() is None, process.stdout.read().decode()
        time.sleep(0.02)


def killed(address, after):
    """Start a run in a process of its own and kill it so many seconds after it began."""
    number = last_number()
    process = start(address)
    wait_for_a_run_after(number, process)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()
    process.stdout.close()
    return db.session.get_one(MatchRun, last_number())


def seconds_of_a_run(address):
    number, process = last_number(), start(address)
    wait_for_a_run_after(number, process)
    begin = time.perf_counter()
    assert process.wait(PATIENCE) == 0, process.stdout.read().decode()
    process.stdout.close()
    return time.perf_counter() - begin


def test_kill_9_at_any_moment_shows_the_old_lists_or_the_new_ones(town):
    pick = random.Random(20)
    change_every_score(pick)
    usual = seconds_of_a_run(town)
    new, moments, dead = shown(), {"old": 0, "new": 0}, 0
    assert new == wanted()
    # The first dies at once, so that one certainly dies in the middle however busy the machine is.
    for moment in (0.0, *(pick.uniform(0, usual) for _ in range(TIMES - 1))):
        old = new
        change_every_score(pick)
        new = wanted()
        assert all(new[person] != old[person] for person in new)
        run = killed(town, after=moment)
        visible = shown()
        assert visible in (old, new), "half old and half new"
        moments["old" if visible == old else "new"] += 1
        dead += run.state == RunState.RUNNING
        assert runs.run("after").state in {RunState.PUBLISHED, RunState.UNCHANGED}
        assert shown() == new
    print(f"{TIMES} killed: {moments}, {dead} in the middle; a run takes {usual:.1f} s")
    assert dead > 0
    nothing_of_the_dead_is_left()


def nothing_of_the_dead_is_left():
    past = wall_clock() - timedelta(hours=1)
    with db.transaction():
        running = update(MatchRun).where(MatchRun.state == RunState.RUNNING)
        db.session.execute(running.values(beat_at=past))
    keeping.clear_dead()
    failed = select(MatchRun.id).where(MatchRun.state == RunState.FAILED)
    for table in (Proposal, SectorProposal, MatchRunPerson):
        assert not db.session.scalar(select(func.count()).where(table.run_id.in_(failed)))


def test_two_processes_at_once_end_with_the_newest_lists(town):
    change_every_score(random.Random(21))
    first, second = start(town), start(town)
    runs.run("third")
    for process in (first, second):
        said = process.communicate(timeout=PATIENCE)[0].decode()
        assert process.returncode == 0, said
    runs.answer_requests()

    assert shown() == wanted()
