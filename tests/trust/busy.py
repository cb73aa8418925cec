"""A busy day: everybody sends one form of each kind and the clocks run, so that every state is met."""

from __future__ import annotations

import random

from app import db
from app.jobs import JOBS
from tests.trust.filling import plausible
from tests.trust.walk import Map, Sheet, kind_of
from tests.trust.world import World

# These would send the people of the demo away from their own pages.
SPOILS = {
    *("young_people.hand_over", "accounts.sign_out", "employers.remove", "employers.merge"),
    *("voice.leave", "voice_desk.end", "voice.stop", "voice.agreement"),
}


def live(world: World, atlas: Map) -> None:
    """Send one form of each kind, run every daily job, send them again where there is more."""
    luck = random.Random(20)
    for sheet in one_of_each(atlas):
        if sheet.form.method == "POST" and not spoils(sheet):
            world.walker(sheet.role).post(sheet.action, plausible(sheet.form, luck))
    with world.context():
        for job in JOBS:
            if job.cron and not job.name.startswith("match"):
                job.work()
                db.session.rollback()


def spoils(sheet: Sheet) -> bool:
    """Whether this would change who may sign in, or take a caseload away."""
    return sheet.endpoint in SPOILS or sheet.endpoint in {"accounts.act", "accounts.person"}


def one_of_each(atlas: Map) -> list[Sheet]:
    """The first form of each kind and role."""
    found: dict[tuple[object, ...], Sheet] = {}
    for sheet in atlas.sheets:
        values = (atlas.match(sheet.action, sheet.form.method) or ("", {}))[1]
        found.setdefault((sheet.role, sheet.form.method, sheet.endpoint, kind_of(values)), sheet)
    return list(found.values())
