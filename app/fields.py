"""Form fields and readers every form may use; each copes with anything a browser may send."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any, ClassVar, Generic, TypeVar

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.core import UnboundField
from wtforms.utils import unset_value
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from app import typed
from app.choices import in_pairs
from app.choices import options as options  # noqa: PLC0414  every form asks here
from app.typed import clean

Value = TypeVar("Value")


def text(field: Field) -> str:
    """Return what a text field holds, cleaned; an empty string when it holds nothing."""
    return clean(str(field.data or ""), lines=isinstance(field, TextAreaField))


def text_or_none(field: Field) -> str | None:
    """Return what a text field holds, cleaned; None when it holds nothing."""
    return text(field) or None


def _clean_line(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _clean_lines(value: object) -> object:
    return clean(value, lines=True) if isinstance(value, str) else value


def _short_token(value: object) -> object:
    return value if isinstance(value, str) and re.fullmatch(r"[\w-]{1,64}", value, re.ASCII) else ""


CHOOSE_ONE = "Select one of the answers shown"
CHOOSE_ANY = "Select from the answers shown"
TOO_LONG_OPEN = "This page was open for too long. Send it again"


class _Words:
    """Our words where a field type has words of its own."""

    said: ClassVar[dict[str, str]] = {
        "This field is required.": "Answer this question",
        "Not a valid choice.": CHOOSE_ONE,
        "Invalid Choice: could not coerce.": CHOOSE_ONE,
        "Invalid choice(s): one or more data inputs could not be coerced.": CHOOSE_ANY,
        "Not a valid integer value.": "Enter a whole number, like 3",
        "Not a valid decimal value.": "Enter a number, like 3.5",
        "The CSRF token is missing.": TOO_LONG_OPEN,
        "The CSRF token is invalid.": TOO_LONG_OPEN,
        "The CSRF session token is missing.": TOO_LONG_OPEN,
        "The CSRF tokens do not match.": TOO_LONG_OPEN,
    }

    def gettext(self, words: str) -> str:
        return self.said.get(words, words)

    def ngettext(self, one: str, many: str, count: int) -> str:
        if "valid choice" in one:  # holds the values themselves, which nobody needs to see
            return CHOOSE_ANY
        return one if count == 1 else many


class OnceField(HiddenField):
    """A token that is new each time the form is shown."""

    def _value(self) -> str:
        return secrets.token_urlsafe(16)


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose text is cleaned on the way in and which can be sent only once.

    `once` names one showing of the form; who saves the answers makes sure it is used once.
    """

    once = OnceField(filters=[_short_token])

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How fields are bound, and our words."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Give every text field, though no password, its cleaning; read pairs as answers."""
            kind = unbound_field.field_class
            if issubclass(kind, SelectField):
                unbound_field = UnboundField(
                    in_pairs(kind), *unbound_field.args, **unbound_field.kwargs
                )
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                cleaner = _clean_lines if issubclass(kind, TextAreaField) else _clean_line
                own = unbound_field.kwargs.get("filters", ())
                options = {**options, "filters": [cleaner, *own]}
            return super().bind_field(form, unbound_field, options)

        def get_translations(self, form: Any) -> Any:
            """Answer in our own words."""
            return _Words()


def subject(field: Any) -> str:
    """Return what a message calls this field, with a capital: its `called`, or its label."""
    words = getattr(field, "called", None) or str(field.label.text)
    return words[:1].upper() + words[1:]


def about(field: Any, words: str) -> str:
    """Return a reader’s message as a sentence about this field."""
    return f"{subject(field)} {words}" if words.startswith("must ") else words


class Length:
    """Refuses text that is too long, and says by how much; the form shows the count.

    `called` is what the message calls the answer when the label is a question.
    """

    def __init__(self, max: int, min: int = 0, *, called: str | None = None) -> None:
        self.max, self.min, self.called = max, min, called

    def __call__(self, form: Any, field: Field) -> None:
        """Check one field."""
        size, name = len(field.data or ""), self.called or subject(field)
        if size > self.max:
            limit = f"{name} must be {self.max:,} characters or fewer"
            raise ValidationError(f"{limit}. You have {size - self.max:,} too many")
        if 0 < size < self.min:
            raise ValidationError(f"{name} must be {self.min:,} characters or more")


class NoNul:
    """Refuses the one character no database keeps; for passwords, which are not cleaned."""

    def __call__(self, form: Any, field: Field) -> None:
        """Check one field."""
        if "\x00" in (field.data or ""):
            raise ValidationError("Enter a password without control characters")


class ParsedField(Field, Generic[Value]):
    """A field typed as text and kept as a value; what was typed stays when it cannot be read.

    `called` is what messages call it when its label is a question: called="start time".
    """

    widget = TextInput()
    inputmode: ClassVar[str | None] = None

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        called: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.called = called
        self.problem: str | None = None

    def read(self, words: str) -> Value:
        """Return the value, or raise ValueError with the words to show."""
        raise NotImplementedError

    def write(self, value: Value) -> str:
        """Return the value as it stands in the box."""
        return str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the first answer sent."""
        if not valuelist:
            return
        words = clean(str(valuelist[0]))
        self.raw_data, self.data, self.problem = [words], None, None
        try:
            self.data = self.read(words) if words else None
        except ValueError as error:
            self.problem = about(self, str(error))

    def pre_validate(self, form: Any) -> None:
        """Say what is wrong before any other check can say it is missing."""
        if self.problem:
            raise StopValidation(self.problem)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.write(self.data)


class UkTimeField(ParsedField[time]):
    """A time of day: 9am, 9:30am, 17:30, 17.30, midday."""

    def read(self, words: str) -> time:
        """Return the time."""
        return typed.read_time(words)

    def write(self, value: time) -> str:
        """Return the time as 9:30am."""
        return typed.spoken_time(value)


class MoneyField(ParsedField[Decimal]):
    """Pounds and pence; the £ stands before the box."""

    inputmode = "decimal"

    def read(self, words: str) -> Decimal:
        """Return the amount with two places."""
        return typed.read_money(words)

    def write(self, value: Decimal) -> str:
        """Return the amount without its sign."""
        return f"{value:.2f}"


class WholeNumberField(ParsedField[int]):
    """A whole number between two bounds; ask for it with InputRequired, since 0 is an answer."""

    inputmode = "numeric"

    def __init__(self, *args: Any, minimum: int = 0, maximum: int = 1_000_000, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.minimum, self.maximum = minimum, maximum

    def read(self, words: str) -> int:
        """Return the number."""
        return typed.read_whole(words, self.minimum, self.maximum)


class PostcodeField(ParsedField[str]):
    """A full UK postcode by its shape; whether it exists is the services’ question."""

    def read(self, words: str) -> str:
        """Return the postcode as MK9 3EJ."""
        return typed.read_postcode(words)


class OutwardPostcodeField(ParsedField[str]):
    """The first part of a postcode, enough to know the area; a full one is cut down to it."""

    def read(self, words: str) -> str:
        """Return the area as MK9."""
        return typed.read_area(words)


class PhoneField(ParsedField[str]):
    """A telephone number, British unless it says otherwise, kept as +441908691691."""

    inputmode = "tel"

    def read(self, words: str) -> str:
        """Return the number in international form."""
        return typed.read_phone(words)

    def write(self, value: str) -> str:
        """Return the number as people read it."""
        return typed.spoken_number(value)


class EmailField(ParsedField[str]):
    """An e-mail address by its shape."""

    inputmode = "email"

    def read(self, words: str) -> str:
        """Return the address, its domain in small letters."""
        return typed.read_email(words)


class WebAddressField(ParsedField[str]):
    """A web address, http or https only."""

    inputmode = "url"

    def read(self, words: str) -> str:
        """Return the address with its scheme."""
        return typed.read_web_address(words)


class MultiCheckboxField(SelectMultipleField):
    """Several answers, each a tick box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class UkDateField(Field):
    """A date in three boxes named -day, -month and -year; what was typed stays.

    `wrong` names the boxes an error is about; `first_input` is the one its link leads to.
    """

    widget = TextInput()
    parts: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        called: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.called = called
        self.problem: str | None = None
        self.wrong: tuple[str, ...] = ()
        self.typed = dict.fromkeys(self.parts, "")

    @property
    def first_input(self) -> str:
        """The id of the box an error should lead to."""
        return f"{self.id}-{self.wrong[0] if self.wrong else 'day'}"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the date from the object, then from the three boxes if they were sent."""
        super().process(None, data, extra_filters)
        if isinstance(self.data, date):
            day = self.data
            self.typed = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
        if formdata is not None:
            sent = {part: formdata.get(f"{self.name}-{part}") for part in self.parts}
            self.typed = {part: clean(str(words or ""))[:40] for part, words in sent.items()}
            self._take()

    def _take(self) -> None:
        missing = tuple(part for part in self.parts if not self.typed[part])
        self.raw_data = ["-".join(self.typed.values()) if len(missing) < 3 else ""]
        self.data, self.problem, self.wrong = None, None, ()
        if len(missing) == 3:
            return
        try:
            self.data = self._whole_date(missing)
        except ValueError as error:
            self.problem = about(self, str(error))

    def _whole_date(self, missing: tuple[str, ...]) -> date:
        if missing:
            self.wrong = missing
            raise ValueError(f"must include a {' and a '.join(missing)}")
        try:
            return typed.real_date(**self.typed)
        except ValueError as error:
            self.wrong = ("year",) if "year" in str(error) else self.parts
            raise

    def pre_validate(self, form: Any) -> None:
        """Say what is wrong before any other check can say it is missing."""
        if self.problem:
            raise StopValidation(self.problem)

    def _value(self) -> str:
        return self.data.isoformat() if self.data else ""
