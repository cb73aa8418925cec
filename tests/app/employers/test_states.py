import itertools
import random

import pytest
from sqlalchemy import func, select

from app import db
from app.accounts.models import Role
from app.audit.models import AuditEvent
from app.employers import details, states, vetting
from app.employers.models import EmployerState as S
from app.employers.states import EMPLOYER, SecondYesNeeded
from app.errors import DomainError, NotAllowed
from app.states import ReasonNeeded, StateChange

# Who may lead an organisation from where to where; everything else is refused.
TABLE = {
    ("EMAIL_UNVERIFIED", "verify_email"): ("PENDING_REVIEW", "business system"),
    ("EMAIL_UNVERIFIED", "archive"): ("ARCHIVED", "coordinator"),
    ("PENDING_REVIEW", "ask"): ("MORE_INFO", "coordinator"),
    ("PENDING_REVIEW", "approve"): ("APPROVED", "coordinator"),
    ("PENDING_REVIEW", "decline"): ("DECLINED", "coordinator"),
    ("PENDING_REVIEW", "suspend"): ("SUSPENDED", "coordinator"),
    ("MORE_INFO", "answer"): ("PENDING_REVIEW", "business"),
    ("MORE_INFO", "resume"): ("PENDING_REVIEW", "coordinator"),
    ("MORE_INFO", "decline"): ("DECLINED", "coordinator"),
    ("MORE_INFO", "suspend"): ("SUSPENDED", "coordinator"),
    ("APPROVED", "rest"): ("DORMANT", "system coordinator business"),
    ("APPROVED", "suspend"): ("SUSPENDED", "coordinator"),
    ("APPROVED", "archive"): ("ARCHIVED", "coordinator"),
    ("DECLINED", "reopen"): ("PENDING_REVIEW", "coordinator"),
    ("DECLINED", "archive"): ("ARCHIVED", "coordinator"),
    ("DORMANT", "wake"): ("APPROVED", "business coordinator"),
    ("DORMANT", "suspend"): ("SUSPENDED", "coordinator"),
    ("DORMANT", "archive"): ("ARCHIVED", "coordinator"),
    ("SUSPENDED", "lift"): ("PENDING_REVIEW", "coordinator"),
    ("SUSPENDED", "archive"): ("ARCHIVED", "coordinator"),
}
# Joined to another registration, and parted from it again.
UNJOINED = [state.value for state in S if state != "ARCHIVED"]
TABLE |= {(state, "join"): ("ARCHIVED", "coordinator") for state in UNJOINED}
TABLE |= {("ARCHIVED", f"part_{state.lower()}"): (state, "coordinator") for state in UNJOINED}
VERBS = sorted({verb for _, verb in TABLE})
WHO = [*(role.value for role in Role), "system"]
NEED_A_REASON = {"ask", "resume", "decline", "reopen", "suspend", "lift", "archive", "join"}


def try_move(employer, verb, by, reason="because"):
    with db.transaction():
        EMPLOYER.apply(employer, verb, by=by, reason=reason)


@pytest.mark.parametrize("state", [state.value for state in S])
def test_every_move_of_everybody_is_made_or_refused_as_the_table_says(make, state):
    people = {role: make.user(role) for role in WHO if role != "system"} | {"system": None}
    yes, other = people["coordinator"].id, make.employer().id
    for verb, who in itertools.product(VERBS, WHO):
        employer = make.employer(state=state, first_yes_by_id=yes, merged_into_id=other)
        to, roles = TABLE.get((state, verb), (None, ""))
        if who in roles.split():
            try_move(employer, verb, people[who])
            assert employer.state == to, (state, verb, who)
        else:
            with pytest.raises(NotAllowed):
                try_move(employer, verb, people[who])
            assert employer.state == state, (state, verb, who)


def test_a_refused_move_leaves_no_trace(make, business):
    employer = make.employer(state="PENDING_REVIEW")

    with pytest.raises(NotAllowed):
        try_move(employer, "approve", business)

    assert db.session.scalar(select(func.count()).select_from(StateChange)) == 0
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == 0


@pytest.mark.parametrize("verb", sorted(NEED_A_REASON))
@pytest.mark.parametrize("reason", [None, "", "  \n "])
def test_what_somebody_must_be_able_to_understand_later_needs_a_reason(
    make, coordinator, verb, reason
):
    state = next(state for state, known in TABLE if known == verb)
    employer = make.employer(state=state)

    with pytest.raises(ReasonNeeded):
        try_move(employer, verb, coordinator, reason)


def test_the_other_moves_need_none():
    assert {line.verb for line in EMPLOYER.moves if line.needs_reason} == NEED_A_REASON


def test_nobody_is_approved_before_a_first_yes(make, coordinator):
    employer = make.employer(state="PENDING_REVIEW")

    with pytest.raises(SecondYesNeeded):
        try_move(employer, "approve", coordinator)


def test_two_coordinators_approve(make, coordinator, second):
    employer = make.employer(state="PENDING_REVIEW")

    assert vetting.act(employer, "approve", by=coordinator) is False
    assert employer.state == "PENDING_REVIEW"
    assert vetting.act(employer, "approve", by=second) is True

    assert (employer.state, employer.approved_by_id) == ("APPROVED", second.id)


def test_the_same_coordinator_is_not_two_people(make, coordinator):
    employer = make.employer(state="PENDING_REVIEW")
    vetting.act(employer, "approve", by=coordinator)

    with pytest.raises(vetting.SamePerson):
        vetting.act(employer, "approve", by=coordinator)

    assert employer.state == "PENDING_REVIEW"


def test_where_the_council_says_so_one_is_enough(make, coordinator, monkeypatch):
    monkeypatch.setattr(states, "two_people", lambda: False)
    monkeypatch.setattr(vetting, "two_people", lambda: False)
    employer = make.employer(state="PENDING_REVIEW")

    assert vetting.act(employer, "approve", by=coordinator) is True
    assert employer.state == "APPROVED"


@pytest.mark.parametrize("away", ["ask", "decline", "suspend"])
def test_a_first_yes_is_gone_once_something_else_was_decided(make, coordinator, second, away):
    employer = make.employer(state="PENDING_REVIEW")
    vetting.act(employer, "approve", by=coordinator)

    vetting.act(employer, away, by=second, reason="there is something odd")

    assert employer.first_yes_by_id is None


def test_there_is_no_way_to_approved_without_two_coordinators(
    make, coordinator, second, monkeypatch
):
    monkeypatch.setattr(vetting.letters, "tell", lambda *_, **__: None)
    monkeypatch.setattr(vetting.audit, "record", lambda *_, **__: None)
    owner = make.user("business")
    people = [coordinator, second, owner, None]
    chance = random.Random(42)
    employer = make.employer(user=owner, state="EMAIL_UNVERIFIED")
    yeses = set()
    for _ in range(600):
        verb, by, before = chance.choice(VERBS), chance.choice(people), employer.state
        try:
            _step(employer, verb, by)
        except DomainError:
            continue
        if before != employer.state and employer.state == "PENDING_REVIEW":
            yeses = set()
        if verb == "approve":
            yeses.add(by.id)
        if employer.state == "APPROVED" and verb == "approve":
            assert len(yeses) == 2
        if employer.state == "ARCHIVED":
            employer = make.employer(user=make.user("business"), state="EMAIL_UNVERIFIED")


def _step(employer, verb, by):
    if verb == "answer" and by is not None:
        details.answer(employer, "", by=by)
    else:
        vetting.act(employer, verb, by=by, reason="because")
