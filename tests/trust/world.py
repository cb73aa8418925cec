"""The demo as a world to walk in: everybody signed in, put back to its start in a moment."""

from __future__ import annotations

import hashlib
import io
import secrets
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache

from flask import Flask, got_request_exception
from itsdangerous import URLSafeTimedSerializer
from pypdf import PdfReader
from sqlalchemy import event, select
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.test import TestResponse

from app import clock, db
from app.accounts import sessions
from app.accounts.models import User
from app.voice import links
from app.young_people.models import YoungPerson
from tests.trust.reading import Reading

HOST = "http://localhost"
PROOF = "0123456789abcdef0123456789abcdef01234567"
NOBODY = "nobody"
# Whoever opened a young person’s link: no account, and no role to sign in with.
LINK = "link"
# Each role, and somebody else of the same role who has nothing to do with the first.
WALKERS = {
    NOBODY: None,
    "business": "business@demo.example",
    "advisor": "advisor@demo.example",
    "manager": "manager@demo.example",
    "hr": "hr@demo.example",
    "councillor": "councillor@demo.example",
    "coordinator": "coordinator@demo.example",
    "admin": "admin@demo.example",
    LINK: LINK,
}
# Reading is written down, a visit is touched, a try is counted: none of it is what people keep.
WRITTEN_BY_READING = {"audit_event", "user_session", "sign_in_attempt", "voice_session"}
WRITES = ("INSERT", "UPDATE", "DELETE")


class ListeningArgs(ImmutableMultiDict):
    """The query of a request, which remembers the names the page asked for."""

    asked: set[str] = set()

    def get(self, key, *args, **kwargs):
        type(self).asked.add(key)
        return super().get(key, *args, **kwargs)

    def getlist(self, key, *args, **kwargs):
        type(self).asked.add(key)
        return super().getlist(key, *args, **kwargs)

    def __contains__(self, key):
        type(self).asked.add(key)
        return super().__contains__(key)


class World:
    """The application on a database of its own, filled with the demo."""

    def __init__(self, app: Flask, store) -> None:
        self.app = app
        self.store = store
        self.visitors: dict[str, Visitor] = {}
        self.written: list[tuple[str, object]] = []
        self.raised: list[BaseException] = []
        with app.app_context():
            event.listen(db.orm.engine, "before_cursor_execute", self._note)
        got_request_exception.connect(self._fell, app)
        app.request_class = type(
            "ListeningRequest", (app.request_class,), {"parameter_storage_class": ListeningArgs}
        )

    def _note(self, connection, cursor, statement, parameters, context, executemany) -> None:
        if statement.lstrip().upper().startswith(WRITES):
            self.written.append((" ".join(statement.split()), parameters))

    def _fell(self, app, exception, **extra) -> None:
        self.raised.append(exception)

    def visitor(self, email: str | None) -> Visitor:
        """Somebody with a browser in which they are signed in already."""
        key = email or NOBODY
        if key not in self.visitors:
            self.visitors[key] = Visitor(self, email)
        return self.visitors[key]

    def walker(self, role: str) -> Visitor:
        """The usual person of a role."""
        return self.visitor(WALKERS[role])

    @contextmanager
    def context(self) -> Iterator[None]:
        """A context of its own, as each request has."""
        with self.app.app_context():
            yield
            db.session.rollback()

    def restore(self) -> None:
        """Go back to the start."""
        with self.app.app_context():
            db.session.remove()
            self.store.restore()

    def rows(self, *, but: set[str] = frozenset()) -> dict[str, set[str]]:
        """Every row of every table, each as one string."""
        with self.context():
            return {
                # Past the column types: only whether anything differs is of interest.
                table.name: {repr(tuple(row)) for row in read(table)}
                for table in db.Model.metadata.sorted_tables
                if table.name not in but
            }

    def touched(self) -> set[str]:
        """The tables that were written to since the notes were cleared."""
        words = [statement.split() for statement, _ in self.written]
        return {(w[1] if w[0].upper() == "UPDATE" else w[2]).strip('"') for w in words}

    def print(self, *, but: set[str] = WRITTEN_BY_READING) -> str:
        """A fingerprint of all tables but these."""
        rows = self.rows(but=but)
        lines = [f"{name}:{row}" for name in sorted(rows) for row in sorted(rows[name])]
        return hashlib.sha256("\n".join(lines).encode(errors="surrogatepass")).hexdigest()


def read(table) -> Iterable[tuple[object, ...]]:
    return db.session.connection().exec_driver_sql(f'SELECT * FROM "{table.name}"')


@lru_cache(maxsize=2_000)
def words_of(pdf: bytes) -> str:
    """What a printed page says; many are the same for everybody, and reading one is slow."""
    read = PdfReader(io.BytesIO(pdf))
    return "\n".join([str(read.metadata), *(page.extract_text() for page in read.pages)])


class Answer:
    """What came back."""

    def __init__(self, response: TestResponse, address: str) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location")
        self.address = address
        self.mimetype = response.mimetype
        self._reading: Reading | None = None

    @property
    def text(self) -> str:
        data = self.response.get_data()
        is_file = self.mimetype == "application/pdf" or data.startswith(b"PK")
        return self._text_of_file if is_file else data.decode()

    @cached_property
    def _text_of_file(self) -> str:
        if self.mimetype == "application/pdf":
            return words_of(self.response.get_data())
        with zipfile.ZipFile(io.BytesIO(self.response.get_data())) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())

    @property
    def is_page(self) -> bool:
        return self.mimetype == "text/html" and not 300 <= self.status < 400

    @property
    def is_to_sign_in(self) -> bool:
        return bool(self.location) and self.location.split("?")[0].endswith("/sign-in")

    @property
    def reading(self) -> Reading:
        if self._reading is None:
            html = self.text if self.is_page else ""
            self._reading = Reading(html, f"{HOST}{self.address}")
        return self._reading


class Visitor:
    """Asks for addresses, and sends forms with a valid proof of origin."""

    def __init__(self, world: World, email: str | None) -> None:
        self.world = world
        self.email = email
        self.client = world.app.test_client()
        self.secret = secrets.token_urlsafe(32)
        self.visit, self.person = "", 0
        self.sign_in()
        if email == LINK:
            self.open_link()

    def sign_in(self) -> None:
        """Start a session, as signing in does."""
        with self.world.context():
            content = {"csrf_token": PROOF}
            if self.email and self.email != LINK:
                user = db.session.scalars(select(User).where(User.email == self.email)).one()
                content |= {"_user_id": str(user.id), "_fresh": True}
            sessions.end(self.secret)
            sessions.store(self.secret, content, fresh=True)
        self.keep_cookie()

    def open_link(self) -> None:
        """Open the page of a young person of the demo, by a link of their own."""
        with self.world.context():
            advisor = select(User.id).where(User.email == WALKERS["advisor"]).scalar_subquery()
            mine = select(YoungPerson).where(YoungPerson.advisor_id == advisor)
            ready = mine.where(YoungPerson.state == "READY", YoungPerson.phone.is_not(None))
            with db.transaction():
                person = db.session.scalars(ready.order_by(YoungPerson.id)).first()
                _, secret = links.make(person, "text", by=None, leaves_at=clock.now())
                self.person = person.id
            self.visit = links.spend(secret, None)
        self.keep_cookie()

    def keep_cookie(self) -> None:
        """Send the session's id again, whatever an answer did to the cookie."""
        self.client.set_cookie(self.world.app.config["SESSION_COOKIE_NAME"], self.secret)
        if self.visit:
            self.client.set_cookie("page", self.visit)

    def ask(self, method: str, address: str, **sent) -> Answer:
        """Send one request in a context of its own, as a server would."""
        self.world.raised.clear()
        with self.world.app.app_context():
            response = self.client.open(address, method=method, base_url=HOST, **sent)
        self.keep_cookie()
        return Answer(response, address)

    def get(self, address: str) -> Answer:
        return self.ask("GET", address)

    def post(self, address: str, pairs: list[tuple[str, object]] = (), **sent) -> Answer:
        """Send a form; a pair may stand twice, and a file is (bytes, name)."""
        data: dict[str, list[object]] = {"csrf_token": [self.proof()]}
        for name, value in pairs:
            if name != "csrf_token":
                data.setdefault(name, []).append(file_anew(value))
        return self.ask("POST", address, data=data, **sent)

    def proof(self) -> str:
        """What a form rendered in this browser carries."""
        return URLSafeTimedSerializer(self.world.app.secret_key, salt="wtf-csrf-token").dumps(PROOF)


def file_anew(value: object) -> object:
    """A file that can be read from its beginning; anything else as it is."""
    return (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value


def once() -> str:
    """A token of a form that was shown just now."""
    return secrets.token_urlsafe(16)


def nothing_in(wrong: Iterable[str]) -> None:
    """Fail with every line that was found, each once."""
    lines = sorted(set(wrong))
    assert not lines, f"{len(lines)} found:\n" + "\n".join(lines)
