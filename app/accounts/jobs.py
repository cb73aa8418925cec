"""What the clock does with accounts: nothing is kept longer than it is of use."""

from __future__ import annotations

from app.accounts import form_tokens, links, sessions, throttle


def forget_old() -> None:
    """Remove sessions, links, tries and form tokens that are over."""
    sessions.forget_old()
    links.forget_old()
    throttle.forget_old()
    form_tokens.forget_old()
