"""Every state machine: only its table's moves, by its roles, written down, told to listeners."""

import itertools
from dataclasses import replace

import pytest
from sqlalchemy import select

from app import db
from app.accounts.models import Role
from app.audit import services as audit
from app.audit.models import AuditEvent
from app.employers.states import EMPLOYER
from app.errors import NotAllowed
from app.guarantee.states import GUARANTEE
from app.introductions.states import INTRODUCTION
from app.matches.states import SUGGESTION
from app.opportunities.states import OPPORTUNITY
from app.placements.states import PLACEMENT
from app.referrals.states import REFERRAL
from app.states import ReasonNeeded, StateChange, history, moved
from app.young_people.states import YOUNG_PERSON

MACHINES = (
    EMPLOYER,
    OPPORTUNITY,
    YOUNG_PERSON,
    SUGGESTION,
    INTRODUCTION,
    PLACEMENT,
    GUARANTEE,
    REFERRAL,
)
ROLES = [*Role, "system"]


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached_from_the_start(machine):
    reached = {machine.start}
    while True:
        more = {line.to for line in machine.moves if reached & set(line.frm)} - reached
        if not more:
            break
        reached |= more

    assert reached == set(machine.states)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_a_verb_leads_one_way_from_each_state(machine):
    lines = [(state, line.verb) for line in machine.moves for state in line.frm]

    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_move_names_roles_that_exist_and_has_words_for_its_button(machine):
    for line in machine.moves:
        assert line.who <= {*(str(role) for role in ROLES), audit.YOUNG_PERSON}
        assert line.label[0].isupper()


class Thing:
    """A subject without a database row of its own."""

    id = 1
    ref = "thing"

    def __init__(self, state):
        self.state = state


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_only_the_moves_of_the_table_are_made(app, make, machine):
    people = {role: make.user(str(role)) for role in Role} | {"system": None}
    verbs = {line.verb for line in machine.moves}
    machine = replace(machine, name="rehearsal")  # so that no listener takes it for real
    for state, verb, role in itertools.product(machine.states, verbs, ROLES):
        thing, line = Thing(state), machine.find(state, verb)
        allowed = line is not None and str(role) in line.who
        if allowed and line.when:
            continue  # conditions have tests of their own
        with db.transaction():
            if allowed:
                machine.apply(thing, verb, by=people[role], reason="because")
                assert thing.state == line.to
            else:
                with pytest.raises(NotAllowed):
                    machine.apply(thing, verb, by=people[role], reason="because")
                assert thing.state == state


def test_a_move_writes_down_who_when_from_where_and_why(app, make, coordinator):
    employer = make.employer(state="PENDING_REVIEW")
    with db.transaction():
        EMPLOYER.apply(employer, "ask", by=coordinator, reason="Which site?")

    (change,) = history(EMPLOYER, employer.id)
    assert (change.from_state, change.to_state) == ("PENDING_REVIEW", "MORE_INFO")
    assert (change.by_id, change.reason) == (coordinator.id, "Which site?")
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()[-1]
    assert (event.action, event.subject_ref) == ("employer.ask", employer.ref)
    assert "Which site?" not in str(event.details)


def test_a_move_that_needs_a_reason_is_refused_without_one(app, make, coordinator):
    employer = make.employer(state="PENDING_REVIEW")
    with pytest.raises(ReasonNeeded), db.transaction():
        EMPLOYER.apply(employer, "decline", by=coordinator, reason="  ")

    assert employer.state == "PENDING_REVIEW"
    assert db.session.scalars(select(StateChange)).all() == []


def test_listeners_hear_of_a_move_inside_its_transaction(app, make, coordinator):
    heard = []

    def listen(subject, *, machine, frm, to, **_):
        heard.append((machine, str(frm), str(to), db.in_transaction()))

    employer = make.employer(state="PENDING_REVIEW")
    with moved.connected_to(listen), db.transaction():
        EMPLOYER.apply(employer, "ask", by=coordinator, reason="Which?")

    assert heard == [("employer", "PENDING_REVIEW", "MORE_INFO", True)]
