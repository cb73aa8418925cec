"""The questions of the import page."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from app.fields import Form
from app.opportunities.intake.storing import POLICIES

WORDS = {
    "approve": "Approve them at once",
    "review": "Put them on the desk to be checked first",
    "existing": "Refuse them: every organisation must be registered",
}


class ImportForm(Form):
    """A file of offers, and what to do with organisations nobody knows."""

    file = FileField("File", [FileRequired("Choose a CSV, XLSX or JSON Lines file")])
    policy = SelectField(
        "Organisations that are not registered yet",
        choices=[(key, WORDS[key]) for key in POLICIES],
        default="review",
    )


class ConfirmForm(Form):
    """Yes, bring them in."""
