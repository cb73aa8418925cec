"""What is said of an attempt to learn, in plain words."""

from __future__ import annotations

from app.filters import plural
from app.matches.engine.learning import FEWEST_TO_JUDGE, Attempt
from app.settings import services as settings

OVERTAKEN = "Another model was put in its place while this one was tried. It is tried again."

WENT_BACK = "Somebody went back to the model in use, so this one is used only with a yes."


def good_enough(tried: Attempt) -> bool:
    """Say whether a tried model may be used: better, and learnt from enough."""
    return tried.better and tried.lessons >= int(settings.value("learning.fewest_outcomes"))


def of(tried: Attempt, compared_with: int) -> str:
    """Return why a tried model is used or is not."""
    fewest = int(settings.value("learning.fewest_outcomes"))
    if tried.lessons < fewest:
        return f"Too little has happened to learn from: fewer than {fewest} confirmed outcomes."
    if tried.held_out < FEWEST_TO_JUDGE:
        return f"Too little is new since version {compared_with} to tell whether it is better."
    newest = plural(tried.held_out, "newest outcome")
    if tried.one_voice:
        return (
            f"It foresaw the {newest} better than version {compared_with}, but only because of "
            "what one person wrote down."
        )
    if tried.better:
        return (
            f"It foresaw the {newest} better than version {compared_with}, which it had not seen."
        )
    if tried.loss_after < tried.loss_before:
        return (
            f"It foresaw the {newest} a little better than version {compared_with}, "
            "but not clearly enough to rule out luck."
        )
    return f"It foresaw the {newest} no better than version {compared_with}."
