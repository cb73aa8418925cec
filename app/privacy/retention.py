"""Forgetting what is due, by the list of rules; and who decides about records nobody may delete alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select

from app import clock, db
from app.audit import services as audit
from app.privacy.models import ForgettingRun, RecordHold
from app.privacy.rules import Rule, rules
from app.settings import services as settings
from app.young_people.models import YoungPerson

OURS = "forget_people"
RECORDS = "records"  # how many records a person has to decide about, as counted last


@dataclass(frozen=True)
class Line:
    """One rule with what is due by it now, and when it last did something."""

    rule: Rule
    due: int
    last: datetime | None
    forgotten: int


def due() -> dict[str, int]:
    """Return how many rows each rule would let go now; nothing is changed."""
    return {rule.key: rule.due() for rule in rules()}


def run(*, only: str | None = None) -> dict[str, int]:
    """Let go what is due, by every rule or those of one job; return how many rows by rule."""
    done: dict[str, int] = {}
    for rule in rules():
        if only is None or rule.job == only:
            done[rule.key] = _one(rule)
    _count_records()
    return done


@db.transaction()
def _count_records() -> None:
    last = select(ForgettingRun).where(ForgettingRun.rule == RECORDS)
    row = db.session.scalars(last.order_by(ForgettingRun.id.desc()).limit(1)).first()
    found = len(to_review())
    if row is None:
        db.session.add(ForgettingRun(rule=RECORDS, at=clock.now(), forgotten=found))
    else:
        row.at, row.forgotten = clock.now(), found


@db.transaction()
def _one(rule: Rule) -> int:
    count = rule.due()
    if count:
        rule.forget()
        db.session.add(ForgettingRun(rule=rule.key, at=clock.now(), forgotten=count))
        audit.record("retention.forget", "rule", rule.key, by=None, rows=count)
    return count


def overview() -> list[Line]:
    """Return every rule as the page shows it."""
    last: dict[str, tuple[datetime, int]] = {}
    newest = select(func.max(ForgettingRun.id)).group_by(ForgettingRun.rule)
    for row in db.session.scalars(select(ForgettingRun).where(ForgettingRun.id.in_(newest))):
        last[row.rule] = (row.at, row.forgotten)
    waiting = due()
    return [Line(rule, waiting[rule.key], *last.get(rule.key, (None, 0))) for rule in rules()]


def to_review() -> list[YoungPerson]:
    """Return whose record is older than agreed: a person decides, nothing goes by itself."""
    ended = clock.months_after(clock.today(), -_months())
    kept = exists().where(
        RecordHold.young_person_id == YoungPerson.id,
        RecordHold.lifted_at.is_(None),
        or_(RecordHold.until.is_(None), RecordHold.until >= clock.today()),
    )
    statement = select(YoungPerson).where(
        YoungPerson.born <= ended, YoungPerson.exit_type.is_distinct_from("forgotten"), ~kept
    )
    return list(db.session.scalars(statement.order_by(YoungPerson.born, YoungPerson.id)))


def _months() -> int:
    age = int(settings.value("privacy.record_age"))
    return age * 12 + int(settings.value("privacy.record_months"))
