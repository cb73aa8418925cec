"""From the yes to the review: six checks, three agreements, start, end, how it went."""

from __future__ import annotations

import re
from datetime import date

CHECKS = 6


def prepare(advisor, *, name: str) -> None:
    """See each of the six things, and record the yes of two sides."""
    advisor.open("/").menu("Placements").follow(re.compile(name))
    for _ in range(CHECKS):
        advisor.press("I have seen this")
    advisor.press("They said yes").press("The council agrees").sees("Not yet")


def agree(employer) -> None:
    """Agree to the details as the employer."""
    open_placement(employer)
    employer.press("Agree to these details").sees("Everybody has agreed")


def open_placement(somebody) -> None:
    """Open the one placement there is."""
    somebody.open("/").menu("Placements")
    somebody.page.locator("main a[href*='/placements/']").first.click()
    somebody.page.wait_for_url(re.compile("/placements/.{22}$"))


def start(employer) -> None:
    """Record the first day."""
    open_placement(employer)
    employer.press("It has started").press("Record the start").sees("It is under way")


def complete(advisor, *, day: date) -> None:
    """Record the last day."""
    open_placement(advisor)
    advisor.press("It is finished").date("When was the last day?", day)
    advisor.press("Record the end").sees("Next: say how it went")


def review(somebody, *, button: str, face: str, words: str) -> None:
    """Say how it went, in their own words."""
    open_placement(somebody)
    somebody.press(button).tick_within("How did it go?", face)
    somebody.fill("What would you tell somebody who comes next?", words)
    somebody.tick_within("Would you do it again?", "Yes").press("Save").sees("Thank you", words)
