"""The question of which days count."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import ValidationError

from app.fields import Form, UkDateField


class PeriodForm(Form):
    """From which day to which; both may be left open."""

    since = UkDateField("From", called="first day")
    until = UkDateField("To", called="last day")

    class Meta(Form.Meta):
        """A question in an address needs no proof of origin."""

        csrf = False

    def validate_until(self, _: Any) -> None:
        """The last day comes after the first."""
        if self.since.data and self.until.data and self.until.data < self.since.data:
            raise ValidationError("The last day must be the same as or after the first")

    def answers(self) -> tuple[date | None, date | None]:
        """The two days; both open when one of them cannot be read."""
        return (self.since.data, self.until.data) if self.validate() else (None, None)
