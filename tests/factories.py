"""Rows with one line each; every value can be given, the rest is sensible and lawful."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal

from app import clock, db
from app.accounts.models import Role, Team, User
from app.employers.models import Employer, EmployerKind, EmployerState, Membership
from app.guarantee.models import Criterion, GuaranteeCase, Policy, Vacancy
from app.introductions.models import Introduction, IntroductionState
from app.matches.models import Suggestion, SuggestionState
from app.opportunities.models import Kind, Opportunity, OpportunityState
from app.placements.models import Placement
from app.referrals.models import Referral
from app.young_people.models import (
    Category,
    Consent,
    Interest,
    Level,
    Purpose,
    YoungPerson,
    YoungPersonState,
)

COUNTER = itertools.count(1)
WEEK = [
    {"day": day, "from": "09:30", "to": "15:30", "break_minutes": 45}
    for day in ("mon", "wed", "fri")
]


def born_years_ago(years: int) -> date:
    """A date of birth that makes somebody this old, with a birthday some weeks ago."""
    day = clock.today() - timedelta(days=40)
    return date(day.year - years, day.month, min(day.day, 28))


class Factory:
    """Makes rows and stores them at once."""

    def _add(self, row):
        db.session.add(row)
        db.session.commit()
        return row

    def team(self, name="North team"):
        found = db.session.query(Team).filter_by(name=name).first()
        return found or self._add(Team(name=name))

    def user(self, role="advisor", *, team=None, **given):
        number = next(COUNTER)
        if role in {"advisor", "manager"}:
            team = team or self.team()
        values = {
            "email": f"{role}{number}@demo.example",
            "name": f"{role.title()} Number{number}",
            "role": Role(role),
            "team_id": team.id if team else None,
            "created_at": clock.now(),
            "email_verified_at": clock.now(),
        }
        return self._add(User(**(values | given)))

    def employer(self, *, user=None, state="APPROVED", **given):
        number = next(COUNTER)
        name = given.pop("name", f"Bakery Number{number}")
        values = {
            "name": name,
            "plain_name": name.casefold(),
            "kind": EmployerKind.COMPANY,
            "number": f"{number:08d}",
            "postcode": "MK9 3EJ",
            "sector_key": "hospitality",
            "size": "1-9",
            "insurance_until": clock.today() + timedelta(days=400),
            "risk_assessed_on": clock.today() - timedelta(days=30),
            "state": EmployerState(state),
            "created_at": clock.now(),
            "approved_at": clock.now() if state == "APPROVED" else None,
        }
        employer = self._add(Employer(**(values | given)))
        user = user or self.user("business")
        self._add(
            Membership(employer_id=employer.id, user_id=user.id, owner=True, has_authority=True)
        )
        return employer

    def opportunity(self, *, employer=None, state="LIVE", **given):
        employer = employer or self.employer()
        today = clock.today()
        values = {
            "employer_id": employer.id,
            "kind": Kind.WORK_EXPERIENCE,
            "sector_key": "hospitality",
            "title": f"Help in a bakery {next(COUNTER)}",
            "will_do": "Weigh flour, shape rolls and serve at the counter.",
            "will_learn": "Food hygiene, tills and talking with customers.",
            "places": 2,
            "postcode": "MK9 3EJ",
            "latitude": 52.0424,
            "longitude": -0.7594,
            "opens": today,
            "closes": today + timedelta(days=30),
            "start": today + timedelta(days=40),
            "end": today + timedelta(days=54),
            "week": WEEK,
            "pay_per_hour": Decimal("13.50"),
            "min_age": 16,
            "state": OpportunityState(state),
            "created_at": clock.now(),
            "changed_at": clock.now(),
        }
        return self._add(Opportunity(**(values | given)))

    def young_person(self, *, advisor=None, state="READY", consent=True, interests=None, **given):
        advisor = advisor or self.user("advisor")
        number = next(COUNTER)
        values = {
            "advisor_id": advisor.id,
            "preferred_name": f"Robin{number}",
            "surname": "Invented",
            "born": born_years_ago(18),
            "category": Category.FORMER_RELEVANT,
            "outward": "MK9",
            "travel_minutes": 45,
            "travel_modes": ["bus", "walk"],
            "own_words": "i like baking and being up early",
            "state": YoungPersonState(state),
            "created_at": clock.now(),
            "changed_at": clock.now(),
            "interests_at": clock.now(),
        }
        person = self._add(YoungPerson(**(values | given)))
        for sector, level in (interests or {"hospitality": "keen"}).items():
            self._add(Interest(young_person_id=person.id, sector_key=sector, level=Level(level)))
        if consent:
            self.consent(person, purpose=Purpose.MATCHING)
        return person

    def consent(self, person, *, purpose=Purpose.SHARE, employer=None, **given):
        values = {
            "young_person_id": person.id,
            "purpose": purpose,
            "employer_id": employer.id if employer else None,
            "shared_fields": ["preferred_name", "age"] if purpose == Purpose.SHARE else [],
            "wording": "We talked about what is shared and with whom.",
            "how": "in person",
            "recorded_by_id": person.advisor_id,
            "at": clock.now(),
        }
        return self._add(Consent(**(values | given)))

    def suggestion(self, person=None, opportunity=None, *, state="YP_INTERESTED", **given):
        person = person or self.young_person()
        opportunity = opportunity or self.opportunity()
        values = {
            "young_person_id": person.id,
            "opportunity_id": opportunity.id,
            "state": SuggestionState(state),
            "created_at": clock.now(),
            "changed_at": clock.now(),
        }
        return self._add(Suggestion(**(values | given)))

    def introduction(self, person=None, opportunity=None, *, state="SENT", **given):
        person = person or self.young_person()
        opportunity = opportunity or self.opportunity()
        consent = self.consent(person, employer=opportunity.employer)
        values = {
            "young_person_id": person.id,
            "opportunity_id": opportunity.id,
            "advisor_id": person.advisor_id,
            "consent_id": consent.id,
            "shared_fields": consent.shared_fields,
            "state": IntroductionState(state),
            "created_at": clock.now(),
            "sent_at": clock.now() if state not in {"DRAFT", "AWAITING_AGREEMENT"} else None,
            "answer_due": clock.add_working_days(clock.today(), 15),
        }
        return self._add(Introduction(**(values | given)))

    def placement(self, introduction=None, **given):
        introduction = introduction or self.introduction(state="ACCEPTED")
        values = {
            "introduction_id": introduction.id,
            "young_person_id": introduction.young_person_id,
            "opportunity_id": introduction.opportunity_id,
            "start": introduction.opportunity.start,
            "end": introduction.opportunity.end,
            "week": introduction.opportunity.week,
            "created_at": clock.now(),
        }
        return self._add(Placement(**(values | given)))

    def policy(self, **given):
        values = {
            "valid_from": date(2025, 3, 19),
            "title": "An interview for everybody who meets the essential criteria",
            "wording": "An interview is guaranteed when all essential criteria are met.",
            "mode": "all_essential",
            "source": "Council motion, 19 March 2025",
        }
        return self._add(Policy(**(values | given)))

    def vacancy(self, *, criteria=("Can use a till", "Can work at weekends"), **given):
        number = next(COUNTER)
        values = {
            "number": f"MKC-{number:04d}",
            "title": "Library assistant",
            "department": "Libraries",
            "closes": clock.today() + timedelta(days=7),
            "created_at": clock.now(),
        }
        vacancy = self._add(Vacancy(**(values | given)))
        for position, words in enumerate(criteria):
            self._add(
                Criterion(vacancy_id=vacancy.id, position=position, words=words, essential=True)
            )
        return vacancy

    def case(self, *, vacancy=None, hr=None, **given):
        vacancy = vacancy or self.vacancy()
        number = next(COUNTER)
        values = {
            "vacancy_id": vacancy.id,
            "policy_id": self.policy().id,
            "number": f"GI-2026-{number:04d}",
            "candidate_name": "Alex Invented",
            "application_number": f"A{number}",
            "declared_at": clock.now(),
            "opened_by_id": (hr or self.user("hr")).id,
        }
        return self._add(GuaranteeCase(**(values | given)))

    def referral(self, *, councillor=None, **given):
        councillor = councillor or self.user("councillor")
        name = given.pop("employer_name", f"Garage Number{next(COUNTER)}")
        values = {
            "councillor_id": councillor.id,
            "employer_name": name,
            "plain_name": name.casefold(),
            "contact_name": "Sam Invented",
            "contact_email": "sam@demo.example",
            "contact_agreed": True,
            "how_known": "I buy my tyres there",
            "ward": "Stony Stratford",
            "created_at": clock.now(),
            "acknowledge_due": clock.add_working_days(clock.today(), 2),
        }
        return self._add(Referral(**(values | given)))
