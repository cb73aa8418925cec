"""Several people act for one organisation: who may do what, joining, leaving, always an owner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.audit.models import AuditEvent
from app.employers import joining, services, team
from app.employers.models import Employer, MemberInvitation, Membership, Part
from app.employers.parts import MAY, NEEDS
from tests.at_once import at_once
from tests.rules import access

JO = {"name": "Jo", "job_title": "Baker", "email": "Jo@bakery.example", "part": "answers"}
GOOD_PASSWORD = {"password": "violet tractor pudding"}


@pytest.fixture
def owner(make):
    return make.user("business", name="Sam O’Neil", email="sam@bakery.example")


@pytest.fixture
def bakery(make, owner):
    return make.employer(name="Riverside Bakery", user=owner)


@pytest.fixture
def inside(browser, bakery, owner):
    return browser.sign_in(owner)


def member(make, employer, part):
    user = make.user("business")
    line = Membership(employer_id=employer.id, user_id=user.id)
    line.part = part
    db.session.add(line)
    db.session.commit()
    return user


def part_of(user, employer):
    return services.membership(user, employer).part


def events():
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_every_address_of_a_business_says_what_it_takes(app):
    named = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "business" in getattr(app.view_functions[rule.endpoint], "access", ())
    }

    assert named - set(NEEDS) == set()
    assert set(NEEDS) - named == set()


@pytest.mark.parametrize("part", list(Part))
def test_each_part_enters_what_it_may_and_nothing_else(app, make, bakery, part):
    visitor = access.Visitor(app, member(make, bakery, part))
    for rule in app.url_map.iter_rules():
        if (task := NEEDS.get(rule.endpoint)) is not None:
            method = "GET" if "GET" in rule.methods else "POST"
            status = visitor.ask(method, access.address(app, rule))

            assert (status == 403) == (task not in MAY[part]), rule


def test_who_only_answers_sees_no_button_to_write(browser, make, bakery):
    offer = make.opportunity(employer=bakery)
    make.opportunity(employer=bakery, state="DRAFT", title="Half a draft")
    browser.sign_in(member(make, bakery, Part.ANSWERS))

    home = browser.get("home.index").text
    assert "Add an offer" not in home
    assert "/edit" not in home
    assert "/edit" not in browser.get("opportunities.mine").text

    assert "Write our own" not in browser.get("opportunities.mine").text
    assert "Copy it" not in browser.get("opportunities.show", ref=offer.ref).text
    assert "Make a pledge" not in browser.get("employers.pledge_list").text
    assert "Invite a colleague" not in browser.get("employers.mine").text


def test_who_is_invited_joins_with_a_password_and_their_part(inside, bakery, secret, mails):
    inside.post("employers.invite", JO)
    assert mails()[0].subject == "Sam O’Neil invites you to act for Riverside Bakery"
    link = secret()
    assert inside.anonymous().get("employers.join", secret=link).status == 200
    assert joining.holder(link) is not None  # looking spends nothing

    inside.anonymous().post("employers.join", GOOD_PASSWORD, secret=link)

    jo = db.session.scalars(select(User).where(User.email == "jo@bakery.example")).one()
    assert part_of(jo, bakery) == Part.ANSWERS
    assert jo.email_verified_at is not None
    assert inside.anonymous().get("employers.join", secret=link).status == 410
    assert {"employer.member_invited", "employer.member_added"} <= set(events())
    assert mails()[-1].template == "employers_joined_in"


def test_the_secret_is_kept_nowhere(inside, secret):
    inside.post("employers.invite", JO)

    kept = db.session.scalars(select(MemberInvitation)).one()
    assert secret() not in {kept.digest, kept.ref}


def test_an_invitation_ends_after_seven_days(inside, secret, now):
    inside.post("employers.invite", JO)
    now(clock.now() + timedelta(days=7, minutes=1))

    assert inside.anonymous().get("employers.join", secret=secret()).status == 410


def test_sending_again_and_taking_back_end_the_older_link(inside, bakery, secret):
    inside.post("employers.invite", JO)
    first, ref = secret(), joining.pending(bakery)[0].ref

    inside.post("employers.invited_again", ref=ref)
    second = secret()
    assert joining.holder(first) is None
    assert joining.holder(second) is not None

    inside.post("employers.invited_cancel", ref=ref)
    assert joining.holder(second) is None
    assert joining.pending(bakery) == []


def test_inviting_says_the_same_whether_there_is_an_account_or_not(inside, make, mails):
    make.user("advisor", email="taken@demo.example")
    pages = [
        inside.post("employers.invite", JO | {"email": email}).text.replace(email, "…")
        for email in ("taken@demo.example", "fresh@demo.example")
    ]

    assert all("An invitation is on its way to …" in page for page in pages)
    assert [mail.template for mail in mails()] == ["employers_invited"] * 2


def test_somebody_with_an_account_accepts_only_while_signed_in(inside, make, bakery, secret):
    theirs = make.user("business", email="al@demo.example")
    inside.post("employers.invite", JO | {"email": "al@demo.example"})
    link = secret()

    assert (
        "Sign in as al@demo.example" in inside.anonymous().get("employers.join", secret=link).text
    )
    inside.anonymous().post("employers.join", GOOD_PASSWORD, secret=link)
    assert services.membership(theirs) is None

    inside.sign_in(theirs)
    inside.post("employers.join", {}, secret=link)
    assert part_of(theirs, bakery) == Part.ANSWERS


def test_who_acts_for_another_leaves_it_and_its_last_owner_cannot(inside, make, bakery, secret):
    boss = make.user("business", email="boss@demo.example")
    mill = make.employer(name="Mill", user=boss)
    hand = member(make, mill, Part.EDITOR)
    joining.invite(bakery, joining.Colleague("B", boss.email), by=services.members(bakery)[0].user)
    inside.sign_in(boss)
    assert (
        "You are the only owner of Mill" in inside.post("employers.join", {}, secret=secret()).text
    )
    assert part_of(boss, mill) == Part.OWNER

    joining.invite(bakery, joining.Colleague("H", hand.email), by=services.members(bakery)[0].user)
    inside.sign_in(hand)
    assert "you leave Mill at once" in inside.get("employers.join", secret=secret()).text
    inside.post("employers.join", {}, secret=secret())
    assert services.employer_of(hand).id == bakery.id
    assert services.membership(hand, mill) is None


def test_another_role_of_the_house_cannot_join(inside, make, bakery, secret):
    advisor = make.user("advisor", email="adv@demo.example")
    inside.post("employers.invite", JO | {"email": advisor.email})
    inside.sign_in(advisor)
    inside.post("employers.join", {}, secret=secret())

    assert services.membership(advisor) is None


def test_a_part_changes_at_once_and_is_told_and_noted(inside, make, bakery, mails):
    jo = member(make, bakery, Part.EDITOR)
    inside.post("employers.person", {"part": "answers"}, ref=jo.ref)

    assert part_of(jo, bakery) == Part.ANSWERS
    assert mails()[-1].to_address == jo.email
    assert "employer.member_changed" in events()
    inside.sign_in(jo)
    assert inside.get("opportunities.new").status == 403


def test_the_last_owner_stays_one(inside, bakery, owner, make):
    member(make, bakery, Part.EDITOR)
    page = inside.post("employers.person", {"part": "editor"}, ref=owner.ref)

    assert "Make somebody else an owner first" in page.text
    assert part_of(owner, bakery) == Part.OWNER


def test_handing_over_swaps_the_owner(inside, bakery, owner, make):
    jo = member(make, bakery, Part.ANSWERS)
    page = inside.get("employers.person", ref=jo.ref)
    assert {f"Hand over to {jo.name}", f"Remove {jo.name}"} <= set(page.buttons())
    own = inside.get("employers.person", ref=owner.ref)
    assert "Hand over" not in own.text
    inside.post("employers.hand_over", ref=jo.ref)

    assert part_of(jo, bakery) == Part.OWNER
    assert part_of(owner, bakery) == Part.EDITOR


def test_who_is_removed_is_out_on_the_next_request(app, inside, bakery, make, browser):
    jo = member(make, bakery, Part.EDITOR)
    theirs = type(browser)(app).sign_in(jo)
    assert theirs.get("employers.mine").status == 200

    page = inside.post("employers.remove", ref=jo.ref)

    assert "cannot sign in for your organisation any more" in page.text
    assert theirs.get("employers.mine").location.startswith("/sign-in")
    assert services.membership(jo) is None


def test_people_and_invitations_of_others_are_not_there(inside, make, bakery):
    other = make.employer()
    theirs = services.members(other)[0].user
    joining.invite(other, joining.Colleague("X", "x@demo.example"), by=theirs)
    ref = joining.pending(other)[0].ref

    assert inside.get("employers.person", ref=theirs.ref).status == 404
    for name in ("hand_over", "remove"):
        assert inside.post(f"employers.{name}", ref=theirs.ref).status == 404
    for name in ("invited_again", "invited_cancel"):
        assert inside.post(f"employers.{name}", ref=ref).status == 404
    assert theirs.active
    assert len(joining.pending(other)) == 1


@pytest.mark.parametrize("how", ["remove", "change"])
def test_two_owners_who_take_each_other_away_at_once_leave_one(app, bakery, owner, make, how):
    jo = member(make, bakery, Part.OWNER)
    number, pairs = bakery.id, [(owner.id, jo.ref), (jo.id, owner.ref)]
    db.session.commit()

    def work(by, ref):
        employer, user = db.session.get(Employer, number), db.session.get(User, by)
        if how == "remove":
            return team.remove(employer, ref, by=user)
        return team.change(employer, ref, Part.EDITOR, by=user).id

    said = at_once(app, *(lambda pair=pair: work(*pair) for pair in pairs))

    db.session.expire_all()
    assert sum(line.owner for line in services.members(db.session.get(Employer, number))) == 1
    assert [type(words) for words in said].count(team.OwnersOnly) == 1


def test_an_invitation_accepted_twice_at_once_makes_one_account(app, inside, bakery, secret):
    inside.post("employers.invite", JO)
    link, number = secret(), bakery.id
    db.session.commit()

    at_once(app, *[lambda: joining.join(link, password="violet tractor pudding").id] * 2)

    db.session.expire_all()
    assert len(services.members(db.session.get(Employer, number))) == 2
