"""What a record would say once a row of a file is taken in: nothing it knows is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.typed import clean
from app.young_people.intake.lists import plain
from app.young_people.models import Category, YoungPerson

# Answers a file replaces; ticked ones have no order.
REPLACED = (
    *("case_reference", "preferred_name", "surname", "pronouns", "born", "category", "authority"),
    *("email", "phone", "contact_preference", "safe_times", "outward", "travel_minutes"),
    *("travel_modes", "own_words", "kinds", "pay_matters", "dbs", "available_from"),
    *("available_to", "hours_per_week_max", "days", "working_style"),
)
NAMES = frozenset({"preferred_name", "surname"})
TICKED = frozenset({"travel_modes", "kinds", "days", "adjustments"})
# Lists a file adds to, and the columns they come from.
ADDED = {
    "skills": ("said", "shown"),
    "qualifications": ("qualifications",),
    "experience": ("experience",),
    "adjustments": ("adjustments",),
}
# What a record begins with where a file says nothing.
_TEXTS = ("surname", "pronouns", "contact_preference", "safe_times", "own_words", "working_style")
EMPTY: dict[str, Any] = {
    **dict.fromkeys(REPLACED),
    **dict.fromkeys(_TEXTS, ""),
    **{name: [] for name in (*ADDED, "travel_modes", "kinds", "days")},
    "authority": YoungPerson.__table__.c.authority.default.arg,
}
Rows = list[dict[str, Any]]


def keys_of(name: str) -> tuple[str, ...]:
    """Return the columns of a file that an answer of a record comes from."""
    return ADDED.get(name, (name,))


def answers(person: YoungPerson | None, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers a row gives, with what the record knows already kept in its lists."""
    found = {name: said[name] for name in REPLACED if name in said}
    for name, keys in ADDED.items():
        given = {key: said[key] for key in keys if key in said}
        if given:
            found[name] = _added(name, getattr(person, name) if person else [], given)
    return found


def _added(name: str, stored: Sequence[Any], given: Mapping[str, Any]) -> list[Any]:
    if name == "skills":
        return skills(stored, given.get("said", ()), given.get("shown", ()))
    if name == "qualifications":
        return qualifications(stored, given[name])
    known = set(map(plain, stored))
    return [*stored, *(it for it in given[name] if plain(it) not in known)]


def skills(stored: Sequence[Mapping[str, Any]], said: Sequence[str], shown: Sequence[str]) -> Rows:
    """Return skills with the new ones; what somebody has seen stays seen."""
    seen = {plain(words) for words in shown}
    found = [
        {**row, "evidence": "shown" if plain(row["name"]) in seen else row["evidence"]}
        for row in stored
    ]
    known = {plain(row["name"]) for row in found}
    for evidence, names in (("shown", shown), ("said", said)):
        for name in names:
            if plain(name) not in known:
                known.add(plain(name))
                found.append({"name": name, "evidence": evidence})
    return found


def qualifications(stored: Sequence[Mapping[str, Any]], given: Sequence[Mapping[str, Any]]) -> Rows:
    """Return qualifications with the new ones; a level fills a gap and takes none away."""
    found = [dict(row) for row in stored]
    for row in given:
        alike = [it for it in found if plain(it["name"]) == plain(row["name"])]
        if any(it.get("level") == row["level"] for it in alike):
            continue
        open_ones = [it for it in alike if it.get("level") is None]
        if alike and row["level"] is None:
            continue
        if open_ones:
            open_ones[0]["level"] = row["level"]
        else:
            found.append(dict(row))
    return found


def differ(name: str, stored: Any, given: Any) -> bool:
    """Say whether an answer is another one than the record’s."""
    if name in TICKED:
        return set(stored or ()) != set(given)
    if name in NAMES and given.isupper() and stored.upper() == given:
        return False  # a case system that shouts does not know better how a name is written
    if isinstance(stored, str) and not isinstance(stored, Category):
        return bool(clean(stored, lines=name == "own_words") != given)
    return bool(stored != given)
