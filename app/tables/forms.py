"""The questions of every import: which file, which column is what, yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from app.errors import DomainError
from app.fields import Form, options
from app.tables import columns as naming
from app.tables.columns import Column

LEAVE_OUT = "Leave it out"


class FileForm(Form):
    """A file."""

    file = FileField("File", [FileRequired("Choose a CSV or XLSX file")])


class ConfirmForm(Form):
    """Yes, bring them in."""


class ColumnsForm(Form):
    """One list for each heading of the file; made by `columns_form`."""

    headings: Sequence[str] = ()
    known: Sequence[Column] = ()

    @property
    def choices(self) -> list[Any]:
        """The lists, in the order of the headings."""
        return [self[f"column-{at}"] for at in range(len(self.headings))]

    def mapping(self) -> list[str]:
        """Return the chosen key for each heading."""
        return [field.data or "" for field in self.choices]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a column that is chosen twice or lacking."""
        good = bool(super().validate(extra_validators))
        for at, words in naming.wrong(self.mapping(), self.known):
            good = False
            if at is None:
                DomainError(words).show_on(self)
            else:
                self.choices[at].errors = [*self.choices[at].errors, words]
        return good


def columns_form(
    headings: Sequence[str], known: Sequence[Column], mapping: Sequence[str]
) -> ColumnsForm:
    """Return the form that asks what each heading means."""
    choices = options([("", LEAVE_OUT), *((column.key, column.label) for column in known)])
    lists = {
        f"column-{at}": SelectField(heading or f"Column {at + 1}", choices=choices, default="")
        for at, heading in enumerate(headings)
    }
    made = type(
        "ColumnsFormOfFile", (ColumnsForm,), {**lists, "headings": headings, "known": known}
    )
    keys = {column.key for column in known}
    chosen = {f"column-{at}": key if key in keys else "" for at, key in enumerate(mapping)}
    form: ColumnsForm = made(data=chosen)
    return form
