"""Who may enter which page: the living application against a saved table.

After adding or changing a page, rewrite the table and read the difference before you commit it:

    python -m tests.rules.access
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from app import clock, create_app, db
from app.accounts.models import Role, User
from app.security import ACCESS
from app.voice import links
from app.young_people.models import YoungPerson
from tests.browser import Browser

TABLE = Path(__file__).with_name("access_matrix.csv")
HEADINGS = ("rule", "methods", "roles")
OURS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
# Not a role: whoever opened a young person's link, without an account.
LINK = "link"
# The framework serves these itself.
OPEN_BY_NATURE = {"static"}
MAY_BE_UNREADY = {"/readyz"}


@dataclass(frozen=True, order=True)
class Entry:
    """One line of the table: an address, how it is asked, and who may."""

    rule: str
    methods: str
    roles: str

    def lets_in(self, role: str | None) -> bool:
        """Whether somebody of this role, or nobody signed in, may enter."""
        roles = self.roles.split()
        signed_in = role not in {None, LINK} and "signed-in" in roles
        return "public" in roles or signed_in or role in roles


def entry(app: Flask, rule: Rule) -> Entry:
    """What the application says about one of its addresses."""
    view: Any = app.view_functions[rule.endpoint]
    roles = getattr(view, "access", None)
    if rule.endpoint in OPEN_BY_NATURE:
        roles = {"public"}
    return Entry(rule.rule, " ".join(asked(rule)), " ".join(sorted(roles or ())))


def asked(rule: Rule) -> list[str]:
    """The methods that reach the view itself."""
    return sorted(OURS & (rule.methods or set()))


def entries(app: Flask) -> list[Entry]:
    """Every address of the application."""
    return sorted(entry(app, rule) for rule in app.url_map.iter_rules())


def undeclared(app: Flask) -> list[str]:
    """The views that say nothing about who may enter, or say it where the request never passes."""
    return sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in OPEN_BY_NATURE and not declared(app.view_functions[rule.endpoint])
    )


def declared(view: Any) -> bool:
    """Whether what the request reaches is the guard itself."""
    known = ACCESS.get(f"{view.__module__}.{view.__qualname__}")
    return known is not None and getattr(view, "access", None) == known


def saved() -> list[Entry]:
    """The table as it was last agreed."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [Entry(**line) for line in csv.DictReader(lines)]


def save(table: list[Entry]) -> None:
    """Write the table."""
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows((line.rule, line.methods, line.roles) for line in table)


def sample(converter: BaseConverter) -> str | int:
    """A value the converter takes."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    if isinstance(converter, IntegerConverter):
        # A number the rule does not take is no address of it, and 404 to everybody proves nothing.
        return min(999_999, converter.max or 999_999)
    exact = re.search(r"\{(\d+)\}", converter.regex)
    return "no-such-reference-here".ljust(int(exact[1]), "x") if exact else "no-such-reference-here"


def address(app: Flask, rule: Rule) -> str:
    """An address that fits the rule and leads to nothing that exists."""
    values = {name: sample(converter) for name, converter in rule._converters.items()}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values)


class Visitor:
    """Somebody who asks for pages in their own browser, with a valid proof of origin on every form."""

    def __init__(self, app: Flask, user: User | None) -> None:
        self.app = app
        self.user = user
        self.role = user.role.value if user else None
        self.browser: Browser | None = None

    def ask(self, method: str, path: str) -> int:
        """The status code of the answer; 401 when it sends one to the sign-in page."""
        # A context of its own: otherwise one request remembers who made the one before.
        with self.app.app_context():
            browser = self.browser or self.open_browser()
            form = {} if method == "GET" else {"csrf_token": proof(browser)}
            answer = browser.client.open(path, method=method, data=form)
        # Signing out, for one, ends the session; who was turned away is where they were.
        same = method == "GET" or answer.status_code in {403, 404}
        self.browser = browser if same else None
        location = answer.location or ""
        return 401 if location.split("?")[0].endswith("/sign-in") else answer.status_code

    def open_browser(self) -> Browser:
        """A browser that is signed in already, when the visitor is somebody."""
        browser = Browser(self.app)
        return browser.sign_in(self.user) if self.user else browser.anonymous()


class LinkHolder(Visitor):
    """A young person on their own page: they opened a link, and have no account."""

    def __init__(self, app: Flask, person: YoungPerson) -> None:
        super().__init__(app, None)
        self.person, self.role = person.id, LINK

    def open_browser(self) -> Browser:
        """A browser in which a fresh link was opened by its button."""
        with db.transaction():
            person = db.session.get_one(YoungPerson, self.person)
            _, secret = links.make(person, "text", by=None, leaves_at=clock.now())
        browser = super().open_browser()
        answer = browser.client.post(f"/y/{secret}", data={"csrf_token": proof(browser)})
        assert answer.status_code == 303
        return browser


def proof(browser: Browser) -> str:
    """What a form rendered in this browser would carry."""
    signer = URLSafeTimedSerializer(browser.app.secret_key, salt="wtf-csrf-token")
    return signer.dumps(browser.csrf)


def judge(line: Entry, role: str | None, status: int) -> str:
    """What is wrong with an answer; empty when it is as the table says."""
    honest = status == 503 and line.rule in MAY_BE_UNREADY
    if status in {400, 405} or (status >= 500 and not honest):
        return f"answered {status}"
    entered = status not in {401, 403}
    if line.lets_in(role):
        return "" if entered else f"turned away with {status}"
    return "" if not entered or status == 404 else f"let in with {status}"


def roles() -> list[str]:
    """Every role somebody can sign in with."""
    return [role.value for role in Role]


if __name__ == "__main__":
    save(entries(create_app()))
    print(f"{TABLE.name}: {len(saved())} addresses")
