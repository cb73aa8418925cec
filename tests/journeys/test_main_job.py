"""The main job, from a councillor’s word to a reviewed placement, by six roles through the pages."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from app.matches import runs
from tests.journeys import advisor_steps as advisor
from tests.journeys import council_steps as council
from tests.journeys import employer_steps as employer
from tests.journeys import guarantee_steps as guarantee
from tests.journeys import inbox_steps as inbox
from tests.journeys import placement_steps as placement

SHOP, OFFER, YOUNG = employer.SHOP, employer.OFFER, "Juniper"
BORN = date(2007, 5, 3)


@pytest.fixture
def everybody(story):
    """The people of the council; everybody else comes by themselves."""
    story.knows("ida", "coordinator")
    story.knows("omar", "coordinator")
    story.knows("ava", "advisor")
    story.knows("cleo", "councillor", ward="Bletchley East")
    story.knows("hari", "hr")
    story.knows("hope", "hr")
    return story


def test_a_chance_at_work_from_a_councillors_word_to_a_reviewed_placement(everybody, capsys):
    began = time.monotonic()
    for chapter in (
        the_shop_comes_in,
        the_offer_goes_live,
        suggestions_are_made,
        one_is_chosen,
        they_meet_and_agree,
        the_placement_runs,
        figures_tell_of_it,
    ):
        chapter(everybody)
        print(f"{chapter.__name__}: {time.monotonic() - began:.0f} s")
    assert everybody.problems() == []


def the_shop_comes_in(story):
    code = council.refer(story["cleo"], employer=SHOP)
    link = council.thank_and_call(story["ida"], employer=SHOP)
    rowan = story.visitor("rowan").open(link)
    employer.register(rowan, code=code)
    story.joined("rowan", employer.EMAIL)
    employer.confirm_address(rowan)
    employer.pledge(rowan)
    employer.say_how_safe(rowan, story.in_days(900), story.day - timedelta(days=9))
    council.follows_progress(story["cleo"], employer=SHOP, told="registered")


def the_offer_goes_live(story):
    rowan, ida = story["rowan"], story["ida"]
    employer.start_offer(rowan, sector="Business and administration")
    employer.finish_offer(
        rowan, closes=story.in_days(30), start=story.in_days(42), end=story.in_days(42 + 380)
    )
    employer.submit_offer(rowan)
    council.approve_together(ida, story["omar"], employer=SHOP)
    council.ask_for_change(ida, offer=OFFER, words="Say who will show them")
    employer.answer_comment(rowan, "You answer messages and keep diaries. Rowan shows you how.")
    council.approve_offer(ida, offer=OFFER)
    visitor = story.visitor("visitor").open("/").press("See what is on offer")
    visitor.follow(OFFER).sees("Rowan shows you how", "Rowan, at the front door")
    council.follows_progress(story["cleo"], employer=SHOP, told="offer")


def suggestions_are_made(story):
    far = {"postcode": "MK46 5AB", "latitude": 52.15, "longitude": -0.70}
    story.make.opportunity(sector_key="retail", title="Evenings in a shop")
    story.make.opportunity(title="For people over 24", min_age=24, **far)
    ava = story["ava"]
    advisor.start_record(ava, name=YOUNG, born=BORN)
    advisor.talk_about_interests(ava, name=YOUNG)
    advisor.record_the_rest(ava)
    advisor.agree_to_matching(ava, name=YOUNG)
    advisor.mark_ready(ava)
    assert runs.answer_requests() is not None


def one_is_chosen(story):
    ava = story["ava"]
    advisor.look_at_suggestions(ava, name=YOUNG, offer=OFFER)
    advisor.look_why_not(ava, name=YOUNG, offer="For people over 24", because="24")
    advisor.choose(ava, name=YOUNG, wanted=OFFER, unwanted="Evenings in a shop")
    advisor.record_yes(ava, name=YOUNG)
    advisor.introduce(ava, name=YOUNG, employer=SHOP)


def they_meet_and_agree(story):
    rowan = story["rowan"]
    inbox.open_introduction(rowan, name=YOUNG)
    start = story.in_days(42)
    inbox.book_interview(rowan, day=story.in_days(4))
    story.on(story.in_days(5))
    inbox.met(rowan, name=YOUNG)
    inbox.offer_place(rowan, start=start)
    advisor.take_the_place(story["ava"], name=YOUNG)


def the_placement_runs(story):
    ava, rowan = story["ava"], story["rowan"]
    placement.prepare(ava, name=YOUNG)
    placement.agree(rowan)
    story.on(story.in_days(37))
    placement.start(rowan)
    story.on(story.in_days(380))
    placement.complete(ava, day=story.day)
    placement.review(
        rowan, button="Say how it went", face="Good", words="On time every day. We learned too."
    )
    placement.review(
        ava, button=f"Record how it was for {YOUNG}", face="All right", words="bring your own mug"
    )
    ava.sees("Reviewed", "They see it differently")


def figures_tell_of_it(story):
    council.follows_progress(story["cleo"], employer=SHOP, told="offer")
    council.sees_figures(story["cleo"])
    council.sees_funnel(story["ida"], "From the first employer to 26 weeks on")


def test_a_guaranteed_interview_from_the_vacancy_to_the_closed_case(everybody):
    everybody.make.policy()
    hari, hope = everybody["hari"], everybody["hope"]
    guarantee.add_vacancy(hari, closes=everybody.in_days(7))
    guarantee.open_case(hari)
    guarantee.says_it_applies(everybody["ida"])
    everybody.on(everybody.in_days(8))
    guarantee.mark_criteria(hari)
    hari.sees("Promises", "Decision by", "Invitation is due by")
    guarantee.invite(hari, day=everybody.in_days(6))
    everybody.on(everybody.in_days(7))
    guarantee.interview_and_close(hope)
    assert everybody.problems() == []
