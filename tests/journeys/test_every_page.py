"""Every page each role can reach: no accessibility violation, nothing scrolls sideways on a phone."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from app import db
from app.accounts.models import User
from app.demo import services as demo

MOST_OF_A_KIND = 1
FILES = (".csv", ".ics", ".json", ".pdf", ".xlsx", ".xml", ".atom", ".txt")
EMAILS = {
    "public": None,
    "business": "business@demo.example",
    "advisor": "advisor@demo.example",
    "manager": "manager@demo.example",
    "hr": "hr@demo.example",
    "councillor": "councillor@demo.example",
    "coordinator": "coordinator@demo.example",
    "admin": "admin@demo.example",
}


def endpoint_of(app, address):
    """The endpoint and the state a page is in: pages of one kind are looked at once."""
    try:
        return app.url_map.bind("127.0.0.1").match(urlsplit(address).path, "GET")[0]
    except HTTPException:
        return None


def links_of(page, base):
    found = page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.href)")
    return [
        link.split("#")[0] for link in found if link.startswith(base) and "download" not in link
    ]


def walk(person, app, base, start="/"):
    """Every page that can be reached by links, one or two of each kind, with what is wrong."""
    queue, seen, kinds, wrong = [f"{base}{start}"], set(), Counter(), []
    while queue:
        address = queue.pop(0)
        kind = endpoint_of(app, address)
        if address in seen or kind in {None, "static"} or kinds[kind] >= MOST_OF_A_KIND:
            continue
        path = urlsplit(address).path
        for_machines = path.endswith(FILES) or path.startswith("/api/")
        if for_machines or kind.endswith(("_csv", "_ics", "export")):
            continue
        seen.add(address)
        kinds[kind] += 1
        person.open(address)
        wrong += [f"{kind} ({person.name}): {problem}" for problem in person.check_page()]
        person.page.set_viewport_size({"width": 320, "height": 800})
        wide = person.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            wrong.append(f"{kind} ({person.name}): scrolls sideways by {wide} pixels at 320")
        person.page.set_viewport_size({"width": 1280, "height": 900})
        queue += links_of(person.page, base)
    return kinds, wrong


@pytest.fixture
def demo_site(app, site):
    demo.load("not-a-secret-here")
    return site


def test_no_page_of_any_role_has_a_violation(app, demo_site, person):
    reached, wrong = {}, []
    for role, email in EMAILS.items():
        somebody = person(role)
        if email:
            user = db.session.scalars(select(User).where(User.email == email)).one()
            somebody.has_session(user, demo_site)
            db.session.rollback()
        reached[role], found = walk(somebody, app, demo_site)
        wrong += found
    print({role: sum(kinds.values()) for role, kinds in reached.items()})
    assert wrong == [], "\n".join(wrong)
    for role, kinds in reached.items():
        assert sum(kinds.values()) >= 5, (role, kinds)
