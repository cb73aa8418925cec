"""Invented crowds to measure with: people and offers of a city or of a country."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from matching.types import (
    DAYS,
    KINDS,
    Interest,
    Opportunity,
    Person,
    Place,
    Qualification,
    Skill,
    Travel,
)

ON = date(2026, 11, 23)
CITY = Place(52.04, -0.76)
SPREADS = ("city", "national")
SECTORS = (
    *("construction", "retail", "hospitality", "warehousing", "childcare", "technology"),
    *("health_and_safety", "customer_service", "health_and_social_care", "hair_and_beauty"),
    *("motor_vehicle", "engineering", "creative_and_media", "sport_and_leisure"),
    *("animals_and_land", "business"),
)
HELP = ("quiet_space", "phased_start", "written_instructions", "lift", "buddy", "breaks")
QUALIFICATIONS = ("GCSE English", "GCSE maths", "Food hygiene", "CSCS card", "First aid")
SYLLABLES = ("ba", "co", "di", "fe", "gu", "ha", "jo", "ki", "lu", "mo", "ne", "pa", "ri", "so")
OWN_WORDS, SHARED_WORDS = 60, 600


class Invented:
    """Makes people and offers; the same seed makes the same ones."""

    def __init__(self, seed: int, spread: str = "city") -> None:
        self.random = np.random.default_rng(seed)
        words = np.random.default_rng(0)
        size = SHARED_WORDS + OWN_WORDS * len(SECTORS)
        self.words = ["".join(words.choice(SYLLABLES, 3)) + str_end(n) for n in range(size)]
        self.towns = [CITY] if spread == "city" else _towns(120)
        self.spread_km = 7.0 if spread == "city" else 5.0

    def _text(self, sector: int, count: int) -> str:
        own = SHARED_WORDS + OWN_WORDS * sector
        rare = self.random.zipf(1.3, count) % SHARED_WORDS
        near = own + self.random.zipf(1.3, count) % OWN_WORDS
        picked = np.where(self.random.random(count) < 0.4, near, rare)
        return " ".join(self.words[number] for number in picked)

    def _place(self) -> Place:
        town = self.towns[int(self.random.integers(len(self.towns)))]
        north, east = self.random.normal(0, self.spread_km, 2)
        return Place(round(town.lat + north / 111.2, 4), round(town.lon + east / 68.5, 4))

    def _some(self, choices: Sequence[str], count: int) -> tuple[str, ...]:
        picked = self.random.choice(len(choices), min(count, len(choices)), replace=False)
        return tuple(choices[number] for number in picked)

    def _often(self, share: float) -> bool:
        return bool(self.random.random() < share)

    def _skills(self, sector: int, count: int) -> tuple[str, ...]:
        picked = self.random.choice(8, count, replace=False)
        return tuple(f"{SECTORS[sector]} skill {number}" for number in picked)

    def person(self, number: int) -> Person:
        """One invented young person."""
        pick = self.random
        likes = [int(each) for each in pick.choice(len(SECTORS), 4, replace=False)]
        return Person(
            id=f"p{number:06}",
            born=ON - timedelta(days=int(pick.integers(16 * 365 + 5, 25 * 365))),
            ready=self._often(0.95),
            consent=self._often(0.97),
            interests=(
                Interest(SECTORS[likes[0]], "keen"),
                Interest(SECTORS[likes[1]], "curious"),
                Interest(SECTORS[likes[2]], "not_for_me"),
            ),
            own_words=self._text(likes[0], int(pick.integers(3, 14))) if self._often(0.8) else None,
            skills=tuple(Skill(each, "shown") for each in self._skills(likes[0], 2))
            + tuple(Skill(each) for each in self._skills(likes[1], 1)),
            experience=(self._text(likes[1], 3),) if self._often(0.5) else None,
            qualifications=tuple(
                Qualification(each, int(pick.integers(1, 4)))
                for each in self._some(QUALIFICATIONS, 2)
            ),
            kinds=self._some(KINDS, int(pick.integers(2, 6))),
            available_from=ON + timedelta(days=int(pick.integers(-30, 90))),
            available_to=ON + timedelta(days=int(pick.integers(120, 500)))
            if self._often(0.4)
            else None,
            hours_per_week_max=float(pick.choice([16, 20, 30, 37.5, 40])),
            days=self._some(DAYS[:5], int(pick.integers(2, 6))),
            place=self._place(),
            travel=Travel(
                float(pick.choice([20, 30, 45, 60])),
                self._some(("walk", "cycle", "bus", "train"), 2),
            ),
            adjustments=self._some(HELP, int(pick.integers(0, 3))),
            dbs=self._often(0.3),
        )

    def opportunity(self, number: int) -> Opportunity:
        """One invented offer."""
        pick = self.random
        sector = int(pick.integers(len(SECTORS)))
        start = ON + timedelta(days=int(pick.integers(5, 150)))
        return Opportunity(
            id=f"o{number:07}",
            employer=f"Employer {int(pick.integers(3000))}",
            kind=KINDS[int(pick.integers(len(KINDS)))],
            sector=SECTORS[sector],
            title=self._text(sector, 4),
            text=self._text(sector, 30),
            skills=self._skills(sector, int(pick.integers(0, 4))),
            essential_qualifications=(Qualification(QUALIFICATIONS[int(pick.integers(5))], 2),)
            if self._often(0.15)
            else (),
            min_level=int(pick.integers(0, 3)) if self._often(0.5) else None,
            place=self._place() if self._often(0.97) else None,
            remote=self._often(0.02),
            opens=ON - timedelta(days=int(pick.integers(0, 60))),
            closes=ON + timedelta(days=int(pick.integers(-3, 60))),
            start=start if self._often(0.9) else None,
            end=start + timedelta(days=int(pick.integers(1, 365))) if self._often(0.7) else None,
            hours_per_week=float(pick.choice([8, 16, 25, 30, 37.5])),
            days=self._some(DAYS[:5], int(pick.integers(1, 6))),
            pay_per_hour=float(pick.choice([8.0, 10.85, 12.71, 14.0]))
            if self._often(0.6)
            else None,
            places=int(pick.integers(1, 6)),
            places_taken=int(pick.integers(0, 3)),
            min_age=16 if self._often(0.5) else 18 if self._often(0.5) else None,
            max_age=24 if self._often(0.2) else None,
            dbs_required=self._often(0.1),
            adjustments_offered=self._some(HELP, int(pick.integers(0, 5))),
            employer_response_rate=round(float(pick.random()), 2),
        )

    def people(self, count: int) -> list[Person]:
        """Some people."""
        return [self.person(number) for number in range(count)]

    def opportunities(self, count: int) -> list[Opportunity]:
        """Some offers."""
        return [self.opportunity(number) for number in range(count)]


def str_end(number: int) -> str:
    """A word's ending that tells it from the others and is no ending of English."""
    letters = "bcdfghjklm"
    return "".join(letters[int(digit)] for digit in f"{number:04}")


def _towns(count: int) -> list[Place]:
    pick = np.random.default_rng(1)
    lats, lons = pick.uniform(50.7, 54.9, count), pick.uniform(-3.5, 1.3, count)
    return [Place(float(lat), float(lon)) for lat, lon in zip(lats, lons, strict=True)]
