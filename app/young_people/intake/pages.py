"""A caseload on its way in, as its pages show it: what was, what will be, whom to look at next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import url_for

from app import paging
from app.filters import plural
from app.tables import problems, uploads
from app.tables.models import Upload
from app.tables.problems import WrongRow
from app.typed import spoken_number
from app.young_people import changes, choices
from app.young_people.intake import merging
from app.young_people.intake.columns import LABELS
from app.young_people.intake.known import Known, identity
from app.young_people.intake.looking import CHANGED, NEW, SAME, WRONG, Intake
from app.young_people.intake.rows import Row
from app.young_people.models import Activity, YoungPerson

if TYPE_CHECKING:
    from app.accounts.models import User

TABS = {WRONG: "To mend", CHANGED: "Changed", NEW: "New", SAME: "The same"}
MOVED = "Somebody changed a record since you began to look. Look through the changed rows again"
MANY = 500  # rows from which on it takes more than a moment
NEXT = 12  # records the last page leads to
Told = tuple[str, str, str]


@dataclass(frozen=True)
class Shown:
    """One row on the page."""

    number: int
    name: str
    reference: str
    ref: str | None
    born: date | None
    advisor: str
    told: list[Told]
    warnings: list[str]
    maybe: list[YoungPerson]
    moved: bool  # somebody changed the record since it was looked at


@dataclass(frozen=True)
class Look:
    """One page of what bringing a file in would do."""

    counts: dict[str, int]
    rows: int
    kind: str
    page: paging.Page[Row]
    shown: list[Shown] = field(default_factory=list)
    wrong: list[WrongRow] = field(default_factory=list)
    problems: int = 0
    warned: int = 0
    versions: str = ""

    @property
    def refs(self) -> list[str]:
        """Whose records the page speaks of."""
        people = [row.person for row in self.page.rows if row.person]
        people += [person for row in self.page.rows for person in row.maybe]
        return list(dict.fromkeys(person.ref for person in people))

    @property
    def happens(self) -> list[str]:
        """What bringing the file in would do, in words."""
        told = {
            "new": plural(self.counts[NEW], "new record"),
            "changed": plural(
                self.counts[CHANGED], "record brought up to date", "records brought up to date"
            ),
            "same": plural(
                self.counts[SAME], "record that stays the same", "records that stay the same"
            ),
        }
        return [words for kind, words in told.items() if self.counts[kind]]

    @property
    def mark(self) -> str:
        """What stands for everything that was looked at; it goes from page to page."""
        return hashlib.sha256(self.versions.encode()).hexdigest()[:12]

    def address(self, upload: Upload, kind: str, number: int = 1) -> str:
        """Return the address of a page of the rows of a kind."""
        page = number if number > 1 else None
        return url_for(".import_look", ref=upload.ref, show=kind, page=page, v=self.mark)

    def pager(self, upload: Upload) -> dict[str, Any]:
        """Return where the other pages of this kind are."""
        it = self.page
        before = self.address(upload, self.kind, it.page - 1) if it.page > 1 else None
        after = self.address(upload, self.kind, it.page + 1) if it.page < it.pages else None
        numbers = {"page": it.page, "pages": it.pages, "total": it.total}
        return numbers | {"prev_url": before, "next_url": after}

    @property
    def writes(self) -> int:
        """How many records would be begun or changed."""
        return self.counts[NEW] + self.counts[CHANGED]


def look(intake: Intake, upload: Upload, *, kind: str, number: int, seen: str = "") -> Look:
    """Return one page of the rows of a kind; without one, of those that need somebody most."""
    counts = intake.counts
    order = [it for it in TABS if counts[it]]
    kind = kind if kind in order else next(iter(order), NEW)
    chosen = intake.of(kind)
    moved = _moved(intake, seen)
    if moved and kind != WRONG:
        chosen.sort(key=lambda row: row.number not in moved)
    page = paging.cut(chosen, number)
    return Look(
        counts=counts,
        rows=len(intake.rows),
        kind=kind,
        page=page,
        shown=[_shown(row, intake, moved) for row in page.rows if kind != WRONG],
        wrong=[_wrong(row, upload) for row in page.rows if kind == WRONG],
        problems=sum(len(row.errors) for row in intake.rows),
        warned=sum(bool(row.warnings or row.maybe) for row in intake.rows),
        versions=intake.versions,
    )


def _moved(intake: Intake, seen: str) -> set[int]:
    if not seen:
        return set()
    before = seen.split(".")
    before += [""] * (len(intake.rows) - len(before))
    pairs = zip(intake.rows, before, strict=False)
    return {row.number for row, version in pairs if str(row.version) != version}


def _wrong(row: Row, upload: Upload) -> WrongRow:
    return problems.shown(
        upload.headings, upload.mapping, row.number, row.cells, row.errors, LABELS
    )


def _shown(row: Row, intake: Intake, moved: set[int]) -> Shown:
    person, after = row.person, row.after
    advisor = row.advisor if person is None else person.advisor
    return Shown(
        number=row.number,
        name=person.full_name if person else row.name,
        reference=row.said.get("case_reference") or "",
        ref=person.ref if person else None,
        born=after.get("born") or (person.born if person else None),
        advisor=advisor.name if advisor else "",
        told=_told(row, intake) if person else [],
        warnings=row.warnings,
        maybe=row.maybe,
        moved=row.number in moved,
    )


def _told(row: Row, intake: Intake) -> list[Told]:
    told = [
        _sides(name, row.before[name], value, intake.sectors) for name, value in row.after.items()
    ]
    if row.activity:
        now = intake.known.current(row.person)
        told.append(("Activity", _activity(now), _activity(row.activity)))
    return told


def _sides(name: str, before: Any, after: Any, sectors: dict[str, str]) -> Told:
    if name.startswith(changes.INTEREST):
        sector = name.removeprefix(changes.INTEREST)
        levels = [choices.words(choices.LEVELS, level) or "–" for level in (before, after)]
        return (sectors.get(sector, sector), levels[0], levels[1])
    label, answers = changes.QUESTIONS[name]
    if name in merging.ADDED:
        return (label, choices.said(_names(before, answers)), _more(before or [], after, answers))
    if name == "phone":
        before, after = spoken_number(before) if before else None, spoken_number(after)
    return (label, choices.said(before, answers), choices.said(after, answers))


def _names(rows: Any, answers: choices.Choices) -> list[str]:
    return [_spoken(row, answers) for row in rows or ()]


def _spoken(row: Any, answers: choices.Choices) -> str:
    if not isinstance(row, dict):
        return choices.words(answers, row) or "" if answers else str(row)
    level = f" (level {row['level']})" if row.get("level") else ""
    seen = " (seen)" if row.get("evidence") == "shown" else ""
    return f"{row['name']}{level}{seen}"


def _more(before: Any, after: Any, answers: choices.Choices) -> str:
    """Return what a list gets beside what it has."""
    added = [_spoken(row, answers) for row in after if row not in before]
    return f"{'Also: ' if before else ''}{'; '.join(added)}"


def _activity(it: Any) -> str:
    if it is None:
        return "–"
    words = choices.words(choices.ACTIVITIES, it.code)
    return f"{it.code} {words}, since {choices.said(it.since)}"


@dataclass(frozen=True)
class Next:
    """A record to look at once a file is in, and why."""

    ref: str
    name: str
    began: bool
    words: list[str]


def whom_next(upload: Upload, *, by: User) -> tuple[list[Next], int]:
    """Return the records of an import that need somebody first, and how many need anybody."""
    known = Known(by)
    people = {person.id: person for person in known.people}
    found = [
        Next(person.ref, person.full_name, line.before is None, words)
        for line in uploads.lines(upload)
        if (person := people.get(line.subject_id)) and (words := _missing(person, known))
    ]
    found.sort(key=lambda it: (not it.words[0].startswith("May be"), not it.began, -len(it.words)))
    return found[:NEXT], len(found)


def _missing(person: YoungPerson, known: Known) -> list[str]:
    return [*_alike(person, known), *_unknown(person, known.levels(person), known.current(person))]


def _alike(person: YoungPerson, known: Known) -> Iterable[str]:
    key = identity(person.full_name, person.born)
    others = known.namesakes.get(key, []) if key else []
    if any(other.id != person.id for other in others):
        yield "May be the same person as another record with this name and birthday"


def _unknown(person: YoungPerson, levels: Any, activity: Activity | None) -> Iterable[str]:
    if person.born is None:
        yield "No date of birth"
    if not person.own_words.strip() and not levels:
        yield "No interests and no words of their own yet"
    if person.outward is None:
        yield "No area"
    if not person.phone and not person.email:
        yield "No way to reach them"
    if activity is None:
        yield "No activity"
