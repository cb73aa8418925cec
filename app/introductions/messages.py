"""What employers and advisors are told by e-mail; no message names or describes a young person."""

from __future__ import annotations

from datetime import timedelta

from app import clock, db
from app.accounts.models import User
from app.employers import services as employers
from app.introductions import calendars, links
from app.introductions.models import Introduction
from app.outbox import services as outbox
from app.young_people import covering


def _stamp() -> str:
    return clock.now().strftime("%Y%m%dT%H%M%S%f")


def _key(name: str, introduction: Introduction, to: User, stamp: str | None = None) -> str:
    return f"introduction-{name}:{introduction.ref}:{to.id}:{stamp or _stamp()}"


def _tell_employer(
    name: str, introduction: Introduction, *, stamp: str | None = None, calendar: str | None = None
) -> None:
    for contact in employers.contacts(introduction.opportunity.employer):
        outbox.post(
            f"introductions_{name}",
            to=contact.email,
            key=_key(name, introduction, contact, stamp),
            calendar=calendar,
            contact=contact,
            introduction=introduction,
            offer=introduction.opportunity,
            address=outbox.link("introductions.show", ref=introduction.ref),
        )


def _tell_advisor(
    name: str, introduction: Introduction, *, stamp: str | None = None, calendar: str | None = None
) -> None:
    advisor = covering.looks_after(introduction.young_person)
    if advisor is None:
        return
    outbox.post(
        f"introductions_{name}",
        to=advisor.email,
        key=_key(name, introduction, advisor, stamp),
        calendar=calendar,
        contact=advisor,
        introduction=introduction,
        offer=introduction.opportunity,
        address=outbox.link("introductions.record", ref=introduction.ref),
    )


def _ask(name: str, introduction: Introduction, stamp: str) -> None:
    for contact in employers.contacts(introduction.opportunity.employer):
        secret = links.make(introduction, contact)
        outbox.post(
            f"introductions_{name}",
            to=contact.email,
            key=_key(name, introduction, contact, stamp),
            contact=contact,
            introduction=introduction,
            offer=introduction.opportunity,
            address=outbox.link("introductions.show", ref=introduction.ref),
            meet=outbox.link("introductions.answer", secret=secret, how="meet"),
            no=outbox.link("introductions.answer", secret=secret, how="no"),
            call=outbox.link("introductions.answer", secret=secret, how="call"),
        )


def sent(introduction: Introduction) -> None:
    """Ask the employer, with links that answer without signing in."""
    _ask("sent", introduction, _stamp())


def chased(introduction: Introduction, after_days: int) -> None:
    """Ask the employer again."""
    round_ = introduction.sent_at.strftime("%Y%m%dT%H%M") if introduction.sent_at else ""
    _ask("chased", introduction, f"{round_}-{after_days}")


def given_up(introduction: Introduction) -> None:
    """Tell both sides that no answer came; the employer can still give one."""
    _tell_employer("given_up", introduction)
    _tell_advisor("no_answer", introduction)


def hold_back(introduction: Introduction) -> None:
    """Let nothing leave for the employer that still waits in the outbox about this introduction."""
    for contact in employers.contacts(introduction.opportunity.employer):
        outbox.hold_back(f":{introduction.ref}:{contact.id}:")


def ended(introduction: Introduction) -> None:
    """Tell the employer that this introduction is over, and nothing more.

    A meeting that was still to come is taken out of its calendar.
    """
    db.session.flush()
    at = introduction.interview_at
    off = calendars.called_off(introduction) if at and at > clock.now() else None
    _tell_employer("ended", introduction, calendar=off)


def booked(introduction: Introduction) -> None:
    """Send both sides the interview as a calendar file."""
    db.session.flush()
    file = calendars.interview(introduction)
    _tell_employer("interview", introduction, calendar=file)
    _tell_advisor("interview_advisor", introduction, calendar=file)


def answered(introduction: Introduction) -> None:
    """Tell the advisor that the employer has answered."""
    _tell_advisor("answered", introduction)


def accepted(introduction: Introduction) -> None:
    """Tell the employer that the place was taken, and what comes next."""
    _tell_employer("accepted", introduction)


def remind(introduction: Introduction, before: timedelta) -> None:
    """Remind both sides of an interview; once for each time it is set to."""
    moment = introduction.interview_at.strftime("%Y%m%dT%H%M") if introduction.interview_at else ""
    stamp = f"{moment}-{before.days}"
    _tell_employer("reminder", introduction, stamp=stamp)
    _tell_advisor("reminder", introduction, stamp=stamp)
