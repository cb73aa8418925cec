"""Notes that go with a cover: about whom, and about nobody else."""

from __future__ import annotations

from datetime import timedelta

from app import clock
from app.young_people import covers
from app.young_people.covers import NewCover


def test_a_note_about_somebody_left_out_of_a_cover_of_a_few_brings_nobody_in(make, manager):
    absent, helper = make.user("advisor"), make.user("advisor")
    named, other = (make.young_person(advisor=absent) for _ in range(2))
    week = NewCover(clock.today(), clock.today() + timedelta(days=7), only=[named])
    cover = covers.set_cover(absent, [helper], week, by=manager)

    covers.share_out(cover, {named.id: (helper, ""), other.id: (None, "Rings late")}, by=manager)

    assert [share.young_person_id for share in cover.shares] == [named.id]
