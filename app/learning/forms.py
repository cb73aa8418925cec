"""Questions about models."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import DataRequired

from app.fields import Form, Length, text


class ReasonForm(Form):
    """Why."""

    reason = TextAreaField(
        "Why?",
        [DataRequired("Enter a reason"), Length(1000)],
        description="A sentence is enough. It stays beside the model and in the audit trail.",
    )

    def answer(self) -> str:
        """The reason as typed."""
        return text(self.reason)
