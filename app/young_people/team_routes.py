"""The manager’s team: load, overdue work, who is away; one advisor’s standing; the file."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.security import allow, me
from app.young_people import queries, team_pages
from app.young_people.blueprint import bp
from app.young_people.reading import seen

ADVISOR = "/team/<string(length=22):advisor>"


@bp.get("/team")
@allow("manager")
def team() -> ResponseReturnValue:
    shown = team_pages.page(me(), request.args.get("show", ""), request.args.get("sort", ""))
    return render_template("young_people/team.html", **shown)


@bp.get("/team/caseloads.csv")
@allow("manager")
def export_team() -> ResponseReturnValue:
    return download(team_pages.as_csv(me()), "team.csv")


@bp.get(ADVISOR)
@allow("manager")
def member(advisor: str) -> ResponseReturnValue:
    shown = team_pages.member(queries.member_of_team(advisor, manager=me()), me())
    seen(line.ref for line in shown["shown"])
    return render_template("young_people/member.html", **shown)
