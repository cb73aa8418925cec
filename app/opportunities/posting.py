"""An offer in the words search engines read: schema.org JobPosting."""

from __future__ import annotations

from typing import Any

from app.opportunities.answers import Answers
from app.opportunities.models import Kind, Opportunity

TYPES = {
    Kind.JOB: "OTHER",
    Kind.APPRENTICESHIP: "FULL_TIME",
    Kind.INTERNSHIP: "INTERN",
    Kind.SUPPORTED: "VOLUNTEER",
    Kind.WORK_EXPERIENCE: "TEMPORARY",
    Kind.TASTER: "TEMPORARY",
    Kind.MENTORING: "OTHER",
}


def job_posting(opportunity: Opportunity, answers: Answers, address: str) -> dict[str, Any]:
    """Return the description; what is not known is left out."""
    text = "\n\n".join(part for part in (answers.will_do, answers.will_learn) if part)
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": answers.title,
        "description": text or answers.title,
        "identifier": {
            "@type": "PropertyValue",
            "name": "Unlocking Opportunities",
            "value": opportunity.ref,
        },
        "hiringOrganization": {"@type": "Organization", "name": opportunity.employer.name},
        "employmentType": TYPES[answers.kind],
        "url": address,
        "directApply": False,
    }
    return found | _dates(answers) | _place(answers) | _pay(answers)


def _dates(answers: Answers) -> dict[str, Any]:
    found = {
        "datePosted": answers.opens,
        "validThrough": answers.closes,
        "jobStartDate": answers.start,
    }
    return {name: day.isoformat() for name, day in found.items() if day}


def _place(answers: Answers) -> dict[str, Any]:
    if answers.remote:
        country = {"@type": "Country", "name": "United Kingdom"}
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    address = {"@type": "PostalAddress", "addressCountry": "GB"}
    if answers.postcode:
        address["postalCode"] = answers.postcode
    if answers.area:
        address["addressLocality"] = answers.area
    return {"jobLocation": {"@type": "Place", "address": address}}


def _pay(answers: Answers) -> dict[str, Any]:
    if not answers.pay_per_hour:
        return {}
    value = {"@type": "QuantitativeValue", "value": float(answers.pay_per_hour), "unitText": "HOUR"}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": "GBP", "value": value}}
