"""Match runs: whole lists or none, nothing new changes nothing, later runs win."""

import multiprocessing
import os
import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app import create_app, db
from app.matches import facts, queries, runs
from app.matches.models import MatchRun, Proposal, PublishedList, RunState
from app.opportunities.signals import imported
from app.scheduling.services import wall_clock
from tests.conftest import settings_for


def offers_on(person):
    found = queries.suggestions_for(person)
    return [card.opportunity.id for cards in found.bands.values() for card in cards]


def test_a_run_proposes_open_offers_with_reasons(make):
    person = make.young_person(skills=[{"name": "cooking", "evidence": "shown"}])
    offer = make.opportunity(skills=["cooking"])
    make.opportunity(state="DRAFT")
    runs.run("test")

    found = queries.suggestions_for(person)
    (card,) = [card for cards in found.bands.values() for card in cards]
    assert card.opportunity.id == offer.id
    assert card.reasons
    assert {reason["sign"] for reason in card.reasons} <= {"for", "against", "unknown"}


def test_the_parts_of_a_score_add_up_to_it_exactly(make):
    make.young_person(
        skills=[{"name": "cooking", "evidence": "shown"}],
        qualifications=[{"name": "Food hygiene", "level": 2}],
        experience=["Weekends in a café"],
        days=["mon", "wed", "fri"],
        hours_per_week_max=30,
    )
    for sector in ("hospitality", "retail", "construction"):
        make.opportunity(sector_key=sector, skills=["cooking"], min_level=1)
    runs.run("test")

    scored = [row for row in db.session.scalars(select(Proposal)) if row.score_micro is not None]
    assert scored
    for row in scored:
        assert sum(term["micro"] for term in row.terms) == row.score_micro


def test_sectors_come_with_reasons_from_interests_and_own_words(make):
    person = make.young_person(
        interests={"motor_vehicle": "keen", "retail": "not_for_me"}, own_words="i like fixing cars"
    )
    runs.run("test")

    sectors = queries.suggestions_for(person).sectors
    assert sectors[0].key == "motor_vehicle"
    assert "retail" not in [sector.key for sector in sectors]
    assert all(sector.reasons for sector in sectors)


def test_without_consent_or_readiness_nothing_is_suggested_and_the_page_says_why(make):
    silent = make.young_person(consent=False)
    early = make.young_person(state="IN_PROGRESS")
    make.opportunity()
    runs.run("test")

    for person in (silent, early):
        found = queries.suggestions_for(person)
        assert found.total == 0
        assert found.sectors == []
        assert found.why_empty


def test_a_second_run_that_finds_nothing_new_changes_nothing(make):
    person = make.young_person()
    make.opportunity()
    first = runs.run("test")
    again = runs.run("nightly")

    assert again.state == RunState.UNCHANGED
    assert db.session.get(PublishedList, person.id).run_id == first.id


def test_a_run_that_dies_half_way_leaves_the_old_list_standing(make, monkeypatch):
    person = make.young_person()
    offer = make.opportunity()
    runs.run("test")
    make.opportunity()
    monkeypatch.setattr(runs, "publish", lambda *_: (_ for _ in ()).throw(RuntimeError("power")))
    with pytest.raises(RuntimeError):
        runs.run("test")

    assert offers_on(person) == [offer.id]
    last = db.session.scalars(select(MatchRun).order_by(MatchRun.id.desc())).first()
    assert (last.state, last.problem) == (RunState.FAILED, "RuntimeError: power")


def test_an_earlier_run_that_ends_later_does_not_replace_a_later_one(make):
    person = make.young_person()
    make.opportunity()
    early = runs.run("test")
    late = runs.run("change", [person.id])
    runs.publish(early.id, [person.id], {})

    assert db.session.get(PublishedList, person.id).run_id == late.id


def test_a_small_run_touches_only_those_it_was_asked_for(make):
    one, other = make.young_person(), make.young_person()
    make.opportunity()
    whole = runs.run("test")
    runs.ask(one.id)
    runs.ask(one.id)
    small = runs.answer_requests()

    assert small.people == 1
    assert db.session.get(PublishedList, one.id).run_id == small.id
    assert db.session.get(PublishedList, other.id).run_id == whole.id
    assert runs.answer_requests() is None


def test_an_offer_that_goes_live_asks_for_everybody(make, coordinator):
    person = make.young_person()
    runs.run("test")
    assert not runs.waiting(person.id)

    runs.ask(None)
    assert runs.waiting(person.id)


def test_none_at_all_is_an_answer_and_nobody_asked_is_not(make):
    asked = make.young_person(answered=["qualifications"])
    unasked = make.young_person()
    known = {row.id: told for row, told in facts.people([asked.id, unasked.id])}

    assert known[asked.id].qualifications == ()
    assert known[unasked.id].qualifications is None


def test_an_import_of_offers_asks_for_everybody(make):
    person = make.young_person()
    runs.answer_requests()
    with db.transaction():
        imported.send("offers.csv")

    assert runs.waiting(person.id)


def test_runs_of_killed_processes_are_given_up_and_their_rows_removed(make):
    person = make.young_person()
    make.opportunity()
    dead = runs.run("test")
    db.session.execute(
        update(MatchRun).values(state=RunState.RUNNING, beat_at=wall_clock() - timedelta(hours=1))
    )
    db.session.commit()
    live = runs.run("command")

    assert db.session.get(MatchRun, dead.id).state == RunState.FAILED
    assert db.session.scalar(select(func.count()).where(Proposal.run_id == dead.id)) == 0
    assert db.session.get(PublishedList, person.id).run_id == live.id


def _run_in_a_process(address):
    app = create_app(settings_for(address))
    with app.app_context():
        runs.CHUNK = 1
        runs.run("killed")


@pytest.mark.slow
def test_kill_9_during_a_run_never_shows_half_a_list(app, make, store):
    people = [make.young_person() for _ in range(12)]
    old = make.opportunity()
    runs.run("test")
    new = make.opportunity()
    lists = {person.id: offers_on(person) for person in people}
    db.session.rollback()
    whole = {frozenset([old.id]), frozenset([old.id, new.id])}
    context = multiprocessing.get_context("spawn")
    for turn in range(4):
        process = context.Process(target=_run_in_a_process, args=(store.address,))
        process.start()
        time.sleep(1.5 + 0.25 * turn)
        if process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        db.session.rollback()
        shown = {frozenset(offers_on(person)) for person in people}
        assert len(shown) == 1
        assert shown <= whole
    db.session.rollback()
    runs.run("after")
    assert all(len(offers_on(person)) == 2 for person in people)
    assert all(len(listed) == 1 for listed in lists.values())
