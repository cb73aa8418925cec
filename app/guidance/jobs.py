"""What the clock does with calls: reminds of them, and forgets who asked."""

from __future__ import annotations

from app.guidance import calls


def remind_of_calls() -> int:
    """Remind of calls that are due; return how many."""
    return calls.remind()


def forget_calls() -> int:
    """Forget who asked for calls that were settled long ago; return how many."""
    return calls.forget()
