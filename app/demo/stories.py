"""What happened in the demo: introductions, placements, guarantee cases, referrals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app import clock, db
from app.accounts.models import User
from app.demo import source
from app.demo.paths import walked
from app.demo.source import Row
from app.employers.models import Employer
from app.introductions.models import Chaser, Introduction, IntroductionState, Outcome
from app.introductions.states import INTRODUCTION
from app.matches.models import Suggestion, SuggestionState
from app.matches.states import SUGGESTION
from app.opportunities.models import Opportunity
from app.placements.models import Agreement, FollowUp, Party, Placement, PlacementState, Review
from app.placements.states import PLACEMENT
from app.young_people.models import Consent, Purpose, YoungPerson

SHARED = {"first_name": "preferred_name"}
WORDING = "We talked about what this employer would see and what not. You said yes."
BEFORE_CONSENT = {"DRAFT", "AWAITING_AGREEMENT"}
OUTCOMES = {"chose_someone_else": "somebody_else", "not_suitable": "skills"}


@dataclass
class Cast:
    """Everybody and everything a story can name, by the content's keys."""

    accounts: dict[str, User]
    employers: dict[str, Employer]
    offers: dict[str, Opportunity]
    people: dict[str, YoungPerson]

    def employer_contact(self, offer: Opportunity) -> int:
        """Return the account of the person who acts for an offer's employer."""
        key = next(name for name, row in self.employers.items() if row.id == offer.employer_id)
        return self.accounts[f"employer:{key}"].id

    def who(self, person: YoungPerson, offer: Opportunity) -> dict[str, int]:
        """Return who could have made the moves of this pair, by role."""
        return {"advisor": person.advisor_id or 0, "business": self.employer_contact(offer)}


def introductions(cast: Cast) -> None:
    """Add introductions in every state, each with its consent and its suggestion."""
    for row in source.read("stories/introductions"):
        if row["young_person"] in cast.people:
            person, offer = cast.people[row["young_person"]], cast.offers[row["opportunity"]]
            introduction = _introduction(row, person, offer)
            _tell(cast, introduction, row)


def _introduction(row: Row, person: YoungPerson, offer: Opportunity) -> Introduction:
    sent = row["sent_days_ago"]
    consent = None
    if row["state"] not in BEFORE_CONSENT:
        consent = share_consent(person, offer, row["shared_fields"], row["created_days_ago"])
    introduction = Introduction(
        young_person_id=person.id,
        opportunity_id=offer.id,
        suggestion_id=suggestion(person, offer, row["created_days_ago"] + 3).id,
        consent_id=consent.id if consent else None,
        advisor_id=person.advisor_id,
        state=IntroductionState(row["state"]),
        message=row["message"],
        shared_fields=[SHARED.get(name, name) for name in row["shared_fields"]],
        created_at=source.sure_moment_ago(row["created_days_ago"]),
        sent_at=source.moment_ago(sent),
        answer_due=None if sent is None else clock.add_working_days(_ago(sent), 15),
        answered_at=source.moment_ago(row["answered_days_ago"]),
        outcome=_outcome(row["outcome"]),
        words_for_young_person=row["words_for_young_person"],
        **_interview(row["interview"]),
    )
    db.session.add(introduction)
    db.session.flush()
    for days in row["chasers_after_working_days"]:
        at = source.sure_moment_ago(max(sent - days, 0))
        db.session.add(Chaser(introduction_id=introduction.id, after_days=days, at=at))
    return introduction


def _ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def _outcome(code: str | None) -> Outcome | None:
    return None if code is None else Outcome(OUTCOMES.get(code, code))


def _interview(content: Row | None) -> dict[str, Any]:
    if content is None:
        return {}
    return {
        "interview_at": source.at(content["in_days"], content["time"]),
        "interview_where": content["where"],
        "interview_notes": content["notes"],
    }


def share_consent(person: YoungPerson, offer: Opportunity, fields: list[str], days: int) -> Consent:
    """Add the consent to share with one employer."""
    consent = Consent(
        young_person_id=person.id,
        purpose=Purpose.SHARE,
        employer_id=offer.employer_id,
        shared_fields=[SHARED.get(name, name) for name in fields],
        wording=WORDING,
        how="in person",
        recorded_by_id=person.advisor_id,
        at=source.sure_moment_ago(days),
    )
    db.session.add(consent)
    db.session.flush()
    return consent


def suggestion(person: YoungPerson, offer: Opportunity, days: int) -> Suggestion:
    """Add the yes that came before an introduction."""
    row = Suggestion(
        young_person_id=person.id,
        opportunity_id=offer.id,
        state=SuggestionState.YP_INTERESTED,
        created_at=source.sure_moment_ago(days),
        changed_at=source.sure_moment_ago(max(days - 2, 0)),
    )
    db.session.add(row)
    db.session.flush()
    walked(SUGGESTION, row, since=row.created_at, by={"advisor": person.advisor_id or 0})
    return row


def _tell(cast: Cast, introduction: Introduction, row: Row) -> None:
    person, offer = cast.people[row["young_person"]], cast.offers[row["opportunity"]]
    walked(
        INTRODUCTION,
        introduction,
        since=introduction.created_at,
        reason=row["reason"],
        by=cast.who(person, offer),
    )


def placements(cast: Cast) -> None:
    """Add placements in every state, each after an introduction that was accepted."""
    for row in source.read("stories/placements"):
        if row["young_person"] in cast.people:
            _placement(cast, row)


def _placement(cast: Cast, row: Row) -> None:
    person, offer = cast.people[row["young_person"]], cast.offers[row["opportunity"]]
    began = max([line["days_ago"] for line in row["agreements"]], default=10) + 10
    introduction = _accepted(cast, person, offer, began)
    placement = Placement(
        introduction_id=introduction.id,
        young_person_id=person.id,
        opportunity_id=offer.id,
        start=source.day(row["start_in_days"]),
        end=source.day(row["end_in_days"]),
        week=offer.week or [],
        checks={
            name: {"by": person.advisor_id, "at": source.sure_moment_ago(began).isoformat()}
            for name in row["checks"]
        },
        state=PlacementState(row["state"]),
        created_at=source.sure_moment_ago(began),
        **_ended(row["ended"]),
    )
    db.session.add(placement)
    db.session.flush()
    db.session.add_all(_around(cast, placement, row))
    if placement.state != PlacementState.DID_NOT_START and offer.places_taken < offer.places:
        offer.places_taken += 1
    why = row["ended"]["why"] if row["ended"] else None
    walked(
        PLACEMENT,
        placement,
        since=placement.created_at,
        until=_until(placement),
        reason=why,
        by=cast.who(person, offer),
    )


def _until(placement: Placement) -> datetime:
    # What has begun was agreed before its first day; what is over ended on its last.
    last = placement.ended_on or placement.end
    over = placement.state in {PlacementState.COMPLETED, PlacementState.REVIEWED}
    day = last if over or placement.ended_on else placement.start
    moment = clock.at(day, time(17)) if day else clock.now()
    return max(min(moment, clock.now()), placement.created_at + timedelta(hours=1))


def _accepted(cast: Cast, person: YoungPerson, offer: Opportunity, days: int) -> Introduction:
    fields = ["preferred_name", "age", "skills", "availability"]
    introduction = Introduction(
        young_person_id=person.id,
        opportunity_id=offer.id,
        suggestion_id=suggestion(person, offer, days + 20).id,
        consent_id=share_consent(person, offer, fields, days + 15).id,
        advisor_id=person.advisor_id,
        state=IntroductionState.ACCEPTED,
        message="We think this could be a good fit on both sides.",
        shared_fields=fields,
        created_at=source.sure_moment_ago(days + 15),
        sent_at=source.sure_moment_ago(days + 14),
        answered_at=source.sure_moment_ago(days + 8),
        answer_due=clock.add_working_days(_ago(days + 14), 15),
    )
    db.session.add(introduction)
    db.session.flush()
    walked(
        INTRODUCTION,
        introduction,
        since=introduction.created_at,
        until=source.sure_moment_ago(days),
        by=cast.who(person, offer),
    )
    return introduction


def _ended(content: Row | None) -> dict[str, Any]:
    if content is None:
        return {}
    return {
        "ended_on": _ago(content["days_ago"]),
        "ended_by": content["by"],
        "ended_why": content["why"],
    }


def _around(cast: Cast, placement: Placement, row: Row) -> Iterator[db.Model]:
    advisor = placement.young_person.advisor_id or 0
    contact = cast.employer_contact(placement.opportunity)
    for line in row["agreements"]:
        yield Agreement(
            placement_id=placement.id,
            party=Party(line["party"]),
            by_id=contact if line["party"] == "employer" else advisor,
            on_behalf_reason=line["on_behalf_reason"],
            at=source.sure_moment_ago(line["days_ago"]),
        )
    for line in row["reviews"]:
        yield Review(
            placement_id=placement.id,
            party=Party(line["party"]),
            face=line["face"],
            words=line["words"],
            again=line["again"],
            by_id=contact if line["party"] == "employer" else advisor,
            at=source.sure_moment_ago(line["days_ago"]),
        )
    for line in row["follow_ups"]:
        yield _follow_up(placement, line, advisor)


def _follow_up(placement: Placement, line: Row, advisor: int) -> FollowUp:
    start = placement.start or clock.today()
    answered = line["answered_days_ago"] is not None
    return FollowUp(
        placement_id=placement.id,
        weeks=line["weeks"],
        due=start + timedelta(weeks=line["weeks"]),
        answer=line["answer"],
        words=line["words"],
        proposed_code=line["proposed_code"],
        confirmed_code=line["confirmed_code"],
        by_id=advisor if answered else None,
        at=source.moment_ago(line["answered_days_ago"]),
    )
