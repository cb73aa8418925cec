"""How a caseload of 5,000 comes in: seconds, memory, statements, and what is found of 200 planted faults.

A process of its own for each database, so that the memory is that of one import.
"""

from __future__ import annotations

import csv
import io
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import event

import config
from app import clock, create_app, db
from app.accounts.models import Role, Team, User
from app.settings import services as settings
from app.tables import uploads
from app.tables.models import Upload
from app.tables.writing import as_xlsx
from app.young_people.intake import storing
from app.young_people.intake.columns import COLUMNS
from app.young_people.intake.looking import Intake
from app.young_people.models import YoungPerson
from scripts.figures import peak
from tests import pg

ROWS, FAULTS = 5000, 200
HEADINGS = {
    "case_reference": "Person ID",
    "preferred_name": "Preferred Forename",
    "surname": "Surname",
    "pronouns": "Pronouns",
    "born": "DOB",
    "category": "Leaving Care Status",
    "advisor": "Allocated PA",
    "email": "Email",
    "phone": "Mobile",
    "contact_preference": "Contact preference",
    "outward": "Postcode",
    "travel_minutes": "Travel minutes",
    "travel_modes": "How they get around",
    "keen": "Keen on",
    "not_for_me": "Not for me",
    "own_words": "Career aspirations",
    "said": "Skills",
    "qualifications": "Qualifications",
    "experience": "Work experience",
    "available_from": "Available from",
    "available_to": "Available until",
    "hours_per_week_max": "Weekly hours",
    "days": "Days available",
    "adjustments": "Adjustments",
    "activity": "Current Activity",
    "activity_since": "Activity Start Date",
    "in_touch": "In Touch",
}
Rows = list[dict[str, Any]]
Fault = tuple[str, Any]


def people(count: int, prefix: str = "P") -> Rows:
    """A caseload as a case system would export it, of invented people."""
    pick = random.Random(5)  # noqa: S311 - figures, not secrets
    return [_somebody(f"{prefix}{number:06}", number, pick) for number in range(1, count + 1)]


def _somebody(reference: str, number: int, pick: random.Random) -> dict[str, Any]:
    born = clock.today().replace(
        year=clock.today().year - pick.randint(17, 23), day=pick.randint(1, 28)
    )
    keen, no = pick.sample(("Retail", "Childcare", "Technology", "Motor vehicle"), 2)
    return {
        "case_reference": reference,
        "preferred_name": f"Name{number}",
        "surname": pick.choice(("Invented", "O’Made", "Made-Up")),
        "pronouns": pick.choice(("", "she/her", "they/them")),
        "born": born.strftime(pick.choice(("%d/%m/%Y", "%d %B %Y", "%d-%b-%Y", "%Y-%m-%d"))),
        "category": pick.choice(("Former Relevant", "Qualifying", "Relevant child")),
        "advisor": "",
        "email": f"name{number}@demo.example",
        "phone": f"07700 900{number % 1000:03}",
        "contact_preference": pick.choice(("Text", "WhatsApp", "")),
        "outward": f"MK{pick.randint(1, 15)} 3EJ",
        "travel_minutes": pick.choice(("", "30", "45")),
        "travel_modes": pick.choice(("Bus", "Bus; Walking", "")),
        "keen": keen,
        "not_for_me": no,
        "own_words": "I like fixing bikes, and being outside; not offices",
        "said": "tills; keeping calm",
        "qualifications": "Food hygiene (level 2); First aid",
        "experience": pick.choice(("Two weeks in a café", "")),
        "available_from": "01/09/2026",
        "available_to": "",
        "hours_per_week_max": pick.choice(("16", "30", "")),
        "days": "Mon-Fri",
        "adjustments": pick.choice(("Writes down what to do", "")),
        "activity": pick.choice(("F2 - Other education", "G5", "P5 - Part time work")),
        "activity_since": "01/09/2026",
        "in_touch": "Yes",
    }


WRONG: tuple[Fault, ...] = (
    *(("born", words) for words in ("31/02/2008", "1/1/1970", "1/1/2024", "2008", "#REF!", "soon")),
    *(("phone", "ask mum"), ("phone", "123"), ("email", "name@"), ("email", "none given")),
    *(("outward", "Milton Keynes"), ("outward", "ZZ99"), ("outward", "QQ1 1QQ")),
    *(("category", "Care leaver"), ("category", "Ineligible"), ("advisor", "Somebody Else")),
    *(("activity", "F6"), ("activity", "College"), ("activity_since", "1/1/2099")),
    *(("activity_since", ""), ("activity_since", "31/9/2025"), ("in_touch", "Sometimes")),
    *(("travel_minutes", "half an hour"), ("travel_minutes", "900"), ("hours_per_week_max", "99")),
    *(("keen", "Football"), ("adjustments", "Autism"), ("days", "Someday"), ("days", "99")),
    *(("contact_preference", "Letter by pigeon"), ("travel_modes", "Helicopter")),
    *(("case_reference", ""), ("case_reference", "ELSEWHERE"), ("case_reference", "F000001")),
    *(("preferred_name", ""), ("preferred_name", "x" * 121), ("surname", "x" * 121)),
    *(("own_words", "x" * 4001), ("said", "; ".join(map(str, range(41)))), ("said", "x" * 121)),
    *(("qualifications", "x" * 121), ("experience", "x" * 121), ("available_to", "1/1/2026")),
    *(("available_from", "32/1/2027"), ("pronouns", "x" * 41), ("surname", "#NAME?")),
)


def spoilt(rows: Rows) -> tuple[Rows, set[tuple[int, str]]]:
    """The same with faults at known places: as the spreadsheet counts rows, and which column."""
    pick = random.Random(7)  # noqa: S311 - figures, not secrets
    places = pick.sample(range(1, len(rows)), FAULTS)
    found = [dict(row) for row in rows]
    planted = set()
    for at, place in enumerate(places):
        key, cell = WRONG[at % len(WRONG)]
        found[place][key] = cell
        planted.add((place + 2, key))
    return found, planted


def as_csv(rows: Rows) -> bytes:
    """Rows as a file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS.values())
    writer.writerows([row[key] for key in HEADINGS] for row in rows)
    return out.getvalue().encode()


def as_book(rows: Rows) -> bytes:
    """Rows as a workbook."""
    return as_xlsx(list(HEADINGS.values()), [[row[key] for key in HEADINGS] for row in rows])


@dataclass
class Took:
    """What one step cost."""

    seconds: float = 0.0
    own: float = 0.0  # of these, those this process itself was at work
    statements: int = 0

    def __str__(self) -> str:
        return (
            f"{self.seconds:5.1f} s ({self.own:4.1f} s of processor), {self.statements} statements"
        )


@contextmanager
def taking() -> Iterator[Took]:
    """Measure one step."""
    took, begin, own = Took(), time.perf_counter(), time.process_time()

    def note(_: object, __: object, statement: str, *___: object) -> None:
        took.statements += not statement.startswith(("BEGIN", "PRAGMA"))

    event.listen(db.orm.engine, "before_cursor_execute", note)
    try:
        yield took
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", note)
        took.seconds, took.own = time.perf_counter() - begin, time.process_time() - own


def somebody() -> User:
    """An advisor, and a colleague who has a reference that nobody else may use."""
    team = Team(name="Invented team")
    now = clock.now()
    users = [
        User(email=f"a{n}@demo.example", name=f"Advisor {n}", role=Role.ADVISOR, created_at=now)
        for n in (1, 2)
    ]
    db.session.add_all([team, *users])
    db.session.flush()
    for user in users:
        user.team_id = team.id
    other = YoungPerson(preferred_name="Other", created_at=now, changed_at=now)
    other.case_reference, other.advisor_id = "ELSEWHERE", users[1].id
    db.session.add(other)
    db.session.commit()
    return users[0]


def keep(content: bytes, ending: str, by: User) -> Upload:
    """A file as it lies there when somebody looks at it."""
    upload = uploads.keep("caseload", f"list.{ending}", content, COLUMNS, by=by)
    uploads.choose(upload, upload.mapping, by=by)
    return upload


def run(name: str, content: bytes, ending: str, by: User, *, store: bool = True) -> None:
    """Look at a file and bring it in; print what it cost."""
    upload = keep(content, ending, by)
    before = peak()
    with taking() as look:
        intake = Intake(upload, by=by)
    counts, versions = intake.counts, intake.versions
    words = f"{name:24} look {look}"
    del intake
    db.session.rollback()
    if store:
        with taking() as stored:
            storing.store(upload, versions, by=by)
        words += f"; store {stored}"
    db.session.rollback()
    print(f"{words}; memory +{peak() - before} MB; {counts}")


def faults(rows: Rows, by: User, ending: str, write: Callable[[Rows], bytes]) -> None:
    """Look at a file with planted faults and count those that were found where they are."""
    bad, planted = spoilt(rows)
    intake = Intake(keep(write(bad), ending, by), by=by)
    said = {(it.row, it.field) for row in intake.rows for it in row.errors}
    print(
        f"planted faults in {ending.upper()}: found {len(said & planted)} of {len(planted)}, "
        f"false alarms {len(said - planted)}"
    )
    for row, key in sorted(said ^ planted):
        print(f"  {'missed' if (row, key) in planted else 'false'}: row {row}, {key}")


def measure(address: str) -> None:
    """Every step on one database."""
    own = replace(config.from_environment(), DATABASE_URL=address, APP_NOW="", LOG_LEVEL="ERROR")
    with create_app(own).app_context():
        db.orm.create_all()
        settings.load_reference()
        by, rows = somebody(), people(ROWS)
        run(f"{ROWS:,} new, CSV", as_csv(rows), "csv", by)
        run("the same again, XLSX", as_book(rows), "xlsx", by, store=False)
        changed = [{**row, "phone": "07700 900999", "said": "patience"} for row in rows]
        run(f"{ROWS:,} changed, XLSX", as_book(changed), "xlsx", by)
        run("25 of them, CSV", as_csv(rows[:25]), "csv", by)
        others = people(ROWS, "F")
        faults(others, by, "csv", as_csv)
        faults(others, by, "xlsx", as_book)


def main(engines: Iterable[str]) -> None:
    """Both databases, each in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        for name in engines:
            sqlite = f"sqlite:///{Path(place) / 'caseload.db'}"
            address = sqlite if name == "SQLite" else pg.new_database()
            print(name, flush=True)
            subprocess.run([sys.executable, "-m", "scripts.caseload", "--at", address], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--at"]:
        measure(sys.argv[2])
    else:
        main(("SQLite", "PostgreSQL"))
