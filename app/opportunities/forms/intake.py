"""The questions of the import page."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField

from app.opportunities.intake.storing import POLICIES
from app.tables.forms import FileForm

WORDS = {
    "approve": "Approve them at once",
    "review": "Put them on the desk to be checked first",
    "existing": "Refuse them: every organisation must be registered",
}


class ImportForm(FileForm):
    """A file of offers, and what to do with organisations nobody knows."""

    policy = SelectField(
        "Organisations that are not registered yet",
        choices=[(key, WORDS[key]) for key in POLICIES],
        default="review",
    )

    @classmethod
    def asking(cls, user: Any) -> ImportForm:
        """Return the form with only the questions somebody has to answer."""
        form = cls()
        if user.role == "business":
            del form.policy
        return form

    @property
    def chosen_policy(self) -> str:
        """What to do with strangers; an organisation’s own file has none."""
        return str(self.policy.data) if "policy" in self else "existing"
