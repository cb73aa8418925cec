"""What HR does with one guaranteed interview, from the vacancy to the closed case."""

from __future__ import annotations

from datetime import date

from app import clock

CANDIDATE = "Alex Invented"
JOB = "Library assistant"


def add_vacancy(hr, *, closes: date) -> None:
    """Add a council vacancy with what it asks for."""
    hr.open("/").menu("Vacancies").press("Add a vacancy")
    hr.fill("Vacancy number", "MKC-0417").fill("Job title", JOB).fill("Department", "Libraries")
    hr.date("When does it close?", closes)
    hr.fill("Essential criteria", "Can use a till\nCan work on Saturdays")
    hr.press("Add this vacancy").sees("Can work on Saturdays")


def open_case(hr) -> None:
    """Open a case for somebody who declared it, and ask whether the guarantee applies."""
    hr.open("/").menu("Cases").press("Open a case").choose("Which vacancy?", f"{JOB} (MKC-0417)")
    hr.fill("What is the candidate called?", CANDIDATE).fill("Application number", "A-2209")
    hr.date("When did they declare it?", clock.today()).press("Open this case")
    hr.press("Ask the leaving-care team").sees("yes or no next")


def says_it_applies(coordinator) -> None:
    """Answer yes, and nothing else."""
    coordinator.open("/").menu("Eligibility").press("Answer")
    coordinator.tick("Yes").press("Send this answer")


def mark_criteria(hr) -> None:
    """Mark each criterion with what shows it, and guarantee the interview."""
    hr.open("/").menu("Cases").follow(CANDIDATE).press("Mark the criteria")
    for criterion, evidence in (
        ("Can use a till", "Two summers at a market stall"),
        ("Can work on Saturdays", "Says so in the form"),
    ):
        hr.tick_within(criterion, "Met")
        sheet = hr.page.locator(".uo-sheet", has_text=criterion)
        sheet.get_by_label("Evidence").fill(evidence)
    hr.press("Save the grid").press("Guarantee the interview").sees("Invite the candidate next")


def invite(hr, *, day: date) -> None:
    """Record the invitation."""
    hr.press("Record the invitation").date("Date of the interview", day)
    hr.fill("Time it starts", "10am").fill("Where is it?", "Central Library, room 2")
    hr.press("Record the invitation").sees("Central Library, room 2")


def interview_and_close(colleague) -> None:
    """Record the interview, what came of it and the feedback, and close the case."""
    colleague.open("/").menu("Cases").follow(CANDIDATE).press("The interview took place")
    colleague.press("Not appointed").press("Feedback has been given")
    colleague.fill(
        "Feedback for the candidate", "Warm with people. Next time, say more about tills."
    )
    colleague.press("Feedback has been given").press("Close the case")
    colleague.sees("The case is closed", "Warm with people")
