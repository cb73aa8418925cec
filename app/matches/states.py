"""What can be decided about a suggestion."""

from __future__ import annotations

from app.matches.models import SuggestionState as S
from app.states import Machine, move

OPEN = (S.SUGGESTED, S.SHORTLISTED, S.DISCUSSED)

SUGGESTION = Machine(
    "suggestion",
    S,
    S.SUGGESTED,
    (
        move(
            "shortlist",
            (S.SUGGESTED, S.DISMISSED),
            S.SHORTLISTED,
            "advisor manager",
            "Shortlist",
            tone="primary",
        ),
        move(
            "dismiss",
            (S.SUGGESTED, S.SHORTLISTED, S.DISCUSSED),
            S.DISMISSED,
            "advisor manager",
            "Not this one",
            needs_reason=True,
        ),
        move("discuss", S.SHORTLISTED, S.DISCUSSED, "advisor manager", "We talked about it"),
        move(
            "interested",
            (S.SHORTLISTED, S.DISCUSSED, S.YP_NOT_NOW, S.YP_DECLINED),
            S.YP_INTERESTED,
            "advisor manager",
            "They said yes",
            tone="primary",
        ),
        move(
            "not_now",
            (S.SHORTLISTED, S.DISCUSSED, S.YP_INTERESTED),
            S.YP_NOT_NOW,
            "advisor manager",
            "They said not now",
        ),
        move(
            "declined",
            (S.SHORTLISTED, S.DISCUSSED, S.YP_INTERESTED, S.YP_NOT_NOW),
            S.YP_DECLINED,
            "advisor manager",
            "They said no",
            needs_reason=True,
        ),
        move(
            "restore", (S.DISMISSED, S.YP_DECLINED), S.SUGGESTED, "advisor manager", "Put it back"
        ),
        # A place on a fair day: the coordinator puts it on the list, their advisor talks to them.
        move(
            "put_forward",
            S.SUGGESTED,
            S.SHORTLISTED,
            "coordinator",
            "Put forward",
            needs_reason=True,
        ),
        # What the young person says on their own page: at any time, and a “no” needs no reason.
        move(
            "say_yes",
            (*OPEN, S.YP_NOT_NOW, S.YP_DECLINED),
            S.YP_INTERESTED,
            "young_person",
            "I said yes",
        ),
        move(
            "say_not_now",
            (*OPEN, S.YP_INTERESTED, S.YP_DECLINED),
            S.YP_NOT_NOW,
            "young_person",
            "I said not now",
        ),
        move(
            "say_no",
            (*OPEN, S.YP_INTERESTED, S.YP_NOT_NOW),
            S.YP_DECLINED,
            "young_person",
            "I said no",
        ),
        move("take_back", S.SHORTLISTED, S.SUGGESTED, "coordinator", "Take back"),
    ),
)
