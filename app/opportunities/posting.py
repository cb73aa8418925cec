"""An offer in the words search engines read: schema.org JobPosting, or WorkBasedProgram.

Which properties are required and recommended, and the values of employmentType, are those of
https://developers.google.com/search/docs/appearance/structured-data/job-posting (read November 2026).
A job posting speaks of work somebody is taken on for, paid or as a volunteer. A taster, work
experience without pay and mentoring are none, so they are described as learning at work or not at
all; an offer that is not open to everybody is not handed to search engines.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from app import clock
from app.opportunities import presenting, wording
from app.opportunities.answers import Answers
from app.opportunities.models import Kind, Opportunity, UnpaidBasis
from app.opportunities.search.cards import PART_TIME, hours_of
from app.places.towns import town

PAID = frozenset({Kind.JOB, Kind.APPRENTICESHIP, Kind.INTERNSHIP})
# The categories the documentation names, by the RQF level that is asked for.
SCHOOL = {
    **dict.fromkeys((1, 2, 3), "high school"),
    **dict.fromkeys((4, 5), "associate degree"),
    6: "bachelor degree",
    **dict.fromkeys((7, 8), "postgraduate degree"),
}


def structured(opportunity: Opportunity, answers: Answers, address: str) -> dict[str, Any] | None:
    """Return the description for search engines; None for what is not for them."""
    if answers.ring_fenced or answers.kind == Kind.MENTORING:
        return None
    if is_posting(answers):
        return job_posting(opportunity, answers, address)
    return _program(opportunity, answers, address)


def is_posting(answers: Answers) -> bool:
    """Say whether somebody is taken on, paid or as a volunteer."""
    paid = answers.kind in PAID or bool(answers.pay_per_hour)
    volunteer = answers.kind == Kind.SUPPORTED or answers.unpaid_basis == UnpaidBasis.VOLUNTARY
    return paid or volunteer


def job_posting(opportunity: Opportunity, answers: Answers, address: str) -> dict[str, Any]:
    """Return a JobPosting; what is not known is left out."""
    posted = answers.opens or clock.local(opportunity.approved_at or opportunity.created_at).date()
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": answers.title,
        "description": described(answers),
        "identifier": {
            "@type": "PropertyValue",
            "name": "Unlocking Opportunities",
            "value": opportunity.ref,
        },
        "hiringOrganization": _organisation(opportunity),
        "employmentType": _types(answers),
        "datePosted": posted.isoformat(),
        "url": address,
        "directApply": False,
        "totalJobOpenings": answers.places,
    }
    return found | _dates(answers) | _place(answers) | _pay(answers) | _asked(answers)


def described(answers: Answers) -> str:
    """Return what the offer is about as HTML, everything in it escaped."""
    parts = (("What you will do", answers.will_do), ("What you will learn", answers.will_learn))
    said = [(head, text) for head, text in parts if text]
    if not said:
        return f"<p>{html.escape(answers.title)}</p>"
    return "".join(f"<p><strong>{head}</strong></p>{_paragraphs(text)}" for head, text in said)


def _paragraphs(text: str) -> str:
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return "".join(f"<p>{html.escape(block)}</p>" for block in blocks if block)


def _organisation(opportunity: Opportunity) -> dict[str, Any]:
    found = {"@type": "Organization", "name": opportunity.employer.name}
    website = opportunity.employer.website
    return found | ({"sameAs": website} if website else {})


def _types(answers: Answers) -> list[str]:
    if answers.kind == Kind.INTERNSHIP:
        return ["INTERN"]
    if not answers.pay_per_hour and answers.kind not in PAID:
        return ["VOLUNTEER"]
    hours = hours_of(answers)
    length = [] if hours is None else ["FULL_TIME" if hours >= PART_TIME else "PART_TIME"]
    ends = answers.end is not None and answers.kind != Kind.APPRENTICESHIP
    return [*length, *(["TEMPORARY"] if ends else [])] or ["OTHER"]


def _dates(answers: Answers) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if answers.closes:
        found["validThrough"] = _end_of(answers.closes)
    if answers.start:
        found["jobStartDate"] = answers.start.isoformat()
    return found


def _end_of(day: date) -> str:
    return clock.local(clock.at(day, time(23, 59, 59))).isoformat()


def _place(answers: Answers) -> dict[str, Any]:
    if answers.remote:
        country = {"@type": "Country", "name": "United Kingdom"}
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    codes = [answers.postcode, *(site.get("postcode") for site in answers.sites or ())]
    places = [_address(code, answers.area) for code in dict.fromkeys(codes) if code]
    places = places or [_address(None, answers.area)]
    return {"jobLocation": places[0] if len(places) == 1 else places}


def _address(postcode: str | None, area: str | None) -> dict[str, Any]:
    known = town(postcode) if postcode else None
    parts = {
        "streetAddress": area if known and area and area != known else None,
        "addressLocality": known or area,
        "postalCode": postcode,
        "addressCountry": "GB",
    }
    said = {name: value for name, value in parts.items() if value}
    return {"@type": "Place", "address": {"@type": "PostalAddress", **said}}


def _pay(answers: Answers) -> dict[str, Any]:
    if not answers.pay_per_hour:
        return {}
    value = {"@type": "QuantitativeValue", "value": float(answers.pay_per_hour), "unitText": "HOUR"}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": "GBP", "value": value}}


def _asked(answers: Answers) -> dict[str, Any]:
    found: dict[str, Any] = {}
    levels = [answers.min_level, *(row.get("level") for row in answers.essential_qualifications)]
    known = [level for level in levels if isinstance(level, int) and level in SCHOOL]
    if known:
        kind = "EducationalOccupationalCredential"
        found["educationRequirements"] = {"@type": kind, "credentialCategory": SCHOOL[max(known)]}
    if answers.skills:
        found["skills"] = _listed(answers.skills)
    if hours := presenting.week_total(answers):
        found["workHours"] = hours
    return found


def _listed(values: Iterable[str]) -> str:
    return "; ".join(values)


def _program(opportunity: Opportunity, answers: Answers, address: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "WorkBasedProgram",
        "name": answers.title,
        "description": described(answers),
        "identifier": opportunity.ref,
        "provider": _organisation(opportunity),
        "programType": wording.KINDS[answers.kind],
        "url": address,
        "maximumEnrollment": answers.places,
    }
    dates = {
        "startDate": answers.start,
        "endDate": answers.end,
        "applicationDeadline": answers.closes,
    }
    return found | {name: day.isoformat() for name, day in dates.items() if day}
