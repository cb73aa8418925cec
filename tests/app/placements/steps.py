"""The way of a placement, a step each."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app import clock, db
from app.introductions import answers, outcomes
from app.placements import services
from app.placements.choices import CHECKS
from app.placements.models import Party, Placement
from app.placements.services import Ending, Said
from tests.app.introductions.people import sent


def accepted(people, shared=("preferred_name", "age")):
    row = sent(people, shared)
    answers.offer(row, clock.today() + timedelta(days=20), by=people.contact)
    outcomes.accept(row, by=people.advisor)
    return db.session.scalars(select(Placement).where(Placement.introduction_id == row.id)).one()


def seen(placement, people):
    for name in CHECKS:
        services.tick(placement, name, by=people.advisor)


def agreed(placement, people):
    seen(placement, people)
    services.agree(placement, Party.YOUNG_PERSON, by=people.advisor)
    services.agree(placement, Party.COUNCIL, by=people.advisor)
    services.agree(placement, Party.EMPLOYER, by=people.contact)


def started(placement, people):
    agreed(placement, people)
    services.start(placement, clock.today(), by=people.contact)


def completed(placement, people):
    started(placement, people)
    services.complete(placement, Ending(clock.today()), by=people.contact)


def said(face=3, **more):
    return Said(face, "Early, careful, good with customers.", **more)
