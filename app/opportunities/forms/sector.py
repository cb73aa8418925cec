"""The question which sector an offer is in, asked by itself."""

from __future__ import annotations

from wtforms import SelectField
from wtforms.validators import InputRequired

from app.fields import Form


class SectorForm(Form):
    """One sector."""

    sector = SelectField("Which sector is it in?", [InputRequired("Select a sector")])

    def with_sectors(self, choices: list[tuple[str, str]]) -> SectorForm:
        """Let people choose from these sectors."""
        self.sector.choices = list(choices)
        return self

    def starting_from(self, sector: str) -> SectorForm:
        """Show this sector first, unless something was sent."""
        if not self.is_submitted():
            self.sector.data = sector
        return self
