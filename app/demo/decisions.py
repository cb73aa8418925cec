"""What the demo's advisors made of suggestions, and how the engine did in the weeks before."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.demo import source
from app.demo.paths import walked
from app.matches.models import Proposal, PublishedList, Suggestion
from app.matches.models import SuggestionState as S
from app.matches.states import SUGGESTION
from app.monitoring import services as monitoring
from app.monitoring.models import EngineDay
from app.young_people.models import YoungPerson

# Those who try the demo as an advisor find their own young people undecided.
SIGN_INS = ("advisor@demo.example", "advisor2@demo.example")
WAYS = (
    (S.DISMISSED, 4),
    (S.SHORTLISTED, 3),
    (S.DISCUSSED, 2),
    (S.YP_INTERESTED, 4),
    (S.YP_NOT_NOW, 2),
    (S.YP_DECLINED, 1),
)
PUT_ASIDE = (
    "Too far by bus after a late shift",
    "The hours clash with college",
    "They want something with people, not this",
    "Not paid, and pay matters now",
    "Already has another offer",
    "The employer was slow to answer last time",
    "Not for them",
)
DECLINED = ("Rather something closer", "Does not like the sound of it")
WEEKS = 10


@db.transaction()
def add() -> int:
    """Add decisions on what is suggested, and a row of figures for each week before; return how many."""
    rows = list(_decisions())
    for person, row, advisor in rows:
        row.young_person_id = person
        db.session.add(row)
        db.session.flush()
        by = {"advisor": advisor}
        walked(SUGGESTION, row, since=row.created_at, reason=row.reason, by=by)
    return len(rows)


def _decisions() -> Iterator[tuple[int, Suggestion, int]]:
    luck = random.Random(498)  # noqa: S311 - nothing secret
    for person, lines in groupby(_lists(), key=lambda line: int(line.young_person_id)):
        listed = list(lines)
        if luck.random() < 0.75:
            for line in _picked(listed, luck):
                yield person, _decision(line, luck), line.advisor_id


def _lists() -> Sequence[Any]:
    decided = select(Suggestion.id).where(
        Suggestion.young_person_id == Proposal.young_person_id,
        Suggestion.opportunity_id == Proposal.opportunity_id,
    )
    statement = (
        select(
            Proposal.young_person_id,
            Proposal.opportunity_id,
            Proposal.rank,
            Proposal.band,
            YoungPerson.advisor_id,
        )
        .join(
            PublishedList,
            (PublishedList.run_id == Proposal.run_id)
            & (PublishedList.young_person_id == Proposal.young_person_id),
        )
        .join(YoungPerson, YoungPerson.id == Proposal.young_person_id)
        .join(User, User.id == YoungPerson.advisor_id)
        .where(User.email.not_in(SIGN_INS), ~decided.exists())
        .order_by(Proposal.young_person_id, Proposal.rank)
        .limit(12_000)  # a thousand young people are enough for a story
    )
    return db.session.execute(statement).all()


def _picked(listed: Sequence[Any], luck: random.Random) -> list[Any]:
    # Mostly from the top, sometimes past it: people decide.
    top = listed[: luck.randint(1, 4)]
    return [line for line in top if luck.random() < 0.8]


def _decision(line: Any, luck: random.Random) -> Suggestion:
    state = luck.choices([state for state, _ in WAYS], [often for _, often in WAYS])[0]
    days = luck.randint(20, 75)
    reasons = {S.DISMISSED: PUT_ASIDE, S.YP_DECLINED: DECLINED}.get(state)
    added = luck.random() < 0.06
    return Suggestion(
        opportunity_id=line.opportunity_id,
        state=state,
        origin="advisor" if added and state != S.DISMISSED else "engine",
        reason=luck.choice(reasons) if reasons else None,
        band=line.band,
        rank=line.rank,
        created_at=source.sure_moment_ago(days),
        changed_at=source.sure_moment_ago(max(days - 6, 1)),
    )


@db.transaction()
def add_weeks() -> None:
    """Add a row of figures for each of the weeks before, leading to what is measured now."""
    luck = random.Random(19)  # noqa: S311 - nothing secret
    today = monitoring.measure()
    for week in range(1, WEEKS + 1):
        day = clock.today() - timedelta(weeks=week)
        figures = {key: _before(value, key, week, luck) for key, value in today.figures.items()}
        taken = source.sure_moment_ago(7 * week)
        db.session.add(EngineDay(on_day=day, taken_at=taken, run_id=None, figures=figures))


# How each figure moved a week, as a share of itself: less was known, fewer decisions were made.
MOVES = {"below_floor": 0.07, "mean_coverage": -0.01, "offers_gini": 0.006, "differing": 0.02}


def _before(value: Any, key: str, week: int, luck: random.Random) -> Any:
    if not isinstance(value, int | float):
        return value
    if key in {"decided", "shortlisted", "yes"}:
        return max(0, round(value * (1 - week / (WEEKS + 1))))
    moved = value * (1 + MOVES.get(key, 0.0) * week + luck.uniform(-0.03, 0.03))
    return round(moved) if isinstance(value, int) else round(min(moved, 1.0), 4)
