"""What this feature tells those above it."""

from __future__ import annotations

from blinker import Namespace

# Sent inside the transaction that stored a file of offers: imported.send(file name). Rows of an
# import move in bulk, so no single move is announced.
imported = Namespace().signal("offers_imported")
