"""Opening a page changes nothing that people keep."""

from __future__ import annotations

import pytest

from tests.trust.world import WALKERS, WRITTEN_BY_READING, nothing_in

# Addresses whose opening may write more than that something was read; each with its reason.
EXCEPTIONS: dict[str, str] = {}


def stops(atlas, role):
    return [
        stop
        for (endpoint, who), found in sorted(atlas.stops.items())
        if who == role and endpoint not in EXCEPTIONS
        for stop in found
    ]


@pytest.mark.parametrize("role", WALKERS)
def test_opening_every_page_of_a_role_leaves_every_table_as_it_was(world, atlas, role):
    visitor, before, guilty = world.walker(role), world.print(), []

    for stop in stops(atlas, role):
        world.written.clear()
        visitor.get(stop.address)
        visitor.ask("HEAD", stop.address)
        if found := world.touched() - WRITTEN_BY_READING:
            guilty.append(f"{stop.endpoint} {stop.address}: {sorted(found)}")

    nothing_in(guilty)
    assert world.print() == before, "something changed, though no statement showed it"
    assert len(stops(atlas, role)) >= 5


def test_every_link_on_every_page_leads_to_a_page(atlas):
    # This one is honest before the first backup and beat.
    nothing_in(line for line in atlas.dead if "/readyz" not in line)


def test_the_fingerprint_sees_one_changed_letter(world):
    before = world.print()

    page = world.walker("business").get("/organisation/edit")
    form = next(form for form in page.reading.forms if form.method == "POST")
    sent = [(f.name, f.value) for f in form.texts] + [
        (f.name, value) for f in form.choices for value in f.chosen
    ]
    sent += [(f.name, f.value) for f in form.fields.values() if f.kind == "hidden"]
    changed = [(n, f"{v}x" if n == "name" else v) for n, v in sent]
    world.walker("business").post("/organisation/edit", changed)

    assert world.print() != before
