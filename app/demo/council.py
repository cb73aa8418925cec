"""The demo's guarantee cases, councillors' referrals, and what people reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from app import clock, db
from app.concerns.models import Category, Concern, ConcernState, Source
from app.concerns.states import CONCERN
from app.demo import source
from app.demo.paths import walked
from app.demo.source import Row
from app.demo.stories import Cast
from app.employers import services as employer_services
from app.guarantee.models import (
    CaseClock,
    CaseState,
    Criterion,
    CriterionMark,
    GuaranteeCase,
    Mark,
    Policy,
    Vacancy,
)
from app.guarantee.states import GUARANTEE
from app.referrals.models import Referral, ReferralState
from app.referrals.states import REFERRAL

CLOCKS = {"decision": 5, "invitation": 10, "feedback": 5}


def cases(cast: Cast, policy: Policy) -> None:
    """Add guarantee cases, each with its vacancy, grid and clocks."""
    vacancies: dict[str, Vacancy] = {}
    for number, row in enumerate(source.read("stories/guarantee"), 1):
        vacancy = vacancies.setdefault(row["vacancy"]["number"], _vacancy(row["vacancy"]))
        db.session.add(vacancy)
        db.session.flush()
        case = _case(cast, row, number, vacancy, policy)
        db.session.add(case)
        db.session.flush()
        db.session.add_all(_around(cast, case, row))
        who = {"hr": cast.accounts["hr"].id, "coordinator": cast.accounts["coordinator"].id}
        walked(GUARANTEE, case, since=case.declared_at, by=who)


def _vacancy(content: Row) -> Vacancy:
    return Vacancy(
        number=content["number"],
        title=content["title"],
        department=content["department"].replace("_", " ").capitalize(),
        closes=clock.today() - timedelta(days=content["closes_days_ago"]),
        created_at=source.sure_moment_ago(content["closes_days_ago"] + 21),
        criteria=[
            Criterion(position=position, words=line["words"], essential=line["essential"])
            for position, line in enumerate(content["criteria"])
        ],
    )


def _case(cast: Cast, row: Row, number: int, vacancy: Vacancy, policy: Policy) -> GuaranteeCase:
    person = cast.people.get(row["young_person"])
    name = f"{person.preferred_name} {person.surname}" if person else "Alex Invented"
    answered = row["eligible_days_ago"]
    return GuaranteeCase(
        vacancy_id=vacancy.id,
        policy_id=policy.id,
        number=f"GI-{clock.today().year}-{number:04d}",
        candidate_name=name,
        application_number=row["application_number"],
        state=CaseState(row["state"]),
        declared_at=source.sure_moment_ago(row["declared_days_ago"]),
        opened_by_id=cast.accounts["hr"].id,
        eligible=row["eligible"],
        eligible_by_id=cast.accounts["coordinator"].id if answered is not None else None,
        eligible_at=source.moment_ago(answered),
        first_reviewer_id=_account(cast, row["first_reviewer"]),
        second_reviewer_id=_account(cast, row["second_reviewer"]),
        rebooked=row["rebooked"],
        feedback=row["feedback"],
        **_interview(row["interview"]),
    )


def _account(cast: Cast, key: str | None) -> int | None:
    return cast.accounts[key].id if key else None


def _interview(content: Row | None) -> dict[str, Any]:
    if content is None:
        return {}
    when = source.at(content["in_days"], content["time"])
    return {"interview_at": when, "interview_where": content["where"]}


def _around(cast: Cast, case: GuaranteeCase, row: Row) -> Iterator[db.Model]:
    criteria = sorted(case.vacancy.criteria, key=lambda line: line.position)
    for line in row["marks"]:
        yield CriterionMark(
            case_id=case.id,
            criterion_id=criteria[line["criterion"]].id,
            mark=Mark(line["mark"]),
            evidence=line["evidence"],
            by_id=case.first_reviewer_id or cast.accounts["hr"].id,
            at=case.declared_at + timedelta(days=1),
        )
    for line in row["clocks"]:
        done = line["done_days_ago"]
        yield CaseClock(
            case_id=case.id,
            name=line["name"],
            due=clock.add_working_days(_clock_starts(case, line["name"]), CLOCKS[line["name"]]),
            done_on=source.ago(done),
            breach_reason=line["breach_reason"],
        )


def _clock_starts(case: GuaranteeCase, name: str) -> date:
    if name == "feedback" and case.interview_at:
        return clock.local(case.interview_at).date()
    return case.vacancy.closes


def referrals(cast: Cast) -> None:
    """Add councillors' referrals in every state; the employers they led to are linked."""
    made: dict[str, Referral] = {}
    for row in source.read("stories/referrals"):
        referral = _referral(cast, row)
        db.session.add(referral)
        made[row["key"]] = referral
    db.session.flush()
    for row in source.read("stories/referrals"):
        referral, first = made[row["key"]], made.get(row["credited_to"] or "")
        referral.credited_to_id = first.id if first else None
        if referral.employer_id:
            db.session.flush()
        who = {"coordinator": cast.accounts["coordinator"].id}
        walked(REFERRAL, referral, since=referral.created_at, reason=row["words"], by=who)


def _referral(cast: Cast, row: Row) -> Referral:
    created = source.sure_moment_ago(row["created_days_ago"])
    employer = cast.employers.get(row["employer"] or "")
    return Referral(
        councillor_id=cast.accounts[row["councillor"]].id,
        employer_name=row["employer_name"],
        plain_name=employer_services.plain_name(row["employer_name"]),
        contact_name=row["contact_name"],
        contact_email=row["contact_email"],
        contact_phone=row["contact_phone"],
        contact_agreed=row["contact_agreed"],
        how_known=row["how_known"],
        ward=row["ward"],
        interest_declared=row["interest_declared"],
        state=ReferralState(row["state"]),
        created_at=created,
        acknowledge_due=clock.add_working_days(created.date(), 2),
        employer_id=employer.id if employer else None,
    )


def concerns(cast: Cast) -> None:
    """Add what people reported: one new, one somebody looks into, one that is closed."""
    coordinator = cast.accounts["coordinator"].id
    for row in source.read("stories/concerns"):
        created = source.sure_moment_ago(row["created_days_ago"])
        employer = cast.employers.get(row["employer"] or "")
        concern = Concern(
            category=Category(row["category"]),
            words=row["words"],
            about=row["about"],
            employer_id=employer.id if employer else None,
            source=Source(row["source"]),
            reporter_name=row["name"],
            reporter_email=row["email"],
            state=ConcernState(row["state"]),
            created_at=created,
            due=clock.add_working_days(created.date(), 2 if row["state"] == "RECEIVED" else 10),
            owner_id=None if row["state"] == "RECEIVED" else coordinator,
        )
        concern.due = None if concern.state == ConcernState.CLOSED else concern.due
        db.session.add(concern)
        db.session.flush()
        who = {"coordinator": coordinator}
        walked(CONCERN, concern, since=created, reason=row["reason"], by=who)
