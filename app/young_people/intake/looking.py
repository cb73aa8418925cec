"""A caseload on its way in: every row looked at, and nothing stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app import clock
from app.accounts.models import Role, User
from app.places import services as places
from app.settings import services as settings
from app.tables import uploads
from app.tables.models import Upload
from app.young_people import activities, changes, checks
from app.young_people.activities import NewActivity, WrongActivity
from app.young_people.checks import WrongAnswer
from app.young_people.intake import cells, merging, rows, writing
from app.young_people.intake.columns import EXAMPLE
from app.young_people.intake.known import Known, identity
from app.young_people.intake.lists import plain
from app.young_people.intake.rows import CHANGED, KINDS, NEW, SAME, WRONG, Row
from app.young_people.models import YoungPerson, YoungPersonState
from app.young_people.questions import MOST_LINES

USUAL = (16, 24)  # years; the youngest and the oldest the pages take are in checks
CHECKED = ("born", "available_from", "available_to")
TWICE = "comes twice in this file: row {} has it too"
# The same words whoever has the record, so that nobody learns of anybody else’s.
NOT_HERE = "cannot be used here. If it is right, ask {}"
ASK = {Role.ADVISOR: "your team manager", Role.MANAGER: "the Corporate Parenting team"}
NOT_TEAM = "must be the email address of an advisor in your team"
NOT_ME = "names somebody else: leave this row out, or let your team manager bring it in"
NO_REFERENCE = "must be given: without it the same young person could come in twice"
NO_NAME = "must be given for somebody new"
FIELDS = {"code": "activity", "since": "activity_since"}  # where the pages show it: which column


class Intake:
    """One file, as one person may bring it in."""

    def __init__(self, upload: Upload, *, by: User, lock: bool = False) -> None:
        self.by, self.mapping = by, tuple(upload.mapping)
        self.known = Known(by, lock=lock)
        self.sectors = dict(settings.sector_choices())
        sector = cells.sectors(tuple(self.sectors.items()))
        lines = uploads.table(upload).rows(upload.heading_row)
        self.rows = [rows.read(number, line, self.mapping, sector) for number, line in lines]
        self._look()

    def of(self, kind: str) -> list[Row]:
        """Return the rows of one kind."""
        return [row for row in self.rows if row.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind."""
        kinds = [row.kind for row in self.rows]
        return {kind: kinds.count(kind) for kind in KINDS}

    @property
    def versions(self) -> str:
        """Which versions of which records were looked at, row by row."""
        return ".".join(str(row.version) for row in self.rows)

    def _look(self) -> None:
        rows.doubt_dates(self.rows)
        areas = places.centres({row.said["outward"] for row in self.rows if "outward" in row.said})
        for row in self.rows:
            self._find(row)
            self._advisor(row)
            self._compare(row)
            self._check(row, areas)
            self._activity(row)
            if row.person is not None:
                self._forgive(row, row.person)
        self._twice()
        self._namesakes()

    def _find(self, row: Row) -> None:
        known, reference = self.known, row.said.get("case_reference", "")
        words = NOT_HERE.format(ASK[self.by.role])
        if "record" in row.said:
            row.person = known.by_ref.get(row.said["record"])
            if row.person is None:
                row.wrong("record", words)
        else:
            mine = known.by_reference.get(reference) or known.by_plain.get(plain(reference))
            row.person = mine if reference else None
        if not reference and "record" not in row.said:
            row.wrong("case_reference", NO_REFERENCE)
        if reference == EXAMPLE:
            row.wrong("case_reference", "is the example of the file to fill in: remove this row")
        stored = row.person.case_reference if row.person else None
        if reference and plain(reference) == plain(stored or ""):
            row.said["case_reference"] = stored
        elif plain(reference) in known.taken:
            row.wrong("case_reference", words)
        if row.person and row.person.state == YoungPersonState.CLOSED:
            row.warnings.append("Their record is closed, and stays closed")

    def _advisor(self, row: Row) -> None:
        named = row.said.get("advisor")
        found = self.known.advisor(named) if named else None
        if self.by.role == Role.ADVISOR:
            row.advisor = self.by
            if named and found is None and row.person is None:
                row.wrong("advisor", NOT_ME)
        else:
            row.advisor = found
            if found is None and (named or row.person is None):
                row.wrong("advisor", NOT_TEAM)
        if row.person and named and (found is None or found.id != row.person.advisor_id):
            row.warnings.append("The file names another advisor: they stay with the one they have")

    def _compare(self, row: Row) -> None:
        given, last = row.said.pop("given_name"), row.said.pop("last_name")
        if row.person is None:
            row.said = {"preferred_name": given, "surname": last} | row.said
            row.said = {key: value for key, value in row.said.items() if value != ""}
            row.said |= {key: rows.calm(row.said[key]) for key in ("surname",) if key in row.said}
            if "preferred_name" not in row.said:
                row.wrong("preferred_name", NO_NAME)
        for name, value in merging.answers(row.person, row.said).items():
            stored = getattr(row.person, name) if row.person else None
            if row.person is None or merging.differ(name, stored, value):
                row.before[name], row.after[name] = stored, value
        levels = self.known.levels(row.person)
        for sector, level in row.levels.items():
            if levels.get(sector) != level:
                key = f"{changes.INTEREST}{sector}"
                row.before[key], row.after[key] = levels.get(sector), level

    def _check(self, row: Row, areas: Mapping[str, object]) -> None:
        stored = {name: getattr(row.person, name) for name in CHECKED} if row.person else {}
        for name in CHECKED:
            if name in row.after:
                try:
                    checks.CHECKS[name](row.person, row.after[name], stored | row.after)
                except WrongAnswer as error:
                    row.wrong(error.at or name, error.words)
        area = row.after.get("outward")
        if area and area not in areas:
            row.wrong("outward", checks.no_area(area))
        for name in ("qualifications", "experience"):
            self._room(row, name, len(row.after.get(name, ())))
        for key in ("said", "shown"):
            skills = row.after.get("skills", ())
            self._room(row, key, sum(it["evidence"] == key for it in skills))
        age = clock.age_on(row.after["born"], clock.today()) if "born" in row.after else USUAL[0]
        if not USUAL[0] <= age <= USUAL[1]:
            row.warnings.append(f"They are {age}: check the date of birth")

    @staticmethod
    def _room(row: Row, key: str, count: int) -> None:
        if count > MOST_LINES:
            words = f"would be {count} with what the record has: {MOST_LINES} is the most"
            row.wrong(key, words)

    def _activity(self, row: Row) -> None:
        said, current = row.said, self.known.current(row.person)
        keys = [
            key
            for key in ("activity", "activity_since", "in_touch", "accommodation")
            if key in said
        ]
        if not keys or (current and self._is_now(row, keys)):
            return
        for key in ("activity", "activity_since"):
            if key not in said:
                row.wrong(key, "must be given too, or leave out the other columns about activity")
                return
        home = said.get("accommodation")
        new = NewActivity(
            said["activity"], said["activity_since"], said.get("in_touch", "YES"), home
        )
        try:
            activities.check(row.person or YoungPerson(born=said.get("born")), new)
        except WrongActivity as error:
            row.wrong(FIELDS.get(error.at or "", error.at or "activity"), error.words)
            return
        if not any(_is(it, new) for it in self.known.history(row.person)):
            row.activity = new

    def _is_now(self, row: Row, keys: Sequence[str]) -> bool:
        now = self.known.current(row.person)
        names = {"activity": "code", "activity_since": "since"}
        return all(getattr(now, names.get(key, key)) == row.said[key] for key in keys)

    def _forgive(self, row: Row, person: YoungPerson) -> None:
        """Let a cell stand that holds just what we would have written there ourselves."""
        levels, now = self.known.levels(person), self.known.current(person)

        def stands(key: str) -> bool:
            value = writing.cell(key, person, levels, now, self.sectors)
            return key not in row.raw or writing.stands(row.raw[key], value)

        row.errors = [it for it in row.errors if it.field not in row.raw or not stands(it.field)]
        for name in [it for it in row.after if not it.startswith(changes.INTEREST)]:
            if all(map(stands, merging.keys_of(name))):
                del row.before[name], row.after[name]

    def _twice(self) -> None:
        first: dict[object, int] = {}
        for row in self.rows:
            mine: list[object] = [row.person.id] if row.person else []
            for key in [*mine, plain(row.said.get("case_reference", "") or "")]:
                if key and first.setdefault(key, row.number) != row.number:
                    row.wrong("case_reference", TWICE.format(first[key]))

    def _namesakes(self) -> None:
        """Warn of somebody new who has the name and the birthday of somebody else."""
        first: dict[Any, Row] = {}
        for row in self.rows:
            key = identity(row.name, row.said.get("born")) if row.person is None else None
            if key is None:
                continue
            row.maybe = self.known.namesakes.get(key, [])
            if first.setdefault(key, row) is not row:
                row.warnings.append(
                    f"May be the same person as in row {first[key].number}: same name and birthday"
                )


def _is(row: Any, new: NewActivity) -> bool:
    same = (row.code, row.since, row.in_touch) == (new.code, new.since, new.in_touch)
    return same and new.accommodation in (None, row.accommodation)


__all__ = ["CHANGED", "NEW", "SAME", "WRONG", "Intake", "Row"]
