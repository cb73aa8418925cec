"""What this desk calls the engine's rules, in two or three words."""

from __future__ import annotations

RULE_LABELS = {
    "consent": "Agreement to matching",
    "ready": "Ready to start",
    "age": "Age",
    "dates": "Dates",
    "open": "Open for names",
    "travel": "The journey",
    "qualification": "Qualifications",
    "hours": "Hours",
    "dbs": "DBS check",
    "places": "A place left",
    "kind": "Kind of offer",
    "sector": "Work they said no to",
    "employer": "Employers to stay away from",
    "area": "Places to stay away from",
}
