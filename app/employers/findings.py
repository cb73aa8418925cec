"""What the computer notices about an organisation before a person decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app import clock
from app.employers import duplicates, texts
from app.employers.models import Employer, EmployerKind, EmployerState, Membership
from app.employers.numbers import register_url as number_url
from app.employers.numbers import well_formed
from app.filters import long_date, plural
from app.places import services as places

if TYPE_CHECKING:
    from app.accounts.models import User

FAR_MILES = 30


@dataclass(frozen=True)
class Finding:
    """One thing to look at: its words, the field it is about, what to do, whether it stops a yes."""

    words: str
    field: str | None = None
    stop: bool = False
    ref: str | None = None  # of another organisation
    todo: str = ""


NEXT = {
    "name": "Compare the two side by side; join them if they are one.",
    "number": "Look the number up by hand; ask for it if it is missing.",
    "insurance_until": "Ask for a certificate that is in date. A self-employed person alone needs none.",
    "risk_assessed_on": "Ask when they will do it, and send the short guide.",
    "email": "Ring the number on their website or in the public register, not the one given here.",
    "website": "Open the website, and ring the number that stands there.",
    "postcode": "Check the address in the public register, and ask where the work would be.",
    None: "Ask who may speak for them, and write to that person.",
}


def findings(employer: Employer, people: list[Membership]) -> list[Finding]:
    """Return everything worth a look, what weighs most first."""
    found = [
        *_same(employer),
        *_number(employer),
        *_insurance(employer),
        *_address(employer, [line.user for line in people if line.user.active]),
        *_place(employer),
        *_texts(employer),
    ]
    if not any(line.has_authority for line in people):
        found.append(Finding("Nobody has said that they may speak for this organisation"))
    told = [replace(one, todo=one.todo or NEXT.get(one.field, "")) for one in found]
    return sorted(told, key=lambda finding: not finding.stop)


def _texts(employer: Employer) -> list[Finding]:
    return [
        Finding(one.words, field, todo=one.todo)
        for field in ("name", "about")
        for one in texts.look(getattr(employer, field))
    ]


def _same(employer: Employer) -> list[Finding]:
    return [
        Finding(f"{other.employer.name} {other.why}", "name", ref=other.employer.ref)
        for other in duplicates.similar_to(employer)
    ]


def _number(employer: Employer) -> list[Finding]:
    if employer.kind in {EmployerKind.SOLE_TRADER, EmployerKind.PUBLIC}:
        return []
    if not employer.number:
        return [
            Finding(f"A {employer.kind} has a number in a public register", "number", stop=True)
        ]
    if not well_formed(employer.kind, employer.number):
        return [Finding("The number does not have the shape it should have", "number", stop=True)]
    return []


def _insurance(employer: Employer) -> list[Finding]:
    found = []
    until = employer.insurance_until
    if until is None:
        found.append(Finding("We don’t know yet until when they are insured", "insurance_until"))
    elif until < clock.today():
        words = f"The employers’ liability insurance ran out on {long_date(until)}"
        found.append(Finding(words, "insurance_until", stop=True))
    if employer.risk_assessed_on is None:
        words = "We don’t know yet when they last assessed the risks for a young person"
        found.append(Finding(words, "risk_assessed_on"))
    return found


def _address(employer: Employer, users: list[User]) -> list[Finding]:
    if employer.state == EmployerState.EMAIL_UNVERIFIED:
        return [Finding("Nobody has confirmed the email address", "email", stop=True)]
    domains = {user.email.rpartition("@")[2] for user in users}
    if not domains:
        return [Finding("Nobody at this organisation can sign in", "email", stop=True)]
    free = domains & duplicates.FREE_MAIL
    if free and employer.size not in {"", "1-9"}:
        return [Finding(f"The email address is with {min(free)}, not their own", "email")]
    host = _host(employer.website)
    if host and not free and not any(_belong(domain, host) for domain in domains):
        words = f"The email address ({min(domains)}) does not go with the website ({host})"
        return [Finding(words, "website")]
    return []


def _host(website: str | None) -> str:
    return (urlsplit(website or "").hostname or "").removeprefix("www.")


def _belong(domain: str, host: str) -> bool:
    return domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}")


def _place(employer: Employer) -> list[Finding]:
    place = places.find(employer.postcode)
    if place is None:
        return [Finding("There is no such postcode", "postcode", stop=True)]
    miles = miles_away(place)
    if miles is None or miles <= FAR_MILES:
        return []
    return [Finding(f"They are {plural(round(miles), 'mile')} from Milton Keynes", "postcode")]


def miles_away(place: places.Point) -> float | None:
    """Return how far a place is from the middle of Milton Keynes."""
    return places.miles(place, _centre())


@dataclass(frozen=True)
class _Centre:
    latitude: float | None
    longitude: float | None


@lru_cache(maxsize=1)
def _centre() -> _Centre:
    found = places.centre_of("MK9")
    return _Centre(found.latitude, found.longitude) if found else _Centre(None, None)


def register_url(employer: Employer) -> str | None:
    """Return where the public register shows this number."""
    return number_url(employer.kind, employer.number)
