"""Ready-made offers to start from, by sector and kind: written once, made whole for one organisation."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.employers.models import Employer, EmployerKind
from app.opportunities import proposing
from app.opportunities.law.types import DAYS
from app.opportunities.models import Kind, UnpaidBasis

FILE = Path(__file__).with_name("starters.json")
VOLUNTEERS = {EmployerKind.CHARITY, EmployerKind.PUBLIC}
# In the order in which somebody who has never done this should meet them.
FIRST = (
    *(Kind.TASTER, Kind.WORK_EXPERIENCE, Kind.MENTORING, Kind.SUPPORTED),
    *(Kind.JOB, Kind.INTERNSHIP, Kind.APPRENTICESHIP),
)
NEVER_SAID = {"unpaid": None, "lead": None, "level": None, "lasts": "", "week": ""}


@dataclass(frozen=True)
class Starter:
    """One ready-made offer: a name, a line about it, and its row in the file."""

    key: str
    title: str
    about: str
    kind: Kind
    sector_key: str
    row: dict[str, Any]

    @property
    def only_volunteers(self) -> bool:
        """Whether only a charity or a public body may offer it."""
        return self.row.get("unpaid") == UnpaidBasis.VOLUNTARY

    @property
    def answers(self) -> dict[str, Any]:
        """Everything it says, but for what is an organisation’s own."""
        row = {**NEVER_SAID, **self.row}
        worked = self.kind != Kind.MENTORING
        return {
            "title": row["title"],
            "will_do": row["do"],
            "will_learn": row["learn"],
            "week": read_week(row["week"]),
            "paid": (row["unpaid"] is None) if worked else None,
            "unpaid_basis": UnpaidBasis(row["unpaid"]) if row["unpaid"] else None,
            "min_age": row.get("age", 16),
            "school_age": False,
            "skills": row.get("skills", []),
            "tools": row.get("tools", ""),
            "day_one": _day_one(row),
            "adjustments": row.get("helps", []),
            "flexible": row.get("flexible", []),
            "could_lead": row["lead"],
            "level": row["level"],
            "first_year_apprentice": True if self.kind == Kind.APPRENTICESHIP else None,
            "person_dbs": row.get("check", "none"),
            "dbs_required": "check" in row,
            "regulated_activity": bool(row.get("regulated")),
        }

    def given(self, employer: Employer | None = None) -> dict[str, Any]:
        """Return what a draft begins with; an organisation’s own place and dates to say yes to."""
        answers, lasts = self.answers, self.row.get("lasts", "")
        if employer:
            start = proposing.first_days(answers["week"])[0]
            answers |= proposing.dates(start, proposing.last_day(start, answers["week"], lasts))
            answers["postcode"] = employer.postcode
        return {"kind": self.kind, "sector_key": self.sector_key, "given": answers}


def _day_one(row: dict[str, Any]) -> dict[str, str]:
    card = {"what_to_wear": row.get("wear"), "bring": row.get("bring"), "lunch": row.get("lunch")}
    return {key: words for key, words in card.items() if words}


def read_week(words: str) -> list[dict[str, Any]]:
    """Return “mon-fri 10:00-15:00 45” as days, each with its times and its break."""
    if not words:
        return []
    which, times, pause = words.split()
    begins, ends = times.split("-")
    return [
        {"day": day, "from": begins, "to": ends, "break_minutes": int(pause)}
        for part in which.split(",")
        for day in _days(part)
    ]


def _days(part: str) -> tuple[str, ...]:
    first, _, last = part.partition("-")
    return DAYS[DAYS.index(first) : DAYS.index(last or first) + 1]


@lru_cache(maxsize=1)
def starters() -> tuple[Starter, ...]:
    """Return every ready-made offer, sector by sector, the easiest kind first."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    made = [
        Starter(row["key"], row["name"], row["about"], Kind(row["kind"]), row["sector"], row)
        for row in rows
    ]
    return tuple(sorted(made, key=lambda starter: FIRST.index(starter.kind)))


def suited(employer: Employer, *, sector: str = "", kind: str = "") -> list[Starter]:
    """Return those an organisation may use, of one sector or kind when one is asked for."""
    return [
        starter
        for starter in starters()
        if (employer.kind in VOLUNTEERS or not starter.only_volunteers)
        and (not sector or starter.sector_key == sector)
        and (not kind or starter.kind == kind)
    ]


def find(key: str) -> Starter:
    """Return one by its key."""
    return next(starter for starter in starters() if starter.key == key)


def is_length(words: str) -> bool:
    """Say whether these words are a length we can count."""
    return not words or bool(re.fullmatch(r"\d{1,2} (day|week|month)s?", words))
