"""Vacancies: the list, one of them, changing it, its minimum requirements, the import."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.errors import DomainError
from app.guarantee import queries, vacancies
from app.guarantee.blueprint import REF, bp
from app.guarantee.models import Vacancy
from app.guarantee.vacancy_forms import MinimumForm, VacancyForm
from app.security import allow, me


@bp.get("/vacancies", endpoint="vacancies")
@allow("hr")
def vacancies_page() -> ResponseReturnValue:
    search = paging.asked("search")
    found = paging.page_of(queries.vacancies(search), paging.asked_page())
    return render_template(
        "guarantee/vacancies.html",
        found=found,
        search=search,
        cases=queries.case_counts(found.rows),
    )


@bp.route("/vacancies/new", methods=["GET", "POST"])
@allow("hr")
def new_vacancy() -> ResponseReturnValue:
    form = VacancyForm()
    if form.validate_on_submit():
        try:
            vacancy = vacancies.add(form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"You added {vacancy.title}. Cases can be opened for it now.")
            return redirect(url_for(".vacancy", ref=vacancy.ref))
    return render_template("guarantee/vacancy_form.html", form=form, vacancy=None)


@bp.get("/vacancies" + REF)
@allow("hr")
def vacancy(ref: str) -> ResponseReturnValue:
    found = vacancies.find(ref)
    return render_template(
        "guarantee/vacancy.html",
        vacancy=found,
        cases=queries.cases_of(found),
        decided=vacancies.decided(found),
    )


@bp.route("/vacancies" + REF + "/edit", methods=["GET", "POST"])
@allow("hr")
def edit_vacancy(ref: str) -> ResponseReturnValue:
    found = vacancies.find(ref)
    form = VacancyForm.on(found, **VacancyForm.stored(found))
    if form.validate_on_submit():
        try:
            vacancies.change(found, form.answers(), version=form.seen(), by=me())
        except DomainError as error:
            form.refused(error, found)
        else:
            flash("The vacancy is saved.")
            return redirect(url_for(".vacancy", ref=ref))
    return edit_page(form, found), form.status


def edit_page(form: VacancyForm, vacancy: Vacancy) -> str:
    """Return the page that changes a vacancy."""
    closed = vacancies.decided(vacancy)
    return render_template(
        "guarantee/vacancy_form.html", form=form, vacancy=vacancy, decided=closed
    )


@bp.route("/vacancies" + REF + "/minimum", methods=["GET", "POST"])
@allow("hr")
def minimum(ref: str) -> ResponseReturnValue:
    found = vacancies.find(ref)
    ticked = [str(line.id) for line in found.criteria if line.minimum]
    form = MinimumForm.on(found, minimum=ticked)
    form.offer(found)
    if form.validate_on_submit():
        try:
            vacancies.set_minimum(found, form.answers(), version=form.seen(), by=me())
        except DomainError as error:
            form.refused(error, found)
        else:
            flash("The minimum requirements are saved.")
            return redirect(url_for(".vacancy", ref=ref))
    return render_template("guarantee/minimum.html", form=form, vacancy=found), form.status
