"""Reading what the engine shows now, who could be in which group, and how its runs went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from app import clock, db
from app.accounts.models import Team, User
from app.employers.models import Employer, EmployerState
from app.matches.engine.exposure import Seen
from app.matches.models import MatchRun, Proposal, PublishedList, RunState
from app.monitoring import groups
from app.monitoring.groups import Member, Ways
from app.monitoring.models import EngineDay
from app.opportunities.models import Opportunity, OpportunityState
from app.places import services as places
from app.young_people.models import Activity, YoungPerson, YoungPersonState

# Rules that mean that somebody does not take part, not that nothing was found.
NOT_TAKING_PART = {"consent", "ready"}


@dataclass(frozen=True)
class Line:
    """One proposal of a standing list."""

    person: int
    offer: int
    rank: int
    band: str
    score: int | None
    coverage: float


@dataclass(frozen=True)
class Offer:
    """One live offer: whose it is and where."""

    ref: str
    employer: str
    point: tuple[float, float] | None


@dataclass
class Lists:
    """Every standing list as it is shown now."""

    lines: list[Line]
    why_empty: dict[int, dict[str, int]]  # of people who take part and have nothing
    aside: int  # people who do not take part: no agreement, or not ready
    offers: dict[int, Offer]  # those that are live
    takes_part: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.takes_part = {line.person for line in self.lines} | set(self.why_empty)


def lists() -> Lists:
    """Return what every young person is shown now, and why some are shown nothing."""
    offers = _offers()
    statement = (
        select(
            Proposal.young_person_id,
            Proposal.opportunity_id,
            Proposal.rank,
            Proposal.band,
            Proposal.score_micro,
            Proposal.coverage,
        )
        .join(PublishedList, _is_published())
        .order_by(Proposal.young_person_id, Proposal.rank)
    )
    lines = [Line(*row) for row in db.session.execute(statement)]
    found = {line.person for line in lines}
    why = {
        person: {row["rule"]: int(row["count"]) for row in rules}
        for person, rules in db.session.execute(_reasons())
        if person not in found
    }
    aside = {person for person, rules in why.items() if _stays_out(rules)}
    nothing = {person: rules for person, rules in why.items() if rules and person not in aside}
    return Lists(lines, nothing, len(aside), offers)


def _is_published() -> Any:
    return (PublishedList.run_id == Proposal.run_id) & (
        PublishedList.young_person_id == Proposal.young_person_id
    )


def _reasons() -> Select[int, list[dict[str, Any]]]:
    return (
        select(PublishedList.young_person_id, PublishedList.why_empty)
        .join(YoungPerson, YoungPerson.id == PublishedList.young_person_id)
        .where(YoungPerson.state != YoungPersonState.CLOSED)
    )


def _stays_out(rules: dict[str, int]) -> bool:
    return any(rules.get(rule) for rule in NOT_TAKING_PART)


def _offers() -> dict[int, Offer]:
    statement = (
        select(
            Opportunity.id,
            Opportunity.ref,
            Employer.ref,
            Opportunity.latitude,
            Opportunity.longitude,
        )
        .join(Employer, Employer.id == Opportunity.employer_id)
        .where(Opportunity.state == OpportunityState.LIVE, Employer.state == EmployerState.APPROVED)
    )
    return {
        number: Offer(ref, employer, None if north is None or east is None else (north, east))
        for number, ref, employer, north, east in db.session.execute(statement)
    }


def seen(found: Lists) -> list[Seen]:
    """Return the standing lists as fairness looks at them; what has closed since is left out."""
    return [
        Seen(str(line.person), offer.ref, offer.employer, line.rank, line.band, line.score)
        for line in found.lines
        if (offer := found.offers.get(line.offer))
    ]


def members(lists: Lists) -> tuple[list[Member], Ways]:
    """Return what groups of those who take part are made of, and are measured against."""
    activity = dict(db.session.execute(_latest_activity()).all())
    rows = [row for row in db.session.execute(_people()) if row.id in lists.takes_part]
    middles = places.centres(row.outward for row in rows if row.outward)
    found = [_member(row, middles, activity) for row in rows]
    home = groups.most_common(row.authority for row in rows)
    return found, Ways(clock.today(), _middle(lists.offers.values()), home)


def _people() -> Any:
    return (
        select(
            YoungPerson.id,
            YoungPerson.born,
            YoungPerson.pronouns,
            YoungPerson.category,
            YoungPerson.authority,
            YoungPerson.outward,
            YoungPerson.adjustments,
            YoungPerson.answered,
            Team.name.label("team"),
        )
        .outerjoin(User, User.id == YoungPerson.advisor_id)
        .outerjoin(Team, Team.id == User.team_id)
        .order_by(YoungPerson.id)
    )


def _latest_activity() -> Select[int, str]:
    last = (
        select(Activity.young_person_id, func.max(Activity.id).label("last"))
        .group_by(Activity.young_person_id)
        .subquery()
    )
    return select(Activity.young_person_id, Activity.code).join(last, last.c.last == Activity.id)


def _member(
    row: Row[Any], middles: dict[str, tuple[float, float]], activity: dict[int, str]
) -> Member:
    asked = bool(row.adjustments) or "adjustments" in (row.answered or [])
    return Member(
        ref=str(row.id),
        born=row.born,
        pronouns=row.pronouns or "",
        category=row.category,
        authority=row.authority or "",
        point=middles.get(row.outward or ""),
        adjustments=bool(row.adjustments) if asked else None,
        activity=activity.get(row.id),
        team=row.team,
    )


def _middle(offers: Iterable[Offer]) -> tuple[float, float] | None:
    points = [offer.point for offer in offers if offer.point]
    if not points:
        return None
    north, east = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return north, east


def last_runs(most: int = 12) -> list[MatchRun]:
    """Return the last runs, newest first."""
    return list(db.session.scalars(select(MatchRun).order_by(MatchRun.id.desc()).limit(most)))


def standing_run() -> MatchRun | None:
    """Return the last run that published: what stands now was made by its model."""
    statement = select(MatchRun).where(MatchRun.state == RunState.PUBLISHED)
    return db.session.scalars(statement.order_by(MatchRun.id.desc()).limit(1)).first()


def full_run_before(cut: datetime) -> MatchRun | None:
    """Return the last run about everybody that began before a moment; after a change a run is
    about those it concerns alone."""
    statement = select(MatchRun).where(
        MatchRun.state.in_((RunState.PUBLISHED, RunState.UNCHANGED)),
        MatchRun.trigger != "change",
        MatchRun.started_at < cut,
    )
    return db.session.scalars(statement.order_by(MatchRun.id.desc()).limit(1)).first()


def model_since(run: MatchRun) -> tuple[date, date | None]:
    """Return since when the model of a run stands, and the last day of the one before, if any."""
    digest = MatchRun.weights["digest"].as_string()
    published = MatchRun.state == RunState.PUBLISHED
    other = (
        select(MatchRun)
        .where(
            published,
            (digest != run.weights["digest"]) | (MatchRun.engine_version != run.engine_version),
        )
        .order_by(MatchRun.id.desc())
        .limit(1)
    )
    before = db.session.scalars(other).first()
    after = select(func.min(MatchRun.on_day)).where(
        published, MatchRun.id > (before.id if before else 0)
    )
    since = db.session.scalar(after)
    return since or run.on_day, before.on_day if before else None


def days(most: int = 90) -> list[EngineDay]:
    """Return the last days that were measured, oldest first."""
    statement = select(EngineDay).order_by(EngineDay.on_day.desc()).limit(most)
    return list(db.session.scalars(statement))[::-1]
