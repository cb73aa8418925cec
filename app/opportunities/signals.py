"""What this feature tells those above it."""

from __future__ import annotations

from blinker import Namespace

# Sent inside the transaction that stored a file of offers: imported.send(file name). Rows of an
# import move in bulk, so no single move is announced.
imported = Namespace().signal("offers_imported")

# Sent inside the transaction in which an offer or an organisation said how many it can see, and
# from when: limits_changed.send(the row).
limits_changed = Namespace().signal("limits_changed")

# Sent before an import is taken back: asked_if_used.send(None, offers=[row numbers]). Each answer
# is the set of those somebody works with already.
asked_if_used = Namespace().signal("asked_if_used")
