"""What features above may listen to, besides the moves of the state machine."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

# registered.send(employer, by=user): inside the transaction that adds the organisation.
registered = _signals.signal("employer-registered")
# merged.send(duplicate, into=employer, by=user): inside the transaction that joins the two.
merged = _signals.signal("employer-merged")
# parted.send(duplicate, into=employer, by=user): inside the transaction that undoes it.
parted = _signals.signal("employer-parted")
