"""What the pages of learning are given, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.learning import happened, queries, services, texts
from app.learning.queries import WORDS
from app.matches.engine import about
from app.matches.models import ModelState, TextModel, WeightModel
from app.security import me
from app.settings import services as settings

TONES = {
    ModelState.STANDING: "green",
    ModelState.RETIRED: "teal",
    ModelState.WAITING: "amber",
    ModelState.REFUSED: "grey",
}


@dataclass(frozen=True)
class Act:
    """Something that can be done with a model: its button, and what follows."""

    verb: str
    label: str
    consequence: str
    tone: str = "secondary"
    needs_reason: bool = True


ACTS = {
    "publish": Act(
        "publish",
        "Use this model",
        "Everybody’s list is made anew with it, within a minute. One step goes back.",
        "primary",
    ),
    "turn_down": Act(
        "turn_down", "Do not use it", "Nothing changes. The engine tries again next week."
    ),
    "go_back": Act(
        "go_back",
        "Go back to this model",
        "Everybody’s list is made anew with it, within a minute. What was learnt stays on record.",
        "warning",
    ),
}
SECTORS_BACK = Act(
    "go_back",
    "Go back to the sector model before",
    "Everybody’s list is made anew, within a minute. What was learnt stays on record.",
    "warning",
)
DONE = {
    "publish": "Version {} is in use. New lists are on their way",
    "turn_down": "Version {} is not used",
    "go_back": "Back to version {}. New lists are on their way",
}


def done(verb: str, version: int) -> str:
    """Return the sentence that says what happened."""
    waits = verb == "go_back" and queries.waiting()
    if waits:
        return "Somebody else must agree before it is used: the Council asks for two people"
    return DONE[verb].format(version)


@dataclass(frozen=True)
class Weighed:
    """One part of the score under the model before and under this one."""

    label: str
    old: float
    new: float

    @property
    def words(self) -> str:
        """Which way it moved."""
        if abs(self.new - self.old) < 0.05:
            return "as before"
        return "counts more" if self.new > self.old else "counts less"


@dataclass(frozen=True)
class ModelLine:
    """One model as the pages show it."""

    row: WeightModel
    what: str
    state: str
    tone: str
    acts: list[Act]

    @property
    def lessons(self) -> int | None:
        """How many outcomes it was learnt from."""
        return self.row.figures.get("lessons") if self.row.origin == services.LEARNT else None


@dataclass(frozen=True)
class TextLine:
    """One sector model as the page shows it."""

    row: TextModel
    state: str
    tone: str

    @property
    def in_use(self) -> bool:
        """Whether it is the one in use."""
        return self.row.state == ModelState.STANDING


def line(row: WeightModel) -> ModelLine:
    """Return a model with its words and what may be done with it."""
    return ModelLine(row, _what(row), WORDS[row.state], TONES[row.state], _acts(row))


def _what(row: WeightModel) -> str:
    if row.origin == services.ROLLED_BACK:
        return f"Back to version {row.copy_of}"
    return "Learnt from outcomes" if row.origin == services.LEARNT else "Came with the engine"


def _acts(row: WeightModel) -> list[Act]:
    if row.state == ModelState.WAITING:
        own = row.by_id == me().id and bool(settings.value("learning.two_people"))
        return [ACTS["turn_down"]] if own else [ACTS["publish"], ACTS["turn_down"]]
    spoilt = (
        row.state == ModelState.STANDING and row.origin == services.PRIOR and queries.damaged(row)
    )
    if spoilt or (row.state == ModelState.RETIRED and row.origin != services.ROLLED_BACK):
        return [ACTS["go_back"]]
    return []


def weighed(row: WeightModel) -> list[Weighed]:
    """Return each part of the score before and after; what nothing is told of is left out."""
    before = queries.before(row)
    old = {term.name: term.weight for term in about.terms(before.weights if before else None)}
    return [
        Weighed(term.label, old[term.name], term.weight)
        for term in about.terms(row.weights)
        if not term.needs_a_log
    ]


def index() -> dict[str, Any]:
    """Return the history, the newest that was learnt, and what it was learnt from."""
    rows = queries.history()
    standing = next((row for row in rows if row.state == ModelState.STANDING), None)
    newest = next((row for row in rows if row.origin == services.LEARNT), None)
    return {
        "lines": [line(row) for row in rows],
        "standing": line(standing) if standing else None,
        "waiting": [line(row) for row in rows if row.state == ModelState.WAITING],
        "newest": line(newest) if newest else None,
        "weighed": weighed(newest) if newest and not queries.damaged(newest) else [],
        "problem": queries.problem(),
        "earlier": queries.earlier(standing),
        "outcomes": happened.shown(newest.figures) if newest else [],
        "texts": [TextLine(row, WORDS[row.state], TONES[row.state]) for row in texts.history()],
        "by_itself": bool(settings.value("learning.publish_by_itself")),
    }


def one(row: WeightModel) -> dict[str, Any]:
    """Return everything about one model."""
    damaged = queries.damaged(row)
    return {
        "line": line(row),
        "row": row,
        "people": queries.people_of(row),
        "damaged": damaged,
        "weighed": [] if damaged else weighed(row),
    }
