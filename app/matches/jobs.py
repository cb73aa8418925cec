"""What matching does on a clock."""

from __future__ import annotations

from app.matches import keeping, runs


def nightly() -> None:
    """Match everybody; a night without changes changes nothing."""
    runs.run("nightly")


def after_changes() -> None:
    """Match those whose record, or everybody when an offer, has changed."""
    runs.follow_offers()
    runs.answer_requests()


def forget_old() -> None:
    """Remove lists nobody is shown any more."""
    keeping.forget_old()
