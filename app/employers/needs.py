"""What waits for somebody among the organisations."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for

from app import clock
from app.accounts.models import Role, User
from app.employers import jobs, parts, queries, services
from app.employers.models import Employer, EmployerContact, EmployerState, Pledge
from app.employers.parts import Task
from app.filters import plural, words
from app.needs import Need

SOON = timedelta(days=30)
PLEDGE_PATIENCE = timedelta(days=14)


def needs(user: User) -> list[Need]:
    """Return what waits for a coordinator or for somebody of an organisation."""
    if user.role == Role.COORDINATOR:
        return _for_coordinator(user)
    if user.role == Role.BUSINESS:
        employer = services.employer_or_none(user)
        return _own(employer, user) if employer else []
    return []


def _for_coordinator(user: User) -> list[Need]:
    found: dict[str, Need] = {}
    for employer, pledge, call in queries.waiting_for(user, clock.now() - PLEDGE_PATIENCE):
        waits = employer.state == EmployerState.PENDING_REVIEW or employer.recheck_since
        if waits and employer.first_yes_by_id != user.id:
            found[f"look-{employer.id}"] = _vet(employer)
        if pledge:
            found[f"pledge-{pledge.id}"] = _to_convert(employer, pledge)
        if call:
            found[f"call-{call.id}"] = _to_call(employer, call)
    return list(found.values())


def _vet(employer: Employer) -> Need:
    href = url_for("employers.review", ref=employer.ref)
    if employer.state != EmployerState.PENDING_REVIEW:
        since = clock.local(employer.recheck_since).date() if employer.recheck_since else None
        what = "changed who they are after they were approved"
        return Need(employer.name, what, href, "Look again", since=since)
    what = "needs a second yes" if employer.first_yes_by_id else "wants to join"
    return Need(employer.name, what, href, "Check", due=employer.review_due)


def _to_convert(employer: Employer, pledge: Pledge) -> Need:
    return Need(
        employer.name,
        f"pledged {pledged(pledge)}, and there is no offer yet",
        url_for("employers.review", ref=employer.ref),
        "Help them along",
        since=clock.local(pledge.created_at).date(),
    )


def _to_call(employer: Employer, call: EmployerContact) -> Need:
    href = url_for("employers.review", ref=employer.ref)
    return Need(employer.name, "you said you would call again", href, "Call", due=call.next_on)


def pledged(pledge: Pledge) -> str:
    """Return what was pledged: “2 places: work experience”."""
    return f"{plural(pledge.how_many, 'place')} ({words(pledge.kind).lower()})"


def _own(employer: Employer, user: User) -> list[Need]:
    href = url_for("employers.mine")
    found = []
    if employer.state == EmployerState.EMAIL_UNVERIFIED:
        since = clock.local(employer.created_at).date()
        found.append(
            Need(employer.name, "Confirm your email address", href, "See how", since=since)
        )
    decides, offers = parts.can(user, Task.ORGANISATION), parts.can(user, Task.OFFERS)
    if decides and employer.state == EmployerState.MORE_INFO:
        found.append(
            Need("The council", "asked you for more information", href, "Answer", due=None)
        )
    quiet = employer.state == EmployerState.DORMANT
    asked = quiet or (employer.state == EmployerState.APPROVED and jobs.was_asked(employer))
    if asked and offers:
        due = None if quiet else jobs.rests_on(employer)
        found.append(Need("The council", "asks: still happy to help?", href, "Answer", due=due))
    insurance = _insurance(employer) if decides else []
    return [*found, *insurance, *(_pledges(employer) if offers else [])]


def _insurance(employer: Employer) -> list[Need]:
    until = employer.insurance_until
    approved = employer.state == EmployerState.APPROVED
    if not approved or until is None or until > clock.today() + SOON:
        return []
    href = url_for("employers.edit")
    what = "Your employers’ liability insurance needs a new date"
    return [Need(employer.name, what, href, "Change the date", due=until)]


def _pledges(employer: Employer) -> list[Need]:
    if employer.state != EmployerState.APPROVED:
        return []
    return [
        Need(
            "Your pledge",
            f"{pledged(pledge)}: turn it into an offer",
            url_for("employers.pledge_list"),
            "Go on",
            since=clock.local(pledge.created_at).date(),
        )
        for pledge in services.pledges(employer)[:5]
        if pledge.kept_at is None
    ]
