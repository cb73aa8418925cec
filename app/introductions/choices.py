"""The fixed answers of this feature, and the words that go with them."""

from __future__ import annotations

from app.introductions.models import Outcome

OUTCOMES: tuple[tuple[str, str], ...] = (
    (Outcome.PLACE_GONE, "The place has gone"),
    (Outcome.SOMEBODY_ELSE, "We chose somebody else this time"),
    (Outcome.NOT_RIGHT_TIME, "It is not the right time for us"),
    (Outcome.SKILLS, "Something the work needs is still missing"),
    (Outcome.AVAILABILITY, "The days or hours do not fit"),
    (Outcome.TRAVEL, "The journey would not work"),
    (Outcome.DID_NOT_ATTEND, "They did not come to the interview"),
    (Outcome.OTHER, "Something else"),
)
# What the young person reads when the employer left no words of their own.
KIND_WORDS = {
    Outcome.PLACE_GONE: "The place had already gone. That had nothing to do with you.",
    Outcome.SOMEBODY_ELSE: "They chose somebody else this time. They were glad you put yourself forward.",
    Outcome.NOT_RIGHT_TIME: "It is not the right time for them. That had nothing to do with you.",
    Outcome.SKILLS: "The work needs something you can still learn. We will look at that together.",
    Outcome.AVAILABILITY: "Their days and hours do not fit yours. We will look for times that do.",
    Outcome.TRAVEL: "The journey would have been too much. We will look for something nearer.",
    Outcome.DID_NOT_ATTEND: "The meeting did not happen. Tell us what got in the way and we will try again.",
    Outcome.OTHER: "It did not work out this time. We will talk about what comes next.",
}
AGREED = (
    ("yes", "Yes, they agreed to what is ticked here"),
    ("later", "Not yet, I will ask them"),
)
ENDED = "The young person took back their agreement"
RAN_OUT = "The young person’s agreement ran out"

# Words that would tell an employer about somebody’s past; the message must do without them.
ABOUT_CARE = (
    *("care leaver", "care-leaver", "leaving care", "left care", "in care", "care experienced"),
    *("care-experienced", "looked after", "looked-after", "foster", "children’s home"),
    *("children's home", "social worker", "social care record", "corporate parent"),
)
