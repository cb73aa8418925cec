"""Sending somebody the link to their own page: by their phone or e-mail, at hours they said are safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, select

from app import clock, db
from app.accounts import throttle
from app.accounts.models import User
from app.accounts.throttle import Limit, TooManyTries
from app.audit import services as audit
from app.audit.services import THEMSELF
from app.errors import DomainError
from app.outbox import hours
from app.outbox import services as outbox
from app.outbox.hours import Window
from app.outbox.models import QUIET, TEXT
from app.settings import services as settings
from app.typed import read_phone, spoken_number
from app.voice import links, times
from app.voice.models import VoiceLink
from app.young_people import holding
from app.young_people.models import YoungPerson, YoungPersonState

TEMPLATES = {TEXT: "voice_ready_text", QUIET: "voice_ready"}
LOST = Limit("lost_link", 5, 30, timedelta(hours=1))
LIKES_MAIL = {"email"}


class NoWay(DomainError):
    """A message needs an address on the record."""

    message = "There is no phone number or email address on the record for this"
    field = "channel"


class LookFirst(DomainError):
    """Safe times nobody can read by rule need a person."""

    message = "Tick that you have checked the times, then send it"
    field = "checked"


class Closed(DomainError):
    """A closed record has no page."""

    message = "This record is closed, so there is no page to open"


@dataclass(frozen=True)
class Way:
    """One way to reach somebody."""

    channel: str
    words: str
    address: str


@dataclass(frozen=True)
class Plan:
    """When a message would leave; `windows` None: the safe times cannot be read by rule."""

    said: str
    windows: list[Window] | None
    leaves_at: datetime

    @property
    def told(self) -> str:
        """The hours in words."""
        return times.told(self.windows) if self.windows else ""

    @property
    def waits(self) -> bool:
        """Whether it does not leave at once."""
        return self.leaves_at > clock.now()


def ways(person: YoungPerson) -> list[Way]:
    """Return how somebody can be reached, what they like best first."""
    found = []
    if person.phone and TEXT in outbox.channels():
        found.append(Way(TEXT, f"Text message to {spoken_number(person.phone)}", person.phone))
    if person.email:
        found.append(Way(QUIET, f"Email to {person.email}", person.email))
    return found[::-1] if person.contact_preference in LIKES_MAIL else found


def plan(person: YoungPerson) -> Plan:
    """Return when a message to somebody would leave, by their safe times."""
    first, last = settings.value("voice.send_hours")
    read = times.windows(person.safe_times, first=first, last=last)
    return Plan(person.safe_times, read, hours.next_open(read, clock.now()))


def words(channel: str, address: str, expires_at: datetime) -> tuple[str, str]:
    """Return subject and text of the message, with this address in it."""
    return outbox.written(TEMPLATES[channel], url=address, expires_at=expires_at)


def preview(channel: str, leaves_at: datetime) -> tuple[str, str]:
    """Return the exact words somebody would get; only the key in the address is left out."""
    expires = leaves_at + timedelta(days=settings.value("voice.link_days"))
    return words(channel, _address("…"), expires)


def _address(secret: str) -> str:
    base = current_app.config["LINK_URL"]
    whole = outbox.link("voice.opening", secret="x" * 43).replace("x" * 43, secret)
    path = whole.partition("://")[2].partition("/")[2]
    return f"{base}/{path}" if base else whole


def lost_address() -> str:
    """Return the address where somebody asks for a link without one, as they would type it."""
    base = current_app.config["LINK_URL"]
    whole = f"{base}/page/lost" if base else outbox.link("voice.lost")
    return whole.partition("://")[2]


@db.transaction()
def send(person: YoungPerson, channel: str, checked: bool, *, by: User) -> datetime:
    """Send somebody a new link and return when it leaves; older ones that are unopened end.

    Raises NoWay, Closed, or LookFirst when the safe times need a person to look.
    """
    held = holding.hold(person, by=by)
    planned = plan(held)
    if planned.windows is None and not checked:
        raise LookFirst
    _post(held, channel, planned.windows, by=by)
    audit.record("young_person.send_link", "young_person", held.ref, by=by, channel=channel)
    return planned.leaves_at


def _post(
    person: YoungPerson, channel: str, windows: list[Window] | None, *, by: User | None
) -> None:
    if person.state == YoungPersonState.CLOSED:
        raise Closed
    way = next((one for one in ways(person) if one.channel == channel), None)
    if way is None:
        raise NoWay
    leaves_at = hours.next_open(windows, clock.now())
    link, secret = links.make(person, channel, by=by, leaves_at=leaves_at)
    outbox.post(
        TEMPLATES[channel],
        to=way.address,
        key=f"voice-link-{link.id}",
        channel=channel,
        windows=windows,
        url=_address(secret),
        expires_at=link.expires_at,
    )


@db.transaction()
def ask_fresh(number: int | None) -> None:
    """Send a new link to the address on record, if whoever asks comes from a link of ours.

    Says nothing either way. After their advisor ended the links, only the advisor sends one.
    """
    link = db.session.get(VoiceLink, number) if number else None
    if link is None:
        return
    person = holding.hold(link.young_person, by=THEMSELF)
    last = links.latest(person)
    if last is None or last.ended_why == "revoked" or _too_often(person):
        return
    found = ways(person)
    same = next((one for one in found if one.channel == link.channel), found[0] if found else None)
    if same is None or person.state == YoungPersonState.CLOSED:
        return
    first, end = settings.value("voice.send_hours")
    windows = plan(person).windows or times.windows("", first=first, last=end)
    _post(person, same.channel, windows, by=None)
    audit.record("young_person.ask_link", "young_person", person.ref, by=THEMSELF)


def ask_by_address(where: str, *, came_from: str | None) -> None:
    """Send a new link to whoever has this phone or email, if they had one before; say nothing either way.

    It goes to the address on record. Somebody who was never sent a link gets none this way.
    """
    try:
        throttle.take(LOST, account=where.casefold(), address=came_from)
    except TooManyTries:
        return
    found = _known_as(where)
    last = links.latest(found[0]) if len(found) == 1 else None
    ask_fresh(last.id if last else None)


def _known_as(where: str) -> list[YoungPerson]:
    try:
        known = YoungPerson.phone == read_phone(where)
    except ValueError:
        known = func.lower(YoungPerson.email) == where.casefold()
    return list(db.session.scalars(select(YoungPerson).where(known).limit(2)))


def _too_often(person: YoungPerson) -> bool:
    since = clock.now() - timedelta(days=1)
    asked = select(func.count(VoiceLink.id)).where(
        VoiceLink.young_person_id == person.id,
        VoiceLink.made_by_id.is_(None),
        VoiceLink.made_at > since,
    )
    return bool((db.session.scalar(asked) or 0) >= settings.value("voice.fresh_a_day"))
