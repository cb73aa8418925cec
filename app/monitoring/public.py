"""What the public may know of the engine, worked out from the engine that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from app import clock, suppression
from app.matches.engine import about
from app.matches.engine.about import Inputs, Rule
from app.matches.models import SuggestionState as S
from app.monitoring import decided, figures
from app.monitoring.standing import StandingModel, standing_model
from app.settings import services as settings
from app.suppression import Figure

PREFIXES = ("matching.", "learning.")
LABELS = {
    "matching.coverage_floor": "How much must be known before there is a score",
    "matching.top": "How many suggestions a list holds at most",
    "learning.fewest_outcomes": "How many known ends it needs before it learns",
    "learning.most_by_one_person": "How many known ends of one person count at most",
    "learning.sustained_weeks": "After how many weeks “still there” counts",
    "learning.publish_by_itself": "Are better weights used at once?",
    "learning.two_people": "Must two people agree to go back?",
    "learning.compare_days": "How many days back it is held against itself",
    "learning.drift_alarm": "From which change in scores there is an alarm",
    "learning.share_alarm": "From which change in who gets what there is an alarm",
}


@dataclass(frozen=True)
class InForce:
    """One dated setting of matching, as people read it."""

    key: str
    label: str
    value: str
    since: date
    source: str


@dataclass(frozen=True)
class Tested:
    """How well the shipped text model did when it was tested."""

    phrases: int
    first: int  # of 100 phrases
    in_three: int
    calibration_error: float
    version: str
    digest: str
    sources: list[str]


@dataclass(frozen=True)
class Uptake:
    """What people made of suggestions up to the end of last month, as it may be published."""

    until: date
    steps: list[tuple[str, Figure]]
    differing: Figure


@dataclass(frozen=True)
class Strength:
    """How much a part counts: a word to read and a number to draw."""

    words: str
    number: float


@dataclass(frozen=True)
class Public:
    """Everything the public page says that is not the same every day."""

    model: StandingModel
    inputs: Inputs
    rules: list[Rule]
    settings: list[InForce]
    tested: Tested
    uptake: Uptake
    contact: dict[str, str]

    @property
    def strengths(self) -> list[tuple[str, Strength]]:
        """How much each part counts, as a chart wants it."""
        return [(term.label, Strength(term.strength, term.weight)) for term in self.model.given]


def public() -> Public:
    """Return what the public page says today."""
    return Public(
        model=standing_model(),
        inputs=about.inputs(),
        rules=about.rules(),
        settings=in_force(),
        tested=tested(),
        uptake=uptake(),
        contact=settings.contact(),
    )


def in_force() -> list[InForce]:
    """Return every setting of matching that holds today, with since when."""
    return [
        InForce(row.key, _label(row), _value(row), row.valid_from, row.source)
        for prefix in PREFIXES
        for row in settings.in_force(prefix)
    ]


def _label(row: Any) -> str:
    return LABELS.get(row.key) or row.key.partition(".")[2].replace("_", " ").capitalize()


def _value(row: Any) -> str:
    content: Any = row.content
    if isinstance(content, bool):
        return "Yes" if content else "No"
    if isinstance(content, float) and 0 < content < 1:
        return f"{content:.0%}"
    if isinstance(content, list):
        return ", ".join(str(each) for each in content)
    return "not set" if content is None else str(content)


def tested() -> Tested:
    """Return what the card of the shipped text model says."""
    card = about.text_model()
    found = card["figures"]
    return Tested(
        phrases=int(found["texts"]),
        first=round(100 * found["accuracy"]),
        in_three=round(100 * found["in_first_three"]),
        calibration_error=float(found["calibration_error"]),
        version=str(card["version"]),
        digest=str(card.get("digest", "")),
        sources=sorted(card["sources"]),
    )


def uptake() -> Uptake:
    """Return what people made of suggestions; one fixed view a month, so that nobody can tell
    from two days' figures what happened in between."""
    cut = month_begins()
    reached = decided.reached(cut)
    everybody = figures.overrides(before(cut)).everybody
    counts = {
        "Put on the shortlist by an advisor": reached[S.SHORTLISTED.value],
        "Put aside by an advisor": reached[S.DISMISSED.value],
        "Added by an advisor, not by the computer": everybody.added,
        "The young person said yes": reached[S.YP_INTERESTED.value],
    }
    shown = suppression.table(counts)
    differing = suppression.share(everybody.differs, everybody.differs + everybody.follows)
    return Uptake(_day_before(cut), [(name, shown[name]) for name in counts], differing)


def month_begins() -> datetime:
    """Return the moment this month began in London: public figures stop before it."""
    return clock.at(clock.today().replace(day=1), time(0))


def before(cut: datetime) -> list[decided.Decision]:
    """Return the decisions that were first made before a moment."""
    return [each for each in decided.decisions() if each.at < cut]


def _day_before(cut: datetime) -> date:
    last = clock.local(cut).date()
    return date.fromordinal(last.toordinal() - 1)
