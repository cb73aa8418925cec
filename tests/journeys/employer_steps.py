"""What an employer does: registers, pledges, writes an offer, answers what the council asks."""

from __future__ import annotations

import re
from datetime import date

SHOP = "Fern & Rowan Books"
EMAIL = "rowan@demo.example"
OFFER = "Office apprentice"


def register(somebody, *, code: str = "", press: str = "press") -> None:
    """Register in one sitting, with what is asked of everybody and nothing else."""
    if not somebody.page.url.endswith("/register"):
        somebody.press("Register your organisation")
    somebody.fill("Name of your organisation", SHOP).tick("Sole trader")
    somebody.fill("Postcode", "MK9 3EJ").choose("Main sector", "Retail")
    somebody.fill("Your name", "Rowan Invented").fill("Your work email address", EMAIL)
    somebody.fill("Your phone number", "01908 691691")
    somebody.fill("Choose a password", "four quiet bookshelves")
    somebody.tick("I may speak for this organisation")
    if code:  # folded away, and filled from the address
        assert somebody.page.get_by_label("Referral code").input_value() == code
    getattr(somebody, press)("Register").sees(f"{SHOP} is registered", "What happens next")


def confirm_address(somebody) -> None:
    """Follow the link in the message."""
    somebody.open("/mailbox").follow("/employers/confirm/")
    somebody.press("Yes, this is my address").sees("The council now looks at")


def pledge(somebody) -> None:
    """Promise something small."""
    somebody.menu("Organisation").follow("Pledges").press("Make a pledge")
    somebody.tick("Apprenticeship").choose("In which sector?", "Business and administration")
    somebody.fill("For how many people?", 1).press("Make this pledge").sees(
        "Apprenticeship, 1 place"
    )


def say_how_safe(somebody, until: date, assessed: date) -> None:
    """Enter until when the insurance runs and when the risks were looked at."""
    somebody.menu("Organisation").follow(re.compile("^Change")).sees("Name of your organisation")
    somebody.date("employers’ liability insurance", until)
    somebody.date("assess the risks", assessed).press("Save").sees("Saved")


def start_offer(somebody, name: str = OFFER, *, sector: str = "") -> None:
    """Start from a ready-made offer, of the shop’s own sector unless another one is asked for."""
    somebody.menu("Our offers").press("Start from a ready-made one")
    if sector:
        somebody.choose("Sector", sector).press("Show these")
    somebody.press(f"Use “{name}”").sees("We filled in some answers for you", "Check and change")


def check_and_change(somebody, first_day: str) -> None:
    """Say what the ready-made offer left open; everything else is written."""
    somebody.tick(first_day).fill("Who meets them", "Rowan, at the front door")
    somebody.press("Save and check your answers").sees("Check your answers")


def finish_offer(somebody, *, closes: date, start: date, end: date) -> None:
    """Say what was left open, with dates and pay of one’s own."""
    somebody.tick("Another day").date("First day", start)
    somebody.tick("More than that").fill("Pay an hour", "12.90")
    somebody.fill("Who meets them", "Rowan, at the front door")
    somebody.press("Save and check your answers").follow("Change last day")
    somebody.date("Last day", end).date("Closing date", closes)
    somebody.press("Save and see all sections").press("Check your answers")


def submit_offer(somebody) -> None:
    """Send the answers just looked at."""
    somebody.press("Send to the council")
    somebody.sees("Your offer is with the council", "What happens next")


def answer_comment(somebody, words: str) -> None:
    """Change what the council asked for, and send the offer again."""
    somebody.menu("Our offers").follow(OFFER)
    somebody.sees("The council asks for a change").follow("What you will do and learn")
    somebody.sees("The council asks:", "Say who will show them")
    somebody.fill("What you will do", words).press("Save and see all sections")
    somebody.press("Check your answers")
    submit_offer(somebody)
