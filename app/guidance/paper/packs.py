"""The papers there are: a guide, the starter pack of an offer, the pack for council departments."""

from __future__ import annotations

from dataclasses import dataclass

from app import clock
from app.filters import long_date, short_date
from app.guidance import examples, offers, people, services
from app.guidance.paper import parts, printing
from app.guidance.paper.printing import Part
from app.guidance.services import Shown
from app.opportunities import answers as kept
from app.opportunities import presenting, wording
from app.opportunities.models import Opportunity

FOOT = "Unlocking Opportunities, Milton Keynes City Council"
NOT_NAMED = "The Council has not named one person for employers yet. The team answers."
NO_MONEY = "We know of no payment for this kind of offer. Ask us: there may be something newer."
LINE = "." * 48  # to write on
TEAMS = {"for-departments", "how-to-interview", "adjustments"}
PLAIN = "Plain guidance, not legal advice."
PAGE: Part = {"kind": "page"}


@dataclass(frozen=True)
class Paper:
    """A paper before it is set."""

    name: str  # of the file
    title: str
    caption: str
    parts: list[Part]

    def pdf(self) -> bytes:
        """Return it as tagged PDF."""
        return printing.paper(self.title, self.caption, self._foot(), self.parts)

    def pictures(self, ppi: float = 60) -> list[bytes]:
        """Return its pages as pictures."""
        return printing.pictures(self.title, self.caption, self._foot(), self.parts, ppi)

    def _foot(self) -> str:
        return f"{FOOT}. {PLAIN} Printed {short_date(clock.today())}."


def _asking() -> list[Part]:
    person = people.contact()
    return [
        parts.heading("Whom to ask"),
        parts.contact(person, "Your contact"),
        *([] if person.named else [parts.paragraph(NOT_NAMED, "note")]),
    ]


def of_guide(shown: Shown) -> Paper:
    """Return a guide as a paper."""
    guide = shown.guide
    checked = f"Last checked {long_date(shown.checked)}."
    body = [parts.paragraph(guide.summary, "lead"), *parts.of_guide(shown), *_asking()]
    return Paper(
        guide.slug, guide.title, "Guidance for employers", [*body, parts.paragraph(checked, "note")]
    )


def _chapter(slug: str) -> list[Part]:
    shown = services.show(slug)
    if shown is None:
        return []
    return [PAGE, parts.heading(shown.guide.title), *parts.of_guide(shown, level=3)]


def _facts(opportunity: Opportunity) -> list[list[str]]:
    answers = kept.current(opportunity)
    rows = [
        ("What", wording.KINDS[answers.kind.value]),
        ("First day", long_date(answers.start) if answers.start else None),
        ("Last day", long_date(answers.end) if answers.end else None),
        ("Hours", presenting.week_total(answers)),
        ("Where", presenting.where_words(answers)),
        ("Money", presenting.pay_words(answers)),
    ]
    return [[key, value] for key, value in rows if value]


def _first_day(opportunity: Opportunity) -> list[Part]:
    card = kept.current(opportunity).day_one or {}
    rows = [[words, str(card[key])] for key, words in wording.DAY_ONE.items() if card.get(key)]
    if rows:
        return [{"kind": "card", "title": "The first-day card", "rows": rows}]
    empty = [[words, LINE] for words in wording.DAY_ONE.values()]
    return [
        parts.paragraph("Nothing is written yet. Fill this in, by hand if you like."),
        {"kind": "card", "title": "The first-day card", "rows": empty},
    ]


def starter(opportunity: Opportunity) -> Paper:
    """Return the starter pack of an offer: facts, checklist, first day, money, host’s guide, people."""
    prepared = offers.prepare(opportunity)
    money = [parts.incentive(row) for row in prepared.money]
    return Paper(
        "starter-pack",
        opportunity.title or "Your offer",
        f"Starter pack for {opportunity.employer.name}",
        [
            {"kind": "facts", "title": "The offer", "rows": _facts(opportunity)},
            *_asking(),
            *parts.checklist(prepared.checklist),
            PAGE,
            parts.heading("The first day"),
            *_first_day(opportunity),
            parts.heading("Money there may be"),
            *(money or [parts.paragraph(NO_MONEY)]),
            *_chapter("good-host"),
        ],
    )


def department() -> Paper:
    """Return the pack for council departments."""
    teams = [one for one in examples.every() if one.guide in TEAMS]
    shown = services.show("for-departments")
    return Paper(
        "department-pack",
        "How your service can open a door",
        "Pack for council departments",
        [
            *(
                [parts.paragraph(shown.guide.summary, "lead"), *parts.of_guide(shown)]
                if shown
                else []
            ),
            *_asking(),
            PAGE,
            parts.heading("Examples to copy"),
            *(part for one in teams for part in parts.example(one)),
            *_chapter("good-host"),
            *_chapter("how-to-interview"),
        ],
    )
