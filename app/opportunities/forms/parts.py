"""Parts the builder’s questions share: yes or no, lists typed one a line, plain sub-forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wtforms import Form as PlainForm
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import Optional, ValidationError

from app import typed
from app.fields import Form, text

MOST_LINES = 12
YES_NO = [("yes", "Yes"), ("no", "No")]


class Part(PlainForm):
    """A few questions inside another form: our words, no token of its own."""

    class Meta(Form.Meta):
        """As any form of ours, without its own proof of origin."""

        csrf = False


class SectionForm(Form):
    """One section of an offer; `version` says which state of the offer the page showed."""

    version = HiddenField()

    def values(self) -> dict[str, Any]:
        """Return the answers by the names of the offer’s fields."""
        raise NotImplementedError

    @property
    def shown_version(self) -> int | None:
        """Return the version the page showed; one that no offer has when it was tampered with."""
        plain = str(self.version.data or "")
        return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else -1


def radio(label: str, choices: Mapping[str, str], **kw: Any) -> Any:
    """Return a question with one answer, which may stay open for now."""
    return RadioField(label, [Optional()], choices=list(choices.items()), **kw)


def select(label: str, choices: Mapping[Any, str], nothing: str = "Not said", **kw: Any) -> Any:
    """Return a list to choose from, with a first line for no answer."""
    listed = [("", nothing), *((str(key), words) for key, words in choices.items())]
    return SelectField(label, choices=listed, default="", **kw)


def yes_no(label: str, **kw: Any) -> Any:
    """Return a question with yes and no, which may stay open."""
    return RadioField(label, [Optional()], choices=YES_NO, **kw)


def said(field: Any) -> bool | None:
    """Return a yes-or-no answer; None when it is open."""
    return {"yes": True, "no": False}.get(field.data)


def as_yes_no(value: bool | None) -> str | None:
    """Return a kept answer as the form shows it."""
    return None if value is None else ("yes" if value else "no")


def chosen(field: Any) -> Any:
    """Return what was chosen; None for no answer."""
    return field.data or None


def number(field: Any) -> int | None:
    """Return a number chosen from a list; None for no answer."""
    return int(field.data) if field.data else None


class ShortLines:
    """At most a dozen lines, none of them longer than a sentence."""

    def __init__(self, longest: int = 150) -> None:
        self.longest = longest

    def __call__(self, form: Any, field: Any) -> None:
        """Check one field."""
        found = listed(field)
        if len(found) > MOST_LINES:
            raise ValidationError(f"Enter at most {MOST_LINES} lines. You have {len(found)}")
        if any(len(line) > self.longest for line in found):
            raise ValidationError(f"Enter lines of at most {self.longest} characters")


def lines(label: str, longest: int = 150, **kw: Any) -> Any:
    """Return a question answered with one thing a line."""
    return TextAreaField(label, [ShortLines(longest)], **kw)


def listed(field: Any) -> list[str]:
    """Return the lines of an answer, without bullets and empty ones."""
    plain = (re.sub(r"^[\s•*–-]+", "", line).strip() for line in text(field).split("\n"))
    return list(dict.fromkeys(line for line in plain if line))


def read_site(line: str) -> dict[str, Any]:
    """Return “MK2 2EB, 3 places” as a site; raise ValueError where it is none."""
    where, _, rest = line.partition(",")
    digits = re.search(r"\d{1,3}", rest)
    site: dict[str, Any] = {"postcode": typed.read_postcode(where)}
    return site | ({"places": int(digits[0])} if digits else {})


class Sites:
    """Each line is a postcode, with its places after a comma if there are several."""

    def __call__(self, form: Any, field: Any) -> None:
        """Check one field."""
        for line in listed(field):
            try:
                read_site(line)
            except ValueError:
                words = f"Enter one postcode a line, like MK2 2EB, 3 places. “{line[:30]}” is none"
                raise ValidationError(words) from None
