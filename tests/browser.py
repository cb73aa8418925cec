"""A browser for tests: follows endpoints, not addresses, and checks what is true of every page."""

from __future__ import annotations

import re
import secrets
from collections import defaultdict
from functools import cached_property

from bs4 import BeautifulSoup
from flask import url_for
from itsdangerous import URLSafeTimedSerializer

from app import db
from app.accounts import sessions


class Page:
    """One answer, as a person sees it."""

    def __init__(self, response) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location")
        self.body = response.get_data(as_text=True)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """What it consists of; a feed without the line that says it is none of HTML."""
        is_feed = self.body.startswith("<?xml")
        return BeautifulSoup(self.body.partition("?>")[2] if is_feed else self.body, "html.parser")

    @property
    def h1(self) -> str:
        return words(self.soup.find("h1"))

    @property
    def text(self) -> str:
        return words(self.soup.find("main") or self.soup)

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        summary = self.soup.select_one(".govuk-error-summary")
        return [words(item) for item in summary.select("li")] if summary else []

    @property
    def notices(self) -> list[str]:
        """What was flashed."""
        return [words(item) for item in self.soup.select(".govuk-notification-banner__content")]

    def buttons(self) -> list[str]:
        return [words(item) for item in self.soup.select("main button, main a.govuk-button")]

    def link(self, text: str) -> str:
        """The address of the link with these words."""
        found = [a for a in self.soup.find_all("a") if text in words(a)]
        assert found, f"no link “{text}” on “{self.h1}”"
        return found[0]["href"]


class Browser:
    """Signs in, opens and sends pages; `follow=True` follows redirects."""

    def __init__(self, app) -> None:
        self.app = app
        self.client = app.test_client()
        self.csrf = secrets.token_hex(20)

    def sign_in(self, user) -> Browser:
        """Start a session for this person, as signing in does."""
        secret = secrets.token_urlsafe(32)
        content = {"_user_id": str(user.id), "_fresh": True, "csrf_token": self.csrf}
        sessions.store(secret, content, fresh=True)
        self._cookie(secret)
        return self

    def anonymous(self) -> Browser:
        """A session nobody has signed in to, with a form token."""
        secret = secrets.token_urlsafe(32)
        sessions.store(secret, {"csrf_token": self.csrf}, fresh=True)
        self._cookie(secret)
        return self

    def _cookie(self, secret: str) -> None:
        self.client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], secret)

    def address(self, endpoint: str, **values) -> str:
        if endpoint.startswith("/"):
            return endpoint
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def get(self, endpoint: str, *, follow: bool = False, **values) -> Page:
        return self.ask("GET", self.address(endpoint, **values), follow_redirects=follow)

    def ask(self, method: str, address: str, **sent) -> Page:
        """Send one request, in a context of its own as a server would, and check the answer."""
        with self.app.app_context():
            page = Page(self.client.open(address, method=method, **sent))
        db.session.rollback()  # so that the test sees what the request stored
        check(page)
        return page

    def post(self, endpoint: str, data=None, *, follow: bool = True, **values) -> Page:
        signer = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token")
        sent = {"csrf_token": signer.dumps(self.csrf), **(data or {})}
        address = self.address(endpoint, **values)
        return self.ask("POST", address, data=sent, follow_redirects=follow)


def words(node) -> str:
    return " ".join(node.get_text(" ", strip=True).split()) if node else ""


UNSEEN = {"hidden", "submit"}


def check(page: Page) -> None:
    """What is true of every page: no server error, a title, one heading, named fields."""
    assert page.status < 500, page.text[:500]
    if page.response.mimetype != "text/html" or not page.body or 300 <= page.status < 400:
        return
    soup, by_name = page.soup, defaultdict(list)
    nodes = soup.find_all(True)  # one walk: asking for each thing in turn takes five times as long
    for node in nodes:
        by_name[node.name].append(node)
    assert len(by_name["h1"]) == 1, f"{len(by_name['h1'])} headings of the first level"
    assert words(soup.title), "a page without a title"
    ids = [node["id"] for node in nodes if node.get("id") is not None]
    assert len(ids) == len(set(ids)), f"twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    for legend in by_name["fieldset"]:
        assert words(legend.find("legend")), "a question without words"
    labelled = {label.get("for") for label in by_name["label"]}
    for field in by_name["input"] + by_name["select"] + by_name["textarea"]:
        named = (
            field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
        )
        assert named or field.get("type") in UNSEEN, f"a field without a label: {field}"
    for summary in soup.find_all(class_="govuk-error-summary") if page.errors else ():
        for link in summary.find_all("a", href=re.compile("^#")):
            assert link["href"][1:] in ids, f"an error that points nowhere: {link['href']}"
    assert not [node for node in nodes if node.get("style") is not None], "an inline style"
