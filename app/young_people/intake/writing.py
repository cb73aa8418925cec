"""A record as the cells of a file, such that the import reads every one back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.tables.writing import written
from app.typed import spoken_number
from app.young_people import choices
from app.young_people.intake import cells, lists
from app.young_people.models import Activity, Level, YoungPerson

LISTS = {
    "travel_modes": choices.MODES,
    "kinds": choices.KINDS,
    "days": (),
    "adjustments": choices.ADJUSTMENTS,
}
SHORT_CATEGORIES = {
    "eligible": "Eligible",
    "relevant": "Relevant",
    "former_relevant": "Former relevant",
    "qualifying": "Qualifying",
}


def cell(
    key: str,
    person: YoungPerson,
    levels: Mapping[str, Level],
    activity: Activity | None,
    sectors: Mapping[str, str],
) -> Any:
    """Return what a column holds of a record; `sectors` gives the names of sectors."""
    if key in cells.LEVELS:
        liked = [name for name, level in levels.items() if level == cells.LEVELS[key]]
        return lists.joined(sorted(sectors.get(name, name) for name in liked))
    if key in {"activity", "activity_since", "in_touch", "accommodation"}:
        return _of_activity(key, activity)
    if key in {"said", "shown"}:
        return lists.joined(row["name"] for row in person.skills if row["evidence"] == key)
    return _own(key, person)


def _of_activity(key: str, activity: Activity | None) -> Any:
    if activity is None:
        return ""
    names = {"activity": "code", "activity_since": "since"}
    return getattr(activity, names.get(key, key)) or ""


def _own(key: str, person: YoungPerson) -> Any:
    value: Any = getattr(person, {"record": "ref"}.get(key, key), "")
    if key in LISTS:
        return "; ".join(choices.many(LISTS[key], value))
    if key == "qualifications":
        return lists.joined(map(qualification, value))
    if key == "experience":
        return lists.joined(value)
    if key == "category":
        return SHORT_CATEGORIES.get(str(value.value), value.value) if value else ""
    if key == "contact_preference":
        return choices.words(choices.CONTACT, value) or ""
    if key == "phone":
        return spoken_number(value) if value else ""
    return person.advisor.email if key == "advisor" and person.advisor else value


def qualification(row: Mapping[str, Any]) -> str:
    """Return a qualification in words that are read back as the same one."""
    level = row.get("level")
    after = {None: "level not known", 0: "entry level"}.get(level, f"level {level}")
    bare = str(row["name"])
    plain = cells.qualification(bare) == {"name": bare, "level": level}
    return bare if plain else f"{bare} ({after})"


def stands(raw: Any, value: Any) -> bool:
    """Say whether a cell of a file is just what would be written there of the record itself."""
    cell = raw.date() if isinstance(raw, datetime) else raw
    words = cell if isinstance(cell, str) else str(written(cell))
    return words.strip() == str(written(value)).strip()
