"""The usual cast: an advisor, a young person who said yes, an employer with somebody who answers."""

from __future__ import annotations

from dataclasses import dataclass

from app.introductions import services
from app.introductions.services import Draft
from app.young_people.models import Purpose
from app.young_people.services import Agreement

NAME = "Quillonia"
SURNAME = "Wexcombe"
MESSAGE = "Patient with dough and with people."


@dataclass
class Cast:
    """Everybody in one introduction."""

    advisor: object
    contact: object
    person: object
    offer: object


def cast(make, advisor, **offer):
    contact = make.user("business")
    employer = make.employer(user=contact)
    person = make.young_person(
        advisor=advisor,
        preferred_name=NAME,
        surname=SURNAME,
        own_words="i like the smell of bread",
        skills=[{"name": "lifting", "evidence": "said"}],
        phone="+447700900123",
        days=["mon", "tue"],
    )
    opportunity = make.opportunity(employer=employer, **offer)
    make.suggestion(person, opportunity)
    return Cast(advisor, contact, person, opportunity)


def draft(shared=("preferred_name", "age", "skills")):
    return Draft(MESSAGE, tuple(shared), Agreement(Purpose.SHARE, "in person", shared=shared))


def sent(people, shared=("preferred_name", "age", "skills")):
    row = services.introduce(people.person, people.offer, draft(shared), by=people.advisor)
    return services.send(row, by=people.advisor)
