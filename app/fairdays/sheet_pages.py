"""Sheets to print, and a file to keep: numbers for employers, each advisor's own list."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.fairdays import queries, seeing, sheets
from app.fairdays.blueprint import REF, bp
from app.security import allow, me


@bp.get(f"{REF}/sheet/employers")
@allow("coordinator")
def employer_sheet(ref: str) -> ResponseReturnValue:
    day = queries.whole(ref, by=me())
    return render_template(
        "fairdays/employer_sheet.html",
        day=day,
        employers=sheets.by_employer(day),
        expected=sheets.expected(day),
    )


@bp.get(f"{REF}/sheet/advisors")
@allow("coordinator")
def advisor_sheet(ref: str) -> ResponseReturnValue:
    day = queries.whole(ref, by=me())
    found = seeing.board(day)
    return render_template(
        "fairdays/advisor_sheet.html", day=day, board=found, advisors=sheets.by_advisor(found)
    )


@bp.get(f"{REF}/places.csv")
@allow("coordinator")
def places_csv(ref: str) -> ResponseReturnValue:
    found = seeing.board(queries.whole(ref, by=me()))
    return download(sheets.as_csv(found), "fair-day-places.csv")
