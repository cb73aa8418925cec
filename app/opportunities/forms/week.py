"""The week grid: seven days with a start, an end and a break, as a plain table."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any, ClassVar

from wtforms import DecimalField, FormField
from wtforms.validators import NumberRange, Optional

from app.fields import UkTimeField, WholeNumberField
from app.opportunities.answers import Answers
from app.opportunities.forms.parts import Part, SectionForm
from app.opportunities.law.types import DAY_NAMES


class DayPart(Part):
    """One day of the week."""

    name: ClassVar[str] = ""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that a day has both ends and a break, or nothing."""
        fine = super().validate(extra_validators)
        parts = {part.short_name: part for part in self}
        starts, ends, pause = parts["starts"], parts["ends"], parts["pause"]
        if (
            starts.data is not None
            and ends.data is not None
            and pause.data is None
            and not pause.errors
        ):
            self._add(pause, f"Enter the break on {self.name} in minutes, 0 if there is none")
        for one, other, word in ((starts, ends, "end"), (ends, starts, "start")):
            if one.data is not None and other.data is None and not other.errors:
                self._add(other, f"Enter the {word} on {self.name}")
        return fine and not any(part.errors for part in self)

    def _add(self, field: Any, words: str) -> None:
        field.errors = [*field.errors, words]


def _day(key: str) -> Any:
    name = DAY_NAMES[key]
    questions = {
        "name": name,
        "starts": UkTimeField(f"{name} from", called=f"the start on {name}"),
        "ends": UkTimeField(f"{name} to", called=f"the end on {name}"),
        "pause": WholeNumberField(
            f"{name} break in minutes", called=f"the break on {name}", maximum=600
        ),
    }
    return FormField(type(f"{name}Part", (DayPart,), questions), name)


class HoursForm(SectionForm):
    """The hours of one week."""

    mon, tue, wed = _day("mon"), _day("tue"), _day("wed")
    thu, fri, sat, sun = _day("thu"), _day("fri"), _day("sat"), _day("sun")
    hours_per_week = DecimalField(
        "Or hours a week, if the days are not fixed",
        [Optional(), NumberRange(0.5, 80, "Enter hours from 0.5 to 80")],
        places=1,
    )

    def days(self) -> list[tuple[str, Any]]:
        """Return the seven days in their order, each with its questions."""
        return [(key, self[key]) for key in DAY_NAMES]

    def copy_monday(self) -> HoursForm:
        """Let Tuesday to Friday be as Monday is."""
        for _, day in self.days()[1:5]:
            for name in ("starts", "ends", "pause"):
                day.form[name].data = self.mon.form[name].data
        return self

    def values(self) -> dict[str, Any]:
        """Return the answers."""
        week = [
            {
                "day": key,
                "from": day.starts.data.strftime("%H:%M"),
                "to": day.ends.data.strftime("%H:%M"),
                "break_minutes": day.pause.data,
            }
            for key, day in self.days()
            if day.starts.data is not None and day.ends.data is not None
        ]
        hours = self.hours_per_week.data
        return {"week": week, "hours_per_week": None if week else _tenths(hours)}

    @classmethod
    def filled(cls, answers: Answers) -> dict[str, Any]:
        """Return what the boxes show."""
        shown: dict[str, Any] = {"hours_per_week": answers.hours_per_week}
        for day in reversed(answers.week or []):
            if "from" in day and "to" in day:
                shown[day["day"]] = {
                    "starts": time.fromisoformat(day["from"]),
                    "ends": time.fromisoformat(day["to"]),
                    "pause": day.get("break_minutes"),
                }
        return shown


def _tenths(hours: Decimal | None) -> Decimal | None:
    return None if hours is None else hours.quantize(Decimal("0.1"))
