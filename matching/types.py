"""The plain values that go into the engine and come out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Level = Literal["keen", "curious", "not_for_me"]
Evidence = Literal["said", "shown"]
Band = Literal["strong", "good", "possible", "ask"]
State = Literal["for", "against", "unknown"]

LEVELS: tuple[Level, ...] = ("keen", "curious", "not_for_me")
EVIDENCE: tuple[Evidence, ...] = ("said", "shown")
KINDS = (
    "work_experience",
    "taster",
    "apprenticeship",
    "internship",
    "supported",
    "mentoring",
    "job",
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MODES = ("walk", "cycle", "bus", "train", "car")
EVENTS = (
    "dismissed",
    "opened",
    "interested",
    "declined",
    "introduced",
    "interviewed",
    "offered",
    "started",
    "completed",
    "sustained",
    "ended_early",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Travel:
    """How long a person will travel one way, and how."""

    minutes_max: float | None = None
    modes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """A sector and how much a person wants it."""

    sector: str
    level: Level


@dataclass(frozen=True, slots=True)
class Skill:
    """Something a person can do, said by them or shown to somebody."""

    name: str
    evidence: Evidence = "said"


@dataclass(frozen=True, slots=True)
class Qualification:
    """A qualification by name, and its level on the English scale (0 to 8)."""

    name: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What the engine may know of a young person; nothing protected is among it.

    `None` means nobody has asked or said; an empty tuple means the answer is "none".
    """

    id: str
    born: date | None = None
    age: int | None = None
    ready: bool | None = None
    consent: bool | None = None
    interests: tuple[Interest, ...] | None = None
    own_words: str | None = None
    skills: tuple[Skill, ...] | None = None
    experience: tuple[str, ...] | None = None
    qualifications: tuple[Qualification, ...] | None = None
    kinds: tuple[str, ...] | None = None
    available_from: date | None = None
    available_to: date | None = None
    hours_per_week_max: float | None = None
    days: tuple[str, ...] | None = None
    place: Place | None = None
    area: str | None = None
    travel: Travel | None = None
    adjustments: tuple[str, ...] | None = None
    exclude_employers: tuple[str, ...] | None = None
    exclude_areas: tuple[str, ...] | None = None
    dbs: bool | None = None


@dataclass(frozen=True, slots=True)
class Opportunity:
    """What an employer offers, as far as it has been said."""

    id: str
    employer: str | None = None
    kind: str | None = None
    sector: str | None = None
    title: str | None = None
    text: str | None = None
    skills: tuple[str, ...] | None = None
    essential_qualifications: tuple[Qualification, ...] | None = None
    min_level: int | None = None
    place: Place | None = None
    area: str | None = None
    remote: bool | None = None
    opens: date | None = None
    closes: date | None = None
    start: date | None = None
    end: date | None = None
    hours_per_week: float | None = None
    days: tuple[str, ...] | None = None
    pay_per_hour: float | None = None
    places: int | None = None
    places_taken: int | None = None
    min_age: int | None = None
    max_age: int | None = None
    dbs_required: bool | None = None
    adjustments_offered: tuple[str, ...] | None = None
    employer_response_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that happened between a person and an opportunity."""

    person: str
    opportunity: str
    event: str
    at: datetime | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a score, in millionths of log-odds, with its reason in words."""

    term: str
    micro: int
    state: State
    words: str


@dataclass(frozen=True, slots=True)
class Match:
    """A suggested pair: the micros of its terms add up to `score_micro` exactly.

    `score_micro` is None in the band "ask": too little is known to score the pair.
    """

    person: str
    opportunity: str
    rank: int
    band: Band
    score_micro: int | None
    coverage: float
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many pairs one hard rule says no to."""

    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """A person for whom (or an opportunity for which) nothing passes the hard rules."""

    none: tuple[RuleCount, ...]
    person: str | None = None
    opportunity: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """What a rule or a term has to say about a pair."""

    words: str
    rule: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every rule that says no, everything unknown, and the match when there is one."""

    person: str
    opportunity: str
    no: tuple[Reason, ...]
    unknown: tuple[Reason, ...]
    match: Match | None


@dataclass(frozen=True, slots=True)
class SectorSuggestion:
    """A sector suggested to a person, with the reasons that add up to its score."""

    person: str
    sector: str
    rank: int
    score_micro: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Unlock:
    """A change that would open more opportunities (person None = the whole cohort)."""

    person: str | None
    change: Mapping[str, object]
    opens: int
    opportunities: tuple[str, ...]
    words: str
