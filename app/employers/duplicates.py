"""The same organisation twice: told plainly when it is certain, pointed out when it may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from sqlalchemy import or_, select

from app import db
from app.accounts.models import User
from app.employers.models import Employer, EmployerState, Membership
from app.filters import listing

ALIKE = 0.55  # share of letter triples two names have in common
SLIP = 0.87  # share of letters in the same order
ENOUGH = 30  # what reasons have to weigh together to be worth a look: a postcode alone is not
MOST = 10
FREE_MAIL = {
    *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com"),
    *("live.co.uk", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com"),
    *("btinternet.com", "sky.com", "talktalk.net", "virginmedia.com", "proton.me"),
    *("protonmail.com",),
}
ANYBODYS = FREE_MAIL | {"demo.example"}  # a domain that says nothing about who somebody is


@dataclass(frozen=True)
class Similar:
    """Another registration that may be the same organisation, and why it looks so."""

    employer: Employer
    why: str


def similar_to(employer: Employer) -> list[Similar]:
    """Return other registrations that may be the same organisation, the likeliest first."""
    known, mine = _known(employer)
    weighed = []
    for number, other in known.items():
        reasons = [*_reasons(employer, other), *mine.shared(other)]
        if sum(weight for weight, _ in reasons) >= ENOUGH:
            weighed.append((sum(weight for weight, _ in reasons), number, reasons))
    weighed.sort(key=lambda one: (-one[0], one[1]))
    why = {number: listing(words for _, words in reasons) for _, number, reasons in weighed[:MOST]}
    found = {o.id: o for o in db.session.scalars(select(Employer).where(Employer.id.in_(why)))}
    return [Similar(found[number], f"has {words}") for number, words in why.items()]


Reason = tuple[int, str]


@dataclass
class Reach:
    """What is known of another registration: how it is called, where, and how to reach it."""

    plain: str
    postcode: str
    number: str | None
    domains: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)

    def shared(self, other: Reach) -> list[Reason]:
        """Return by what both are reached."""
        found = []
        if domains := self.domains & other.domains:
            found.append((30, f"the same email domain ({min(domains)})"))
        if self.phones & other.phones:
            found.append((30, "the same phone number"))
        return found


def _known(employer: Employer) -> tuple[dict[int, Reach], Reach]:
    """Return every other registration that is there, and this one; with one statement."""
    there = or_(Employer.state != EmployerState.ARCHIVED, Employer.id == employer.id)
    people = (
        select(Employer.id, Employer.plain_name, Employer.postcode, Employer.number)
        .add_columns(User.email, User.phone)
        .outerjoin(Membership, Membership.employer_id == Employer.id)
        .outerjoin(User, User.id == Membership.user_id)
        .where(there)
    )
    found: dict[int, Reach] = {}
    for number, plain, postcode, registered, email, phone in db.session.execute(people):
        reach = found.setdefault(number, Reach(plain, postcode, registered))
        domain = (email or "").rpartition("@")[2]
        if domain and domain not in ANYBODYS:
            reach.domains.add(domain)
        if phone:
            reach.phones.add(phone)
    mine = found.pop(employer.id, Reach("", "", None))
    return found, mine


def _reasons(employer: Employer, other: Reach) -> list[Reason]:
    found = []
    if other.number and other.number == employer.number:
        found.append((100, "the same number"))
    if other.plain == employer.plain_name:
        found.append((60, "the same name"))
    elif (likeness := alike(other.plain, employer.plain_name)) > ALIKE / 2:
        found.append((40 if likeness > ALIKE else 20, "a similar name"))
    if other.postcode == employer.postcode:
        found.append((15, "the same postcode"))
    return found


def alike(one: str, other: str) -> float:
    """Return how alike two plain names are, from 0 to 1."""
    first, second = _triples(one), _triples(other)
    share = len(first & second) / len(first | second) if first | second else 0.0
    if ALIKE / 3 < share <= ALIKE and SequenceMatcher(None, one, other).ratio() > SLIP:
        return ALIKE + 0.01  # a slip of the pen spoils many triples of a short name
    return share


def _triples(plain: str) -> set[str]:
    padded = f"  {plain} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
