"""How a councillor's referral moves."""

from __future__ import annotations

from app.referrals.models import ReferralState as S
from app.states import Machine, move

REFERRAL = Machine(
    "referral",
    S,
    S.RECEIVED,
    (
        move(
            "acknowledge",
            S.RECEIVED,
            S.ACKNOWLEDGED,
            "coordinator",
            "Say thank you",
            tone="primary",
        ),
        move(
            "contact",
            S.ACKNOWLEDGED,
            S.CONTACTED,
            "coordinator",
            "We spoke to them",
            tone="primary",
        ),
        move(
            "register",
            (S.RECEIVED, S.ACKNOWLEDGED, S.CONTACTED),
            S.REGISTERED,
            "system coordinator",
            "They registered",
        ),
        move(
            "not_interested",
            (S.ACKNOWLEDGED, S.CONTACTED),
            S.NOT_INTERESTED,
            "coordinator",
            "Not interested for now",
            needs_reason=True,
        ),
        move(
            "duplicate",
            (S.RECEIVED, S.ACKNOWLEDGED),
            S.DUPLICATE,
            "coordinator system",
            "Already referred",
        ),
        move("offer_live", S.REGISTERED, S.OFFER_LIVE, "system", "Their first offer is live"),
        move(
            "first_placement",
            S.OFFER_LIVE,
            S.FIRST_PLACEMENT,
            "system",
            "Their first placement began",
        ),
    ),
)
