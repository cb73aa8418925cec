"""A fair day with two employers, ready for every step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import clock
from app.fairdays import inviting, placing, queries, services
from app.fairdays.inviting import Cohort
from app.fairdays.models import FairKind
from app.fairdays.services import NewDay


class Fairs:
    """Makes days and takes them to where a test begins."""

    def __init__(self, make, coordinator):
        self.make = make
        self.by = coordinator
        self.advisor = make.user("advisor")

    def planned(self, *, people=3, places=(1, 1)):
        """A day with this many people and one offer for each number of places."""
        new = NewDay("Summer week", FairKind.SUMMER_COHORT, self.day(30), None, "The Hub", "")
        day = services.create(new, by=self.by)
        for number in range(people):
            self.person(preferred_name=f"Zoe{number}first")
        offers = [self.make.opportunity(places=count) for count in places]
        if offers:
            services.add_offers(day, [offer.ref for offer in offers], by=self.by)
        if people:
            inviting.invite(day, Cohort(), reason="Agreed with the teams", by=self.by)
        return day

    def person(self, **given):
        """Somebody of whom enough is known for a score."""
        known = {
            "advisor": self.advisor,
            "kinds": ["work_experience"],
            "days": ["mon", "wed", "fri"],
            "hours_per_week_max": 30,
            "skills": [{"name": "baking", "evidence": "shown"}],
            "experience": ["Helped in a kitchen"],
            "qualifications": [{"name": "Food hygiene", "level": 2}],
        }
        return self.make.young_person(**(known | given))

    def drawn(self, **given):
        day = self.planned(**given)
        return services.act(day, "draw", by=self.by)

    def started(self, verb="start_stable", **given):
        return services.act(self.drawn(**given), verb, by=self.by)

    def offers(self, day, *offers):
        """Put these offers on the day."""
        services.add_offers(day, [offer.ref for offer in offers], by=self.by)

    def confirm(self, person, reason=""):
        """Confirm what somebody has."""
        shown = person.place.offer.ref if person.place.offer else None
        return placing.confirm(person, shown, reason=reason, by=self.by)

    def act(self, day, verb):
        return services.act(day, verb, by=self.by)

    def whole(self, day):
        """The day as it is now, with everything on it."""
        return queries.whole(day.ref, by=self.by)

    def placed(self, day):
        return [person for person in self.whole(day).people if person.place.offer_id]

    def left_out(self, day):
        return [person for person in self.whole(day).people if not person.place.offer_id]

    def day(self, ahead):
        return clock.today() + timedelta(days=ahead)


@pytest.fixture
def fairs(make, coordinator):
    return Fairs(make, coordinator)
