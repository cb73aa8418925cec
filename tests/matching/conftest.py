"""Lets the tests of the engine share their invented records and the plain loop."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
