"""What the coordinator sees of match runs: the one going on, what waits, and the last ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app import db
from app.accounts.models import User
from app.audit import services as audit
from app.filters import plural
from app.matches import runs
from app.matches.models import MatchRequest, MatchRun, RunState
from app.scheduling import services as scheduling

SILENT = timedelta(minutes=1)
BY = {
    "nightly": "Every night",
    "change": "After a change",
    "asked": "Asked for here",
    "command": "From the command line",
    "demo": "When the demonstration was loaded",
}


@dataclass(frozen=True)
class Line:
    """One run, in words."""

    run: MatchRun
    by: str
    going_on: bool

    @property
    def state(self) -> tuple[str, str]:
        """What became of it, with a tone."""
        if self.going_on:
            return "Going on", "blue"
        return {
            RunState.RUNNING: ("Stopped", "red"),
            RunState.PUBLISHED: ("Lists published", "green"),
            RunState.UNCHANGED: ("Nothing new", "grey"),
            RunState.FAILED: ("Did not finish", "red"),
        }[self.run.state]

    @property
    def found(self) -> str:
        """What it found, or what went wrong."""
        if self.going_on:
            return f"{self.run.done} done so far"
        if self.run.state in {RunState.RUNNING, RunState.FAILED}:
            why = self.run.problem or "The process ended"
            return f"{why}. The lists before it still stand."
        return f"{plural(self.run.changed, 'list')} changed" if self.run.changed else "–"

    @property
    def seconds(self) -> str:
        """How long it took."""
        if self.run.finished_at is None:
            return "–"
        took = (self.run.finished_at - self.run.started_at).total_seconds()
        return f"{took:.1f} s" if took < 60 else plural(round(took / 60), "minute")


@dataclass(frozen=True)
class Desk:
    """Everything the page shows."""

    lines: list[Line]
    waiting_since: datetime | None
    everybody_waits: bool
    scheduler_lives: bool

    @property
    def now(self) -> Line | None:
        """The run that is going on."""
        return next((line for line in self.lines if line.going_on), None)

    @property
    def restless(self) -> bool:
        """Whether the page will say something else in a moment."""
        return self.now is not None or self.waiting_since is not None


def look() -> Desk:
    """Return the last runs, what is going on, and what waits."""
    now = scheduling.wall_clock()
    asked = select(func.min(MatchRequest.asked_at), func.count(MatchRequest.id))
    since, _ = db.session.execute(asked).one()
    everybody = select(MatchRequest.id).where(MatchRequest.young_person_id.is_(None)).limit(1)
    beat = scheduling.last_beat()
    return Desk(
        lines=[_line(row, now) for row in runs.recent()],
        waiting_since=since,
        everybody_waits=db.session.scalar(everybody) is not None,
        scheduler_lives=beat is not None and now - beat < SILENT,
    )


def _line(row: MatchRun, now: datetime) -> Line:
    going_on = row.state == RunState.RUNNING and now - row.beat_at < SILENT
    return Line(row, BY.get(row.trigger, row.trigger), going_on)


@db.transaction()
def match_everybody(*, by: User) -> None:
    """Ask for a run over everybody, which begins within seconds."""
    runs.ask(None, why="asked")
    audit.record("matching.ask", "match_run", "everybody", by=by)
