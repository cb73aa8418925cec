"""Sectors are heard better from approved offers, from checked sectors only, and one step goes back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app import clock, db
from app.learning import queries, services, texts
from app.matches import queries as matches
from app.matches import runs
from app.matches.engine import sectors
from app.matches.engine.weights import DamagedWeights
from app.matches.models import ModelState, TextModel
from app.settings import hints

# Words that nothing in the sets uses, as a council's own names for things would be.
TRADES = {"zumbafit": "sport_and_leisure", "kwikdrop": "logistics", "brewlab": "hospitality"}


def offer_all(make, times=10, **given):
    said = ("Helper at {}", "Join the {} team on Saturdays", "Weekend shifts with {} in Bletchley")
    for number in range(times):
        for name, sector in TRADES.items():
            make.opportunity(
                title=said[number % 3].format(f"{name} {number}th"),
                will_do="",
                sector_key=sector,
                approved_at=clock.now() + timedelta(minutes=number),
                **given,
            )


@pytest.fixture
def heard(make):
    offer_all(make)
    return texts.learn(by=None)


def test_names_that_only_our_employers_use_are_heard_from_then_on(heard):
    assert heard.state == ModelState.STANDING
    for name, sector in TRADES.items():
        assert hints.likeliest(f"crew wanted at {name}").sector == sector


def test_sectors_nobody_has_checked_teach_nothing(make):
    offer_all(make, sector_suggested=True)

    assert texts.lines() == []
    assert texts.learn(by=None).state == ModelState.REFUSED


def test_offers_that_were_never_approved_teach_nothing(make):
    make.opportunity(state="SUBMITTED")

    assert texts.lines() == []


def test_the_same_offers_are_not_learnt_from_twice(heard):
    assert texts.learn(by=None) is None
    assert db.session.scalar(select(func.count()).select_from(TextModel)) == 1


def test_one_step_goes_back_to_what_ships(heard, coordinator):
    texts.go_back(reason="It hears wrong", by=coordinator)

    assert heard.state == ModelState.RETIRED
    hints.likeliest("crew wanted at zumbafit")  # whoever asks next gets what ships
    assert sectors.version() == 0
    assert sectors.sector_model() is sectors.shipped()
    with pytest.raises(services.NothingEarlier):
        texts.go_back(reason="again", by=coordinator)


def test_a_list_is_made_anew_with_what_was_heard(make):
    person = make.young_person(own_words="i want to be with zumbafit", interests={"retail": "keen"})
    make.opportunity()
    runs.run("test")
    offer_all(make)
    texts.learn(by=None)
    runs.answer_requests()

    found = {row.key: row.reasons for row in matches.suggestions_for(person).sectors}
    assert "“zumbafit”" in found["sport_and_leisure"][0]["words"]


def test_bytes_changed_from_outside_are_refused_and_no_hint_is_given(heard):
    sectors.use(0, lambda: None)
    middle = len(heard.sealed) // 2
    spoilt = bytearray(heard.sealed)
    spoilt[middle] ^= 1
    db.session.execute(update(TextModel).values(sealed=bytes(spoilt)))
    db.session.commit()

    with pytest.raises(DamagedWeights):
        runs.run("test")
    db.session.rollback()
    assert hints.likeliest("we bake bread and serve coffee in a café") is None
    assert "learnt about sectors was changed outside" in queries.problem()
    texts.go_back(reason="forged", by=None)
    assert hints.likeliest("we bake bread and serve coffee in a café").sector == "hospitality"


def test_what_was_learnt_on_another_model_than_the_one_that_ships_is_passed_over(heard):
    db.session.execute(update(TextModel).values(shipped="an earlier release"))
    db.session.commit()
    runs.run("test")

    assert sectors.version() == 0


def test_the_coordinator_sees_and_goes_back(browser, coordinator, heard):
    page = browser.sign_in(coordinator).get("learning.index")
    assert "Better on the newest lines" in page.text

    page = browser.post("learning.sectors_back", {"reason": "It hears wrong"})
    assert "The sector model before is in use" in page.notices[0]
    assert heard.state == ModelState.RETIRED


def test_words_are_named_only_where_they_speak_for_a_sector(make):
    person = make.young_person(
        own_words="i love baking bread and cooking", interests={"technology": "keen"}
    )
    make.opportunity()
    runs.run("test")

    found = {row.key: row.reasons for row in matches.suggestions_for(person).sectors}
    assert any("“baking”" in reason["words"] for reason in found["hospitality"])
    assert not any("“" in reason["words"] for reason in found["technology"])


def test_what_somebody_went_back_from_comes_again_only_when_it_is_asked_for(make, heard):
    texts.go_back(reason="It hears wrong", by=None)
    offer_all(make, times=2)
    again = texts.learn(by=None)
    assert (again.state, again.sealed is None) == (ModelState.REFUSED, False)
    assert "somebody went back" in again.why
    assert texts.learn(by=None) is None

    assert texts.learn(by=None, even_so=True).state == ModelState.STANDING
