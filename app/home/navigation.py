"""What the header offers each role."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user

# role: (words, endpoint)
MENU: dict[str, tuple[tuple[str, str], ...]] = {
    "public": (
        ("Opportunities", "opportunities.public_list"),
        ("For employers", "employers.start"),
        ("Sign in", "accounts.sign_in"),
    ),
    "business": (
        ("Home", "home.index"),
        ("Our offers", "opportunities.mine"),
        ("Introductions", "introductions.inbox"),
        ("Placements", "placements.index"),
        ("Organisation", "employers.mine"),
    ),
    "advisor": (
        ("Home", "home.index"),
        ("Young people", "young_people.index"),
        ("Introductions", "introductions.index"),
        ("Placements", "placements.index"),
        ("Fair days", "fairdays.index"),
        ("Opportunities", "opportunities.public_list"),
    ),
    "manager": (
        ("Home", "home.index"),
        ("Young people", "young_people.index"),
        ("Team", "young_people.team"),
        ("Introductions", "introductions.index"),
        ("Placements", "placements.index"),
        ("Fair days", "fairdays.index"),
    ),
    "hr": (
        ("Home", "home.index"),
        ("Cases", "guarantee.index"),
        ("Vacancies", "guarantee.vacancies"),
    ),
    "councillor": (
        ("Home", "home.index"),
        ("My referrals", "referrals.index"),
        ("Figures", "reports.figures"),
    ),
    "coordinator": (
        ("Home", "home.index"),
        ("Desk", "opportunities.queue_page"),
        ("Referrals", "referrals.desk"),
        ("Calls", "guidance.call_list"),
        ("Fair days", "fairdays.index"),
        ("Eligibility", "guarantee.eligibility"),
        ("Funnel", "reports.funnel"),
        ("Engine", "monitoring.index"),
        ("People’s data", "privacy.index"),
        ("Messages", "outbox.index"),
        ("Law and rates", "settings.index"),
    ),
    "admin": (
        ("Home", "home.index"),
        ("People", "accounts.index"),
        ("People’s data", "privacy.timetable"),
        ("Messages", "outbox.index"),
        ("Law and rates", "settings.index"),
    ),
}

# Rooms whose pages stand under another room’s entry: the first of these that a role has.
UNDER = {
    "employers": ("employers", "opportunities"),
    "concerns": ("opportunities",),
    "learning": ("monitoring",),
    "match_runs": ("monitoring",),
    "unlocks": ("reports", "young_people"),
    "matches": ("young_people",),
    "enquiries": ("opportunities",),
    "voice_desk": ("young_people",),
    "sheets": ("young_people",),
    "guidance": ("employers",),
    "adverts": ("opportunities",),
    "returns": ("young_people", "reports"),
    "privacy": ("privacy", "young_people"),
}


def init_app(app: Flask) -> None:
    """Give every page its navigation."""
    app.context_processor(_navigation)


def _navigation() -> dict[str, Any]:
    signed_in = current_user and current_user.is_authenticated
    role = current_user.role if signed_in else "public"
    known = [line for line in MENU[role] if line[1] in current_app.view_functions]
    here = _here([endpoint for _, endpoint in known])
    return {
        "navigation": [(words, url_for(endpoint), endpoint == here) for words, endpoint in known]
    }


def _here(endpoints: list[str]) -> str | None:
    # A page that is not in the menu belongs to the entry of its feature it lies under, or the first.
    if request.endpoint in endpoints:
        return request.endpoint
    own = request.blueprint or ""
    for room in UNDER.get(own, (own,)):
        ours = [name for name in endpoints if name.partition(".")[0] == room]
        if ours and own != "home":
            return max(ours, key=_reach)
    return None


def _reach(endpoint: str) -> int:
    address = url_for(endpoint)
    return len(address) if request.path.startswith(f"{address}/") else 0
