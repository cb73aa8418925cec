"""Messages about cases: a case number and a link, never a candidate, an answer or a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event
from sqlalchemy import select

from app import clock, db
from app.accounts.models import Role, User
from app.guarantee.models import GuaranteeCase
from app.outbox import services as outbox

LASTS = timedelta(hours=1)


def asked(case: GuaranteeCase) -> None:
    """Tell the coordinators that a yes or no is wanted."""
    link = outbox.link("guarantee.eligibility")
    _post("asked", case, _open_accounts(Role.COORDINATOR), link)


def answered(case: GuaranteeCase) -> None:
    """Tell whoever opened the case that the answer is there."""
    _post("answered", case, [db.session.get_one(User, case.opened_by_id)], _page(case))


def review_asked(case: GuaranteeCase) -> None:
    """Tell the other people of HR that a second review is wanted."""
    others = [user for user in _open_accounts(Role.HR) if user.id != case.first_reviewer_id]
    _post("review_asked", case, others, _page(case))


def reviewed(case: GuaranteeCase) -> None:
    """Tell the first reviewer that the second has looked."""
    if case.first_reviewer_id:
        first = db.session.get_one(User, case.first_reviewer_id)
        _post("reviewed", case, [first], _page(case))


def interview(case: GuaranteeCase, *, to: User) -> None:
    """Send HR the interview as a calendar file they can pass on."""
    db.session.flush()
    outbox.post(
        "guarantee_interview",
        to=to.email,
        key=_key("interview", case, to),
        calendar=calendar_file(case),
        title=case.vacancy.title,
        at=case.interview_at,
        where=case.interview_where,
    )


def calendar_file(case: GuaranteeCase) -> str:
    """Return the interview as a calendar file that says no more than any other interview's."""
    if case.interview_at is None:
        raise ValueError("An interview without a time has no calendar file")
    event = Event()
    event.add("uid", f"{case.ref}@interviews")
    event.add("dtstamp", clock.now().replace(microsecond=0))
    event.add("sequence", case.version)
    event.add("summary", f"Interview – {case.vacancy.title}")
    event.add("class", "PRIVATE")
    event.add("dtstart", case.interview_at)
    event.add("dtend", case.interview_at + LASTS)
    event.add("location", case.interview_where)
    whole = Calendar()
    whole.add("prodid", "-//Interviews//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add_component(event)
    return bytes(whole.to_ical()).decode()


def _open_accounts(role: Role) -> list[User]:
    statement = select(User).where(User.role == role, User.active).order_by(User.id)
    return list(db.session.scalars(statement))


def _page(case: GuaranteeCase) -> str:
    return outbox.link("guarantee.show", ref=case.ref)


def _key(name: str, case: GuaranteeCase, to: User) -> str:
    return f"guarantee-{name}-{case.ref}-{case.version}-{to.ref}"


def _post(name: str, case: GuaranteeCase, people: Iterable[User], link: str) -> None:
    db.session.flush()  # so that the version in the key is this move's own
    for user in people:
        key = _key(name, case, user)
        outbox.post(f"guarantee_{name}", to=user.email, key=key, number=case.number, link=link)
