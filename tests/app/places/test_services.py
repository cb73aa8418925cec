import pytest
from sqlalchemy import func, select

from app import db
from app.places import services, shelf
from app.places.commands import places
from app.places.models import Place

CIVIC_OFFICES = "MK9 3EJ"
MILTON_KEYNES = "E06000042"


def test_a_postcode_is_found_where_it_is(app):
    place = services.find(CIVIC_OFFICES)

    assert place.authority == MILTON_KEYNES
    assert 52.03 < place.latitude < 52.05
    assert -0.77 < place.longitude < -0.75


@pytest.mark.parametrize("typed", ["mk93ej", " MK9  3EJ ", "MK9-3EJ"])
def test_how_it_is_typed_does_not_matter(app, typed):
    assert services.find(typed).code == CIVIC_OFFICES


@pytest.mark.parametrize(
    "typed",
    ["MK9 3ZZ", "ZZ99 9ZZ", "QQ1 1AA", "MK9", "", "’; drop", "МК9 3ЕЈ", "\x00", "9" * 10_000, "🏠"],
)
def test_what_does_not_exist_is_not_found(app, typed):
    assert services.find(typed) is None


def test_a_postcode_far_away_is_found_too(app):
    assert services.find("EH1 1YZ").latitude > 55


def test_an_area_is_found_by_the_first_part_of_its_postcodes(app):
    area = services.centre_of("MK9")

    assert area.code == "MK9"
    assert services.miles(area, services.find(CIVIC_OFFICES)) < 1


def test_a_full_postcode_counts_as_its_area(app):
    assert services.centre_of(CIVIC_OFFICES).code == "MK9"


@pytest.mark.parametrize("typed", ["MK99", "QQ1", "", "centre:mk"])
def test_an_area_that_does_not_exist_is_not_found(app, typed):
    assert services.centre_of(typed) is None


def test_what_was_found_in_the_package_may_be_changed_without_harm(app):
    services.find(CIVIC_OFFICES).latitude = 0

    assert services.find(CIVIC_OFFICES).latitude > 50


def test_loading_fills_the_table_once(app, monkeypatch):
    monkeypatch.setattr(shelf, "NEAR", ("MK",))
    monkeypatch.setattr(services.directory, "letters", lambda: ["M"])

    added = services.load()

    kept = db.session.scalar(select(func.count()).select_from(Place))
    assert added == kept > 10_000
    assert services.load() == 0
    assert services.is_loaded()


def test_the_table_and_the_package_say_the_same(app, monkeypatch):
    before = {code: services.find(code) for code in (CIVIC_OFFICES, "MK17 8LX", "M1 1AE")}
    area = services.centre_of("MK9")
    monkeypatch.setattr(services.directory, "letters", lambda: ["M"])

    services.load()

    for code, place in before.items():
        assert services.find(code).latitude == pytest.approx(place.latitude, abs=1e-6)
    assert services.centre_of("MK9").longitude == pytest.approx(area.longitude, abs=1e-6)
    assert db.session.get(Place, CIVIC_OFFICES) is not None
    assert db.session.get(Place, "M1 1AE") is None


def test_distances_are_in_miles_and_unknown_when_a_place_is(app):
    milton_keynes, luton = services.centre_of("MK9"), services.centre_of("LU1")

    assert services.miles(milton_keynes, luton) == pytest.approx(17, abs=2)
    assert services.miles(milton_keynes, Place()) is None


@pytest.mark.parametrize(("mode", "expected"), [("walk", 53), ("bus", 27), ("car", 9)])
def test_journeys_are_in_minutes(mode, expected):
    assert services.minutes(2.0, mode) == expected


def test_a_journey_is_not_guessed():
    assert services.minutes(None, "bus") is None
    assert services.minutes(2.0, "balloon") is None


def test_the_command_says_what_it_did(app, monkeypatch):
    monkeypatch.setattr(services.directory, "letters", lambda: ["Z"])

    first = app.test_cli_runner().invoke(places, ["load"])
    second = app.test_cli_runner().invoke(places, ["load"])

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output.startswith("Added")
    assert "already" in second.output
