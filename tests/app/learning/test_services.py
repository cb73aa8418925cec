"""A model is used when it is better, kept when it is not, and one step goes back."""

import pytest
from sqlalchemy import select, update

from app import clock, db
from app.audit import services as audit
from app.audit.models import AuditEvent
from app.errors import NotAllowed
from app.learning import queries, services
from app.matches import runs, standing
from app.matches.engine.weights import DamagedWeights
from app.matches.models import MatchRun, ModelState, RunState, WeightModel
from app.settings import services as settings
from app.states import ReasonNeeded
from tests.app.learning import world
from tests.app.learning.conftest import weights_of


def setting(key, value):
    settings.set_value(key, value, valid_from=clock.today(), source="test", by=None)


def states():
    return [row.state for row in reversed(queries.history())]


def test_a_better_model_is_used_by_the_next_run(taught):
    runs.run("test")
    row = services.learn(by=None)

    assert states() == [ModelState.RETIRED, ModelState.STANDING]
    assert row.figures["loss_after"] < row.figures["loss_before"]
    run = runs.answer_requests()
    assert run.people == len(taught.people)
    assert run.weights["values"] == row.weights["values"] != weights_of()["values"]


def test_what_really_counts_weighs_more_afterwards(taught):
    new = services.learn(by=None).weights["values"]
    old = weights_of()["values"]

    assert new["travel"] > old["travel"]
    assert new["interest"] < old["interest"]
    assert min(new.values()) >= 0


def test_a_model_that_is_no_better_is_kept_and_not_used(make, hidden):
    town = world.town(make)
    told = world.truth(town, hidden=hidden, count=240)
    # What was true at first turns round in the end, so that nothing that was learnt holds.
    turned = [(person, offer, not well, by) for person, offer, well, by in told[180:]]
    world.happened([*told[:180], *turned])
    row = services.learn(by=None)

    assert row.state == ModelState.REFUSED
    assert "version 1" in row.why
    assert standing.model().version == 1
    assert runs.answer_requests() is None


def test_too_little_is_not_learnt_from(make, hidden):
    town = world.town(make)
    world.happened(world.truth(town, hidden=hidden, count=39))

    row = services.learn(by=None)
    assert row.state == ModelState.REFUSED
    assert row.why.startswith("Too little has happened")


def test_the_same_outcomes_do_not_teach_twice(taught):
    first, again = services.learn(by=None), services.learn(by=None)

    assert (first.state, again.state) == (ModelState.STANDING, ModelState.REFUSED)
    assert again.weights["values"] == first.weights["values"]
    assert first.outcomes_digest == again.outcomes_digest


def test_one_step_goes_back_and_the_step_is_on_record(taught, coordinator):
    services.learn(by=None)
    row = services.go_back(reason="The lists look odd", by=coordinator)

    assert (row.version, row.copy_of, row.state) == (3, 1, ModelState.STANDING)
    assert standing.weights()["values"] == weights_of()["values"]
    assert runs.answer_requests().weights["values"] == weights_of()["values"]
    known = select(AuditEvent).where(AuditEvent.subject == "weights")
    trail = db.session.scalars(known.order_by(AuditEvent.id))
    assert [event.action for event in trail] == [
        "weights.learn",
        "weights.publish",
        "weights.publish",
    ]
    assert audit.first_broken() is None


def test_going_back_twice_does_not_return_to_what_was_left(taught, coordinator):
    services.learn(by=None)
    services.go_back(reason="odd", by=coordinator)

    with pytest.raises(services.NothingEarlier):
        services.go_back(reason="still odd", by=coordinator)
    again = services.go_back(2, reason="It was right after all", by=coordinator)
    assert again.copy_of == 2


def test_a_model_that_was_never_used_cannot_be_gone_back_to(make, coordinator):
    services.learn(by=None)

    with pytest.raises(services.NothingEarlier):
        services.go_back(2, reason="why not", by=coordinator)


def test_going_back_needs_a_reason(taught, coordinator):
    services.learn(by=None)

    with pytest.raises(ReasonNeeded):
        services.go_back(reason=" ", by=coordinator)


def test_weights_changed_from_outside_are_refused_and_the_last_lists_stay(taught):
    services.learn(by=None)
    runs.answer_requests()
    lists = world.tops()
    forged = dict(standing.weights())
    forged["values"] = {**forged["values"], "travel": forged["values"]["travel"] + 0.000001}
    db.session.execute(
        update(WeightModel).where(WeightModel.state == ModelState.STANDING).values(weights=forged)
    )
    db.session.commit()

    with pytest.raises(DamagedWeights):
        runs.run("test")
    db.session.rollback()
    assert world.tops() == lists
    assert queries.problem()
    with pytest.raises(DamagedWeights):
        services.learn(by=None)
    services.go_back(reason="forged", by=None)
    assert runs.run("test").state == RunState.PUBLISHED
    assert queries.problem() is None


def test_the_first_model_can_be_restored_even_when_it_was_changed_from_outside(make, coordinator):
    services.begin()
    db.session.execute(update(WeightModel).values(weights={**standing.weights(), "digest": "0"}))
    db.session.commit()

    services.go_back(reason="forged", by=coordinator)
    assert standing.weights()["values"] == weights_of()["values"]


def test_a_better_model_waits_for_a_yes_when_the_council_wants_that(taught, coordinator):
    setting("learning.publish_by_itself", False)
    row = services.learn(by=None)
    assert (row.state, standing.model().version) == (ModelState.WAITING, 1)

    services.publish(row.version, reason="Looked at it", by=coordinator)
    assert standing.model().version == row.version
    with pytest.raises(NotAllowed):
        services.publish(row.version, reason="again", by=coordinator)


def test_a_waiting_model_gives_way_to_a_newer_one_and_can_be_turned_down(taught, coordinator):
    setting("learning.publish_by_itself", False)
    first, second = services.learn(by=None), services.learn(by=None)
    assert (first.state, second.state) == (ModelState.REFUSED, ModelState.WAITING)

    services.turn_down(second.version, reason="Not before the holidays", by=coordinator)
    assert second.state == ModelState.REFUSED
    assert standing.model().version == 1


def test_two_people_go_back_when_the_council_asks_for_two(make, taught, coordinator):
    setting("learning.two_people", True)
    services.learn(by=None)
    row = services.go_back(reason="odd", by=coordinator)
    assert (row.state, standing.model().version) == (ModelState.WAITING, 2)

    with pytest.raises(services.SecondPerson):
        services.publish(row.version, reason="I agree with myself", by=coordinator)
    services.publish(row.version, reason="I agree", by=make.user("coordinator"))
    assert standing.model().version == row.version


def test_runs_before_anything_was_learnt_use_the_weights_the_engine_ships_with(make):
    make.young_person()
    make.opportunity()
    runs.run("test")

    run = db.session.scalars(select(MatchRun)).one()
    assert run.weights == weights_of() | {
        "origin": "prior",
        "digest": run.weights["digest"],
    }


def test_what_somebody_went_back_to_is_not_replaced_without_a_yes(taught, hidden, coordinator):
    services.learn(by=None)
    services.go_back(reason="The lists look odd", by=coordinator)
    again = services.learn(by=None)
    assert (again.state, standing.model().version) == (ModelState.REFUSED, 3)

    pairs = world.truth(taught, hidden=hidden, count=400)[240:]
    world.happened(pairs, days_ago=-1)
    better = services.learn(by=None)
    assert (better.state, standing.model().version) == (ModelState.WAITING, 3)
    assert "only with a yes" in better.why
