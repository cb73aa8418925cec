"""Match runs: whole lists or none, nothing new changes nothing, later runs win."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from app import clock, db
from app.matches import facts, jobs, keeping, queries, runs
from app.matches.models import (
    MatchInput,
    MatchRun,
    MatchRunPerson,
    Proposal,
    PublishedList,
    RunState,
    SectorProposal,
)
from app.matches.publishing import GivenUp
from app.opportunities import services as opportunities
from app.opportunities.signals import imported
from app.scheduling.services import wall_clock
from app.settings import services as settings


def change(person):
    person.skills = [{"name": "cooking", "evidence": "shown"}]
    db.session.commit()


def rows_of_lists():
    tables = (Proposal, SectorProposal, MatchRunPerson, PublishedList, MatchInput)
    return [db.session.execute(select(table.__table__)).all() for table in tables]


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
    make.opportunity()
    late = runs.run("change", [person.id])
    runs.publish(early.id)

    assert db.session.get(PublishedList, person.id).run_id == late.id


def test_a_small_run_touches_only_those_it_was_asked_for(make):
    one, other = make.young_person(), make.young_person()
    make.opportunity()
    whole = runs.run("test")
    change(one)
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


def killed(monkeypatch):
    """A run whose process was killed between its last row and its flip."""
    monkeypatch.setattr(runs, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        runs.run("killed")
    monkeypatch.undo()
    return db.session.scalars(select(MatchRun).order_by(MatchRun.id.desc())).first()


def silent_for(run, **time):
    run.beat_at = wall_clock() - timedelta(**time)
    db.session.commit()


def test_runs_of_killed_processes_are_given_up_and_their_rows_removed(make, monkeypatch):
    person = make.young_person()
    make.opportunity()
    dead = killed(monkeypatch)
    silent_for(dead, hours=1)
    live = runs.run("command")

    assert db.session.get(MatchRun, dead.id).state == RunState.FAILED
    for table in (Proposal, SectorProposal, MatchRunPerson):
        assert db.session.scalar(select(func.count()).where(table.run_id == dead.id)) == 0
    assert db.session.get(PublishedList, person.id).run_id == live.id


def test_a_run_that_was_taken_for_dead_cannot_publish_its_removed_lists(make, monkeypatch):
    person = make.young_person()
    make.opportunity()
    slow = killed(monkeypatch)
    silent_for(slow, hours=1)
    keeping.clear_dead()
    with pytest.raises(GivenUp):
        runs.publish(slow.id)

    assert db.session.get(PublishedList, person.id) is None


def test_a_small_run_with_the_same_inputs_writes_nothing(make):
    person = make.young_person()
    make.opportunity()
    first = runs.run("test")
    before = rows_of_lists()
    runs.ask(person.id)
    again = runs.answer_requests()

    assert (again.state, again.done) == (RunState.UNCHANGED, 0)
    assert rows_of_lists() == before
    assert db.session.get(PublishedList, person.id).checked_run == first.id


def test_when_an_offer_changes_only_the_lists_it_changes_are_written_again(make):
    near, far = make.young_person(outward="MK9"), make.young_person(consent=False)
    make.opportunity()
    first = runs.run("test")
    make.opportunity(skills=["welding"])
    second = runs.run("change")

    assert (second.state, second.people, second.changed) == (RunState.PUBLISHED, 2, 2)
    assert db.session.get(PublishedList, far.id).why_empty[0]["count"] == 2
    make.opportunity(min_age=90)
    third = runs.run("change")
    shown = {row.young_person_id: row for row in db.session.scalars(select(PublishedList))}
    assert third.changed == 1
    assert shown[near.id].run_id == second.id
    assert (shown[far.id].run_id, shown[near.id].checked_run) == (third.id, third.id)
    assert first.id < second.id


def test_a_new_day_that_changes_no_list_changes_nothing(make, monkeypatch):
    person = make.young_person()
    make.opportunity(start=date(2027, 3, 1), closes=None)
    first = runs.run("test")
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    night = runs.run("nightly")

    assert (night.state, night.done, night.changed) == (RunState.UNCHANGED, 1, 0)
    assert db.session.get(PublishedList, person.id).run_id == first.id
    assert db.session.scalar(select(func.count(Proposal.run_id.distinct()))) == 1


def test_a_list_that_another_run_changed_in_between_is_asked_for_again(make, monkeypatch):
    person = make.young_person()
    make.opportunity()
    runs.run("test")
    flip = runs.publish

    def first_somebody_else(number, *more):
        monkeypatch.undo()
        row = db.session.get(PublishedList, person.id)
        row.list_digest = "another list"
        db.session.commit()
        return flip(number, *more)

    monkeypatch.setattr(runs, "publish", first_somebody_else)
    runs.run("test", anew=True)

    assert runs.waiting(person.id)


def test_forgetting_keeps_what_stands_and_removes_the_rest(make):
    stays, moves = make.young_person(), make.young_person()
    make.opportunity()
    old = runs.run("test")
    change(moves)
    runs.run("change", [moves.id])
    db.session.execute(
        update(MatchRun).values(beat_at=wall_clock() - timedelta(days=40)),
    )
    db.session.execute(update(MatchInput).values(made_at=clock.now() - timedelta(days=40)))
    db.session.commit()
    inputs = db.session.scalar(select(func.count(MatchInput.id)))
    keeping.forget_old()

    kept = select(MatchRunPerson.young_person_id).where(MatchRunPerson.run_id == old.id)
    assert list(db.session.scalars(kept)) == [stays.id]
    shown = set(db.session.scalars(select(Proposal.young_person_id)))
    assert shown == {stays.id, moves.id}
    assert db.session.scalar(select(func.count(MatchInput.id))) == inputs - 1


@pytest.mark.parametrize("what", ["an edit", "a place", "a setting", "an employer"])
def test_whatever_changes_what_is_open_asks_for_everybody(make, coordinator, what):
    offer = make.opportunity(places=3)
    person = make.young_person()
    jobs.after_changes()
    jobs.after_changes()
    assert not runs.waiting(person.id)

    before = db.session.scalar(select(func.max(MatchRun.id)))
    if what == "an edit":
        offer.will_do = "Something else"
    elif what == "a place":
        with db.transaction():
            opportunities.take_place(offer)
    elif what == "a setting":
        settings.set_value(
            "matching.top", 3, valid_from=clock.today(), source="test", by=coordinator
        )
    elif what == "an employer":
        offer.employer.state = "SUSPENDED"
    db.session.commit()
    runs.follow_offers()

    assert runs.waiting(person.id)
    jobs.after_changes()
    assert db.session.scalar(select(func.max(MatchRun.id))) == before + 1


def test_a_run_that_fails_is_not_tried_every_five_seconds(make, monkeypatch):
    person = make.young_person()
    runs.ask(person.id)
    monkeypatch.setattr(runs, "publish", lambda *_: (_ for _ in ()).throw(RuntimeError("power")))
    with pytest.raises(RuntimeError):
        runs.answer_requests()
    monkeypatch.undo()

    assert runs.answer_requests() is None
    assert runs.waiting(person.id)
    last = db.session.scalars(select(MatchRun)).one()
    silent_for(last, minutes=3)
    assert runs.answer_requests().state == RunState.PUBLISHED
    assert not runs.waiting(person.id)


@pytest.mark.parametrize("what", ["consent", "state", "suspended"])
def test_what_may_not_be_shown_any_more_is_gone_before_the_next_run(make, what):
    person, offer = make.young_person(), make.opportunity()
    runs.run("test")
    assert offers_on(person) == [offer.id]

    if what == "consent":
        person.consents[0].withdrawn_at = clock.now()
    elif what == "state":
        person.state = "NOT_NOW"
    else:
        offer.employer.state = "SUSPENDED"
    db.session.commit()

    assert offers_on(person) == []
    assert what == "suspended" or queries.suggestions_for(person).sectors == []
