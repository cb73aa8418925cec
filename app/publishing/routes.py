"""What machines read: the programming interface, the feed, the maps of addresses."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.opportunities import caching
from app.publishing import limiting, problems, questions, services, sitemap
from app.publishing.blueprint import API, bp
from app.security import public
from app.settings import services as settings

__all__ = ["bp", "problems"]
MINUTES = 60
FEED = "application/atom+xml"


@bp.before_request
def _not_too_often() -> Response | None:
    if not request.path.startswith(API):
        return None
    seconds = limiting.seconds_to_wait(request.remote_addr or "")
    if not seconds:
        return None
    answer = problems.problem(429, "Too Many Requests", detail=f"Wait {seconds} seconds")
    answer.headers["Retry-After"] = str(seconds)
    return answer


@bp.get(f"{API}/opportunities")
@public
def api_list() -> ResponseReturnValue:
    found = services.page(request.args)
    answer = caching.for_everybody(found.body, "application/json", MINUTES)
    said = (f'<{url}>; rel="{name}"' for name, url in found.links.items() if url)
    answer.headers["Link"] = ", ".join(said)
    return answer


@bp.get(f"{API}/opportunities/<ref>")
@public
def one(ref: str) -> ResponseReturnValue:
    return caching.for_everybody(services.one(ref), "application/json", MINUTES)


@bp.get(f"{API}/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    return caching.for_everybody(services.described(), "application/json", MINUTES)


@bp.get("/api")
@public
def about() -> ResponseReturnValue:
    keys = [key for key, _ in settings.sector_choices()]
    return caching.page(
        render_template(
            "publishing/about.html",
            parameters=questions.parameters(keys),
            per_minute=limiting.per_minute(),
            most=questions.MOST,
        )
    )


@bp.get("/opportunities/feed.atom")
@public
def atom() -> ResponseReturnValue:
    return caching.for_everybody(services.atom(request.args), FEED, 5 * MINUTES)


@bp.get("/sitemap.xml")
@public
def sitemap_index() -> ResponseReturnValue:
    content = sitemap.index(services.for_robots())
    return caching.for_everybody(content, "application/xml", 60 * MINUTES)


@bp.get("/sitemap-<int(min=1, max=999):number>.xml")
@public
def sitemap_part(number: int) -> ResponseReturnValue:
    cards = services.for_robots()
    if number > sitemap.parts(cards):
        abort(404)
    return caching.for_everybody(sitemap.part(cards, number), "application/xml", 60 * MINUTES)


@bp.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    return caching.for_everybody(sitemap.robots(), "text/plain", 60 * MINUTES)
