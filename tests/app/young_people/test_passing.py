"""Cover and hand-overs: every state, every verb, every role."""

from __future__ import annotations

import itertools

import pytest

from app import clock, db
from app.accounts.models import Role
from app.errors import DomainError
from app.young_people.models import (
    Cover,
    CoverState,
    TeamMove,
    TeamMoveState,
    Transfer,
    TransferState,
)
from app.young_people.passing import COVER, TEAM_MOVE, TRANSFER
from tests.app.young_people.people import add

C, M, T = CoverState, TeamMoveState, TransferState
# machine, from, verb: to, and who may. The rules as people know them, not read from the tables.
EXPECTED = {
    ("cover", C.ASKED, "agree"): (C.SET, {"manager"}),
    ("cover", C.ASKED, "decline"): (C.NOT_AGREED, {"manager"}),
    ("cover", C.ASKED, "take_back"): (C.NOT_AGREED, {"advisor"}),
    ("cover", C.ASKED, "lapse"): (C.NOT_AGREED, {"system"}),
    ("cover", C.SET, "end"): (C.ENDED, {"advisor", "manager"}),
    ("cover", C.SET, "run_out"): (C.ENDED, {"system"}),
    ("transfer", T.GIVEN, "take_on"): (T.TAKEN_ON, {"advisor"}),
    ("transfer", T.QUERIED, "take_on"): (T.TAKEN_ON, {"advisor"}),
    ("transfer", T.GIVEN, "query"): (T.QUERIED, {"advisor"}),
    ("transfer", T.GIVEN, "undo"): (T.UNDONE, {"manager"}),
    ("transfer", T.QUERIED, "undo"): (T.UNDONE, {"manager"}),
    ("transfer", T.TAKEN_ON, "undo"): (T.UNDONE, {"manager"}),
    ("transfer", T.GIVEN, "pass_on"): (T.PASSED_ON, {"system"}),
    ("transfer", T.QUERIED, "pass_on"): (T.PASSED_ON, {"system"}),
    ("team_move", M.OFFERED, "take_in"): (M.TAKEN_IN, {"manager"}),
    ("team_move", M.OFFERED, "decline"): (M.DECLINED, {"manager"}),
    ("team_move", M.OFFERED, "take_back"): (M.TAKEN_BACK, {"manager"}),
}
EVERY = [
    (machine, state, verb)
    for machine in (COVER, TRANSFER, TEAM_MOVE)
    for state, verb in itertools.product(
        machine.states, sorted({line.verb for line in machine.moves})
    )
]


def subject(make, name, state):
    """A row of this machine in this state, as it stands between two advisors."""
    one, other = make.user("advisor"), make.user("advisor")
    if name == "cover":
        days = {"begins": clock.today(), "ends": clock.today()}
        return add(Cover(advisor_id=one.id, covered_by_id=other.id, state=state, **days))
    if name == "team_move":
        teams = {"from_team_id": one.team_id, "to_team_id": make.team("South team").id}
        moment = {"at": clock.now(), "due": clock.today(), "by_id": one.id}
        return add(TeamMove(state=state, **teams, **moment))
    who = {"from_id": one.id, "to_id": other.id, "by_id": other.id}
    person = make.young_person(advisor=other)
    return add(Transfer(young_person_id=person.id, state=state, at=clock.now(), **who))


@pytest.mark.parametrize(("machine", "state", "verb"), EVERY)
def test_every_state_and_verb_for_every_role(make, machine, state, verb):
    people = {role.value: make.user(role.value) for role in Role} | {"system": None}
    for role, user in people.items():
        row = subject(make, machine.name, state)
        to, who = EXPECTED.get((machine.name, state, verb), (None, set()))
        if role in who:
            with db.transaction():
                machine.apply(row, verb, by=user, reason="because")
        else:
            with pytest.raises(DomainError), db.transaction():
                machine.apply(row, verb, by=user, reason="because")
        after = db.session.get_one(type(row), row.id).state
        assert after == (to if role in who else state), role


@pytest.mark.parametrize(("machine", "verb"), [(COVER, "decline"), (TRANSFER, "query")])
def test_saying_no_needs_a_reason(make, manager, advisor, machine, verb):
    row = subject(make, machine.name, machine.start)
    by = manager if machine is COVER else advisor
    with pytest.raises(DomainError, match="Enter a reason"), db.transaction():
        machine.apply(row, verb, by=by, reason=" ")
