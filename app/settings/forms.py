"""Questions about dated tables; the boxes of a row are those its table describes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import TextArea

from app.fields import Form, Length, ParsedField, UkDateField, WebAddressField, text
from app.settings.changing import Proposal
from app.settings.tables import DatedTable, Part, Row


class PartField(ParsedField[Any]):
    """One box of a row, read as its table says."""

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part

    def read(self, words: str) -> Any:
        """Return the value."""
        return self.part.read(words)

    def write(self, value: Any) -> str:
        """Return the value as it stands in the box."""
        return self.part.write(value)


class LongPartField(PartField):
    """A box of several lines."""

    widget = TextArea()  # type: ignore[assignment]  # WTForms names the kind of box too narrowly


class RowForm(Form):
    """What a table shall say from a day on, where it was read, and why it is changed."""

    valid_from = UkDateField(
        "From which day?",
        [InputRequired("Enter the first day this holds")],
        called="first day",
        description="For example, 1 4 2027. The same day as an earlier row corrects that row.",
    )
    valid_to = UkDateField(
        "Until which day?",
        [Optional()],
        called="last day",
        description="Leave this empty if no last day is known.",
    )
    ends = BooleanField("Nothing holds any more from this day on")
    source = StringField(
        "What says so?",
        [DataRequired("Enter the law or the page where you read it"), Length(300)],
        description="The law with its section, or the name of the page.",
    )
    address = WebAddressField("Its web address", [Optional()], called="web address")
    reason = TextAreaField(
        "Why is it changed?",
        [DataRequired("Enter a reason"), Length(1000)],
        description="A sentence for the person who confirms it. It stays on record.",
    )

    parts: Sequence[Part] = ()

    @property
    def boxes(self) -> list[Any]:
        """The fields of the row’s own parts."""
        return [self[f"part_{part.name}"] for part in self.parts]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the value unless the row ends what held."""
        good = bool(super().validate(extra_validators))
        for part in self.parts:
            field = self[f"part_{part.name}"]
            if part.needed and field.data is None and not field.errors and not self.ends.data:
                field.errors = [f"Enter {part.label[:1].lower()}{part.label[1:]}"]
                good = False
        return good

    def answers(self, key: str) -> Proposal:
        """The proposal, once the form is valid."""
        return Proposal(
            key=key,
            value=None if self.ends.data else self._value(),
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            source=text(self.source),
            address=self.address.data,
            reason=text(self.reason),
        )

    def _value(self) -> Any:
        held = {part.name: self[f"part_{part.name}"].data for part in self.parts}
        return held if len(self.parts) > 1 else next(iter(held.values()))


def row_form(table: DatedTable, key: str, now: Row | None) -> RowForm:
    """Return the form of a table’s row, filled with what holds now."""
    parts = tuple(table.parts(key))
    fields = {
        f"part_{part.name}": (LongPartField if part.long else PartField)(
            part.label,
            [Optional()],
            part=part,
            description=part.hint,
            called=part.label.lower(),
        )
        for part in parts
    }
    made = type("RowOfTable", (RowForm,), {**fields, "parts": parts})
    form: RowForm = made(data=_filled(parts, now))
    return form


def _filled(parts: Sequence[Part], now: Row | None) -> dict[str, Any]:
    if now is None:
        return {}
    if now.value is None:
        return {"ends": True, "source": now.source, "address": now.address}
    single = len(parts) == 1
    ahead = now.valid_from == date.max  # made, and only its first day is missing
    held = {part.name: now.value if single else now.value.get(part.name) for part in parts}
    known = {"source": now.source, "address": now.address} if ahead else {}
    return {**{f"part_{name}": value for name, value in held.items()}, **known}


class ReasonForm(Form):
    """Why a proposal is sent back."""

    reason = TextAreaField(
        "What has to be put right?",
        [DataRequired("Enter what has to be put right"), Length(1000)],
        description="The person who proposed it reads this.",
    )

    def answer(self) -> str:
        """The reason as typed."""
        return text(self.reason)
