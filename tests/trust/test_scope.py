"""What belongs to somebody else answers like what does not exist: by every address, read or written."""

from __future__ import annotations

import random
import re
from collections import defaultdict

import pytest
from sqlalchemy import select

from app import db
from app.accounts.models import User
from tests.trust.filling import plausible
from tests.trust.holding import holders
from tests.trust.walk import referenced, takes_reference
from tests.trust.world import WALKERS, nothing_in

ROLES = ("business", "advisor", "manager", "councillor")
OF_A_MODEL = 2
NOWHERE = "AAAAAAAAAAAAAAAAAAAAAA"
CHANGING = re.compile(
    r'nonce(?:="|-)[\w-]+|<input[^>]*name="(?:csrf_token|once)"[^>]*>|[?&]next=[^"]*'
)


def told_apart(answer, *refs):
    """The answer without what differs on every page, and without the address itself."""
    text = CHANGING.sub("", answer.text)
    for ref in refs:
        text = text.replace(ref, "")
    # Not Vary: a visit is touched once a minute, and then the answer depends on the cookie.
    kept = {"Content-Type", "Cache-Control", "Referrer-Policy", "Location"}
    return answer.status, text, {k: v for k, v in answer.response.headers if k in kept}


@pytest.fixture(scope="session")
def rows(demo_world):
    """For each role: references of rows of others, and its own, by model."""
    foreign, own = defaultdict(dict), defaultdict(dict)
    with demo_world.context():
        for role in ROLES:
            user = db.session.scalars(select(User).where(User.email == WALKERS[role])).one()
            for model in referenced():
                mine, others = [], []
                for row in db.session.scalars(select(model).order_by(model.id)).unique():
                    held = holders(row, role)
                    if held is not None:
                        (mine if user.id in held else others).append(row.ref)
                if others:
                    foreign[role][model.__name__] = random.Random(3).sample(
                        others, min(OF_A_MODEL, len(others))
                    )
                own[role][model.__name__] = set(mine)
    return foreign, own


def closed_rules(atlas, role):
    """The rules with a reference in them that this role may enter and the public may not."""
    return [
        rule
        for rule in sorted(atlas.world.app.url_map.iter_rules(), key=lambda rule: rule.rule)
        if any(takes_reference(rule, name) for name in rule.arguments)
        and role in atlas.roles(rule.endpoint)
        and "nobody" not in atlas.roles(rule.endpoint)
    ]


def examples(atlas, rule, role):
    """The parts of an address of this rule that worked for this role, if one was found."""
    found = [(stop.address, "GET") for stop in atlas.stops[rule.endpoint, role]]
    found += [
        (sheet.action, sheet.form.method)
        for sheet in atlas.sheets
        if (sheet.endpoint, sheet.role) == (rule.endpoint, role)
    ]
    parts = [(atlas.match(address, method) or ("", {}))[1] for address, method in found]
    return [values for values in parts if set(values) == set(rule.arguments)]


def invented(rule):
    """Parts for a rule nobody found a page of."""
    values = {}
    for name, converter in rule._converters.items():
        items = getattr(converter, "items", None)
        number = "int" in type(converter).__name__.lower()
        values[name] = min(items) if items else 1 if number else NOWHERE
    return values


def attempts(atlas, rule, role, foreign):
    """The addresses to try: each reference in turn replaced by one of somebody else's."""
    base = (examples(atlas, rule, role) or [invented(rule)])[0]
    for name in sorted(rule.arguments):
        if takes_reference(rule, name):
            for model, refs in foreign.items():
                for ref in refs:
                    yield model, ref, {**base, name: ref}, {**base, name: NOWHERE}


def form_of(atlas, rule, role):
    sheets = [s for s in atlas.sheets if (s.endpoint, s.role) == (rule.endpoint, role)]
    posts = [sheet.form for sheet in sheets if sheet.form.method == "POST"]
    return plausible(posts[0], random.Random(1)) if posts else []


@pytest.mark.parametrize("role", ROLES)
def test_rows_of_others_answer_like_rows_that_do_not_exist(world, atlas, rows, role):
    foreign, visitor, before = rows[0][role], world.walker(role), world.print()
    wrong, tried = [], 0

    for rule in closed_rules(atlas, role):
        data = form_of(atlas, rule, role)
        expected = {}
        for model, ref, values, nothing in attempts(atlas, rule, role, foreign):
            if shared(model, rule, role):
                continue
            for method in sorted({"GET", "POST"} & rule.methods):
                empty = atlas.urls.build(rule.endpoint, nothing)
                if (method, empty) not in expected:
                    answer = send(visitor, method, empty, data)
                    expected[method, empty] = told_apart(answer, NOWHERE)
                answer = send(visitor, method, atlas.urls.build(rule.endpoint, values), data)
                tried += 1
                if answer.status != 404 or told_apart(answer, ref) != expected[method, empty]:
                    wrong.append(f"{method} {rule.rule} with a {model}: {answer.status}")

    nothing_in(wrong)
    assert world.print() == before
    assert tried >= 4


def send(visitor, method, address, data):
    return visitor.get(address) if method == "GET" else visitor.post(address, data)


def shared(model, rule, role):
    """Whether this role works with all rows of this kind, whoever they belong to."""
    # Advisors look at every employer's live offer; only what they do with it is theirs.
    return role in {"advisor", "manager"} and model not in ROWS_OF_PEOPLE


ROWS_OF_PEOPLE = {
    "YoungPerson",
    "Introduction",
    "Placement",
    "Suggestion",
    "Consent",
    "Exclusion",
    "Cover",
    "FairDayPerson",
}


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_tried_above_open_for_those_they_belong_to(atlas, rows, role):
    """Otherwise the test above would prove nothing but that a page is broken."""
    closed = closed_rules(atlas, role)

    opened = [rule.endpoint for rule in closed if examples(atlas, rule, role)]

    assert len(opened) >= len(closed) * 0.5, sorted({r.endpoint for r in closed} - set(opened))


def test_every_page_with_a_person_on_it_turns_when_the_caseload_turns(world, atlas, rows):
    """A young person handed to another team is gone at the next request, everywhere."""
    visitor = world.walker("advisor")
    with world.context():
        own = sorted(rows[1]["advisor"]["YoungPerson"])
    stops = [
        stop
        for (_, role), found in sorted(atlas.stops.items())
        for stop in found
        if role == "advisor" and set((atlas.match(stop.address) or ("", {}))[1].values()) & set(own)
    ]
    assert [s.address for s in stops if visitor.get(s.address).status == 404] == []

    with world.context():
        other = db.session.scalars(select(User).where(User.email == "advisor2@demo.example")).one()
        for model in referenced():
            if model.__name__ == "YoungPerson":
                for row in db.session.scalars(select(model).where(model.ref.in_(own))).unique():
                    row.advisor_id = other.id
        db.session.commit()

    assert [s.address for s in stops if visitor.get(s.address).status != 404] == []
    assert len(stops) >= 10
