"""Which year, and why somebody outside the caseloads downloads the return."""

from __future__ import annotations

from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired

from app.fields import Form, Length
from app.returns.rules import Year


class YearForm(Form):
    """The year that is looked at; it stands in the address."""

    class Meta(Form.Meta):
        """Nothing is changed by it, so it needs no proof of where it came from."""

        csrf = False

    year = SelectField("Year", choices=[])

    def among(self, years: list[Year]) -> Year:
        """Offer these years; return the one that was chosen, else the first."""
        self.year.choices = [
            (str(year.ends), f"1 April {year.ends - 1} to 31 March {year.ends}") for year in years
        ]
        chosen = {str(year.ends): year for year in years}.get(self.year.data, years[0])
        self.year.data = str(chosen.ends)
        return chosen


class ReasonForm(Form):
    """Why the whole council’s return is downloaded."""

    reason = TextAreaField(
        "Why do you need the file?",
        [DataRequired("Enter why you need it"), Length(500, called="The reason")],
        description="It is written down with your name, for everybody in the file",
    )
