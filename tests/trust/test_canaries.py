"""Young people’s names and words are found with those who look after them, and nowhere else."""

from __future__ import annotations

import io
import json
import logging
import re
from urllib.parse import quote, quote_plus, unquote

import pytest
from markupsafe import escape
from sqlalchemy import select, text
from structlog.stdlib import ProcessorFormatter

from app import db
from app.accounts.models import User
from app.audit.models import AuditEvent
from app.demo import source
from app.outbox.models import Message
from app.typed import read_phone, spoken_number
from app.young_people.models import Purpose, YoungPerson
from tests.trust.holding import employer_of, holders
from tests.trust.walk import local
from tests.trust.world import WALKERS

CANARIES = source.read("canaries")["young_people"]
STRANGERS = ("nobody", "business", "hr", "councillor", "coordinator", "admin", "link")
STAFF = ("advisor", "manager")


def spellings(value):
    """The ways a text may stand in a page, an address or a log, in small letters."""
    plain = str(value)
    ways = {plain, str(escape(plain)), quote(plain), quote_plus(plain)}
    return {way.casefold() for way in ways}


def song(row):
    """Everything that would betray one canary."""
    phone = read_phone(row["phone"])
    said = [row["preferred_name"], row["surname"], row["own_words"], row["pa_notes"], row["email"]]
    said += [row["phone"], row["phone"].replace(" ", ""), phone, spoken_number(phone)]
    return set().union(*map(spellings, said))


SONGS = {row["key"]: song(row) for row in CANARIES}
ALL = sorted(set().union(*SONGS.values()))


def heard(raw):
    """The canaries that can be heard in a text, in whatever letters; twenty times faster than one pattern."""
    low = raw.casefold()
    return [spelling for spelling in ALL if spelling in low]


@pytest.fixture(scope="session")
def refs(demo_world):
    with demo_world.context():
        names = [row["surname"] for row in CANARIES]
        return list(
            db.session.scalars(select(YoungPerson.ref).where(YoungPerson.surname.in_(names)))
        )


def whole(answer):
    """An answer as it went over the wire: first line, headers, content."""
    return "\n".join([answer.address, str(answer.response.headers), answer.text])


def test_there_are_ten_canaries_and_their_keepers_can_hear_them(atlas, refs):
    pages = [whole(answer) for (role, _), answer in atlas.answers.items() if role in STAFF]

    assert len(CANARIES) == len(refs) == 10
    heard_by_keepers = set().union(*(heard(page) for page in pages))
    assert sum(bool(spellings(row["surname"]) & heard_by_keepers) for row in CANARIES) >= 8


@pytest.mark.parametrize("role", STRANGERS)
def test_no_page_of_anybody_else_names_a_canary(atlas, refs, role):
    own = {address: whole(a) for (who, address), a in atlas.answers.items() if who == role}

    assert {address: found for address, words in own.items() if (found := heard(words))} == {}
    assert [address for address, words in own.items() if any(ref in words for ref in refs)] == []
    assert len(own) >= 5


def test_an_advisor_of_another_team_hears_only_their_own_on_any_list(world, atlas):
    email = "advisor2@demo.example"
    with world.context():
        user = db.session.scalars(select(User).where(User.email == email)).one()
        people = db.session.scalars(select(YoungPerson)).unique()
        mine = {p.surname for p in people if user.id in holders(p, "advisor")}
    strange = set().union(*(SONGS[r["key"]] for r in CANARIES if r["surname"] not in mine))
    plain = {
        stop.address
        for (_, role), found in atlas.stops.items()
        for stop in found
        if role == "advisor" and not (atlas.match(stop.address) or ("", {}))[1]
    }
    pages = {address: world.visitor(email).get(address) for address in sorted(plain)}
    world.visitors.pop(email)

    found = {address: strange & set(heard(whole(page))) for address, page in pages.items()}
    assert {address: names for address, names in found.items() if names} == {}
    assert len(pages) >= 4
    assert len(strange) > 50


def test_no_message_names_a_canary(world):
    """After a day on which every form was sent and every clock ran."""
    with world.context():
        messages = db.session.scalars(select(Message)).all()
        # A message to a young person goes to their own address; it says nothing more of them.
        said = [
            f"{m.shown_address}\n{m.subject}\n{m.body}\n{m.calendar}\n{m.key}" for m in messages
        ]

    assert [found for one in said if (found := heard(one))] == []
    assert len(said) >= 10


def test_the_audit_trail_holds_references_and_no_words(world):
    with world.context():
        rows = db.session.execute(select(AuditEvent)).scalars()
        said = [f"{row.action} {row.subject} {row.subject_ref} {row.details}" for row in rows]

    assert [found for one in said if (found := heard(one))] == []


def test_no_address_holds_a_canary(atlas):
    links = {
        link
        for answer in atlas.answers.values()
        for link in [answer.location or "", *answer.reading.links]
        if local(link)
    }
    actions = {sheet.action for sheet in atlas.sheets}

    assert [link for link in links | actions if heard(unquote(link))] == []


def test_no_cookie_and_no_calendar_holds_a_canary(atlas):
    answers = atlas.answers.values()
    cookies = [v for a in answers for name, v in a.response.headers if name == "Set-Cookie"]
    calendars = [answer for answer in answers if answer.mimetype == "text/calendar"]

    assert [cookie for cookie in cookies if heard(unquote(cookie))] == []
    assert [calendar.address for calendar in calendars if heard(calendar.text)] == []
    assert calendars


class Log:
    """The lines of the log as they are written, read back."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self):
        lines = [json.loads(line) for line in self.stream.getvalue().splitlines()]
        return "\n".join(str(value) for line in lines for value in line.values())


@pytest.fixture
def logged(world):
    """What reaches the log, in the form in which the application writes it."""
    log, root, app = Log(), logging.getLogger(), logging.getLogger("app")
    ours = [h.formatter for h in root.handlers if isinstance(h.formatter, ProcessorFormatter)]
    handler = logging.StreamHandler(log.stream)
    handler.setFormatter(ours[0])
    before = root.level, app.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    app.setLevel(logging.DEBUG)
    yield log
    root.removeHandler(handler)
    root.setLevel(before[0])
    app.setLevel(before[1])


def falls(world, endpoint, fall):
    """Let a view do its work and then fall over."""
    view = world.app.view_functions[endpoint]

    def falling(**values):
        view(**values)
        fall()

    world.app.view_functions[endpoint] = falling
    return view


def first_pages(atlas):
    """One page of each kind that staff can open."""
    for (endpoint, role), found in sorted(atlas.stops.items()):
        if role in STAFF and found:
            yield endpoint, role, found[0].address


def test_a_page_that_falls_over_writes_no_canary_into_the_log(world, atlas, logged):
    def fall():
        raise RuntimeError("on purpose")

    statuses = set()
    for endpoint, role, address in first_pages(atlas):
        view = falls(world, endpoint, fall)
        statuses.add(world.walker(role).get(address).status)
        world.app.view_functions[endpoint] = view

    assert statuses == {500}
    assert "on purpose" in logged.text
    assert heard(logged.text) == []


def test_a_database_that_refuses_writes_no_canary_into_the_log(world, atlas, logged):
    """A driver’s error shows what was sent unless it is told not to."""
    name = CANARIES[0]["surname"]

    def fall():
        db.session.execute(text("SELECT :name FROM no_such_table"), {"name": name})

    view = falls(world, "young_people.index", fall)
    answer = world.walker("advisor").get("/young-people")
    world.app.view_functions["young_people.index"] = view

    assert answer.status in {500, 503}
    assert "no_such_table" in logged.text
    assert heard(logged.text) == []


def test_a_broken_rule_of_the_database_writes_no_canary_into_the_log(world, logged):
    """PostgreSQL explains it with the values that broke it."""
    name = CANARIES[0]["surname"]

    def fall():
        for _ in range(2):
            db.session.execute(text("INSERT INTO team (name) VALUES (:name)"), {"name": name})

    view = falls(world, "young_people.index", fall)
    answer = world.walker("advisor").get("/young-people")
    world.app.view_functions["young_people.index"] = view

    assert answer.status == 500
    assert "INSERT INTO team" in logged.text
    assert heard(logged.text) == []


def test_a_page_that_falls_over_writes_no_private_link_into_the_log(world, atlas, logged):
    def fall():
        raise RuntimeError("on purpose")

    keys = {}
    for (endpoint, role), found in atlas.stops.items():
        values = (atlas.match(found[0].address) or ("", {}))[1] if found else {}
        if role == "nobody" and "secret" in values:
            keys[endpoint] = (found[0].address, values["secret"])
    for endpoint, (address, _) in keys.items():
        view = falls(world, endpoint, fall)
        assert world.walker("nobody").get(address).status == 500
        world.app.view_functions[endpoint] = view

    assert len(keys) >= 2
    assert "on purpose" in logged.text
    assert [endpoint for endpoint, (_, secret) in keys.items() if secret in logged.text] == []


def test_every_request_is_logged_without_its_address(world, atlas, logged):
    with world.context():
        refs = set(db.session.scalars(select(YoungPerson.ref)))
    for _, role, address in first_pages(atlas):
        world.walker(role).get(address)

    assert logged.text
    assert [ref for ref in refs if ref in logged.text] == []


@pytest.fixture
def marked(world):
    """Every young person of the demo turned into a canary, whatever state their story is in."""
    with world.context():
        people = db.session.scalars(select(YoungPerson).order_by(YoungPerson.id)).unique().all()
        for number, person in enumerate(people, 100):
            person.preferred_name, person.surname = f"Zzq{number}first", f"Zzq{number}last"
            person.own_words, person.advisor_notes = f"Zzq{number}words", f"Zzq{number}notes"
            person.email, person.phone = f"zzq{number}mail@demo.example", f"+4477009{number:05d}"
        db.session.commit()
    return world


MARK = re.compile(r"zzq(\d{3})(first|last|words|notes|mail)", re.IGNORECASE)


def account(world, role):
    """The number of the usual account of a role."""
    with world.context():
        return db.session.scalars(select(User.id).where(User.email == WALKERS[role])).one()


def numbers(world, allowed):
    """The marks of the young people for whom `allowed(person)` is true."""
    with world.context():
        people = db.session.scalars(select(YoungPerson).order_by(YoungPerson.id)).unique().all()
        return {str(number) for number, person in enumerate(people, 100) if allowed(person)}


def pages_of(world, atlas, role):
    for (who, address), _ in atlas.answers.items():
        if who == role:
            yield address, world.walker(role).get(address)


@pytest.mark.parametrize("role", [role for role in STRANGERS if role not in {"business", "link"}])
def test_no_page_of_a_stranger_names_any_young_person(marked, atlas, role):
    found = {a: MARK.findall(whole(page)) for a, page in pages_of(marked, atlas, role)}

    assert {address: marks for address, marks in found.items() if marks} == {}


def test_whoever_opened_a_link_is_shown_themself_alone(marked, atlas):
    own = marked.walker("link").person
    mine = numbers(marked, lambda person: person.id == own)

    shown = [MARK.findall(whole(page)) for _, page in pages_of(marked, atlas, "link")]

    assert {number for marks in shown for number, _ in marks} == mine
    assert len(shown) >= 15


@pytest.mark.parametrize("role", STAFF)
def test_staff_are_shown_their_own_young_people_only(marked, atlas, role):
    user = account(marked, role)
    mine = numbers(marked, lambda person: user in holders(person, role))
    wrong, seen = {}, set()

    for address, page in pages_of(marked, atlas, role):
        shown = {number for number, _ in MARK.findall(whole(page))}
        seen |= shown
        if shown - mine:
            wrong[address] = sorted(shown - mine)

    assert wrong == {}
    assert len(seen) >= 5


def test_an_employer_is_told_only_names_of_those_who_agreed_and_never_their_words(marked, atlas):
    user = account(marked, "business")

    def agreed(person):
        shares = [c for c in person.consents if c.purpose == Purpose.SHARE and not c.withdrawn_at]
        return any(user in (holders(employer_of(c), "business") or ()) for c in shares)

    known = numbers(marked, agreed)
    wrong = {}
    for address, page in pages_of(marked, atlas, "business"):
        marks = MARK.findall(whole(page))
        bad = [mark for mark in marks if mark[0] not in known or mark[1] in {"words", "notes"}]
        if bad:
            wrong[address] = bad

    assert wrong == {}
    assert known, "nobody agreed to anything, so nothing is proved"
