"""Two registrations become one and two again: nothing is lost, everything goes back."""

import os
import random

import pytest
from sqlalchemy import delete, select, update

from app import clock, db
from app.accounts.models import User
from app.audit.models import AuditEvent
from app.employers import duplicates, merging, services, vetting
from app.employers.models import Employer, EmployerMerge, EmployerNote, Membership, Pledge
from app.employers.vetting import Remark
from app.opportunities.models import Opportunity
from app.young_people.models import Exclusion
from tests.at_once import at_once

# What grows with every step and is never taken back: the story, the proof, the letters.
STORIES = {"state_change", "audit_event", "employer_merge", "message", "user_session"}


def rows():
    """Every row of every other table, without the counters of optimistic locking."""
    db.session.expire_all()
    found = {}
    for table in db.Model.metadata.sorted_tables:
        if table.name not in STORIES:
            names = [column for column in table.c if column.name != "version"]
            kept = (tuple(map(str, row)) for row in db.session.execute(select(*names)))
            found[table.name] = sorted(kept)
    db.session.rollback()
    return found


class Town:
    """Some organisations with everything that can hang on one."""

    def __init__(self, make, by, chance):
        self.make, self.by, self.chance = make, by, chance
        self.users = [make.user("business") for _ in range(3)]
        states = ["APPROVED", "PENDING_REVIEW", "MORE_INFO", "DORMANT", "SUSPENDED", "DECLINED"]
        self.all = [make.employer(state=chance.choice(states)) for _ in range(4)]
        for employer in self.all:
            self.fill(employer)

    def fill(self, employer):
        for user in self.chance.sample(self.users, self.chance.randint(0, 3)):
            db.session.add(Membership(employer_id=employer.id, user_id=user.id))
        number, now = employer.id, clock.now()
        for _ in range(self.chance.randint(0, 2)):
            pledge = Pledge(employer_id=number, sector_key="retail", kind="job", how_many=2)
            pledge.created_at = now
            note = EmployerNote(employer_id=number, words="rang", by_id=self.by.id, at=now)
            db.session.add_all([pledge, note])
        employer.first_yes_at = now if self.chance.random() < 0.3 else None
        employer.review_due = clock.today() if self.chance.random() < 0.5 else None
        employer.recheck_since = now if self.chance.random() < 0.3 else None
        db.session.commit()
        if self.chance.random() < 0.5:
            self.make.introduction(opportunity=self.make.opportunity(employer=employer))
        if self.chance.random() < 0.5:
            self.make.referral(employer_id=number)

    def join_two(self):
        there = [e for e in self.all if e.state != "ARCHIVED"]
        if len(there) < 2:
            return None
        duplicate, into = self.chance.sample(there, 2)
        return merging.merge(duplicate, into, by=self.by, reason="the same sign")


@pytest.mark.parametrize("seed", range(int(os.environ.get("MERGE_CASES", "8"))))
def test_any_joins_undone_the_newest_first_leave_every_row_as_it_was(make, coordinator, seed):
    town = Town(make, coordinator, random.Random(seed))
    before = rows()

    joins = [town.join_two() for _ in range(town.chance.randint(1, 3))]
    assert rows() != before
    for kept in reversed([kept for kept in joins if kept]):
        assert merging.undo(kept, by=coordinator) == []

    assert rows() == before


def test_what_came_in_after_the_join_stays_and_is_told(make, coordinator):
    stays, goes = make.employer(name="Stays"), make.employer(name="Goes")
    old = make.opportunity(employer=goes)
    kept = merging.merge(goes, stays, by=coordinator, reason="same")
    new = make.opportunity(employer=stays)
    vetting.note(stays, Remark("rang"), by=coordinator)

    left = merging.undo(kept, by=coordinator)

    assert sorted(left, reverse=True) == [
        "1 offer came in after the join: nobody can tell whose, so it stays with Stays",
        "1 note came in after the join: nobody can tell whose, so it stays with Stays",
    ]
    assert (old.employer_id, new.employer_id) == (goes.id, stays.id)
    assert kept.left_behind == left


def test_what_was_deleted_or_moved_since_is_told(make, coordinator):
    stays, goes, third = make.employer(), make.employer(), make.employer()
    offer = make.opportunity(employer=goes)
    vetting.note(goes, Remark("one"), by=coordinator)
    kept = merging.merge(goes, stays, by=coordinator, reason="same")
    db.session.execute(delete(EmployerNote))
    db.session.execute(
        update(Opportunity).where(Opportunity.id == offer.id).values(employer_id=third.id)
    )
    db.session.commit()

    assert set(merging.undo(kept, by=coordinator)) == {
        "1 note could not go back: deleted since",
        "1 offer could not go back: somebody moved them since",
    }


def test_somebody_in_both_is_in_both_again_unless_the_account_is_gone(make, coordinator):
    stays, goes = make.employer(), make.employer()
    both, gone = make.user("business"), make.user("business")
    for user in (both, gone):
        for employer in (stays, goes):
            db.session.add(Membership(employer_id=employer.id, user_id=user.id))
    db.session.commit()
    kept = merging.merge(goes, stays, by=coordinator, reason="same")
    assert len(kept.dropped) == 2
    db.session.execute(delete(Membership).where(Membership.user_id == gone.id))
    db.session.execute(delete(User).where(User.id == gone.id))
    db.session.commit()

    left = merging.undo(kept, by=coordinator)

    assert left == ["1 person could not go back: deleted since"]
    assert both.id in {line.user_id for line in services.members(goes)}


def test_a_join_is_undone_once_and_only_after_what_came_later(make, coordinator, second):
    first, middle, last = (make.employer(name=name) for name in ("First", "Middle", "Last"))
    one = merging.merge(first, middle, by=coordinator, reason="same")
    two = merging.merge(middle, last, by=coordinator, reason="same")

    with pytest.raises(merging.CannotPart, match="Middle and Last were joined after this"):
        merging.undo(one, by=coordinator)
    merging.undo(two, by=second)
    merging.undo(one, by=second)
    with pytest.raises(merging.CannotPart, match="already"):
        merging.undo(one, by=coordinator)


def test_joining_and_undoing_are_in_the_trail_and_told(make, coordinator, mails):
    stays, goes = make.employer(name="Stays"), make.employer(name="Goes")

    kept = merging.merge(goes, stays, by=coordinator, reason="same")
    merging.undo(kept, by=coordinator)

    actions = list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))
    assert actions[:2] == ["employer.join", "employer.merged"]
    assert actions[2:] == ["employer.part_approved", "employer.parted"]
    assert {mail.template for mail in mails()} == {"employers_joined", "employers_parted"}


def test_no_introduction_ends_because_two_registrations_are_joined(make, coordinator):
    stays, goes = make.employer(), make.employer()
    row = make.introduction(opportunity=make.opportunity(employer=goes))

    kept = merging.merge(goes, stays, by=coordinator, reason="same")
    assert row.state == "SENT"
    merging.undo(kept, by=coordinator)

    assert row.state == "SENT"


def test_every_column_that_names_an_organisation_can_be_moved(app):
    for table, _ in merging.pointers():
        assert [column.name for column in table.primary_key] == ["id"], table.name
    assert {"opportunity", "consent", "exclusion"} <= {t.name for t, _ in merging.pointers()}


def test_whom_a_young_person_keeps_away_from_is_not_counted_aloud(make, coordinator):
    stays, goes = make.employer(), make.employer()
    person = make.young_person()
    db.session.add(Exclusion(young_person_id=person.id, employer_id=goes.id))
    db.session.commit()

    kept = merging.merge(goes, stays, by=coordinator, reason="same")

    assert kept.moved["exclusion.employer_id"]
    assert merging.what_moved(kept) == "1 person"


def test_the_page_joins_shows_both_and_takes_it_back(browser, make, coordinator):
    stays = make.employer(name="Bakery", plain_name="bakery", postcode="MK1 1BA")
    goes = make.employer(name="Bakery Ltd", plain_name="bakery")
    browser.sign_in(coordinator)
    asked = browser.get("employers.merge", ref=goes.ref)
    assert "MK1 1BA" in asked.text
    assert "MK9 3EJ" in asked.text

    done = browser.post("employers.merge", {"into": stays.ref, "reason": "same"}, ref=goes.ref)
    assert "1 person moved to the one that stays" in " ".join(done.notices)
    assert "Undo the join" in done.text
    page = browser.get("employers.part", ref=goes.ref)
    assert "Make them two organisations again?" in page.h1
    back = browser.post("employers.part", ref=goes.ref)

    assert "is its own organisation again" in " ".join(back.notices)
    assert browser.get("employers.part", ref=goes.ref).status == 404
    assert goes.state == "APPROVED"


def test_the_story_of_a_joined_registration_is_told_with_the_one_that_stays(
    browser, make, coordinator
):
    stays, goes = make.employer(), make.employer(state="PENDING_REVIEW")
    vetting.act(goes, "ask", by=coordinator, reason="Which of the two shops is it?")

    merging.merge(goes, stays, by=coordinator, reason="same")

    page = browser.sign_in(coordinator).get("employers.review", ref=stays.ref)
    assert "Which of the two shops is it?" in page.text


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"number": "01234567", "name": "Else"}, "has the same number"),
        ({"plain_name": "riverside bakery"}, "has the same name"),
        ({"plain_name": "riverside bakerey"}, "has a similar name"),
        ({"plain_name": "riverside bakers", "postcode": "MK9 3EJ"}, "and the same postcode"),
    ],
)
def test_why_two_look_the_same_is_said(make, other, why):
    mine = make.employer(
        name="Riverside Bakery",
        plain_name="riverside bakery",
        number="01234567",
        user=make.user("business", email="a@riverside.example", phone="+441908000001"),
    )
    make.employer(**{"postcode": "MK1 1BA", **other})

    (found,) = duplicates.similar_to(mine)

    assert why in found.why


@pytest.mark.parametrize(
    ("person", "why"),
    [
        ({"email": "b@riverside.example"}, "has the same email domain (riverside.example)"),
        ({"phone": "+441908000001"}, "has the same phone number"),
    ],
)
def test_people_are_a_reason_too(make, person, why):
    owner = make.user("business", email="a@riverside.example", phone="+441908000001")
    mine = make.employer(plain_name="riverside bakery", user=owner)
    make.employer(plain_name="xyz", postcode="MK1 1BA", user=make.user("business", **person))

    assert [found.why for found in duplicates.similar_to(mine)] == [why]


def test_a_free_mailbox_or_a_postcode_alone_is_no_reason(make):
    mine = make.employer(plain_name="aaa", user=make.user("business", email="a@gmail.com"))
    make.employer(plain_name="zzz", user=make.user("business", email="b@gmail.com"))

    assert duplicates.similar_to(mine) == []


def test_two_who_join_the_same_two_at_once_make_one_join(app, make, coordinator, second):
    one, other = make.employer(), make.employer()
    numbers = [(one.id, other.id, coordinator.id), (other.id, one.id, second.id)]

    def join(duplicate, into, by):
        merging.merge(
            db.session.get(Employer, duplicate),
            db.session.get(Employer, into),
            by=db.session.get(User, by),
            reason="same",
        )

    db.session.rollback()
    said = at_once(app, *(lambda row=row: join(*row) for row in numbers))

    assert sorted(str(type(line).__name__) for line in said) == ["NoneType", "NotTheSame"]
    assert len(db.session.scalars(select(EmployerMerge)).all()) == 1
    assert len(db.session.scalars(select(Employer).where(Employer.state != "ARCHIVED")).all()) == 1
