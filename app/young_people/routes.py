"""The caseload and the record; the other files named …_routes hang on the same blueprint."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts.models import Role, User
from app.downloads import download
from app.errors import DomainError
from app.security import allow, me
from app.young_people import (
    caseload,
    consent_routes,
    cover_routes,
    covering,
    edit_routes,
    exports,
    import_routes,
    move_routes,
    pages,
    queries,
    round_routes,
    section_routes,
    services,
    story,
    team_move_routes,
    team_routes,
    together_routes,
    transfer_routes,
)
from app.young_people.blueprint import REF, STAFF, bp
from app.young_people.caseload import View
from app.young_people.forms import FilterForm, NewForm, SearchForm
from app.young_people.reading import open_record, seen

__all__ = [
    "bp",
    "consent_routes",
    "cover_routes",
    "edit_routes",
    "import_routes",
    "move_routes",
    "round_routes",
    "section_routes",
    "team_move_routes",
    "team_routes",
    "together_routes",
    "transfer_routes",
]

SEARCH = "young_people.search"


@bp.get("")
@allow(*STAFF)
def index() -> ResponseReturnValue:
    if not request.args and session.get(caseload.KEPT):
        return redirect(url_for(".index", **session[caseload.KEPT]))
    return _index(FilterForm(request.args), SearchForm(None))


def _index(form: FilterForm, search: SearchForm) -> ResponseReturnValue:
    advisors = _team()
    form.ask(pages.turns(me()), advisors)
    view = _view(form)
    # Whoever comes back from a record finds the list as they left it, until they sign out.
    if session.get(caseload.KEPT, {}) != (kept := view.args(search="", page=1)):
        session[caseload.KEPT] = kept
    search.q.data = view.search
    lines = caseload.lines(me())
    page = caseload.page_of(caseload.chosen(lines, view), view.page)
    seen((line.ref for line in page.lines), SEARCH if view.search else None)
    shown = pages.listing(view, lines, page, me(), advisors)
    return render_template("young_people/index.html", form=form, search=search, **shown)


def _team() -> list[User]:
    return queries.advisors_of(me()) if me().role == Role.MANAGER else []


def _view(form: FilterForm) -> View:
    search = str(session.get(SEARCH, "")) if request.args.get("search") else ""
    number = request.args.get("page", 1, type=int) or 1
    return View(**form.kept(), search=search, page=min(max(number, 1), 100_000))


@bp.post("/search")
@allow(*STAFF)
def search() -> ResponseReturnValue:
    # What was searched for stays in the session: names belong in no address and no log.
    form = SearchForm()
    if not form.validate():
        flash(form.q.errors[0] if form.q.errors else "Search again", "error")
        return redirect(url_for(".index"))
    session[SEARCH] = form.q.data or ""
    return redirect(url_for(".index", search="1") if form.q.data else url_for(".index"))


@bp.get("/caseload.csv")
@allow(*STAFF)
def export() -> ResponseReturnValue:
    lines = caseload.chosen(caseload.own_lines(me(), queries.own(me())), View(sort="name"))
    seen(line.ref for line in lines)
    return download("\ufeff" + exports.as_csv(lines), "caseload.csv")


@bp.route("/new", methods=["GET", "POST"])
@allow(*STAFF)
def new() -> ResponseReturnValue:
    form = NewForm.for_team(_team())
    if form.validate_on_submit():
        try:
            person = services.start_record(form.answers(), advisor=_advisor(form), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(
                f"You started a record for {person.preferred_name}. Next: ask what they would like to try"
            )
            return redirect(url_for(".show", ref=person.ref))
    return render_template("young_people/new.html", form=form)


def _advisor(form: NewForm) -> User:
    return queries.advisor_of_team(form.advisor.data, manager=me()) if "advisor" in form else me()


@bp.get(REF)
@allow(*STAFF)
def show(ref: str) -> ResponseReturnValue:
    # Interests are asked for only where there are no own words, and then by themselves.
    person = open_record(ref, *queries.CONSENTS_AT_ONCE)
    return render_template(
        "young_people/show.html",
        person=person,
        subnav=pages.subnav(person, "show"),
        step=pages.next_step(person, me()),
        lately=story.lately(person),
        helper=covering.helper_of(person),
    )
