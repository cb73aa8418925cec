"""The coordinator’s pages for an organisation that is registered twice: join, and undo."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.employers import duplicates, facts, merging, services
from app.employers.blueprint import REF, bp
from app.employers.desk_forms import MergeForm, PartForm
from app.employers.models import Employer
from app.errors import DomainError
from app.filters import listing
from app.security import allow, me


@bp.route(f"/employers/{REF}/merge", methods=["GET", "POST"])
@allow("coordinator")
def merge(ref: str) -> ResponseReturnValue:
    employer, form = services.find(ref), MergeForm()
    similar = duplicates.similar_to(employer)
    form.offer(similar)
    if form.validate_on_submit():
        try:
            into = services.find(form.into.data)
            kept = merging.merge(employer, into, reason=form.why(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(_done(kept.duplicate.name, merging.what_moved(kept)))
            return redirect(url_for(".review", ref=form.into.data))
    return render_template("employers/merge.html", **_both(employer, similar), form=form)


def _done(name: str, moved: str) -> str:
    what = f"{moved} moved to the one that stays" if moved else "There was nothing to move"
    return f"{name} is one organisation now. {what}. You can undo this below."


def _both(employer: Employer, similar: list[duplicates.Similar]) -> dict[str, object]:
    asked = request.args.get("into", "")
    shown = [other for other in similar if other.employer.ref == asked] or similar[:1]
    other = shown[0] if shown else None
    mine = facts.rows(employer)
    theirs = {row["key"]: row["value"] for row in facts.rows(other.employer)} if other else {}
    rows = [[row["key"], row["value"] or "–", theirs.get(row["key"] or "") or "–"] for row in mine]
    return {"employer": employer, "other": other, "side_by_side": rows, "similar": similar}


@bp.route(f"/employers/{REF}/part", methods=["GET", "POST"])
@allow("coordinator")
def part(ref: str) -> ResponseReturnValue:
    employer, form = services.find(ref), PartForm()
    kept = merging.join_of(employer)
    if form.validate_on_submit():
        try:
            left = merging.undo(kept, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            rest = f" What did not go back: {listing(left)}." if left else ""
            flash(f"{employer.name} is its own organisation again.{rest}")
            return redirect(url_for(".review", ref=ref))
    shown = {"employer": employer, "kept": kept, "moved": merging.what_moved(kept)}
    return render_template("employers/part.html", form=form, **shown)
