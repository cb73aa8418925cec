"""The rules of Google’s documentation of JobPosting, and of schema.org, as a table.

https://developers.google.com/search/docs/appearance/structured-data/job-posting
https://schema.org/JobPosting, https://schema.org/WorkBasedProgram (read November 2026)
"""

from __future__ import annotations

import re
from datetime import date, datetime
from html.parser import HTMLParser

REQUIRED = {"datePosted", "description", "hiringOrganization", "title"}
EMPLOYMENT = {
    *("FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER"),
    *("PER_DIEM", "OTHER"),
}
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
CREDENTIALS = {
    *("high school", "associate degree", "bachelor degree", "professional certificate"),
    "postgraduate degree",
}
# Properties schema.org gives each type (its own and those of Thing) among those we use.
KNOWN = {
    "JobPosting": {
        *("title", "description", "identifier", "hiringOrganization", "employmentType"),
        *("datePosted", "validThrough", "jobStartDate", "url", "directApply", "totalJobOpenings"),
        *("jobLocation", "jobLocationType", "applicantLocationRequirements", "baseSalary"),
        *("educationRequirements", "experienceRequirements", "skills", "workHours"),
    },
    "WorkBasedProgram": {
        *("name", "description", "identifier", "provider", "programType", "url"),
        *("maximumEnrollment", "startDate", "endDate", "applicationDeadline"),
    },
    "PropertyValue": {"name", "value"},
    "Organization": {"name", "sameAs"},
    "Place": {"address"},
    "PostalAddress": {"streetAddress", "addressLocality", "postalCode", "addressCountry"},
    "Country": {"name"},
    "MonetaryAmount": {"currency", "value"},
    "QuantitativeValue": {"value", "unitText"},
    "EducationalOccupationalCredential": {"credentialCategory"},
}


class Tags(HTMLParser):
    """Which tags a description opens, and whether each is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.add(tag)
        assert not attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def problems(posting):
    """Everything that is against the rules, in words; nothing for a good one."""
    found = list(_shape(posting))
    if posting["@type"] == "JobPosting":
        found += [f"{name} is missing" for name in REQUIRED if not posting.get(name)]
        found += [*_where(posting), *_values(posting), *_dates(posting)]
        found += _words(posting.get("description", ""))
    return found


def _shape(node, where="posting"):
    if isinstance(node, list):
        for one in node:
            yield from _shape(one, where)
    if not isinstance(node, dict):
        return
    kind = node.get("@type")
    if kind not in KNOWN:
        yield f"{where}: unknown type {kind}"
        return
    yield from (f"{kind} has no {n}" for n in node if n[0] != "@" and n not in KNOWN[kind])
    yield from (f"{kind}.{n} is empty" for n, value in node.items() if value in (None, "", [], {}))
    for name, value in node.items():
        yield from _shape(value, name)


def _where(posting):
    remote = posting.get("jobLocationType") == "TELECOMMUTE"
    if remote and not posting.get("applicantLocationRequirements"):
        yield "work from home does not say where people may live"
    if not remote and not posting.get("jobLocation"):
        yield "jobLocation is missing"
    places = posting.get("jobLocation") or []
    for place in places if isinstance(places, list) else [places]:
        if place["address"].get("addressCountry") != "GB":
            yield "an address without its country"


def _values(posting):
    types = posting["employmentType"]
    if not types or set(types) - EMPLOYMENT or len(types) != len(set(types)):
        yield f"employmentType: {types}"
    salary = posting.get("baseSalary")
    if salary and (salary["currency"] != "GBP" or salary["value"]["unitText"] not in UNITS):
        yield f"baseSalary: {salary}"
    if salary and not salary["value"]["value"] > 0:
        yield "baseSalary is not an amount"
    asked = posting.get("educationRequirements")
    if asked and asked["credentialCategory"] not in CREDENTIALS:
        yield f"educationRequirements: {asked}"
    if not isinstance(posting["directApply"], bool):
        yield "directApply is not a yes or no"


def _words(text):
    tags = Tags(text)
    if tags.open or tags.seen - {"p", "strong"} or "p" not in tags.seen:
        yield "description is not plain HTML of paragraphs"
    if re.search(r"&(?!(amp|lt|gt|quot|#\w+);)", text):
        yield "description is not escaped"
    if re.search(r"[<>]", re.sub(r"</?(p|strong)>", "", text)):
        yield "description holds a tag of somebody else’s"


def _dates(posting):
    posted = date.fromisoformat(posting["datePosted"])
    through = posting.get("validThrough")
    if through:
        until = datetime.fromisoformat(through)
        if until.tzinfo is None or until.date() < posted:
            yield f"validThrough: {through}"
    if posting.get("jobStartDate"):
        date.fromisoformat(posting["jobStartDate"])
