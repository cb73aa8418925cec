"""The demo's employers, what they promised, and what they offer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app import clock, db
from app.accounts.models import Role, User
from app.demo import source
from app.demo.paths import walked
from app.demo.source import Row
from app.employers import services as employer_services
from app.employers.models import Employer, EmployerKind, EmployerState, Membership, Pledge
from app.employers.states import EMPLOYER
from app.opportunities.answers import snapshot
from app.opportunities.models import (
    Kind,
    Opportunity,
    OpportunityState,
    ReviewComment,
    UnpaidBasis,
)
from app.opportunities.states import OPPORTUNITY
from app.places import services as places


def employers(accounts: dict[str, User], password_hash: str) -> dict[str, Employer]:
    """Add employers, each with the person who acts for it; return them by key."""
    found = {}
    for row in source.rows("employers"):
        employer = _employer(row)
        contact = _contact(row, password_hash)
        db.session.add_all([employer, contact])
        db.session.flush()
        db.session.add(
            Membership(
                employer_id=employer.id,
                user_id=contact.id,
                job_title=row["contact"]["role"],
                owner=True,
                has_authority=row["contact"]["may_sign"],
            )
        )
        who = {"business": contact.id, "coordinator": accounts["coordinator"].id}
        walked(EMPLOYER, employer, since=employer.created_at, reason=row["state_note"], by=who)
        accounts[f"employer:{row['key']}"] = contact
        found[row["key"]] = employer
    return found


def _employer(row: Row) -> Employer:
    joined = source.sure_moment_ago(row["joined_days_ago"])
    approved = row["state"] in {"APPROVED", "DORMANT", "SUSPENDED"}
    waiting = row["state"] in {"PENDING_REVIEW", "MORE_INFO"}
    return Employer(
        name=row["name"],
        plain_name=employer_services.plain_name(row["name"]),
        kind=EmployerKind(row["kind"]),
        number=row["number"],
        postcode=row["postcode"],
        sector_key=row["sector"],
        size=row["size"],
        about=row["about"],
        how_heard=row["heard"][:40],
        insurance_until=source.day(row["insurance_until_in_days"]),
        risk_assessed_on=source.ago(row["risk_assessed_days_ago"]),
        state=EmployerState(row["state"]),
        created_at=joined,
        review_due=clock.add_working_days(joined.date(), 2) if waiting else None,
        approved_at=joined if approved else None,
        response_rate=row["response"]["answer_rate"] if approved else None,
        confirmed_at=joined if approved else None,
    )


def _contact(row: Row, password_hash: str) -> User:
    verified = row["state"] != "EMAIL_UNVERIFIED"
    joined = row["joined_days_ago"]
    # Nearly everybody looks in now and then; a few have not been here since they registered.
    seen = None if joined % 9 == 0 else source.moment_ago(min(joined, joined % 40 + 1))
    return User(
        email=row["contact"]["email"],
        name=row["contact"]["name"],
        role=Role.BUSINESS,
        phone=row["contact"]["phone"],
        password_hash=password_hash,
        email_verified_at=source.moment_ago(row["joined_days_ago"]) if verified else None,
        created_at=source.sure_moment_ago(row["joined_days_ago"]),
        last_signed_in_at=seen if verified else None,
    )


def opportunities(accounts: dict[str, User], known: dict[str, Employer]) -> dict[str, Opportunity]:
    """Add offers in every state, approved ones with what the public sees; return them by key."""
    found = {}
    for row in source.rows("opportunities"):
        offer = _offer(row, known[row["employer"]])
        db.session.add(offer)
        db.session.flush()
        if offer.approved_at:
            offer.approved = snapshot(offer)
        _comments(offer, row, accounts["coordinator"])
        who = {
            "business": accounts[f"employer:{row['employer']}"].id,
            "coordinator": accounts["coordinator"].id,
        }
        walked(OPPORTUNITY, offer, since=offer.created_at, by=who)
        found[row["key"]] = offer
    return found


# Fields whose names differ between the content and the tables.
RENAMED = {
    "will_do": "what_you_will_do",
    "will_learn": "what_you_will_learn",
    "adjustments": "adjustments_offered",
    "could_lead": "could_lead_to_job",
    "flexible": "flexible_shapes",
}
SAME = (
    "title",
    "places",
    "postcode",
    "remote",
    "sites",
    "week",
    "min_age",
    "max_age",
    "essential",
    "desirable",
    "essential_qualifications",
    "skills",
    "dbs_required",
    "regulated_activity",
    "day_one",
    "level",
    "training_provider",
    "first_year_apprentice",
    "person_dbs",
    "hours_per_week",
    "ring_fenced",
    "safeguarding_contact",
)
SEEN_BY_PUBLIC = {"LIVE", "PAUSED", "FILLED", "CLOSED", "EXPIRED"}


def _offer(row: Row, employer: Employer) -> Opportunity:
    posted = source.sure_moment_ago(row["posted_days_ago"])
    approved = row["state"] in SEEN_BY_PUBLIC
    waiting = row["state"] == "SUBMITTED"
    return Opportunity(
        employer_id=employer.id,
        kind=Kind(row["kind"]),
        sector_key=row["sector"],
        state=OpportunityState(row["state"]),
        start=source.day(row["start_in_days"]),
        end=source.day(row["end_in_days"]),
        opens=posted.date(),
        closes=source.day(row["closes_in_days"]),
        pay_per_hour=Decimal(str(row["pay_per_hour"])) if row["pay_per_hour"] else None,
        unpaid_basis=UnpaidBasis(row["unpaid_basis"]) if row["unpaid_basis"] else None,
        min_level=row["min_level"] or None,
        paid=row["pay_per_hour"] is not None,
        unpaid_words=row["unpaid_words"] or "",
        tools=", ".join(row["tools_and_protection"]),
        places_taken=row["places"] if row["state"] == "FILLED" else 0,
        risk_assessed_on=employer.risk_assessed_on,
        created_at=posted,
        changed_at=posted,
        submitted_at=posted if row["state"] not in {"DRAFT"} else None,
        review_due=clock.add_working_days(posted.date(), 2) if waiting else None,
        approved_at=posted if approved else None,
        **_where(row),
        **{name: row[name] for name in SAME},
        **{ours: row[theirs] for ours, theirs in RENAMED.items()},
    )


def _where(row: Row) -> dict[str, Any]:
    place = places.find(row["postcode"]) if row["postcode"] else None
    return {"latitude": place.latitude, "longitude": place.longitude} if place else {}


def _comments(offer: Opportunity, row: Row, by: User) -> None:
    for line in row.get("changes_requested", []):
        db.session.add(
            ReviewComment(
                opportunity_id=offer.id,
                field=RENAMED_BACK.get(line["field"], line["field"]),
                words=line["words"],
                by_id=by.id,
                at=source.sure_moment_ago(1),
            )
        )


RENAMED_BACK = {theirs: ours for ours, theirs in RENAMED.items()}


def pledges(known: dict[str, Employer]) -> None:
    """Add promises, kept and open."""
    for row in source.read("stories/pledges"):
        db.session.add(
            Pledge(
                employer_id=known[row["employer"]].id,
                sector_key=row["sector"],
                kind=row["kind"],
                how_many=row["how_many"],
                hoped_for=source.day(row["hoped_for_in_days"]),
                words=row["words"],
                created_at=source.sure_moment_ago(row["made_days_ago"]),
                kept_at=source.moment_ago(row["made_days_ago"] / 2)
                if row["state"] == "kept"
                else None,
            )
        )
