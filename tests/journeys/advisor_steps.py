"""What a personal advisor does: writes down what somebody wants, looks at suggestions, introduces."""

from __future__ import annotations

import re
from datetime import date

WORDS = "i like things in order. answering the phone is fine if i know what to say"


def start_record(advisor, *, name: str, born: date) -> None:
    """Start a record with a first name and the little that is known."""
    advisor.open("/").menu("Young people").press("Start a record")
    advisor.fill("Name they go by", name).fill("Pronouns", "they/them")
    advisor.date("Date of birth", born).fill("First part of their postcode", "MK9")
    advisor.press("Start the record").sees(name)


def talk_about_interests(advisor, *, name: str) -> None:
    """Write down their own words, and what they think of some sectors."""
    advisor.press("Write down their words").fill("In their own words", WORDS)
    advisor.tick_within("Business and administration", "Keen").tick_within("Retail", "Curious")
    advisor.tick_within("Construction", "Not for me").press("Save").sees(WORDS)


def record_the_rest(advisor) -> None:
    """Record skills, travel and times, each on its own page."""
    advisor.follow("Skills").follow("Change skills")
    advisor.fill("Skills they say they have", "keeping records\ntalking to customers")
    advisor.press("Save").sees("keeping records")
    advisor.follow("Travel and times").follow("Change travel")
    advisor.fill("How many minutes will they travel, one way?", 45).tick("Bus").tick("Walking")
    advisor.press("Save").sees("45 minutes").follow("Change times")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        advisor.tick(day)
    advisor.press("Save").sees("Monday")


def agree_to_matching(advisor, *, name: str) -> None:
    """Record that they agree to suggestions."""
    advisor.follow("Consent").press("Record their agreement")
    advisor.tick_within("How did you ask?", "In person").press("Record the agreement")
    advisor.sees("Look for opportunities")


def mark_ready(advisor) -> None:
    """Let suggestions start."""
    advisor.follow("Overview")
    if advisor.page.get_by_role("button", name="Start getting ready").count():
        advisor.press("Start getting ready")
    advisor.press("Ready for suggestions").sees("Ready")


def look_at_suggestions(advisor, *, name: str, offer: str) -> None:
    """See sectors and offers in their order, and why one of them."""
    advisor.open("/").menu("Young people").follow(name)
    advisor.follow(f"All suggestions for {name}").sees("Sectors to talk about", offer, WORDS)
    advisor.follow(offer).sees("Why", "What counted, and how much")


def look_why_not(advisor, *, name: str, offer: str, because: str) -> None:
    """See which rule left an offer out."""
    advisor.follow(f"Suggestions for {name}").follow("Everything else that is open")
    advisor.sees(offer, because).follow(offer).sees("Why it is not suggested", because)


def choose(advisor, *, name: str, wanted: str, unwanted: str) -> None:
    """Shortlist one offer and dismiss another with a reason."""
    advisor.follow(f"Suggestions for {name}").follow(unwanted).press("Not this one")
    advisor.fill("Why?", "The last bus goes before the shift ends").press("Not this one")
    advisor.sees("The last bus goes before the shift ends")
    advisor.follow(f"Suggestions for {name}").follow(wanted).press("Shortlist")


def record_yes(advisor, *, name: str) -> None:
    """Record that it was talked about and that they said yes."""
    advisor.press("We talked about it").press(re.compile("said yes|interested", re.IGNORECASE))
    advisor.sees(f"{name} said yes")


def introduce(advisor, *, name: str, employer: str) -> None:
    """Introduce them with their consent, after looking at what will be seen."""
    advisor.press(f"Introduce {name}")
    advisor.fill("Your message to the employer", f"{name} keeps things in order and is on time.")
    advisor.tick("Yes, they agreed to what is ticked here")
    advisor.tick_within("How did you ask?", "In person").press("Continue")
    advisor.sees(f"What {employer} will see", name, "keeps things in order")
    advisor.press(f"Send to {employer}").sees("Sent")


def take_the_place(advisor, *, name: str) -> None:
    """Record that they take the place they were offered."""
    advisor.open("/").menu("Introductions").follow(re.compile(name)).press(
        "They said yes to the place"
    )
    advisor.press("Take the place")
