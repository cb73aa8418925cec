"""Each room that speaks of young people was walked, nobody else heard a name there, and no log holds one."""

from __future__ import annotations

import random

import pytest

from tests.trust import busy
from tests.trust.figures import WHOLE, figure
from tests.trust.filling import plausible, replaced
from tests.trust.test_canaries import CANARIES, STRANGERS, falls, heard, logged, whole

__all__ = ["logged"]

pytestmark = pytest.mark.skipif(
    not WHOLE,
    reason="a minute and a half of `scripts/measure trust`; test_canaries.py runs each time",
)

ROOMS = (
    *("young_people", "matches", "introductions", "placements", "voice", "voice_desk", "returns"),
    *("concerns", "enquiries", "fairdays", "guarantee", "reports", "privacy", "outbox"),
)


def test_every_room_that_speaks_of_young_people_was_walked_and_named_nobody(world, atlas):
    """Pages, files, calendars, sheets, headers, cookies and addresses, to everybody who is no keeper."""
    reached = {endpoint for (endpoint, _), stops in atlas.stops.items() if stops}
    reached |= {sheet.endpoint for sheet in atlas.sheets}
    rules = world.app.url_map.iter_rules()
    ours = {rule.endpoint for rule in rules if rule.endpoint.split(".")[0] in ROOMS}
    left = sorted(ours - reached)
    answers = {key: whole(a) for key, a in atlas.answers.items() if key[0] in STRANGERS}
    named = {key: found for key, words in answers.items() if (found := heard(words))}
    kinds = {answer.mimetype for answer in atlas.answers.values()}

    print(f"\nnot walked: {left}")
    figure(
        "T20",
        f"answers to {len(STRANGERS)} other roles that name one of ten canaries",
        len(named),
        len(answers),
    )
    figure(
        "T20", f"pages and forms of {len(ROOMS)} rooms that were not walked", len(left), len(ours)
    )
    assert named == {}
    assert {room for room in ROOMS if not any(e.startswith(f"{room}.") for e in reached)} == set()
    assert {"text/csv", "text/calendar"} <= kinds
    # Most of them are buttons of rows that are gone by the end of a busy day.
    assert len(left) <= len(ours) * 0.3, left


def test_forms_full_of_names_that_fall_over_write_no_canary_into_the_log(world, atlas, logged):
    """Every form of everybody, each box with a name or somebody’s words, and an error at its end."""

    def fall():
        raise RuntimeError("on purpose")

    name, words = CANARIES[0]["surname"], CANARIES[0]["own_words"]
    luck, sent, rooms = random.Random(20), 0, set()
    for sheet in busy.one_of_each(atlas):
        if sheet.form.method != "POST" or busy.spoils(sheet):
            continue
        boxes = {each.name: words if each.kind == "textarea" else name for each in sheet.form.texts}
        view = falls(world, sheet.endpoint, fall)
        answer = world.walker(sheet.role).post(
            sheet.action, replaced(plausible(sheet.form, luck), boxes)
        )
        world.app.view_functions[sheet.endpoint] = view
        sent += 1
        rooms |= {sheet.endpoint.split(".")[0]} if answer.status == 500 else set()
    lines = logged.text.splitlines()
    held = [line[:200] for line in lines if heard(line)]

    figure(
        "T20",
        f"log lines with a canary: {sent} forms filled with them, a fall in {len(rooms)} rooms",
        len(held),
        len(lines),
    )
    assert held == []
    assert len(rooms) >= 10
