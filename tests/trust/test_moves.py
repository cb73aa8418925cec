"""Whoever loses a young person loses them at the very next request, and whoever gets them has them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from app import clock, db
from app.accounts import people as accounts
from app.accounts.models import Role, User
from app.errors import DomainError
from app.young_people import covers, transfers
from app.young_people.covers import NewCover
from app.young_people.models import Cover, CoverState, Note, YoungPerson
from app.young_people.transfers import Gift
from tests.trust.figures import figure, tries
from tests.trust.holding import keepers
from tests.trust.record import browser_of, cover

ROUNDS = tries(14, 200)
PAGES = (
    "/young-people/{ref}",
    "/young-people/{ref}/about",
    "/young-people/{ref}/history",
    "/young-people/{ref}/change/notes",
    "/young-people/{ref}/suggestions",
    "/young-people/{ref}/suggestions/sheet",
    "/young-people/{ref}/notes/new",
    "/young-people/{ref}/their-page",
)
FILES = ("/young-people/caseload.csv", "/young-people/records.csv")


class Town:
    """Two teams with their managers, three advisors, four young people, everybody signed in."""

    def __init__(self, app, make) -> None:
        self.app, self.luck = app, random.Random(11)
        north, south = make.team("North team"), make.team("South team")
        staff = [make.user("advisor", team=team) for team in (north, north, south, south)]
        bosses = [make.user("manager", team=team) for team in (north, south)]
        self.admin = make.user("admin").id
        self.advisors = [user.id for user in staff]
        self.managers = [user.id for user in bosses]
        people = [make.young_person(advisor=user, surname="Zzq") for user in staff]
        self.people = [person.id for person in people]
        self.browsers = {}
        for user in (*staff, *bosses):
            self.browsers[user.id] = browser_of(app, user)

    def one_of(self, model, numbers):
        return db.session.get_one(model, self.luck.choice(numbers))

    def boss_of(self, user):
        rows = select(User).where(User.id.in_(self.managers), User.team_id == user.team_id)
        return db.session.scalars(rows).first()

    def may(self, number, person):
        user = db.session.get_one(User, number)
        staff = user.role in {"advisor", "manager"}
        return bool(user.active and staff and user.id in keepers(person))


def told(user):
    team = user.team.name if user.team else "North team"
    return accounts.Person(user.name, user.email, user.role, team)


def handed_over(town):
    person, to = town.one_of(YoungPerson, town.people), town.one_of(User, town.advisors)
    boss = town.boss_of(person.advisor)
    gifts = [Gift(person, to)]
    transfers.hand_over(gifts, frm=person.advisor, reason="moves", by=boss)


def moved_from_outside(town):
    """As a script or an import would: no service of this room is asked."""
    person = town.one_of(YoungPerson, town.people)
    person.advisor_id = town.luck.choice(town.advisors)
    db.session.commit()


def cover_begins(town):
    absent, helper = (town.one_of(User, town.advisors) for _ in range(2))
    today = clock.today()
    why = "" if absent.team_id == helper.team_id else "Nobody else is free"
    new = NewCover(today, today + timedelta(days=2), outside_reason=why)
    covers.set_cover(absent, [helper], new, by=town.boss_of(absent))


def cover_ends(town):
    standing = select(Cover).where(Cover.state == CoverState.SET, Cover.ends >= clock.today())
    row = db.session.scalars(standing.order_by(Cover.id)).first()
    if row is None:
        raise DomainError
    covers.make_move(row, "end", by=town.boss_of(row.advisor), reason="back")


def another_role(town):
    user = town.one_of(User, town.advisors)
    role = Role.HR if user.role == Role.ADVISOR else Role.ADVISOR
    accounts.change(user, replace(told(user), role=role), by=db.session.get_one(User, town.admin))


def another_team(town):
    user = town.one_of(User, town.advisors + town.managers)
    if user.team is None:
        raise DomainError
    other = "South team" if user.team.name == "North team" else "North team"
    accounts.change(user, replace(told(user), team=other), by=db.session.get_one(User, town.admin))


def closed_or_open(town):
    user = town.one_of(User, town.advisors + town.managers)
    act = accounts.close if user.active else accounts.reopen
    act(user, by=db.session.get_one(User, town.admin))


MOVES = (
    *(handed_over, moved_from_outside, cover_begins, cover_ends),
    *(another_role, another_team, closed_or_open),
)


def move(town, turn):
    """Make one move that can be made now, each kind in its turn; return its name."""
    for attempt in range(10_000):
        act = MOVES[(turn + attempt // 12) % len(MOVES)]
        try:
            act(town)
        except (DomainError, AttributeError):  # nobody there to do it
            db.session.rollback()
            continue
        db.session.rollback()
        return act.__name__
    raise AssertionError("nobody can be moved any more")


def asked(town, number, person, page, turn):
    """Whether the next requests show this person on a page, on the list, or in a file."""
    browser = town.browsers[number]
    shown = browser.get(page.format(ref=person.ref)).status == 200
    if turn % 2:
        return shown, person.ref in browser.get("/young-people").body, False
    return shown, None, person.full_name in browser.get(town.luck.choice(FILES)).body


def noted(town, number, person, words):
    """Whether a note that is sent about somebody is kept."""
    sent = {"words": words, "contact": ""}
    town.browsers[number].post(f"/young-people/{person.ref}/notes/new", sent, follow=False)
    return bool(db.session.scalar(select(func.count(Note.id)).where(Note.words == words)))


def test_access_turns_with_every_move_at_the_very_next_request(app, make):
    town, stale, done, answers = Town(app, make), [], set(), 0
    for turn in range(ROUNDS):
        made = move(town, turn)
        done.add(made)
        person, page = town.one_of(YoungPerson, town.people), PAGES[turn % len(PAGES)]
        for number in town.browsers:
            may = town.may(number, person)
            # A new role or a closed account ends the sessions; who may comes back by signing in.
            if may and town.browsers[number].get("/young-people").status != 200:
                town.browsers[number].sign_in(db.session.get_one(User, number))
            shown, listed, filed = asked(town, number, person, page, turn)
            answers += 2
            # A file of one’s own caseload leaves out whom one only covers.
            if shown != may or listed not in {may, None} or (filed and not may):
                stale.append((made, number, page, may, shown, listed, filed))
        number = town.luck.choice(list(town.browsers))
        answers += 1
        if noted(town, number, person, f"note {turn}") != town.may(number, person):
            stale.append((made, number, "a note"))

    figure("T2", f"stale answers after {ROUNDS} moves between two requests", len(stale), answers)
    assert stale == []
    assert len(done) >= len(MOVES) - 1, done


LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def at(app):
    """Set the clock to a moment in London."""

    def set_to(day, time):
        moment = datetime.combine(day, datetime.strptime(time, "%H:%M").time(), LONDON)  # noqa: DTZ007
        app.config["APP_NOW"] = moment.isoformat()

    yield set_to
    app.config["APP_NOW"] = ""


# An ordinary night, and the two nights on which the clocks change.
LAST_DAYS = (date(2027, 1, 14), date(2027, 3, 28), date(2026, 10, 25))


@pytest.mark.parametrize("last", LAST_DAYS)
def test_cover_is_over_when_the_clock_passes_its_last_day_whatever_runs(app, make, at, last):
    """No job has run; the page that was open cannot be sent any more."""
    absent, helper = make.user("advisor"), make.user("advisor")
    person = make.young_person(advisor=absent)
    row = cover(absent, helper)
    row.begins, row.ends = last - timedelta(days=4), last
    db.session.commit()
    page, form = f"/young-people/{person.ref}", f"/young-people/{person.ref}/notes/new"

    at(last, "23:45")
    browser = browser_of(app, helper)
    before = [browser.get(address).status for address in (page, form)]
    typed = {"words": "typed before midnight", "contact": ""}
    at(last + timedelta(days=1), "00:00")
    after = [browser.get(address).status for address in (page, form)]
    sent = browser.post(form, typed, follow=False).status

    let_in = [status for status in (*after, sent) if status < 400]
    figure("T2", f"let in a minute after cover ended on {last}", len(let_in), len(after) + 1)
    assert before == [200, 200]
    assert after == [404, 404]
    assert sent == 404
    assert person.ref not in browser.get("/young-people").body
    assert db.session.scalar(select(func.count(Note.id))) == 0


def test_cover_opens_when_the_clock_reaches_its_first_day(app, make, at):
    absent, helper = make.user("advisor"), make.user("advisor")
    person, first = make.young_person(advisor=absent), date(2027, 1, 15)
    row = cover(absent, helper)
    row.begins, row.ends = first, first + timedelta(days=2)
    db.session.commit()

    at(first - timedelta(days=1), "23:59")
    browser = browser_of(app, helper)
    assert browser.get(f"/young-people/{person.ref}").status == 404
    at(first, "00:00")
    assert browser.get(f"/young-people/{person.ref}").status == 200
