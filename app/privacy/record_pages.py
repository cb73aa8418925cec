"""What the pages about forgetting show: wishes, one record, the list of rules, the map."""

from __future__ import annotations

from typing import Any

from app import clock, suppression
from app.accounts.models import Role, User
from app.errors import DomainError
from app.filters import plural, short_date
from app.privacy import decisions, erasing, forgetting, holding, items, retention
from app.privacy.decisions import theirs
from app.privacy.erasing import Step
from app.privacy.models import Erasure, ErasureState
from app.privacy.retention import Line
from app.privacy.rules import rules
from app.settings import services as settings
from app.young_people.models import YoungPerson

WHY = items.DECIDING
DOES = {"delete": "Goes", "strip": "Stays without words or name", "keep": "Stays"}
STANDS = {
    ErasureState.PROPOSED: "Waits for a second person",
    ErasureState.DONE: "Forgotten",
    ErasureState.REFUSED: "Refused",
    ErasureState.TAKEN_BACK: "Taken back",
}
WHOSE = {
    "young_person": "Young people",
    "shared": "Several at once",
    "staff": "People who sign in",
    "employer": "Organisations and who works there",
    "prospect": "People we wrote to",
    "enquirer": "People who asked us something",
    "reporter": "People who reported a concern",
    "referrer": "People councillors put forward",
    "candidate": "Candidates for council jobs",
}
KEPT = {
    "record": "As long as the young person’s record",
    "subject": "As long as what it belongs to",
    "account": "As long as the account",
    "trail": "For good: each row seals the next",
    "forever": "For good, without a name",
    "who": "For good: who entered it",
    "-": "No person in it",
}
CLASSES = {
    "A1": "who somebody is",
    "A2": "wishes, needs, notes",
    "A3": "matches and decisions",
    "A4": "agreements",
    "A5": "guaranteed interviews",
    "A6": "accounts and organisations",
    "A7": "the audit trail",
}


def wishes(user: User) -> dict[str, Any]:
    """Return the wishes to forget somebody, and the records that are held."""
    return {
        "waiting": forgetting.waiting(user),
        "decided": forgetting.done(user),
        "holds": holding.all_standing() if user.role == Role.COORDINATOR else [],
        "grounds": forgetting.GROUNDS | {"operator": "From the command line"},
        "stands": STANDS,
        "called": called,
    }


def called(person: YoungPerson) -> str:
    """Return what a page calls somebody who is not to be named: their case reference."""
    if person.exit_type == "forgotten":
        return "Somebody who was forgotten"
    return f"Record {person.case_reference or person.ref[:6]}"


def record(person: YoungPerson) -> dict[str, Any]:
    """Return one record: what forgetting would do, why it may not be, what holds it."""
    return {
        "person": person,
        "called": called(person),
        "rows": _rows(erasing.plan(person)),
        "refused": refusal(person),
        "told": erasing.told(person),
        "holds": holding.standing(person),
        "wish": forgetting.open_of(person),
        "ends": ends_on(person),
    }


def ends_on(person: YoungPerson) -> str:
    """Return when somebody has to decide about a record, in words."""
    if person.born is None:
        return "Not known: their date of birth is not on the record"
    months = int(settings.value("privacy.record_age")) * 12 + int(
        settings.value("privacy.record_months")
    )
    return short_date(clock.months_after(person.born, months))


def refusal(person: YoungPerson) -> str:
    """Return why somebody cannot be forgotten now; nothing when they can."""
    try:
        erasing.refuse(person)
    except DomainError as error:
        return error.words
    return ""


def _rows(steps: list[Step]) -> list[tuple[str, int, str]]:
    return [(theirs(step.table.title), step.rows, DOES[step.does]) for step in steps]


def erasure(row: Erasure, user: User) -> dict[str, Any]:
    """Return one wish with what it would do, and whether this person may confirm it."""
    waits = row.state == ErasureState.PROPOSED
    two = settings.value("privacy.two_people")
    return {
        "it": row,
        "called": called(row.young_person),
        "ground": forgetting.GROUNDS.get(row.ground, "From the command line"),
        "stands": STANDS[row.state],
        "rows": _rows(erasing.plan(row.young_person)) if waits else [],
        "refused": refusal(row.young_person) if waits else "",
        "told": erasing.told(row.young_person) if waits else [],
        "waits": waits,
        "own": row.proposed_by_id == user.id,
        "may": waits and (row.proposed_by_id != user.id or not two),
    }


def timetable(user: User) -> dict[str, Any]:
    """Return every rule of forgetting with its count; records to decide about for a coordinator."""
    exact = user.role == Role.COORDINATOR
    review = retention.to_review() if exact else []
    return {
        "lines": [(line, _count(line, exact), _last(line)) for line in retention.overview()],
        "review": [(called(person), person) for person in review],
        "exact": exact,
        "age": settings.value("privacy.record_age"),
        "more": plural(int(settings.value("privacy.record_months")), "month"),
    }


def _count(line: Line, exact: bool) -> str:
    if exact or not line.rule.people:
        return str(line.due)
    return suppression.one(line.due).words


def _last(line: Line) -> str:
    return short_date(line.last) if line.last else "Not yet"


def held() -> dict[str, Any]:
    """Return the map of what is held, by whose it is."""
    told = {line.key: f"{line.title}: {line.after()}" for line in rules()}
    groups: dict[str, list[dict[str, str]]] = {name: [] for name in WHOSE.values()}
    for table in decisions.tables().values():
        classes = sorted({column.about for column in table.columns} - {"-"})
        row = {
            "name": theirs(table.title),
            "classes": ", ".join(CLASSES[name] for name in classes),
            "erased": DOES.get(table.erased, ""),
            "kept": told.get(table.kept) or KEPT[table.kept],
            "why": table.why,
        }
        if table.whose != "nobody":
            groups[WHOSE[table.whose]].append(row)
    return {"groups": groups, "columns": sum(len(t.columns) for t in decisions.tables().values())}
