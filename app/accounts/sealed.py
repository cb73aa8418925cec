"""Links that are kept nowhere: what they say stands in them, signed, and is over after a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer


def _signer(what: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=what)


def seal(what: str, said: Any) -> str:
    """Return the secret part of a link; one for something else is refused in its place."""
    return str(_signer(what).dumps(said))


def unseal(what: str, secret: str, lasts: timedelta) -> Any:
    """Return what a link says; raise ValueError for one that was changed, is too old or another’s."""
    try:
        return _signer(what).loads(secret, max_age=int(lasts.total_seconds()))
    except BadData:
        raise ValueError("This is not a link of ours") from None
