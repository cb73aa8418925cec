"""Writing an offer section by section, sending it to the council, and changing it later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app import clock, db
from app.audit import services as audit
from app.employers import services as employers
from app.employers.models import Employer
from app.errors import DomainError, NotAllowed
from app.opportunities import answers as kept
from app.opportunities import changing, conditions, messages, sections
from app.opportunities.models import Kind, Opportunity
from app.opportunities.models import OpportunityState as State
from app.opportunities.sections import Section
from app.opportunities.services import own, same_version, stale_is_told
from app.opportunities.states import OPPORTUNITY
from app.places import services as places
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User

EDITABLE = frozenset({State.DRAFT, State.CHANGES_REQUESTED, State.LIVE, State.PAUSED})
# What a copy does not take along: the dates are another year's.
NOT_COPIED = {"opens", "closes", "start", "end", "risk_assessed_on"}


class UnknownPostcode(DomainError):
    """The postcode has the right shape but is not in the list."""

    message = "Enter a postcode that exists, like MK9 3EJ"
    field = "postcode"


@db.transaction()
def begin(
    *, kind: Kind, sector_key: str, by: User, given: dict[str, Any] | None = None
) -> Opportunity:
    """Start a draft for somebody’s own organisation, with some answers filled in."""
    employer = employers.employer_of(by)
    known = placed(given or {})
    opportunity = _draft(employer, {"kind": kind, "sector_key": sector_key, **known})
    if given:
        opportunity.saved_sections = [section.key for section in sections.SECTIONS]
    audit.record("opportunity.begin", "opportunity", opportunity.ref, by=by)
    return opportunity


def _draft(employer: Employer, values: dict[str, Any]) -> Opportunity:
    now = clock.now()
    opportunity = Opportunity(
        employer_id=employer.id,
        created_at=now,
        changed_at=now,
        saved_sections=["kind"],
        **{"title": "", **values},
    )
    db.session.add(opportunity)
    db.session.flush()
    return opportunity


@db.transaction()
def copy(earlier: Opportunity, *, by: User) -> Opportunity:
    """Start a draft with the answers of an earlier offer, all but its dates."""
    answers = kept.snapshot(earlier)
    values = {name: value for name, value in kept.thaw(answers).items() if name not in NOT_COPIED}
    opportunity = _draft(earlier.employer, values)
    opportunity.saved_sections = [section.key for section in sections.SECTIONS]
    opportunity.copied_from_id = earlier.id
    audit.record("opportunity.copy", "opportunity", opportunity.ref, by=by, of=earlier.ref)
    return opportunity


@stale_is_told()
@db.transaction()
def save(
    opportunity: Opportunity,
    section: Section,
    values: dict[str, Any],
    *,
    version: int | None,
    by: User,
) -> None:
    """Save one section; raise Stale when the offer was changed in between."""
    same_version(opportunity, version)
    refuse_unless_editable(opportunity)
    values = placed(values)
    if "person_dbs" in values:
        values["dbs_required"] = values["person_dbs"] not in {None, "none"}
    changed = kept.differing(kept.current(opportunity), values)
    _apply(opportunity, values)
    if "sector_key" in values:
        opportunity.sector_suggested = False
    _note(opportunity, section, changed, by)


def _apply(opportunity: Opportunity, values: dict[str, Any]) -> None:
    if opportunity.state in kept.APPROVED_ONCE:
        changing.keep_waiting(opportunity, values)
    else:
        for name, value in values.items():
            setattr(opportunity, name, value)


def change(opportunity: Opportunity, values: dict[str, Any]) -> dict[str, Any]:
    """Change several answers at once, as a file does; return how to put them back.

    Within the open transaction. Raises NotAllowed or UnknownPostcode.
    """
    refuse_unless_editable(opportunity)
    values = placed(values)
    waits = opportunity.state in kept.APPROVED_ONCE
    names = ["pending"] if waits else list(values)
    before = {name: getattr(opportunity, name) for name in names}
    _apply(opportunity, values)
    opportunity.changed_at = clock.now()
    return kept.freeze(before)


def editable(ref: str, *, by: User) -> Opportunity:
    """Return one of somebody’s own organisation’s offers; refuse one that cannot be changed now."""
    opportunity = own(ref, by=by)
    refuse_unless_editable(opportunity)
    return opportunity


def refuse_unless_editable(opportunity: Opportunity) -> None:
    """Refuse to change an offer that is with the council, or over."""
    if opportunity.state not in EDITABLE:
        raise NotAllowed("This offer cannot be changed now. Take it back first, or copy it")


def _note(opportunity: Opportunity, section: Section, changed: set[str], by: User) -> None:
    now = clock.now()
    opportunity.changed_at = now
    if section.key not in opportunity.saved_sections:
        opportunity.saved_sections = [*opportunity.saved_sections, section.key]
    for comment in opportunity.comments:
        if comment.field in changed and comment.resolved_at is None:
            comment.resolved_at = now
    audit.record("opportunity.save", "opportunity", opportunity.ref, by=by, fields=sorted(changed))


def placed(values: dict[str, Any]) -> dict[str, Any]:
    """Return answers with where their postcode lies; raise UnknownPostcode where it is none."""
    if "postcode" not in values:
        return dict(values)
    place = places.find(values["postcode"]) if values["postcode"] else None
    if values["postcode"] and place is None:
        raise UnknownPostcode
    for site in values.get("sites") or ():
        if places.find(site["postcode"]) is None:
            raise UnknownPostcode(
                f"{site['postcode']} does not exist: check the postcode", field="sites"
            )
    return {
        **values,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
    }


@stale_is_told()
@db.transaction()
def submit(opportunity: Opportunity, *, version: int | None = None, by: User) -> None:
    """Send an offer, or the changes to one that is live, to the council for a check."""
    same_version(opportunity, version)
    if sections.missing(kept.current(opportunity)):
        first = sections.missing(kept.current(opportunity))[0]
        raise conditions.NotComplete(f"Answer “{first.title}” before you send this")
    if opportunity.state in kept.APPROVED_ONCE:
        _send_changes(opportunity, by)
    else:
        OPPORTUNITY.apply(opportunity, "submit", by=by)
        opportunity.submitted_at = clock.now()
    opportunity.review_due = review_due()
    messages.submitted(opportunity)


def _send_changes(opportunity: Opportunity, by: User) -> None:
    if not opportunity.pending:
        raise NotAllowed("Nothing has changed since the council approved this")
    conditions.may_submit(opportunity)
    opportunity.pending_at = clock.now()
    names = sorted(opportunity.pending)
    audit.record("opportunity.send_changes", "opportunity", opportunity.ref, by=by, fields=names)


def review_due(today: date | None = None) -> date:
    """Return by when the council has promised to look at an offer sent today."""
    days = settings.value("review.offer_working_days")
    return clock.add_working_days(today or clock.today(), days)
