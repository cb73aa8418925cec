"""What the page of the public list shows, made from its address."""

from __future__ import annotations

from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from app.opportunities import chips, looking
from app.opportunities.addresses import pages
from app.opportunities.forms.looking import SORTS, ListForm
from app.opportunities.paging import page_number
from app.opportunities.search import finding
from app.opportunities.search.finding import Wanted
from app.opportunities.search.index import Index
from app.places.models import Place
from app.settings import services as settings

LIST = "opportunities.public_list"


def asked(args: MultiDict[str, str], held: Index) -> tuple[ListForm, Wanted, Place | None]:
    """Return the questions with their answers, what they ask for, and round where."""
    form = ListForm(args).with_choices(settings.sector_choices(), held.outwards)
    form.validate()
    near = looking.place(form.chosen("postcode"))
    form.settle(near)
    return form, form.wanted(near), near


def shown(args: MultiDict[str, str]) -> dict[str, Any]:
    """Return everything the page says."""
    held = looking.index()
    form, wanted, near = asked(args, held)
    found = looking.look(wanted, held)
    chosen = chips.chips(form)
    opened = [] if found.total else chips.openings(form, found.without)
    form.count(found)
    page = looking.page_of(found, page_number(args.get("page")))
    return {
        "form": form,
        "near": near,
        "found": pages(page, LIST, form.kept()),
        "understood": found.understood,
        "chosen": [(chip.words, url_for(LIST, **chip.kept)) for chip in chosen],
        "openings": opened,
        "orders": _orders(form, finding.sorting(wanted)),
    }


def _orders(form: ListForm, now: str) -> list[tuple[str, str, bool]]:
    kept = form.kept()
    possible = {"best": bool(form.chosen("q")), "nearest": bool(form.chosen("postcode"))}
    return [
        (words, url_for(LIST, **{**kept, "sort": key}), key == now)
        for key, words in SORTS.items()
        if possible.get(key, True)
    ]
