"""What the pages of this feature show beside the introduction itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from app import clock, paging
from app.accounts.models import Role, User
from app.employers import services as employers
from app.filters import long_date
from app.introductions import cards, chasing, listing, queries, story
from app.introductions.models import Introduction
from app.introductions.models import IntroductionState as S
from app.introductions.responsiveness import responsiveness
from app.introductions.states import INTRODUCTION, WAITING
from app.introductions.turns import NAMES, waiting
from app.settings import services as settings
from app.young_people import choices as young_people
from app.young_people.models import YoungPerson

# An employer reads details only in these; once it is over they are nobody’s business any more.
READABLE = (S.SEEN, S.INTERVIEW_BOOKED, S.INTERVIEWED, S.OFFERED, S.ACCEPTED, S.NO_RESPONSE)
# Without a yes an employer sees the coarse card, and only while there is something to wait for.
CARD = (S.AWAITING_AGREEMENT, S.SENT)
CARD_WORDS = {"sector": "Would like to try", "age": "Age", "times": "Has time for"}
# verb: (endpoint, sent at once without a page of its own)
ACTIONS = {
    "send": ("introductions.preview", False),
    "book": ("introductions.invite", False),
    "meet": ("introductions.met", True),
    "offer": ("introductions.offer", False),
    "accept": ("introductions.accept", False),
    "decline": ("introductions.decline", False),
    "refuse": ("introductions.refuse", False),
    "withdraw": ("introductions.withdraw", False),
    "keep": ("introductions.keep", True),
}
LABELS = {
    ("book", S.INTERVIEW_BOOKED): "Change the time or place",
    ("withdraw", S.NO_RESPONSE): "End it",
    ("send", S.DRAFT): "See it as the employer will, and send it",
    ("send", S.AWAITING_AGREEMENT): "See it as the employer will",
}


# What an employer says; staff write it down when somebody rings up.
THEIRS = {"book", "offer", "refuse"}


@dataclass(frozen=True)
class Action:
    """One thing somebody may do now."""

    verb: str
    label: str
    href: str
    at_once: bool
    tone: str

    @property
    def is_answer(self) -> bool:
        """Whether it is the employer’s to say."""
        return self.verb in THEIRS


def actions(row: Introduction, user: User) -> list[Action]:
    """Return what this person may do now, as the transition table says."""
    found = [_action(row, line) for line in INTRODUCTION.allowed(row, role=user.role)]
    return [action for action in found if action is not None]


def _action(row: Introduction, line: Any) -> Action | None:
    if line.verb == "again":
        offer = row.opportunity.ref
        href = url_for("introductions.new", ref=row.young_person.ref, offer=offer)
        return Action(line.verb, line.label, href, False, line.tone)
    ahead = row.interview_at is not None and row.interview_at > clock.now()
    if line.verb not in ACTIONS or (line.verb == "meet" and ahead):
        return None
    endpoint, at_once = ACTIONS[line.verb]
    label = LABELS.get((line.verb, row.state), line.label)
    return Action(line.verb, label, url_for(endpoint, ref=row.ref), at_once, line.tone)


@dataclass(frozen=True)
class Shown:
    """What an employer sees of one introduction, and nothing else of it."""

    name: str
    lines: list[cards.Line]
    card: list[tuple[str, str]]
    message: str

    @property
    def is_open(self) -> bool:
        """Whether an agreement stands and it has been opened."""
        return bool(self.lines)


def to_employer(row: Introduction) -> Shown:
    """Return what the employer sees now: the agreed facts, the coarse card, or nothing."""
    fields = queries.agreed_fields(row)
    if fields is not None and row.state in READABLE:
        person = row.young_person
        return Shown(cards.name(person, fields), cards.shared(person, fields), [], row.message)
    card = coarse(row.card) if row.state in CARD else []
    return Shown(cards.SOMEBODY, [], card, "")


def may_meet(row: Introduction) -> bool:
    """Whether the employer may still have day, time and place of a meeting."""
    return row.state in READABLE and queries.agreed_fields(row) is not None


def preview(row: Introduction) -> Shown:
    """Return what the employer will see once it is sent and opened."""
    fields = queries.agreed_fields(row)
    shared = row.shared_fields if fields is None else fields
    person = row.young_person
    return Shown(cards.name(person, shared), cards.shared(person, shared), [], row.message)


def coarse(card: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the facts of an anonymous card with their names."""
    sectors = dict(settings.sector_choices()) if "sector" in card else {}
    return [
        (words, sectors.get(card[key], card[key]) if key == "sector" else str(card[key]))
        for key, words in CARD_WORDS.items()
        if key in card
    ]


def record(row: Introduction, user: User) -> dict[str, Any]:
    """Return everything the advisor’s page of an introduction shows."""
    employer = row.opportunity.employer
    open_ = actions(row, user)
    return {
        "it": row,
        "turn": waiting(row),
        "turns": NAMES,
        "actions": [action for action in open_ if not action.is_answer],
        "their_answers": [action for action in open_ if action.is_answer],
        "shown": preview(row),
        "readable": row.state in (*READABLE, S.SENT),
        "agreed": queries.agreed_fields(row) is not None,
        "contacts": employers.contacts(employer),
        "answers": responsiveness([employer.id])[employer.id],
        "events": story.told([row])[::-1],
        "waited": chasing.days_waited(row) if row.state in WAITING else None,
    }


def index(view: listing.View, user: User) -> dict[str, Any]:
    """Return what the list of introductions shows."""
    page = listing.find(view, by=user)
    return {
        "view": view,
        "pager": page,
        "lines": [(row, waiting(row)) for row in page.rows],
        "tabs": [
            (words, paging.here(turn=key, page=None), key == view.turn)
            for key, words in listing.TURNS.items()
        ],
        "sorts": listing.SORTS,
        "turns": NAMES,
    }


def inbox(tab: str, page: paging.Page[Introduction]) -> dict[str, Any]:
    """Return what an employer’s list shows: a name only where it was agreed and opened."""
    agreed = queries.agreed_names(page.rows)
    lines = []
    for row in page.rows:
        fields = agreed.get(row.id) if row.state in READABLE else None
        lines.append((row, cards.name(row.young_person, fields or ())))
    tabs = [
        ("Waiting", url_for("introductions.inbox"), tab != "over"),
        ("Over", url_for("introductions.inbox", tab="over"), tab == "over"),
    ]
    return {"lines": lines, "tabs": tabs, "pager": page, "tab": tab, "waiting_states": WAITING}


def home_of(row: Introduction, user: User) -> str:
    """Return the page of an introduction for this person."""
    if user.role == Role.BUSINESS:
        return url_for("introductions.show", ref=row.ref)
    return url_for("introductions.record", ref=row.ref)


SHARED_WORDS = dict(young_people.SHARED)


def everything(person: YoungPerson) -> list[cards.Line]:
    """Return what each field would show, so that an advisor ticks with open eyes."""
    return cards.shared(person, SHARED_WORDS)


def sent_words(row: Introduction) -> str:
    """Return the sentence that says what happens next."""
    return f"Sent to {row.opportunity.employer.name}. They answer by {long_date(row.answer_due)}"


def accepted_words(row: Introduction) -> str:
    """Return the sentence that says what happens next."""
    name = row.young_person.preferred_name
    return f"{name} has the place at {row.opportunity.employer.name}. Next: agree on the details"


def employer_actions(row: Introduction, user: User) -> list[Action]:
    """Return what an employer may do now; before opening it, nothing else."""
    return [] if row.state == S.SENT else actions(row, user)


def answering(row: Introduction, user: User) -> dict[str, Any]:
    """Return who answers, about whom, and where to go back to."""
    own = user.role == Role.BUSINESS
    name = to_employer(row).name if own else row.young_person.preferred_name
    return {"own": own, "name": name, "home": home_of(row, user)}
