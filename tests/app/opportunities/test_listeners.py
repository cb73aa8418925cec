"""An approved offer keeps a pledge of its employer, the one that fits best."""

from app import clock, db
from app.employers.models import Pledge
from app.opportunities.states import OPPORTUNITY


def pledge(employer, kind, sector="hospitality"):
    row = Pledge(
        employer_id=employer.id, sector_key=sector, kind=kind, how_many=1, created_at=clock.now()
    )
    db.session.add(row)
    db.session.commit()
    return row


def test_an_approved_offer_keeps_the_pledge_of_its_kind(make, coordinator):
    employer = make.employer()
    other, same = pledge(employer, "mentoring"), pledge(employer, "work_experience")
    offer = make.opportunity(employer=employer, state="SUBMITTED")
    with db.transaction():
        OPPORTUNITY.apply(offer, "approve", by=coordinator)

    assert same.kept_at is not None
    assert other.kept_at is None


def test_another_employers_pledge_stays_open(make, coordinator):
    theirs = pledge(make.employer(), "work_experience")
    offer = make.opportunity(state="SUBMITTED")
    with db.transaction():
        OPPORTUNITY.apply(offer, "approve", by=coordinator)

    assert theirs.kept_at is None
