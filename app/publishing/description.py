"""The interface described in OpenAPI 3.1, made from the tables the code itself reads."""

from __future__ import annotations

from typing import Any

from app.opportunities import wording
from app.publishing import addresses
from app.publishing.questions import Parameter, parameters
from app.publishing.resources import MORE

VERSION = "1.0.0"
REF = {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"}
TEXT = {"type": "string"}


def maybe(shape: dict[str, Any]) -> dict[str, Any]:
    """Return a shape that may be null: not known."""
    return {**shape, "type": [shape["type"], "null"]}


def described(sectors: list[tuple[str, str]], per_minute: int) -> dict[str, Any]:
    """Return the whole description."""
    keys = [key for key, _ in sectors]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Unlocking Opportunities: offers open now",
            "version": VERSION,
            "summary": "Read the public offers of employers in and around Milton Keynes",
            "description": "Only what the public pages say. No key is needed. "
            f"Please ask at most {per_minute} times a minute; above that the answer is 429 with "
            "Retry-After. Names stay as they are within version 1; new ones may be added.",
            "license": {
                "name": "Open Government Licence v3.0",
                "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            },
        },
        "servers": [{"url": addresses.link("home.index").rstrip("/")}],
        "paths": {
            "/api/v1/opportunities": {"get": _list(parameters(keys))},
            "/api/v1/opportunities/{ref}": {"get": _one()},
        },
        "components": {"schemas": _schemas(keys), "responses": _refusals()},
    }


def _list(known: tuple[Parameter, ...]) -> dict[str, Any]:
    return {
        "operationId": "listOpportunities",
        "summary": "Offers that fit, page by page",
        "parameters": [_parameter(one) for one in known],
        "responses": {"200": _answer("A page of offers", "Page"), **_errors("400", "429")},
    }


def _one() -> dict[str, Any]:
    return {
        "operationId": "readOpportunity",
        "summary": "One offer with everything its page says",
        "parameters": [{"name": "ref", "in": "path", "required": True, "schema": REF}],
        "responses": {"200": _answer("The offer", "WholeOffer"), **_errors("404", "410", "429")},
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    shape = {"type": "array", "items": one.shape} if one.several else one.shape
    how = {"style": "form", "explode": True} if one.several else {}
    return {"name": one.name, "in": "query", "description": one.about, "schema": shape, **how}


def _answer(about: str, name: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    headers = {"ETag": {"schema": TEXT, "description": "Send it back as If-None-Match"}}
    return {"description": about, "content": content, "headers": headers}


def _errors(*codes: str) -> dict[str, Any]:
    return {code: {"$ref": f"#/components/responses/{code}"} for code in codes}


def _refusals() -> dict[str, Any]:
    words = {
        "400": "Something in the address cannot be read",
        "404": "There is no such offer",
        "410": "The offer is over",
        "429": "Too many questions in a minute",
    }
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {code: {"description": about, "content": content} for code, about in words.items()}


def _object(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), **more}


def _named(keys: list[str]) -> dict[str, Any]:
    return _object({"key": {**TEXT, "enum": keys}, "name": TEXT})


def _schemas(sectors: list[str]) -> dict[str, Any]:
    offer = _offer(sectors)
    links = {name: maybe(TEXT) for name in ("first", "prev", "next")}
    return {
        "Offer": _object(offer),
        "WholeOffer": _object(offer | _more()),
        "Page": _object(
            {
                **{name: {"type": "integer", "minimum": 0} for name in ("total", "page", "pages")},
                "links": _object({"self": TEXT, **links}),
                "items": {"type": "array", "items": {"$ref": "#/components/schemas/Offer"}},
            }
        ),
        "Problem": {
            "type": "object",
            "description": "RFC 9457",
            "properties": {
                **dict.fromkeys(("type", "title", "detail"), TEXT),
                "status": {"type": "integer"},
                "errors": {"type": "object", "additionalProperties": TEXT},
            },
            "required": ["type", "title", "status"],
        },
    }


def _offer(sectors: list[str]) -> dict[str, Any]:
    day = maybe({"type": "string", "format": "date"})
    number, whole = maybe({"type": "number"}), maybe({"type": "integer"})

    money = {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$"}
    return {
        "ref": REF,
        "url": TEXT,
        "api_url": TEXT,
        "title": TEXT,
        "employer": _object({"name": TEXT}),
        "kind": _named(list(wording.KINDS)),
        "sector": _named(sectors),
        "location": _object(
            {
                "from_home": {"type": "boolean"},
                **{name: maybe(TEXT) for name in ("area", "postcode")},
                **dict.fromkeys(("latitude", "longitude", "miles_away"), number),
            }
        ),
        "pay": _object(
            {
                "paid": {"type": "boolean"},
                "pounds_per_hour": maybe(money),
                "unpaid_reason": maybe(TEXT),
            }
        ),
        "ages": _object({"from": whole, "to": whole}),
        "hours_per_week": number,
        "first_step": {"type": "boolean"},
        "places": {"type": "integer"},
        "open_to": {**TEXT, "enum": ["everybody", "through_an_adviser"]},
        "posted": {"type": "string", "format": "date"},
        **dict.fromkeys(("starts", "ends", "closes"), day),
        "updated": {"type": "string", "format": "date-time"},
    }


def _more() -> dict[str, Any]:
    listed = maybe({"type": "array", "items": TEXT})
    special = {
        "week": maybe({"type": "array", "items": {"type": "object"}}),
        "level": maybe({"type": "integer"}),
    }
    texts = ("will_do", "will_learn", "could_lead", "training_provider")
    return {name: special.get(name, maybe(TEXT) if name in texts else listed) for name in MORE}
