"""People and offers made up at random, with anything missing that may be missing."""

from __future__ import annotations

import random
from datetime import date, timedelta

from matching.types import (
    DAYS,
    KINDS,
    LEVELS,
    MODES,
    Interest,
    Opportunity,
    Outcome,
    Person,
    Place,
    Qualification,
    Skill,
    Travel,
)

ON = date(2026, 11, 23)
SECTORS = ("construction", "hospitality", "retail", "childcare", "technology")
SKILLS = ("cash handling", "teamwork", "tidying", "painting", "first aid", "spreadsheets")
WORDS = (
    "cook bake kitchen paint wall shop till children play garden plant computer code repair bike "
    "dog horse hair nails football coach drive van parcel shelf warehouse café serve smile phone"
).split()
QUALIFICATIONS = ("GCSE English", "GCSE maths", "Food hygiene", "CSCS card")
HELP = ("quiet_space", "phased_start", "written_instructions", "lift")
EMPLOYERS = ("Acorn Café", "Birch Builders", "Cedar Care", "Dale Deliveries")
AREAS = ("MK9", "MK3", "MK14 6AB", "Northtown")


class Inventor:
    """Makes records; the same seed makes the same records."""

    def __init__(self, seed: int, missing: float = 0.25) -> None:
        self.random = random.Random(seed)
        self.missing = missing

    def maybe(self, value):
        return None if self.random.random() < self.missing else value

    def some(self, choices, most):
        count = self.random.randint(0, min(most, len(choices)))
        return tuple(self.random.sample(list(choices), count))

    def day(self, before, after):
        return ON + timedelta(days=self.random.randint(-before, after))

    def place(self):
        return Place(
            round(52.04 + self.random.uniform(-0.1, 0.1), 4),
            round(-0.76 + self.random.uniform(-0.15, 0.15), 4),
        )

    def text(self, least, most):
        count = self.random.randint(least, most)
        return " ".join(self.random.choice(WORDS) for _ in range(count))

    def qualifications(self, most):
        names = self.some(QUALIFICATIONS, most)
        return tuple(Qualification(n, self.maybe(self.random.randint(0, 4))) for n in names)

    def person(self, number: int) -> Person:
        pick = self.random
        aged = pick.random()
        return Person(
            id=f"p{number:05}",
            born=self.day(9500, -5600) if aged < 0.6 else None,
            age=pick.randint(15, 25) if aged > 0.5 else None,
            ready=True if pick.random() < 0.9 else self.maybe(False),
            consent=True if pick.random() < 0.9 else self.maybe(False),
            interests=self.maybe(
                tuple(Interest(s, pick.choice(LEVELS)) for s in self.some(SECTORS, 3))
            ),
            own_words=self.maybe(self.text(0, 8)),
            skills=self.maybe(
                tuple(Skill(s, pick.choice(("said", "shown"))) for s in self.some(SKILLS, 4))
            ),
            experience=self.maybe(tuple(self.text(1, 3) for _ in range(pick.randint(0, 2)))),
            qualifications=self.maybe(self.qualifications(3)),
            kinds=self.maybe(self.some(KINDS, 6)),
            available_from=self.maybe(self.day(60, 60)),
            available_to=self.maybe(self.day(-20, 300)),
            hours_per_week_max=self.maybe(pick.choice((8, 16, 20, 37.5, 45))),
            days=self.maybe(self.some(DAYS, 6)),
            place=self.maybe(self.place()),
            area=self.maybe(pick.choice(AREAS)),
            travel=self.maybe(
                Travel(
                    self.maybe(pick.choice((5, 20, 30, 45, 60))), self.maybe(self.some(MODES, 3))
                )
            ),
            adjustments=self.maybe(self.some(HELP, 2)),
            exclude_employers=self.maybe(self.some(EMPLOYERS, 1)),
            exclude_areas=self.maybe(self.some(AREAS, 1)),
            dbs=self.maybe(pick.random() < 0.5),
        )

    def opportunity(self, number: int) -> Opportunity:
        pick = self.random
        return Opportunity(
            id=f"o{number:05}",
            employer=self.maybe(pick.choice(EMPLOYERS)),
            kind=self.maybe(pick.choice(KINDS)),
            sector=self.maybe(pick.choice(SECTORS)),
            title=self.maybe(self.text(1, 3)),
            text=self.maybe(self.text(5, 20)),
            skills=self.maybe(self.some(SKILLS, 4)),
            essential_qualifications=self.maybe(self.qualifications(1)),
            min_level=self.maybe(pick.randint(0, 3)),
            place=self.maybe(self.place()),
            area=self.maybe(pick.choice(AREAS)),
            remote=self.maybe(pick.random() < 0.1),
            opens=self.maybe(self.day(60, 5)),
            closes=self.maybe(self.day(5, 60)),
            start=self.maybe(self.day(10, 120)),
            end=self.maybe(self.day(-60, 400)),
            hours_per_week=self.maybe(pick.choice((6, 16, 30, 37.5, 42))),
            days=self.maybe(self.some(DAYS, 5)),
            pay_per_hour=self.maybe(pick.choice((0, 8.5, 12.71, 25))),
            places=self.maybe(pick.randint(0, 5)),
            places_taken=self.maybe(pick.randint(0, 2)),
            min_age=self.maybe(pick.choice((16, 18))),
            max_age=self.maybe(pick.choice((18, 24, 25))),
            dbs_required=self.maybe(pick.random() < 0.3),
            adjustments_offered=self.maybe(self.some(HELP, 3)),
            employer_response_rate=self.maybe(round(pick.random(), 2)),
        )

    def people(self, count):
        return [self.person(number) for number in range(count)]

    def opportunities(self, count):
        return [self.opportunity(number) for number in range(count)]

    def outcomes(self, people, opportunities, count):
        events = ("opened", "dismissed", "interested", "started", "declined")
        return [
            Outcome(
                self.random.choice(people).id,
                self.random.choice(opportunities).id,
                self.random.choice(events),
                None,
                f"advisor-{self.random.randint(1, 3)}",
            )
            for _ in range(count)
        ]
