"""Who may enter which view, and what every answer carries to keep browsers safe."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask_login import current_user

if TYPE_CHECKING:
    from app.accounts.models import User

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC: frozenset[str] = frozenset({"public"})
SIGNED_IN: frozenset[str] = frozenset({"signed-in"})
# Every view by module and name, with who may enter; tests/rules/test_access.py reads it.
ACCESS: dict[str, frozenset[str]] = {}


def declare(view: Callable[..., Any], roles: frozenset[str]) -> None:
    """Write down who may enter a view; every decorator of access ends here."""
    ACCESS[f"{view.__module__}.{view.__qualname__}"] = roles
    view.access = roles  # type: ignore[attr-defined]


def public(view: View) -> View:
    """Open a view to everybody."""
    declare(view, PUBLIC)
    return view


def allow(*roles: str) -> Callable[[View], View]:
    """Open a view to signed-in people of these roles; with none named, to all who are signed in."""
    named = frozenset(roles) or SIGNED_IN

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return redirect(url_for("accounts.sign_in", next=return_path()))
            if named is not SIGNED_IN and me().role not in named:
                abort(403)
            return view(*args, **kwargs)

        declare(guarded, named)
        return cast(View, guarded)

    return decorate


def me() -> User:
    """Return the signed-in person themself, not Flask-Login's stand-in."""
    return cast("User", current_user._get_current_object())


def return_path() -> str | None:
    """Return where to go back to after signing in; only for pages that can be opened again."""
    return request.full_path.rstrip("?") if request.method == "GET" else None


def safe_path(target: str | None) -> str | None:
    """Return the target if it is a path of this site, else None (no open redirects)."""
    if not target or len(target) > 2000 or any(ord(sign) < 33 or sign == "\\" for sign in target):
        return None
    parts = urlsplit(target)
    local = (
        not parts.scheme
        and not parts.netloc
        and target.startswith("/")
        and not target.startswith("//")
    )
    return target if local else None


def csp_nonce() -> str:
    """Return this answer's nonce for the few inline scripts."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return cast(str, g.csp_nonce)


def _refuse_junk() -> None:
    # NUL and broken UTF-8 in an address reach databases and logs as trouble; nobody types them.
    raw = request.environ.get("RAW_URI") or request.full_path
    if "\x00" in request.full_path or "%00" in raw or "�" in request.full_path:
        abort(400)


def _headers(response: Response) -> Response:
    policy = (
        f"default-src 'self'; script-src 'self' 'nonce-{csp_nonce()}'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    fixed = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer" if "private" in g else "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "X-Frame-Options": "DENY",
    }
    if response.status_code == 304:
        del fixed["Content-Security-Policy"]  # the page that is kept has the nonce it came with
    for name, value in fixed.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault(
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains"
        )
    if request.endpoint == "static":
        if "v" in request.args:  # the address changes with the content
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def init_app(app: Flask) -> None:
    """Guard every request and dress every answer."""
    app.before_request(_refuse_junk)
    app.after_request(_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
