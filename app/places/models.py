"""Where things are: postcodes and the centres of outward codes."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class Place(Model):
    """A postcode, or an outward code's centre; metres on the National Grid, degrees on WGS 84.

    Source: ONS Postcode Directory, Open Government Licence v3.
    """

    __tablename__ = "place"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)  # "MK9 3EJ" or "MK9"
    easting: Mapped[int]
    northing: Mapped[int]
    latitude: Mapped[float]
    longitude: Mapped[float]
    authority: Mapped[str | None] = mapped_column(String(9))  # E06000042 is Milton Keynes
