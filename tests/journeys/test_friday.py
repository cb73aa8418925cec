"""An advisor on a Friday: twenty-five records gone through one by one, on a phone if need be."""

from __future__ import annotations

import time
from datetime import timedelta

from app import clock, db
from app.accounts.models import User
from app.young_people import caseload
from app.young_people.models import RoundMark

MOST_TAPS = 45


def test_an_advisor_goes_through_25_records_in_one_sitting(story, make):
    story.knows("hannah", "advisor")
    hannah, user = story["hannah"], db.session.get_one(User, story.user("hannah"))
    old = clock.now() - timedelta(days=200)
    for n in range(25):
        stale = {"interests_at": old} if n % 4 == 0 else {}
        make.young_person(advisor=user, preferred_name=f"Robin{n:02}", surname="", **stale)
    hannah.page.set_viewport_size({"width": 320, "height": 800})
    began, wrong = time.monotonic(), list[str]()

    hannah.open("/young-people?sort=name").press("Go through them one by one").sees("1 of 25")
    for n in range(25):
        hannah.sees(f"{n + 1} of 25", f"Robin{n:02}")
        wrong += hannah.check_page() if n in {0, 1} else []
        if n == 8:
            hannah.press("Put off").fill("Why?", "Exams")
            wrong += hannah.check_page()
            hannah.press("Put it off")
            continue
        if n % 4 == 0:
            hannah.press("Still true today")
        hannah.press("Done for today")

    wrong += hannah.check_page()
    hannah.sees("You went through 25 of 25")
    print(f"25 records: {hannah.taps} taps, {time.monotonic() - began:.1f} seconds of pages")
    db.session.rollback()
    lines = caseload.lines(user)
    assert [line.turn for line in lines] == ["nobody"] * 25
    assert sum(line.marks.put_off for line in lines) == 1
    assert db.session.query(RoundMark).count() == 25
    assert hannah.taps <= MOST_TAPS
    assert wrong == []
    assert hannah.problems == []
