"""Suggestions that wait to be talked about."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from sqlalchemy import exists, func, select

from app import clock, db
from app.accounts.models import Role, User
from app.filters import plural
from app.matches.models import (
    MatchRun,
    Proposal,
    PublishedList,
    RunState,
    Suggestion,
)
from app.matches.services import UNDER_WAY
from app.needs import Need
from app.young_people import queries as young_people
from app.young_people import rounds
from app.young_people.models import YoungPerson, YoungPersonState

MOST = 10


def needs(user: User) -> list[Need]:
    """Return the young people with strong matches and nothing under way yet."""
    if user.role != Role.ADVISOR:
        return []
    mine = young_people.visible_to(user).with_only_columns(YoungPerson.id)
    statement = (
        select(
            YoungPerson.ref,
            YoungPerson.preferred_name,
            func.count(Proposal.id),
            func.min(PublishedList.published_at),
        )
        .join(PublishedList, PublishedList.young_person_id == YoungPerson.id)
        .join(
            Proposal,
            (Proposal.run_id == PublishedList.run_id)
            & (Proposal.young_person_id == YoungPerson.id),
        )
        .where(
            YoungPerson.id.in_(mine),
            YoungPerson.state == YoungPersonState.READY,
            Proposal.band == "strong",
            YoungPerson.id.not_in(rounds.put_off_today()),
            ~exists(
                select(Suggestion.id).where(
                    Suggestion.young_person_id == YoungPerson.id,
                    Suggestion.state.in_(UNDER_WAY),
                )
            ),
        )
        .group_by(YoungPerson.ref, YoungPerson.preferred_name)
        .order_by(func.count(Proposal.id).desc(), YoungPerson.ref)
    )
    return [_need(*row) for row in db.session.execute(statement.limit(MOST))]


def failed(last: MatchRun | None) -> list[Need]:
    """Tell a coordinator that matching has failed; whoever asks has read the last run."""
    if last is None or last.state != RunState.FAILED:
        return []
    return [
        Need(
            who="Matching",
            what="the last run failed, so lists may be old",
            href=url_for("match_runs.index"),
            button="Look",
            since=clock.local(last.started_at).date(),
        )
    ]


def _need(ref: str, name: str, strong: int, published: datetime) -> Need:
    return Need(
        who=name,
        what=f"{plural(strong, 'strong match', 'strong matches')} to talk about",
        href=url_for("matches.index", ref=ref),
        button="Look",
        since=clock.local(published).date(),
    )


def talked_about(people: list[int]) -> dict[int, list[str]]:
    """Return in words how many suggestions are being talked about with each, in one query."""
    statement = (
        select(Suggestion.young_person_id, func.count(Suggestion.id))
        .where(Suggestion.young_person_id.in_(people), Suggestion.state.in_(UNDER_WAY))
        .group_by(Suggestion.young_person_id)
    )
    return {
        number: [f"{plural(count, 'suggestion')} being talked about"]
        for number, count in db.session.execute(statement)
    }
