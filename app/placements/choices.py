"""The fixed answers of this feature and their words."""

from __future__ import annotations

from app.placements.models import Party

# What must be seen before anybody agrees; the words are those of the page.
CHECKS = {
    "insurance": "Employers’ liability insurance is in date to the last day",
    "risk_assessment": "The risk assessment has been seen, and covers a young person",
    "hours": "The hours are lawful for their age",
    "consent": "Consent to share with this employer is held",
    "dbs": "Any DBS check asked for is right for this work",
    "pay": "The pay, or the reason for none, is lawful",
}
# Which check a family of the lawful-offer rules belongs to; dates speak of the offer, not of this.
FAMILIES = {
    "insurance": "insurance",
    "risk": "risk_assessment",
    "hours": "hours",
    "break": "hours",
    "rest": "hours",
    "night": "hours",
    "age": "hours",
    "apprenticeship": "hours",
    "dbs": "dbs",
    "wage": "pay",
    "unpaid": "pay",
}
PARTIES = {
    Party.YOUNG_PERSON: "The young person",
    Party.EMPLOYER: "The employer",
    Party.COUNCIL: "The council",
}
FACES = (("3", "Good"), ("2", "All right"), ("1", "Hard"))
WHO = (
    ("young_person", "The young person"),
    ("employer", "The employer"),
    ("council", "The council"),
    ("both", "All of us together"),
)
ANSWERS = (
    ("still_there", "Still there, or the same place has become a job"),
    ("something_else", "In something else: a job, an apprenticeship, learning"),
    ("neither", "Not in work or learning now"),
    ("not_in_touch", "We are not in touch"),
)
YES_NO = (("yes", "Yes"), ("no", "No"))
