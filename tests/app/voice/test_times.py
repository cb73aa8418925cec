"""Safe times as people write them become hours; what could mean anything is left to a person."""

from datetime import datetime

import pytest

from app import clock
from app.outbox import hours
from app.voice import times

READ = {
    "": "Every day, 9am to 8pm",
    "Weekdays after 11am": "Monday to Friday, 11am to 8pm",
    "weekdays after 11am, never at the weekend": "Monday to Friday, 11am to 8pm",
    "Mornings": "Every day, 9am to midday",
    "12 to 6, not Sundays": "Monday to Saturday, midday to 6pm",
    "Saturdays, any time": "Saturday, 9am to 8pm",
    "Mon-Fri 10am-4pm": "Monday to Friday, 10am to 4pm",
    "Tuesdays and Thursdays after 3pm": "Tuesday and Thursday, 3pm to 8pm",
    "tues or weds before 12": "Tuesday and Wednesday, 9am to midday",
    "not before 10": "Every day, 10am to 8pm",
    "Monday to Friday between 10am and 4pm. Saturday mornings": (
        "Monday to Friday, 10am to 4pm; Saturday, 9am to midday"
    ),
}
UNREADABLE = (
    "He does not like calls",
    "Any time, he answers at night",
    "after college",
    "after 9pm",
    "Wed, Thu 4pm-6pm",
    "not Mondays after 4",
    "no",
    "after",
    "99 to 120",
    "²",
    "😀",
)


@pytest.mark.parametrize("said", READ)
def test_what_people_write_is_read(said):
    assert times.told(times.windows(said, first=9, last=20)) == READ[said]


@pytest.mark.parametrize("said", UNREADABLE)
def test_what_could_mean_anything_is_left_to_a_person(said):
    assert times.windows(said, first=9, last=20) is None


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-11-25 10:00", "2026-11-25 11:00"),
        ("2026-11-25 12:30", "2026-11-25 12:30"),
        ("2026-11-25 20:00", "2026-11-26 11:00"),
        ("2026-11-28 12:00", "2026-11-30 11:00"),
        ("2027-03-27 12:00", "2027-03-29 11:00"),  # the clocks change in between
    ],
)
def test_a_message_waits_for_the_next_safe_hour_in_london(now, leaves):
    windows = times.windows("Weekdays after 11am", first=9, last=20)
    moment = datetime.fromisoformat(now).replace(tzinfo=clock.LONDON)

    found = hours.next_open(windows, moment)

    assert f"{clock.local(found):%Y-%m-%d %H:%M}" == leaves
