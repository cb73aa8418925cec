"""Taking a concern in, looking into it, and telling whoever reported it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.accounts import throttle
from app.accounts.models import Role
from app.audit import services as audit
from app.concerns import queries
from app.concerns.models import Category, Concern, ConcernNote, ConcernState, Source
from app.concerns.states import CONCERN
from app.errors import DomainError
from app.opportunities import looking
from app.outbox import services as outbox
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.employers.models import Employer
    from app.opportunities.models import Opportunity

REPORT = throttle.Limit(
    *("concern", 10, 20, timedelta(hours=1)),
    words="Many reports came from where you are. Ring us, or try again in an hour",
)
SOURCE_OF = {Role.BUSINESS: Source.BUSINESS}


class NobodyToTell(DomainError):
    """Whoever reported it left no way to reach them, or has been told."""

    message = "Whoever reported this left no address, or has heard already"
    field = "words"


@dataclass(frozen=True)
class NewConcern:
    """What somebody tells us, and how to reach them if they want to hear what comes of it."""

    category: Category
    words: str
    about: str = ""
    name: str = ""
    email: str | None = None
    phone: str | None = None


def report_from_outside(
    new: NewConcern,
    opportunity: Opportunity | None = None,
    *,
    by: User | None,
    address: str | None,
) -> Concern:
    """Take a concern in from a public page; raise TooManyTries when there are far too many."""
    throttle.take(REPORT, account=throttle.network(address), address=address)
    source = SOURCE_OF.get(by.role, Source.STAFF) if by else Source.PUBLIC
    employer = None if opportunity else queries.employer_called(new.about)
    return report(new, source=source, opportunity=opportunity, employer=employer, by=by)


@db.transaction()
def report(
    new: NewConcern,
    *,
    source: Source,
    opportunity: Opportunity | None = None,
    employer: Employer | None = None,
    by: User | None = None,
) -> Concern:
    """Take a concern in; other rooms call this for the people they look after.

    Whoever reports it hears that it arrived, when they left an address; at once a person at
    the council is told that something waits, without a word of it.
    """
    concern = Concern(
        category=new.category,
        words=new.words,
        about=new.about,
        source=source,
        reporter_name=new.name,
        reporter_email=new.email,
        reporter_phone=new.phone,
        reported_by_id=by.id if by else None,
        opportunity=opportunity,
        employer=opportunity.employer if opportunity else employer,
        created_at=clock.now(),
        due=look_by(new.category),
    )
    db.session.add(concern)
    db.session.flush()
    audit.record("concern.reported", "concern", concern.ref, by=by, category=new.category)
    _tell_reporter(concern, "received")
    _tell_council(concern)
    return concern


def look_by(category: Category) -> date:
    """Return the day by which somebody looks at a concern that comes in now."""
    key = "urgent" if category == Category.DANGER else "look"
    return clock.add_working_days(clock.today(), settings.value(f"concern.{key}_working_days"))


def _tell_reporter(concern: Concern, name: str) -> None:
    if concern.reporter_email:
        outbox.post(
            f"concerns_{name}",
            to=concern.reporter_email,
            key=f"concern-{name}:{concern.ref}:{concern.version}",
            concern=concern,
            council=settings.contact(),
            emergency=settings.value("concern.emergency_phone"),
        )


def _tell_council(concern: Concern) -> None:
    outbox.post(
        "concerns_new",
        to=settings.contact()["email"],
        key=f"concern-new:{concern.ref}",
        urgent=concern.urgent,
        due=concern.due,
        href=outbox.link("concerns.show", ref=concern.ref),
    )


@db.transaction()
def act(concern: Concern, verb: str, *, by: User, reason: str | None = None) -> None:
    """Make a move; whoever starts to look owns it, with a day to decide by."""
    db.session.refresh(concern, with_for_update={"of": Concern})
    CONCERN.apply(concern, verb, by=by, reason=reason)
    if concern.state == ConcernState.LOOKING:
        concern.owner_id = by.id
        days = settings.value("concern.decide_working_days")
        concern.due = clock.add_working_days(clock.today(), days)
    elif concern.state == ConcernState.CLOSED:
        concern.due = None
    db.session.flush()
    db.session.expire(concern, ["owner"])


@db.transaction()
def take(concern: Concern, *, by: User) -> None:
    """Take a concern over from whoever had it."""
    db.session.refresh(concern, with_for_update={"of": Concern})
    concern.owner_id = by.id
    audit.record("concern.taken", "concern", concern.ref, by=by)


class NoSuchEmployer(DomainError):
    """The name leads to no organisation, or to more than one."""

    message = "Enter the employer’s name as it is registered"
    field = "name"


@db.transaction()
def link(concern: Concern, name: str, *, by: User) -> None:
    """Say which organisation a concern is about, when whoever reported it named it otherwise."""
    db.session.refresh(concern, with_for_update={"of": Concern})
    found = queries.employer_called(name)
    if found is None:
        raise NoSuchEmployer
    concern.employer_id = found.id
    audit.record("concern.linked", "concern", concern.ref, by=by, employer=found.ref)
    db.session.flush()
    db.session.expire(concern, ["employer"])


@db.transaction()
def note(concern: Concern, words: str, *, by: User) -> None:
    """Keep what somebody found out, for the council alone."""
    db.session.add(ConcernNote(concern_id=concern.id, by_id=by.id, at=clock.now(), words=words))
    audit.record("concern.noted", "concern", concern.ref, by=by)


@db.transaction()
def tell(concern: Concern, words: str, *, by: User) -> None:
    """Tell whoever reported it what came of it: by e-mail, or note that they were rung."""
    db.session.refresh(concern, with_for_update={"of": Concern})
    if not concern.can_be_told or concern.told_at is not None:
        raise NobodyToTell
    concern.told_at, concern.told_words = clock.now(), words
    _tell_reporter(concern, "outcome")
    audit.record("concern.told", "concern", concern.ref, by=by)


def offer_seen(ref: str, role: str | None) -> Opportunity | None:
    """Return the offer somebody reports from, if they may see it."""
    try:
        return looking.shown(ref, role) if len(ref) == 22 else None
    except NoResultFound:
        return None


def employer_called(name: str) -> Employer | None:
    """Return the organisation of this name, if exactly one bears it."""
    return queries.employer_called(name)
