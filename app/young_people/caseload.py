"""The caseload: a line for each young person, whose turn it is, filtered, sorted and paged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, Select, cast, literal, null, select, union_all

from app import clock, db
from app.accounts.models import User
from app.young_people import attention, covering, finding, queries, rounds, signals
from app.young_people import causes as everything
from app.young_people.causes import Cause
from app.young_people.models import Consent, Purpose, YoungPerson
from app.young_people.models import YoungPersonState as S

SIZE = 25
TURNS = {
    "advisor": "Your turn",
    "young_person": "Young person’s turn",
    "employer": "Employer’s turn",
    "nobody": "Nothing waits",
}
PUT_OFF = "put_off"
KEPT = "young_people.view"  # where the session keeps the view somebody left
ORDERS = {"urgent": "Most urgent", "name": "Name", "state": "Status", "changed": "Last changed"}


@dataclass(frozen=True)
class Line:
    """One young person in the list."""

    id: int
    ref: str
    name: str
    pronouns: str
    case_reference: str
    state: S
    advisor: str
    advisor_ref: str
    covered: bool
    changed_at: datetime
    causes: tuple[Cause, ...] = ()
    marks: rounds.Marks = rounds.NONE
    helper: covering.Helper | None = None

    @property
    def turn(self) -> str:
        """Who has to move next."""
        return self.causes[0].turn if self.causes else "nobody"

    @property
    def reasons(self) -> tuple[Cause, ...]:
        """What waits about the record itself."""
        return tuple(cause for cause in self.causes if cause.key in attention.REASONS)

    @property
    def waiting(self) -> Cause | None:
        """The most pressing thing that waits elsewhere."""
        return next((one for one in self.causes if one.key not in attention.REASONS), None)

    @property
    def late(self) -> bool:
        """Whether anything should have happened before today."""
        return any(cause.late for cause in self.causes)


@dataclass(frozen=True)
class View:
    """What of the caseload is wanted; every part but the search stands in the address."""

    turn: str = ""
    waits: str = ""
    state: str = ""
    advisor: str = ""
    sort: str = "urgent"
    page: int = 1
    search: str = ""

    def args(self, **other: Any) -> dict[str, Any]:
        """Return this view, with some parts changed, as arguments of an address."""
        kept = {
            name: getattr(self, name)
            for name in ("turn", "waits", "state", "advisor", "sort", "page")
        }
        kept |= {"search": "1" if self.search else ""} | other
        plain = {"sort": "urgent", "page": 1}
        return {name: value for name, value in kept.items() if value and value != plain.get(name)}


@dataclass(frozen=True)
class Page:
    """One page of the list and what there is in all."""

    lines: list[Line] = field(default_factory=list)
    page: int = 1
    pages: int = 1
    total: int = 0


def lines(user: User) -> list[Line]:
    """Return every young person this user may see, who has to move next, and who covers."""
    found = without_helpers(user)
    helpers = covering.helpers([line.id for line in found])
    return [replace(line, helper=helpers.get(line.id)) for line in found]


def without_helpers(user: User) -> list[Line]:
    """Return the same without asking who covers."""
    people = list(db.session.execute(_columns(queries.visible_to(user))))
    return _lines(people, signals.whose_turn([row.id for row in people]), user)


def own_lines(user: User, scope: Select[YoungPerson]) -> list[Line]:
    """Return the young people of a scope with what waits here alone, in two queries."""
    return _lines(list(db.session.execute(_columns(scope))), {}, user)


def _lines(people: list[Any], waiting: dict[int, list[signals.Waiting]], user: User) -> list[Line]:
    numbers = [row.id for row in people]
    agreed, marks = _agreed_and_marked(numbers)
    return [
        _line(row, agreed, waiting.get(row.id, []), marks.get(row.id, rounds.NONE), user)
        for row in people
    ]


def _columns(scope: Select[YoungPerson]) -> Select[*tuple[Any, ...]]:
    person = YoungPerson
    return (
        scope.join(User, User.id == person.advisor_id)
        .with_only_columns(
            person.id,
            person.ref,
            person.preferred_name,
            person.surname,
            person.pronouns,
            person.case_reference,
            person.state,
            person.created_at,
            person.changed_at,
            person.interests_at,
            person.revisit_on,
            person.advisor_id,
            User.name.label("advisor"),
            User.ref.label("advisor_ref"),
        )
        .order_by(person.id)
    )


def _agreed_and_marked(
    people: list[int],
) -> tuple[dict[int, date | None], dict[int, rounds.Marks]]:
    """Return until when each agrees to be matched, and what was put off, with one query."""
    agreed = select(
        Consent.id.label("consent"),
        Consent.withdrawn_at.label("ended"),
        Consent.young_person_id.label("person"),
        Consent.at,
        Consent.until,
        cast(null(), Integer).label("by_id"),
        literal("").label("reason"),
    ).where(Consent.purpose == Purpose.MATCHING, Consent.young_person_id.in_(people))
    nothing = (cast(null(), Integer), cast(null(), Consent.withdrawn_at.type))
    found = db.session.execute(union_all(agreed, rounds.rows(people, *nothing))).all()
    return _agreed(found), rounds.told(row for row in found if row.consent is None)


def _agreed(found: Sequence[Any]) -> dict[int, date | None]:
    given = sorted((row for row in found if row.consent), key=lambda row: row.consent)
    last = {row.person: row for row in given}
    today = clock.today()
    return {
        number: row.until
        for number, row in last.items()
        if row.ended is None and (row.until is None or row.until >= today)
    }


def _line(
    row: Any,
    agreed: dict[int, date | None],
    waiting: list[signals.Waiting],
    marks: rounds.Marks,
    user: User,
) -> Line:
    facts = attention.Facts(
        state=row.state,
        created=clock.local(row.created_at).date(),
        changed=clock.local(row.changed_at).date(),
        interests_on=clock.local(row.interests_at).date() if row.interests_at else None,
        consents=row.id in agreed,
        consent_until=agreed.get(row.id),
        revisit_on=row.revisit_on,
    )
    return Line(
        id=row.id,
        ref=row.ref,
        name=f"{row.preferred_name} {row.surname}".strip(),
        pronouns=row.pronouns,
        case_reference=row.case_reference or "",
        state=row.state,
        advisor=row.advisor,
        advisor_ref=row.advisor_ref,
        covered=user.role == "advisor" and row.advisor_id != user.id,
        changed_at=row.changed_at,
        causes=everything.of(attention.reasons(facts), waiting, marks),
        marks=marks,
    )


def _wanted(line: Line, view: View) -> bool:
    if view.state != S.CLOSED and not view.search and line.state == S.CLOSED:
        return False
    asked = (
        not view.turn or line.turn == view.turn,
        not view.waits or _waits(line, view.waits),
        not view.state or line.state == view.state,
        not view.advisor or line.advisor_ref == view.advisor,
    )
    return all(asked)


def _waits(line: Line, key: str) -> bool:
    if key == PUT_OFF:
        return line.marks.put_off
    return line.late if key == "late" else any(cause.key == key for cause in line.causes)


def _urgency(line: Line) -> tuple[Any, ...]:
    dues = [cause.due for cause in line.causes if cause.due]
    since = [cause.since for cause in line.causes if cause.since]
    rank = list(TURNS).index(line.turn)
    return (
        rank,
        min(dues, default=date.max),
        min(since, default=date.max),
        line.name.casefold(),
        line.id,
    )


_KEYS: dict[str, Callable[[Line], Any]] = {
    "urgent": _urgency,
    "name": lambda line: (line.name.casefold(), line.id),
    "state": lambda line: (list(S).index(line.state), line.name.casefold(), line.id),
    "changed": lambda line: (-line.changed_at.timestamp(), line.id),
}


def chosen(everybody: list[Line], view: View) -> list[Line]:
    """Return the lines that are wanted, in the wanted order."""
    wanted = [line for line in everybody if _wanted(line, view)]
    found = finding.called(wanted, view.search) if view.search else wanted
    return sorted(found, key=_KEYS.get(view.sort, _urgency))


def page_of(found: list[Line], number: int) -> Page:
    """Return one page of the list; a page that is not there becomes the nearest that is."""
    pages = max(1, -(-len(found) // SIZE))
    page = min(max(1, number), pages)
    return Page(found[(page - 1) * SIZE : page * SIZE], page, pages, len(found))


def why(everybody: list[Line]) -> list[tuple[str, int]]:
    """Return what waits for the advisor in this list, and for how many young people, most first."""
    found: Counter[str] = Counter()
    for line in everybody:
        if line.state != S.CLOSED:
            found.update({cause.key for cause in line.causes if cause.turn == "advisor"})
    order = list(everything.KINDS)
    known = [kind for kind in found if kind in everything.KINDS]
    return [
        (kind, found[kind]) for kind in sorted(known, key=lambda k: (-found[k], order.index(k)))
    ]


def tally(everybody: list[Line]) -> dict[str, int]:
    """Return how many open records wait for whom, and how many have something late."""
    still_open = [line for line in everybody if line.state != S.CLOSED]
    counts = {turn: sum(line.turn == turn for line in still_open) for turn in TURNS}
    return counts | {"late": sum(line.late for line in still_open), "all": len(still_open)}
