"""Pages as these tests read them: links, forms, their fields, and what a browser would run."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

TEXT_TYPES = {"text", "email", "tel", "url", "search", "number", "password", "date", "time"}
RUN_LATER = ("href", "src", "action", "formaction", "data")


@dataclass
class Input:
    """One question of a form, with every answer it offers."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    inputmode: str = ""

    @property
    def is_text(self) -> bool:
        return self.kind == "textarea" or self.kind in TEXT_TYPES


@dataclass
class Form:
    """A form as it was shown: where it goes, and its fields in order."""

    action: str
    method: str
    fields: dict[str, Input] = field(default_factory=dict)

    @property
    def texts(self) -> list[Input]:
        return [each for each in self.fields.values() if each.is_text]

    @property
    def choices(self) -> list[Input]:
        return [each for each in self.fields.values() if each.options]

    @property
    def files(self) -> list[Input]:
        return [each for each in self.fields.values() if each.kind == "file"]


class Reading(HTMLParser):
    """One page, read once."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.scripts: list[dict[str, str]] = []
        self.styles = 0
        self.live: list[str] = []  # attributes a browser would run or the policy would block
        self._form: Form | None = None
        self._select: Input | None = None
        self._textarea: Input | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note_live(tag, given)
        handler = getattr(self, f"_at_{tag}", None)
        if handler:
            handler(given, {name for name, _ in attrs})

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._textarea:
            # The parser of browsers drops one line break after the opening tag.
            self._textarea.value = self._textarea.value.removeprefix("\n")
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea.value += data

    def _note_live(self, tag: str, given: dict[str, str]) -> None:
        for name, value in given.items():
            address = value.strip().lower()
            runs = name in RUN_LATER and address.startswith(("javascript:", "vbscript:", "data:"))
            if name.startswith("on") or name in {"style", "srcdoc"} or runs:
                self.live.append(f"<{tag} {name}={value[:80]!r}>")
        self.styles += tag == "style"

    def _at_a(self, given: dict[str, str], _: set[str]) -> None:
        if given.get("href"):
            self.links.append(urljoin(self.address, given["href"]))

    def _at_script(self, given: dict[str, str], _: set[str]) -> None:
        self.scripts.append(given)

    def _at_form(self, given: dict[str, str], _: set[str]) -> None:
        action = urljoin(self.address, given.get("action") or self.address)
        self._form = Form(action, given.get("method", "get").upper())
        self.forms.append(self._form)

    def _add(self, each: Input) -> Input:
        return self._form.fields.setdefault(each.name, each) if self._form and each.name else each

    def _at_input(self, given: dict[str, str], names: set[str]) -> None:
        kind, value = given.get("type", "text").lower(), given.get("value", "")
        if kind in {"submit", "button", "reset", "image"}:
            return
        mode = given.get("inputmode", "")
        each = self._add(Input(given.get("name", ""), kind, value, inputmode=mode))
        if kind in {"radio", "checkbox"}:
            each.options.append(value or "on")
            if "checked" in names:
                each.chosen.append(value or "on")

    def _at_textarea(self, given: dict[str, str], _: set[str]) -> None:
        self._textarea = self._add(Input(given.get("name", ""), "textarea"))

    def _at_select(self, given: dict[str, str], _: set[str]) -> None:
        self._select = self._add(Input(given.get("name", ""), "select"))

    def _at_option(self, given: dict[str, str], names: set[str]) -> None:
        if self._select is not None:
            self._select.options.append(given.get("value", ""))
            if "selected" in names:
                self._select.chosen.append(given.get("value", ""))

    def _at_button(self, given: dict[str, str], _: set[str]) -> None:
        if self._form is not None and given.get("name"):
            self._form.fields.setdefault(
                given["name"], Input(given["name"], "button", given.get("value", ""))
            )


def path_of(address: str) -> str:
    """An address without its host."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
