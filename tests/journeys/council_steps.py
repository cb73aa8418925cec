"""What councillors and coordinators do: refer, thank, check, ask for changes, approve, look at figures."""

from __future__ import annotations

import re


def refer(councillor, *, employer: str) -> str:
    """Put an employer forward; return the code of the referral."""
    councillor.open("/").menu("My referrals").press("Refer an employer")
    councillor.fill("What is the employer called?", employer)
    councillor.fill("Whom should we speak to?", "Rowan Invented")
    councillor.fill("Their phone number", "01908 691691")
    councillor.tick("They know that I am passing on their details")
    councillor.fill("How do you know them?", "I buy my books there").fill("Ward", "Bletchley East")
    councillor.press("Refer this employer").sees("Thank you", "What happens next")
    councillor.follow("My referrals").follow(employer).sees("Received")
    return councillor.page.url.rsplit("/", 1)[1]


def thank_and_call(coordinator, *, employer: str) -> str:
    """Answer a referral; return the address of the employer’s own link to register."""
    coordinator.open("/").menu("Referrals").follow(employer)
    coordinator.press("Say thank you").sees("Thank you sent")
    coordinator.press("We spoke to them").sees("Their own link to register")
    found = re.search(r"https?://\S+code=\S+", coordinator.text)
    assert found, coordinator.text
    return "/" + found[0].split("/", 3)[3]


def says_yes(coordinator, *, employer: str, button: str) -> None:
    """Say yes to an organisation."""
    coordinator.open("/").menu("Desk").follow(employer).press(button)


def approve_together(first, second, *, employer: str) -> None:
    """Two people look at an organisation before it is let near young people."""
    says_yes(first, employer=employer, button="Say yes (first of two)")
    first.sees("second coordinator")
    says_yes(second, employer=employer, button="Approve")
    second.sees("Approved")


def ask_for_change(coordinator, *, offer: str, words: str) -> None:
    """Write a comment beside one answer and send the offer back."""
    coordinator.open("/").menu("Desk").follow(offer)
    coordinator.unfold("Ask for a change to What you will do")
    coordinator.fill("Ask for a change to “What you will do”", words)
    coordinator.press("Ask for changes").sees("has been asked to change")


def approve_offer(coordinator, *, offer: str) -> None:
    """Approve an offer that came back."""
    coordinator.open("/").menu("Desk").follow(offer)
    coordinator.sees("Asked before, and changed since").press("Approve").sees("is live")


def follows_progress(councillor, *, employer: str, told: str) -> None:
    """See what became of a referral."""
    councillor.open("/").menu("My referrals").sees(told).follow(employer).sees(told)


def sees_figures(councillor) -> None:
    """See figures in which nobody can be recognised."""
    councillor.open("/").menu("Figures").sees("0 to 5")


def sees_funnel(coordinator, *steps: str) -> None:
    """See the exact figures of each step."""
    coordinator.open("/").menu("Funnel")
    for step in steps:
        coordinator.sees(step)
