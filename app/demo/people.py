"""The demo's staff and young people."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from app import clock, db
from app.accounts.models import Role, Team, User
from app.demo import source
from app.demo.paths import walked
from app.demo.source import Row
from app.young_people.models import (
    Activity,
    Category,
    Consent,
    Exclusion,
    Interest,
    Level,
    Purpose,
    YoungPerson,
    YoungPersonState,
)
from app.young_people.states import YOUNG_PERSON

WORDING = (
    "We talked about what matching is: a computer suggests, people decide, and you can say stop "
    "at any time. You said yes."
)
# Words in the content that the record calls something else.
EXITS = {"in_work": "settled", "turned_25": "reached 25", "moved_away": "moved"}
# Whoever is in touch lives in semi-independent accommodation that suits them.
HOME = {True: "D1", False: "R1"}
CONTACT = {"text": "text message", "phone": "phone call", "call": "phone call"}


def staff(password_hash: str) -> dict[str, User]:
    """Add teams and staff; return the accounts by key."""
    content = source.read("staff")
    teams = {row["key"]: Team(name=row["name"]) for row in content["teams"]}
    db.session.add_all(teams.values())
    db.session.flush()
    managed = {row["manager"]: row["key"] for row in content["teams"]}
    found = {}
    for row in content["people"]:
        team = teams.get(row.get("team") or managed.get(row["key"], ""))
        found[row["key"]] = User(
            email=row["email"],
            name=row["name"],
            role=Role(row["role"]),
            phone=row.get("phone"),
            ward=row.get("ward"),
            team_id=team.id if team else None,
            password_hash=password_hash,
            email_verified_at=source.moment_ago(300),
            created_at=source.sure_moment_ago(300),
        )
    db.session.add_all(found.values())
    db.session.flush()
    return found


def young_people(
    accounts: dict[str, User], employers: dict[str, int], *, size: int | None, canaries: bool
) -> dict[str, YoungPerson]:
    """Add young people with interests, consent, exclusions and activity; return them by key."""
    found = {}
    for number, row in enumerate(_wanted(size, canaries), 1):
        person = _person(row, number, accounts[row["advisor"]])
        db.session.add(person)
        db.session.flush()
        db.session.add_all(_around(person, row, employers))
        managers = {"advisor": accounts[row["advisor"]].id}
        walked(
            YOUNG_PERSON, person, since=person.created_at, reason=row["state_reason"], by=managers
        )
        found[row["key"]] = person
    db.session.flush()
    return found


def _wanted(size: int | None, canaries: bool) -> Iterator[Row]:
    base = source.rows("young_people")
    yield from base[:size] if size else base
    for turn in range(len(base), size or 0):
        yield _another(base[turn % len(base)], turn)
    if canaries:
        for turn, canary in enumerate(source.read("canaries")["young_people"]):
            yield base[turn] | canary


def _another(row: Row, turn: int) -> Row:
    # Seeded by its number, so that the same size always gives the same people.
    luck = random.Random(turn)  # noqa: S311 - nothing secret
    sectors = list(row["interests"])
    luck.shuffle(sectors)
    levels = list(row["interests"].values())
    return row | {
        "key": f"{row['key']}_{turn}",
        "surname": f"{row['surname']} {turn}",
        "age": {"years": luck.randint(16, 24), "days": luck.randint(0, 360)},
        "outward": luck.choice(["MK1", "MK2", "MK3", "MK5", "MK6", "MK9", "MK11", "MK12", "MK14"]),
        "interests": dict(zip(sectors, levels, strict=True)),
        "exclusions": [],
    }


def _person(row: Row, number: int, advisor: User) -> YoungPerson:
    created = source.sure_moment_ago(90 + number % 60)
    return YoungPerson(
        advisor_id=advisor.id,
        case_reference=f"UO-{1000 + number}",
        preferred_name=row["preferred_name"],
        surname=row["surname"],
        pronouns=row["pronouns"],
        born=source.born(row["age"]["years"], row["age"]["days"]),
        category=Category(row["care_leaver_category"]),
        authority=row["responsible_authority"],
        phone=row["phone"],
        email=row.get("email"),
        contact_preference=CONTACT.get(row["contact_preference"], row["contact_preference"]),
        safe_times=row["safe_times"],
        state=YoungPersonState(row["state"]),
        state_reason=row["state_reason"] or "",
        exit_type=EXITS.get(row["exit_type"] or "", row["exit_type"]),
        advisor_notes=row["pa_notes"],
        created_at=created,
        changed_at=max(created, source.sure_moment_ago(row["interests_talked_days_ago"])),
        interests_at=source.moment_ago(row["interests_talked_days_ago"]),
        available_from=source.day(row["available_from_in_days"]),
        **{name: row[name] for name in SAME},
    )


# Fields that have the same name and shape in the content.
SAME = (
    "outward",
    "travel_minutes",
    "travel_modes",
    "own_words",
    "kinds",
    "skills",
    "qualifications",
    "experience",
    "hours_per_week_max",
    "days",
    "working_style",
    "adjustments",
    "dbs",
    "pay_matters",
    "checklist",
)


def _around(person: YoungPerson, row: Row, employers: dict[str, int]) -> Iterator[db.Model]:
    for sector, level in row["interests"].items():
        yield Interest(young_person_id=person.id, sector_key=sector, level=Level(level))
    for line in row["exclusions"]:
        yield Exclusion(
            young_person_id=person.id,
            employer_id=employers.get(line["employer"] or ""),
            area=line["area"],
            reason=line["reason"],
        )
    yield Activity(
        young_person_id=person.id,
        code=row["activity"],
        in_touch=row["in_touch"],
        accommodation=HOME[row["in_touch"] == "YES"],
        since=(clock.now() - timedelta(days=60)).date(),
        recorded_by_id=person.advisor_id,
        at=source.sure_moment_ago(60),
    )
    if row["consent_to_matching"]:
        yield Consent(
            young_person_id=person.id,
            purpose=Purpose.MATCHING,
            wording=WORDING,
            how="in person",
            **_decided(row, person),
            recorded_by_id=person.advisor_id,
            at=max(person.created_at, source.sure_moment_ago(row["interests_talked_days_ago"])),
        )


def _decided(row: Row, person: YoungPerson) -> dict[str, str]:
    # Under 18 the record says who may decide with them; the rest decide for themselves.
    if person.born is None or clock.age_on(person.born, clock.today()) >= 18:
        return {}
    if not str(row["delegated_authority"]).endswith("Council"):
        return {"authority_held_by": "young person"}
    return {
        "authority_held_by": "social worker",
        "given_by": "young person and carer",
        "evidence": "Email of the social worker, on the case file",
    }
