"""Who is there for somebody today, and who was before, in words of theirs."""

from __future__ import annotations

from datetime import timedelta

from app import clock
from app.filters import day_month
from app.young_people import covering, transfers
from app.young_people.models import TransferState, YoungPerson

NEWS = timedelta(days=30)  # so long a new advisor is news


def first_name(person: YoungPerson) -> str:
    """Return the first name of who works with them today."""
    helper = covering.helper_of(person)
    if helper:
        return helper.first_name
    return person.advisor.name.partition(" ")[0] if person.advisor else "the team"


def news(person: YoungPerson) -> str:
    """Return in plain words that somebody else is there for them now, and until when; or nothing."""
    helper = covering.helper_of(person)
    if helper and person.advisor:
        away = person.advisor.name.partition(" ")[0]
        return (
            f"{away} is away until {day_month(helper.until)}. {helper.first_name} is here for you."
        )
    last = transfers.latest(person)
    if last is None or last.state == TransferState.UNDONE or last.at < clock.now() - NEWS:
        return ""
    now, before = last.to.name.partition(" ")[0], last.frm
    day = day_month(clock.local(last.at).date())
    if before is None:
        return f"{now} is here for you now, since {day}."
    return (
        f"{now} is here for you now. {before.name.partition(' ')[0]} was till {day}. "
        f"{now} can read what you told us, so you do not have to say it all again."
    )
