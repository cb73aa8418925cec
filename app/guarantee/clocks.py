"""Promises with a date, in working days: begun, kept, broken, or owed no more."""

from __future__ import annotations

from datetime import date

from sqlalchemy.exc import NoResultFound

from app import clock
from app.guarantee.models import CaseClock, GuaranteeCase, Vacancy
from app.settings import services as settings

DECISION, INVITATION, FEEDBACK = "decision", "invitation", "feedback"
NAMES = (DECISION, INVITATION, FEEDBACK)
SOON = 1  # working days left from which a clock is amber


def start(case: GuaranteeCase, name: str, begins: date) -> CaseClock:
    """Let a promise run from a day on; one that runs already runs anew."""
    row, due = find(case, name), due_after(name, begins)
    if row is None:
        row = CaseClock(name=name, due=due)
        case.clocks.append(row)
    row.due = due
    row.done_on = row.stopped_on = None
    return row


def due_after(name: str, begins: date) -> date:
    """Return when a promise that begins on a day is due, as the settings say today."""
    return clock.add_working_days(begins, settings.value(f"guarantee.{name}_working_days"))


def decision_begins(closes: date, declared: date) -> date:
    """Return the day the decision clock begins: after closing, or the declaration if later."""
    return max(closes, declared)


def find(case: GuaranteeCase, name: str) -> CaseClock | None:
    """Return one clock of a case."""
    return next((row for row in case.clocks if row.name == name), None)


def meet(case: GuaranteeCase, name: str) -> None:
    """Note that a promise was kept today, in time or late."""
    row = find(case, name)
    if row and running(row):
        row.done_on = clock.today()


def stop(case: GuaranteeCase, *names: str) -> None:
    """Note that nothing is owed any more; what was late by then stays late."""
    for row in case.clocks:
        if row.name in (names or NAMES) and running(row):
            row.stopped_on = clock.today()


def resume(case: GuaranteeCase, name: str) -> None:
    """Let a clock run on towards the day it always had."""
    row = find(case, name)
    if row:
        row.done_on = row.stopped_on = None


def follow_closing(case: GuaranteeCase, vacancy: Vacancy) -> None:
    """Let the decision clock follow a new closing date, unless it is late already."""
    row = find(case, DECISION)
    if row and running(row) and row.due >= clock.today():
        declared = clock.local(case.declared_at).date()
        row.due = due_after(DECISION, decision_begins(vacancy.closes, declared))


def running(row: CaseClock) -> bool:
    """Say whether the promise is still owed."""
    return row.done_on is None and row.stopped_on is None


def days_late(row: CaseClock) -> int:
    """Return by how many working days a promise was or is broken; 0 when it is kept."""
    last = row.done_on or row.stopped_on or clock.today()
    # A Saturday after a Friday counts as one day: the last working day has gone by.
    return max(1, clock.working_days_between(row.due, last)) if last > row.due else 0


def breached(row: CaseClock) -> bool:
    """Say whether the promise was not kept in time."""
    return (row.done_on or row.stopped_on or clock.today()) > row.due


def reason_missing(row: CaseClock) -> bool:
    """Say whether somebody still has to write why it was late."""
    return breached(row) and not row.breach_reason


def colour(row: CaseClock) -> str:
    """Return red when late, amber when due now or next, green when kept, grey otherwise."""
    if not running(row):
        return "red" if breached(row) else ("green" if row.done_on else "grey")
    left = clock.working_days_between(clock.today(), row.due)
    if breached(row):
        return "red"
    return "amber" if left <= SOON else "grey"


def soon() -> date:
    """Return the last due date that counts as soon."""
    return clock.add_working_days(clock.today(), SOON)


def broken(case: GuaranteeCase, name: str) -> CaseClock:
    """Return a promise that was not kept; raise NoResultFound, hence a 404, for any other."""
    row = find(case, name)
    if row is None or not breached(row):
        raise NoResultFound(name)
    return row
