"""The programming interface: what it says, what it refuses, and that its description is true."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from app import clock
from app.settings import services as settings

LIST = "/api/v1/opportunities"


@pytest.fixture
def spec(ask):
    return ask("/api/v1/openapi.json").json


def fits(spec, name, value):
    schema = {"$ref": f"#/components/schemas/{name}", "components": spec["components"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


def test_the_description_is_valid_openapi_3_1(spec):
    assert spec["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(spec).iter_errors()) == []


def test_every_answer_fits_the_description(mixed, ask, spec):
    page = ask(LIST, Origin="https://other.example")

    assert fits(spec, "Page", page.json) == []
    assert page.json["total"] == len(mixed)
    assert page.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in page.headers
    for item in page.json["items"]:
        assert fits(spec, "WholeOffer", ask(f"{LIST}/{item['ref']}").json) == []


def test_the_same_filters_find_the_same_offers_as_the_list(mixed, ask, browser):
    for query in (
        "q=baker",
        "kind=job&kind=taster",
        "paid=no",
        "only=from_home",
        "age=16&miles=5&postcode=MK9",
    ):
        listed = browser.get(f"/opportunities?{query}").soup.select(".uo-suggestion__title a")
        found = ask(f"{LIST}?{query}").json["items"]
        assert [item["url"].rpartition("/")[2] for item in found] == [
            a["href"].rpartition("/")[2] for a in listed
        ]


def test_pages_lead_to_each_other(mixed, ask):
    seen, address = [], f"{LIST}?per_page=4"
    while address:
        page = ask(address)
        seen += [item["ref"] for item in page.json["items"]]
        address = page.json["links"]["next"]

    assert len(seen) == len(set(seen)) == len(mixed)
    assert 'rel="prev"' in page.headers["Link"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("sector=nonsense", "sector"),
        ("age=7", "age"),
        ("age=x", "age"),
        ("start_from=31/1/2027", "start_from"),
        ("start_from=2027-02-30", "start_from"),
        ("miles=5", "miles"),
        ("sort=nearest", "sort"),
        ("postcode=ZZ9+9ZZ", "postcode"),
        ("postcode=!!", "postcode"),
        ("page=0", "page"),
        ("per_page=1000", "per_page"),
        ("paid=yes&paid=no", "paid"),
        (f"q={'x' * 100}", "q"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_for_each_parameter(ask, spec, query, name):
    answer = ask(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert list(answer.json["errors"]) == [name]
    assert fits(spec, "Problem", answer.json) == []


def test_errors_of_the_interface_are_problems_and_those_of_pages_are_pages(make, ask):
    over = make.opportunity(state="FILLED")
    never = make.opportunity(state="DRAFT")

    for address, status in (
        (f"{LIST}/{over.ref}", 410),
        (f"{LIST}/{never.ref}", 404),
        (f"{LIST}/nothing", 404),
        ("/api/v2/other", 404),
    ):
        answer = ask(address)
        assert (answer.status_code, answer.json["status"]) == (status, status)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert ask("/no-such-page").mimetype == "text/html"


def test_nothing_new_is_answered_with_304_and_no_content(make, ask):
    mine = make.opportunity(title="Before")
    first = ask(LIST)

    again = ask(LIST, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    mine.title = "After"
    make._add(mine)
    assert (
        ask(LIST, **{"If-None-Match": first.headers["ETag"]}).json["items"][0]["title"] == "After"
    )


def test_too_many_questions_in_a_minute_are_turned_away_and_told_how_long(app, ask, spec):
    settings.set_value(
        "publishing.api_per_minute", 4, valid_from=clock.today(), source="test", by=None
    )

    codes = [ask(LIST).status_code for _ in range(4)]
    answer = ask(LIST)

    assert codes[:3] == [200, 200, 200]
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert fits(spec, "Problem", answer.json) == []


def test_only_what_the_public_pages_say_is_handed_out(make, ask):
    secret = "Sam Invented, 01632 960001"
    mine = make.opportunity(
        safeguarding_contact=secret, day_one={"who_meets_you": secret}, person_dbs="none"
    )
    with_all = json.dumps(ask(f"{LIST}/{mine.ref}").json) + json.dumps(ask(LIST).json)

    assert "Sam Invented" not in with_all
    assert "safeguarding" not in with_all
    assert "dbs" not in with_all


def test_the_page_about_the_interface_names_every_parameter(ask, browser, spec):
    page = browser.anonymous().get("publishing.about")

    known = [one["name"] for one in spec["paths"][LIST]["get"]["parameters"]]
    assert all(name in page.text for name in known)
