"""Every address of a young person, tried by everybody it is not for: it answers as if there were nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer

from app import clock, db
from app.db import new_ref
from app.privacy import forgetting, preparing
from app.voice import invitations, requests
from app.voice.models import RequestKind
from app.young_people.models import Consent, Exclusion
from tests.app.voice.conftest import last_link, opened
from tests.app.young_people.intake import sheets
from tests.browser import Browser
from tests.rules import access
from tests.trust.figures import WHOLE, figure
from tests.trust.reading import Reading
from tests.trust.record import browser_of, cover, handed_over, print_of, whole_record
from tests.trust.walk import takes_reference

# Addresses for staff whose reference is not of a young person; what is on them is tried elsewhere.
OTHERWISE = {
    "/offers/": "an employer’s offer: with it come only the advisor’s own young people (test_canaries)",
    "/fair-days/": "a fair day: with it come only their own young people (test_scope, test_canaries)",
    "/concerns/": "a report about an employer, which its own room keeps",
}
CHANGING = re.compile(
    r'nonce(?:="|-)[\w-]+|<input[^>]*name="(?:csrf_token|once)"[^>]*>|[?&]next=[^"]*'
)
KEPT = ("Content-Type", "Cache-Control", "Referrer-Policy")


@dataclass
class Case:
    """One young person, all that hangs on them, and the browsers of everybody."""

    refs: dict[str, dict[str, str]]
    owner: Browser
    manager: Browser
    coordinator: Browser
    strangers: dict[str, tuple[str | None, Browser]]
    opened: list[str] = field(default_factory=list)


@pytest.fixture
def case(app, make, advisor, manager, coordinator):
    """A record with everything on it, seen by twelve people it is not for."""
    person, offer, introduction = whole_record(make, advisor, manager)
    person.phone = "+447700900123"
    helper, before = make.user("advisor"), make.user("advisor")
    standing = cover(make.user("advisor"), helper)
    theirs = cover(advisor, make.user("advisor"), state="ENDED")
    batch = handed_over(person, before, advisor, manager)
    batch.at = clock.now() - timedelta(days=2)
    place = make.placement(make.introduction(person, make.opportunity(), state="ACCEPTED"))
    talk = requests.ask(person, RequestKind.TALK, "about the bus")
    upload = sheets.keep("Person ID,Known as,DOB\n100,Robin,27/03/2008\n", advisor)
    db.session.commit()
    refs = {
        "/young-people/team/": {"advisor": advisor.ref, "batch": batch.batch},
        "/young-people/cover/": {"cover": theirs.ref},
        "/young-people/import/": {"ref": upload.ref},
        "/young-people/": {"ref": person.ref, "offer": offer.ref} | parts_of(person),
        "/introductions/": {"ref": introduction.ref},
        "/placements/": {"ref": place.ref, "name": "risk"},
        "/requests/": {"ref": talk.ref},
    } | wishes(app, make, person, coordinator)
    assert standing.id
    return Case(
        refs,
        *(browser_of(app, user) for user in (advisor, manager, coordinator)),
        strangers(app, make, before, helper),
    )


def wishes(app, make, person, coordinator):
    """A copy of everything that is being made, and a wish to be forgotten that waits."""
    wish = requests.ask(person, RequestKind.DATA, "Please")
    db.session.commit()
    with app.test_request_context():
        copy = preparing.begin(wish, by=coordinator)
        free = make.young_person(advisor=person.advisor)
        erasure = forgetting.propose(free, "asked", "Please", by=coordinator)
        return {"/data/copies/": {"ref": copy.ref}, "/data/erasures/": {"ref": erasure.ref}}


def parts_of(person):
    """The other parts of addresses under a record."""
    agreed = db.session.query(Consent).filter_by(young_person_id=person.id, purpose="share")
    out = db.session.query(Exclusion).filter_by(young_person_id=person.id).first()
    words = {"name": "about", "subject": "about", "verb": "not_now"}
    return {"consent": agreed.first().ref, "exclusion": out.ref} | words


def strangers(app, make, before, helper):
    """Everybody else: the role the table knows them by, and their browser."""
    south = make.team("South team")
    people = {
        "another advisor of the team": make.user("advisor"),
        "who had them before": before,
        "who covers for somebody else": helper,
        "an advisor of another team": make.user("advisor", team=south),
        "the manager of another team": make.user("manager", team=south),
        **{
            role: make.user(role)
            for role in ("business", "hr", "councillor", "coordinator", "admin")
        },
    }
    make.employer(user=people["business"])
    found = {name: (user.role.value, browser_of(app, user)) for name, user in people.items()}
    found["nobody"] = (None, Browser(app).anonymous())
    found["another young person’s link"] = (access.LINK, by_link(app, make))
    return found


def by_link(app, make):
    """The phone of another young person, with their page open."""
    advisor = make.user("advisor")
    other = make.young_person(
        advisor=advisor, phone="+447700900999", contact_preference="text message", safe_times=""
    )
    with app.test_request_context():
        invitations.send(other, "text", checked=False, by=advisor)
    return opened(app, last_link())


def rules(app):
    """The addresses with a reference in them that advisors or managers may enter."""
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        entry = access.entry(app, rule)
        references = [name for name in rule.arguments if takes_reference(rule, name)]
        if references and {"advisor", "manager"} & set(entry.roles.split()):
            found.append((rule, entry, references))
    return found


def values_of(case, rule):
    """The parts of this address for the one young person, or None when it is of another kind."""
    for start, known in case.refs.items():
        if rule.rule.startswith(start):
            return {name: part(rule, name, known.get(name)) for name in rule.arguments}
    assert any(rule.rule.startswith(start) for start in OTHERWISE), f"{rule.rule} is tried nowhere"
    return None


def part(rule, name, known):
    """A part of an address: as it is known, else the first of a choice, a number, or some word."""
    converter = rule._converters[name]
    items = getattr(converter, "items", None)
    if items:
        return known if known in items else min(items)
    if takes_reference(rule, name):
        return known or new_ref()
    return known or (1 if "int" in type(converter).__name__.lower() else "about")


def build(app, rule, values):
    return app.url_map.bind("localhost").build(rule.endpoint, values, rule.methods and None)


def told_apart(answer, values):
    """An answer without what differs each time by nature, and without its own address."""
    body = CHANGING.sub("", answer.get_data(as_text=True))
    for value in values.values():
        body = body.replace(str(value), "") if len(str(value)) == 22 else body
    shown = {name: answer.headers.get(name, "") for name in KEPT}
    return answer.status_code, body, shown, re.sub(r"[?&]next=.*", "", place(answer))


def place(answer):
    """Where an answer leads, if it leads anywhere."""
    return answer.headers.get("Location", "")


def answers_to(app, case, rule, values):
    """What the owner’s own page of this address would send, so that a post is a real one."""
    if "GET" not in rule.methods:
        return {}
    address = build(app, rule, values)
    browser = case.owner if "advisor" in access.entry(app, rule).roles else case.manager
    page = browser.get(address)
    if page.status == 200:
        case.opened.append(rule.endpoint)
    forms = Reading(page.body, f"http://localhost{address}").forms
    posts = [form for form in forms if form.method == "POST" and len(form.fields) > 1]
    return {
        each.name: (each.chosen or each.options[:1] if each.options else each.value or "x")
        for form in posts[:1]
        for each in form.fields.values()
        if each.name not in {"csrf_token", "once"} and each.kind not in {"button", "file"}
    }


def send(browser, method, address, sent):
    """One request with a valid proof of origin, its answer not read as a page: there are thousands."""
    signer = URLSafeTimedSerializer(browser.app.secret_key, salt="wtf-csrf-token")
    data = {"csrf_token": signer.dumps(browser.csrf), **sent} if method == "POST" else None
    with browser.app.app_context():
        return browser.client.open(address, method=method, data=data)


def is_theirs(entry, role):
    """Whether rows of this kind are council-wide for a role: then it is no stranger."""
    return role == "coordinator" and entry.lets_in(role)


def trouble(entry, role, browser, plan):
    """What is wrong with the answer to one try: let in, or another answer than for nothing."""
    method, address, nothing, sent, values, nowhere = plan
    answer, empty = (send(browser, method, each, sent) for each in (address, nothing))
    status = answer.status_code
    if status < 300 or (status < 400 and "/sign-in" not in place(answer)):
        return f"let in: {status} {place(answer)}"
    if entry.lets_in(role) and status != 404:
        return f"{status} instead of 404"
    if told_apart(answer, values) != told_apart(empty, nowhere):
        return f"{status} differs from what does not exist: {empty.status_code}"
    return None


def of_every_day(strangers, turn):
    """Three of the strangers, one of the same role among them; all of them for the figures."""
    everybody = list(strangers.items())
    same = [one for one in everybody if one[1][0] in {"advisor", "manager"}]
    few = [same[turn % len(same)], *(everybody[(turn + step) % len(everybody)] for step in (5, 8))]
    return everybody if WHOLE else list(dict(few).items())


def test_every_address_of_a_young_person_answers_strangers_as_if_there_were_nothing(app, case):
    wrong, tried, found = [], 0, []
    plans: list[tuple[Any, ...]] = []
    for rule, entry, references in rules(app):
        values = values_of(case, rule)
        if values is None:
            continue
        found.append(rule.rule)
        sent = answers_to(app, case, rule, values)
        nowhere = values | dict.fromkeys(references, new_ref())
        where, nothing = build(app, rule, values), build(app, rule, nowhere)
        plans += [
            (entry, (method, where, nothing, sent, values, nowhere))
            for method in sorted({"GET", "POST"} & rule.methods)
        ]
    before = print_of()
    for turn, (entry, plan) in enumerate(plans):
        for name, (role, browser) in of_every_day(case.strangers, turn):
            if is_theirs(entry, role):
                continue
            tried += 1
            if why := trouble(entry, role, browser, plan):
                wrong.append(f"{name}: {plan[0]} {entry.rule}: {why}")

    figure(
        "T1",
        f"foreign reads or writes: {len(set(found))} addresses × {len(case.strangers)} people",
        len(wrong),
        tried,
    )
    assert wrong == []
    assert print_of() == before
    assert len(set(case.opened)) >= 30, "hardly a page opens for whom it belongs to"


def test_a_foreign_reference_among_ticked_ones_is_left_out_everywhere(app, make, advisor):
    """Ticked by hand in the request: on no page, in no file, under no note."""
    mine, other = make.young_person(advisor=advisor), make.young_person(preferred_name="Zzqforeign")
    browser, before = browser_of(app, advisor), print_of(other.id)
    seen = []
    for do in ("note", "sheets", "file"):
        sent = {"do": do, "people": [mine.ref, other.ref]}
        page = browser.post("/young-people/together", sent)
        seen += [do] if "Zzqforeign" in page.body or other.ref in page.body else []
        assert mine.preferred_name in page.body
    browser.post("/young-people/together/note", {"words": "for both", "contact": ""}, follow=False)
    alone = browser.post("/young-people/together", {"do": "file", "people": [other.ref]})

    figure("T1", "foreign references smuggled into bulk work that came through", len(seen), 4)
    assert seen == []
    assert alone.status == 404
    assert print_of(other.id) == before
    assert "for both" in browser.get(f"/young-people/{mine.ref}/history").text


def test_a_manager_hands_over_and_shares_out_nobody_of_another_team(app, make, advisor, manager):
    to = make.user("advisor")
    away = make.user("advisor", team=make.team("South team"))
    mine, other = make.young_person(advisor=advisor), make.young_person(advisor=away)
    browser, before = browser_of(app, manager), print_of(other.id)
    for page in ("hand-over", "hand-over/check"):
        sent = {"people": [mine.ref, other.ref], "to": [to.ref], "reason": "x"}
        browser.post(f"/young-people/team/{advisor.ref}/{page}", sent, follow=False)
    sent = {"people": [other.ref], "covered_by": [to.ref], "only": "y"}
    browser.post(f"/young-people/team/{advisor.ref}/cover", sent, follow=False)

    db.session.rollback()
    assert print_of(other.id) == before
    assert other.advisor_id == away.id


def test_who_had_them_until_today_is_told_who_has_them_now_and_nothing_else(
    app, make, advisor, manager
):
    """Only when they send what they were writing, and only for a day; the answer is still 404."""
    before = make.user("advisor")
    person = make.young_person(advisor=advisor, preferred_name="Zzqmoved", surname="Zzqaway")
    row, browser = handed_over(person, before, advisor, manager), browser_of(app, before)
    where = f"/young-people/{person.ref}/notes/new"
    sent = {"words": "as I was saying", "contact": ""}

    page = browser.post(where, sent, follow=False)
    assert page.status == 404
    assert advisor.name in page.text
    assert "as I was saying" in page.text
    assert "zzq" not in page.body.lower()
    assert browser.get(where).text == browser.get(where.replace(person.ref, new_ref())).text

    row.at = clock.now() - timedelta(days=1)
    db.session.commit()
    assert advisor.name not in browser.post(where, sent, follow=False).text
