"""Who may see a young person’s own page: whoever opened their link, for as long as the visit lasts."""

from __future__ import annotations

from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from flask import (
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
)
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError

from app import errors
from app.security import View, csp_nonce, declare
from app.settings import services as settings
from app.voice import kept, links, visits
from app.young_people.models import YoungPerson

OPENED = "opened"  # which link this browser opened, in its own session on the server
BY_LINK: frozenset[str] = frozenset({"link"})


def by_link(view: View) -> View:
    """Open a view to whoever opened a link; signing in opens nothing here, and this opens nothing there."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        visit = visits.find(secret())
        if visit is None:
            return _second_tap(view, args, kwargs) or too_late()
        visits.keep_alive(visit)
        g.visitor = visit.young_person
        if request.method != "POST":
            g.typed = kept.typed(whose(), request.path)
            return view(*args, **kwargs)
        answer = make_response(view(*args, **kwargs))
        if answer.status_code == 303:
            kept.forget(whose(), request.path)
        return answer

    declare(guarded, BY_LINK)
    return cast(View, guarded)


def _second_tap(view: View, args: Any, kwargs: Any) -> Response | None:
    # A finger that taps twice makes the browser throw the first answer away, and with it the key
    # of the visit. This browser’s own session knows that it opened the link just now.
    link = None if secret() else links.just_opened(session.get(OPENED))
    if link is None:
        return None
    g.visitor = link.young_person
    return remember(make_response(view(*args, **kwargs)), links.visit_again(link))


def whose() -> YoungPerson:
    """Return whose page it is: the visit decides, never the address."""
    return cast(YoungPerson, g.visitor)


def secret() -> str:
    """Return what the cookie holds."""
    return request.cookies.get(cookie(), "")


def cookie() -> str:
    """Return the name of the cookie, which says nothing."""
    return "__Host-page" if current_app.config["PRODUCTION"] else "page"


def remember(answer: Response, visit: str) -> Response:
    """Give the browser the key of a visit; no other site can make it send it."""
    answer.set_cookie(
        cookie(),
        visit,
        httponly=True,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        samesite="Strict",
        path="/",
    )
    return answer


def forget(answer: Response) -> Response:
    """Take the key away again, and what the browser kept of these pages."""
    answer.delete_cookie(cookie(), path="/")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def over(status: int, link: str | None = None, *, safe: bool = False) -> Response:
    """Return the page that says it is closed, the same for everybody; it may ask for a new link."""
    page = render_template("voice/over.html", link=link, safe=safe, light=True)
    return make_response(page, status)


def too_late() -> Response:
    """Return the same page; what somebody was still typing is kept for them."""
    sent = request.method == "POST"
    return over(403, safe=sent and kept.keep(visits.known(secret()), request.path, request.form))


def proof_lost(_: CSRFError) -> Response:
    """Keep what was typed although the proof of the form ran out, and show it again to be sent.

    The key of a visit comes along only from a page of ours, so this is nobody else’s doing.
    """
    if not kept.keep(visits.known(secret()), request.path, request.form):
        return errors.page(400)
    if visits.find(secret()) is None:
        return over(403, safe=True)
    return make_response(redirect(request.path, 303))


def saves_data() -> bool:
    """Whether the browser asks for as little as can be."""
    return "on" in request.headers.get("Save-Data", "").lower()


def exit_address() -> str:
    """Return the page somebody leaves to, which anybody could have open."""
    try:
        return str(settings.value("voice.exit_address"))
    except SQLAlchemyError:  # also when the database is away
        return "https://www.bbc.co.uk/weather"


def dress(answer: Response) -> Response:
    """Keep a page out of caches, search engines and other sites; let it leave to the neutral page."""
    parts = urlsplit(exit_address())
    away = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'self'; script-src 'self' 'nonce-{csp_nonce()}'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; object-src 'none'; base-uri 'none'; "
        f"form-action 'self' {away}; frame-ancestors 'none'"
    )
    if request.endpoint == "voice.leave" and answer.status_code >= 400:
        # The page stood open so long that its proof is worth nothing: whoever wants out gets out.
        answer.headers["Refresh"] = f"0; url={exit_address()}"
        forget(answer)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
