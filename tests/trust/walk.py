"""A map of the application: every address and form each role can find, from the pages and the data."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from app import db
from app.db import Referenced
from app.outbox.models import Message
from tests.trust.reading import Form, path_of
from tests.trust.world import HOST, LINK, NOBODY, WALKERS, Answer, ListeningArgs, World

REF = 22
FORMS_OF_A_KIND = 2
OUT = {"accounts.sign_out"}


@dataclass(frozen=True)
class Stop:
    """An address somebody can open."""

    role: str
    endpoint: str
    address: str


@dataclass
class Sheet:
    """A form somebody can send, and the page it stands on."""

    role: str
    endpoint: str
    form: Form
    page: str

    @property
    def action(self) -> str:
        return path_of(self.form.action)

    def __str__(self) -> str:
        return f"{self.role} {self.form.method} {self.endpoint} {self.action}"


def referenced() -> list[type[Any]]:
    """Every model that people meet under a reference."""
    return [m.class_ for m in db.Model.registry.mappers if issubclass(m.class_, Referenced)]


class Map:
    """Walks the application once and remembers."""

    def __init__(self, world: World, *, of_a_kind: int = 2, tries: int = 8) -> None:
        self.world = world
        self.tries = tries
        self.of_a_kind = of_a_kind
        self.urls = world.app.url_map.bind("localhost")
        self.stops: dict[tuple[str, str], list[Stop]] = defaultdict(list)
        self.sheets: list[Sheet] = []
        self.answers: dict[tuple[str, str], Answer] = {}
        self.queries: dict[str, set[str]] = defaultdict(set)
        self.dead: list[str] = []  # links on pages that lead to no page
        self._seen: set[tuple[str, str]] = set()
        self._kinds: Counter[tuple[Any, ...]] = Counter()
        self._forms: Counter[tuple[Any, ...]] = Counter()
        self.refs = self._all_refs()
        self.plain = sorted(rule.rule for rule in self.rules("GET") if not rule.arguments)
        for role in WALKERS:
            self._walk(role, ["/", *self.plain])
        self._open_links_in_messages()
        self._fill_in()

    def rules(self, method: str) -> list[Rule]:
        """The rules of our own that answer this method."""
        found = [rule for rule in self.world.app.url_map.iter_rules() if rule.endpoint != "static"]
        return [rule for rule in found if method in (rule.methods or set())]

    def roles(self, endpoint: str) -> list[str]:
        """The walkers who may enter."""
        access = set(self.world.app.view_functions[endpoint].access)
        if "public" in access:
            return list(WALKERS)
        if "signed-in" in access:
            return [role for role in WALKERS if role not in {NOBODY, LINK}]
        return [role for role in WALKERS if role in access]

    def match(self, path: str, method: str = "GET") -> tuple[str, dict[str, Any]] | None:
        """The endpoint an address belongs to, and its parts."""
        try:
            return self.urls.match(urlsplit(path).path, method)
        except HTTPException:
            return None

    def reached(self, endpoint: str, role: str) -> bool:
        """Whether somebody of this role found this page or a form that leads there."""
        return bool(self.stops.get((endpoint, role))) or any(
            (sheet.endpoint, sheet.role) == (endpoint, role) for sheet in self.sheets
        )

    def _all_refs(self) -> dict[str, list[str]]:
        with self.world.context():
            return {
                model.__name__: list(db.session.scalars(select(model.ref).order_by(model.id)))
                for model in referenced()
            }

    def _walk(self, role: str, start: list[str]) -> None:
        queue = [(address, False) for address in start]
        while queue:
            address, linked = queue.pop(0)
            found = self.match(address)
            if found is None or found[0] == "static" or (role, address) in self._seen:
                continue
            self._seen.add((role, address))
            kind = (role, found[0], *kind_of(found[1], urlsplit(address).query))
            if self._kinds[kind] >= self.of_a_kind:
                continue
            self._kinds[kind] += 1
            # The mailbox of the demo shows everybody’s messages, with links that are not for all.
            trusted = found[0] != "outbox.mailbox"
            onward = self._look(role, found[0], address, linked=linked)
            queue += [(link, trusted) for link in onward]

    def _look(self, role: str, endpoint: str, address: str, *, linked: bool = False) -> list[str]:
        """Open one page, remember it and its forms; return where it leads."""
        ListeningArgs.asked.clear()
        answer = self.world.walker(role).get(address)
        self.queries[endpoint] |= ListeningArgs.asked
        if answer.status >= 500 or (linked and answer.status >= 400):
            self.dead.append(f"{role} {answer.status} {address} {self.world.raised[:1]}")
        if answer.status >= 400:
            return []
        self.answers[role, address] = answer
        self.stops[endpoint, role].append(Stop(role, endpoint, address))
        for form in answer.reading.forms:
            self._keep(role, form, address)
        onward = [answer.location] if answer.location else []
        links = [link for link in onward + answer.reading.links if local(link)]
        return [path_of(link.split("#")[0]) for link in links]

    def _keep(self, role: str, form: Form, page: str) -> None:
        found = self.match(path_of(form.action), form.method)
        if found is None or not local(form.action):
            return
        kind = (role, form.method, found[0], *kind_of(found[1]), tuple(sorted(form.fields)))
        if self._forms[kind] < FORMS_OF_A_KIND:
            self._forms[kind] += 1
            self.sheets.append(Sheet(role, found[0], form, page))

    def _fill_in(self) -> None:
        """Look at more rows for the pages and buttons that the first ones did not lead to."""
        for rule in itertools.chain(self.rules("GET"), self.rules("POST")):
            roles = self.roles(rule.endpoint)
            for role in roles if NOBODY not in roles else ():
                if not self.reached(rule.endpoint, role) and rule.endpoint not in OUT:
                    self._search(rule, role)

    def _open_links_in_messages(self) -> None:
        with self.world.context():
            texts = list(db.session.scalars(select(Message.body)))
        for link in sorted({link for text in texts for link in re.findall(r"https?://\S+", text)}):
            self._walk(NOBODY, [path_of(link)])

    def _search(self, rule: Rule, role: str) -> None:
        references = [n for n in rule.arguments if takes_reference(rule, n)]
        if len(references) != 1 or len(rule.arguments) > 2:
            return
        wanted = rule if "GET" in (rule.methods or set()) else self._parent(rule)
        if wanted is None:
            return
        for ref in self._likely(references[0], rule)[: self.tries]:
            address = self._build(wanted, references[0], ref)
            if address and (role, address) not in self._seen:
                self._seen.add((role, address))
                self._look(role, wanted.endpoint, address)
            if self.reached(rule.endpoint, role):
                return

    def _likely(self, name: str, rule: Rule) -> list[str]:
        """The references of the kind other pages under the same roof take; else all."""
        roof = rule.endpoint.split(".")[0]
        found = [
            model
            for (endpoint, _), stops in self.stops.items()
            if endpoint.startswith(f"{roof}.")
            for stop in stops[:1]
            for part in [(self.match(stop.address) or ("", {}))[1].get(name)]
            for model, refs in self.refs.items()
            if part in refs
        ]
        models = [model for model, _ in Counter(found).most_common()] or list(self.refs)
        return [ref for model in models for ref in self.refs[model]]

    def _parent(self, rule: Rule) -> Rule | None:
        """The page whose address this one's starts with: where the button should be."""
        parents = [
            other
            for other in self.rules("GET")
            if rule.rule.startswith(other.rule + "/") and other.arguments
        ]
        return max(parents, key=lambda other: len(other.rule), default=None)

    def _build(self, rule: Rule, name: str, ref: str) -> str | None:
        others = {each: "" for each in rule.arguments if each != name}
        for each in others:
            choices = getattr(rule._converters[each], "items", None)
            if not choices:
                return None
            others[each] = min(choices)
        return self.urls.build(rule.endpoint, {name: ref} | others)


def takes_reference(rule: Rule, name: str) -> bool:
    """Whether this part of the address is an opaque reference."""
    return f"{{{REF}}}" in rule._converters[name].regex


def kind_of(values: dict[str, Any], query: str = "") -> tuple[Any, ...]:
    """What tells apart pages of one endpoint beside the row they are about."""
    words = tuple(sorted(v for v in values.values() if isinstance(v, str) and len(v) < REF))
    return (words, tuple(sorted(name for name, _ in parse_qsl(query))))


def local(link: str) -> bool:
    """Whether a link stays here."""
    return link.startswith((HOST, "/")) and not link.startswith("//")
