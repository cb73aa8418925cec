"""The sections of an offer: what each asks, when it is asked at all, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.opportunities.answers import Answers
from app.opportunities.lawful import Finding
from app.opportunities.models import Kind, Opportunity, ReviewComment

Asked = Callable[[Answers], bool]


def _always(_: Answers) -> bool:
    return True


def _nothing(_: Answers) -> list[str]:
    return []


@dataclass(frozen=True)
class Section:
    """One page of the builder."""

    key: str
    title: str
    fields: tuple[str, ...]
    asked: Asked = _always
    missing: Callable[[Answers], list[str]] = field(default=_nothing)
    about: tuple[str, ...] = ()  # fields that findings may name though the page does not ask them


def _is_apprenticeship(answers: Answers) -> bool:
    return answers.kind == Kind.APPRENTICESHIP


def _is_work(answers: Answers) -> bool:
    return answers.kind != Kind.MENTORING


def _lacking(*names: str) -> Callable[[Answers], list[str]]:
    def missing(answers: Answers) -> list[str]:
        return [name for name in names if getattr(answers, name) in (None, "", [], {})]

    return missing


def _where(answers: Answers) -> list[str]:
    known = answers.remote or answers.postcode or answers.area
    return [] if known else ["postcode"]


def _dates(answers: Answers) -> list[str]:
    wanted = ["start", "closes"] + (["end"] if _is_apprenticeship(answers) else [])
    return _lacking(*wanted)(answers)


def _hours(answers: Answers) -> list[str]:
    return [] if answers.week or answers.hours_per_week or answers.days else ["week"]


def _pay(answers: Answers) -> list[str]:
    if answers.paid is None and answers.pay_per_hour is None and answers.unpaid_basis is None:
        return ["paid"]
    return ["pay_per_hour"] if answers.paid and answers.pay_per_hour is None else []


def _day_one(answers: Answers) -> list[str]:
    return [] if (answers.day_one or {}).get("who_meets_you") else ["day_one"]


SECTIONS = (
    Section("kind", "Kind of offer and sector", ("kind", "sector_key")),
    Section(
        "doing",
        "What you will do and learn",
        ("title", "will_do", "will_learn", "could_lead", "ring_fenced"),
        missing=_lacking("title", "will_do", "will_learn"),
    ),
    Section(
        "where",
        "Where, and how many places",
        ("places", "remote", "postcode", "area", "sites"),
        missing=_where,
    ),
    Section("dates", "Dates", ("start", "end", "closes"), missing=_dates),
    Section("hours", "Hours", ("week", "hours_per_week"), asked=_is_work, missing=_hours),
    Section(
        "pay",
        "Pay",
        ("paid", "pay_per_hour", "unpaid_basis", "unpaid_words"),
        asked=_is_work,
        missing=_pay,
    ),
    Section(
        "apprenticeship",
        "The apprenticeship",
        ("level", "training_provider", "first_year_apprentice"),
        asked=_is_apprenticeship,
        missing=_lacking("level", "first_year_apprentice"),
    ),
    Section(
        "who", "Who it is for", ("min_age", "max_age", "school_age"), missing=_lacking("min_age")
    ),
    Section(
        "asks",
        "What you ask for",
        ("essential", "desirable", "essential_qualifications", "min_level", "skills"),
    ),
    Section(
        "checks",
        "DBS checks",
        ("person_dbs", "regulated_activity", "supervisor_dbs", "supervised_frequently"),
        missing=_lacking("person_dbs"),
    ),
    Section(
        "safety",
        "Keeping people safe",
        ("tools", "risk_assessed_on", "safeguarding_contact"),
        missing=_lacking("safeguarding_contact"),
        about=("insurance_until",),
    ),
    Section("day_one", "The first day", ("day_one",), missing=_day_one),
    Section("support", "What you can offer", ("adjustments", "flexible")),
)
BY_KEY = {section.key: section for section in SECTIONS}
# One page for what a ready-made offer or a copy leaves open, or what has to be somebody’s own.
SHORT = Section(
    "short",
    "Check and change",
    (
        *("title", "places", "postcode", "start", "end", "closes", "paid", "pay_per_hour"),
        *("day_one", "safeguarding_contact"),
    ),
)
IN_SHORT = {"where", "dates", "pay", "day_one", "safety"}


def asked(answers: Answers) -> list[Section]:
    """Return the sections that apply to an offer."""
    return [section for section in SECTIONS if section.asked(answers)]


def missing(answers: Answers) -> list[Section]:
    """Return the sections in which something everybody needs to know is not said."""
    return [section for section in asked(answers) if section.missing(answers)]


def short_will_do(answers: Answers) -> bool:
    """Say whether one page can ask for everything that is still missing."""
    return {section.key for section in missing(answers)} <= IN_SHORT


def section_of(name: str) -> Section:
    """Return the section a field belongs to."""
    return next(s for s in SECTIONS if name in s.fields or name in s.about)


def after(section: Section, answers: Answers) -> Section | None:
    """Return the section that follows, or None after the last."""
    order = asked(answers)
    place = order.index(section) if section in order else -1
    return order[place + 1] if place + 1 < len(order) else None


@dataclass(frozen=True)
class Progress:
    """How far one section is."""

    section: Section
    status: str  # done, todo, stop, look, change
    findings: tuple[Finding, ...] = ()
    comments: tuple[ReviewComment, ...] = ()


def progress(opportunity: Opportunity, answers: Answers, found: list[Finding]) -> list[Progress]:
    """Return how far each section is."""
    return [_progress(section, opportunity, answers, found) for section in asked(answers)]


def _progress(
    section: Section, opportunity: Opportunity, answers: Answers, found: list[Finding]
) -> Progress:
    names = {*section.fields, *section.about}
    mine = tuple(f for f in found if f.field in names)
    open_ = tuple(c for c in opportunity.comments if c.field in names and c.resolved_at is None)
    return Progress(section, _status(section, opportunity, answers, mine, bool(open_)), mine, open_)


def _status(
    section: Section,
    opportunity: Opportunity,
    answers: Answers,
    found: tuple[Finding, ...],
    asked_: bool,
) -> str:
    if asked_:
        return "change"
    if any(f.stops for f in found):
        return "stop"
    if not _answered(section, opportunity, answers):
        return "todo"
    return "look" if found else "done"


def _answered(section: Section, opportunity: Opportunity, answers: Answers) -> bool:
    visited = section.key in (opportunity.saved_sections or ()) or opportunity.approved_at
    filled = any(getattr(answers, name) not in (None, "", [], {}, False) for name in section.fields)
    return not section.missing(answers) and bool(visited or filled)


def tally(opportunity: Opportunity, answers: Answers) -> tuple[int, int]:
    """Return how many sections are answered, and how many there are; asks the database nothing."""
    pages = asked(answers)
    return sum(_answered(page, opportunity, answers) for page in pages), len(pages)
