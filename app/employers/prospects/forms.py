"""The questions about contacts: how many to invite, of which sector, what to look for."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import InputRequired

from app.employers.models import ProspectState
from app.fields import Form, Length, WholeNumberField, options
from app.filters import words
from app.settings import services as settings

MOST = 50


class Looking(Form):
    """A form that changes nothing, so it needs no proof."""

    class Meta(Form.Meta):
        """No token."""

        csrf = False


class FindForm(Looking):
    """What to look for on the list."""

    q = StringField("Organisation, person or email", [Length(80)])
    state = SelectField(
        "State", choices=options([("", "All"), *((s.value, words(s)) for s in ProspectState)])
    )
    sector = SelectField("Sector")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sector.choices = options([("", "All sectors"), *settings.sector_choices()])


class BatchForm(Looking):
    """How many, of which sector."""

    count = WholeNumberField(
        "How many to invite now",
        [InputRequired("Enter how many to invite")],
        called="the number",
        minimum=1,
        maximum=MOST,
        default=10,
    )
    sector = SelectField("Sector")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sector.choices = options([("", "All sectors"), *settings.sector_choices()])


class SendForm(Form):
    """Yes, send to these."""

    refs = HiddenField()

    def chosen(self) -> list[str]:
        """Return whom the page listed."""
        return [ref for ref in str(self.refs.data or "").split(",") if ref][:MOST]
