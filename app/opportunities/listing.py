"""What the page of the public list shows, made from its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from app.opportunities import chips, looking, mapping
from app.opportunities.addresses import pages
from app.opportunities.forms.looking import SORTS, ListForm
from app.opportunities.mapping import Picture
from app.opportunities.search import finding
from app.opportunities.search.finding import Found, Wanted
from app.opportunities.search.index import Index
from app.paging import asked_page
from app.places.models import Place
from app.settings import services as settings

LIST = "opportunities.public_list"


@dataclass(frozen=True)
class Asked:
    """The questions with their answers, what they ask for, round where, and among which offers."""

    form: ListForm
    wanted: Wanted
    near: Place | None
    held: Index


def asked(args: MultiDict[str, str]) -> Asked:
    """Return what an address of the list asks for."""
    sectors = settings.sector_choices()
    held = looking.index(sectors)
    form = ListForm(args).with_choices(sectors, held.outwards)
    form.validate()
    near = looking.place(form.chosen("postcode"))
    form.settle(near)
    return Asked(form, form.wanted(near), near, held)


def shown(args: MultiDict[str, str]) -> dict[str, Any]:
    """Return everything the page says."""
    said = asked(args)
    form, found = said.form, looking.look(said.wanted, said.held)
    chosen = chips.chips(form)
    opened = [] if found.total else chips.openings(form, found.without)
    form.count(found)
    page = looking.page_of(found, asked_page())
    return {
        "form": form,
        "near": said.near,
        "found": pages(page, LIST, form.kept()),
        "understood": found.understood,
        "chosen": [(chip.words, url_for(LIST, **chip.kept)) for chip in chosen],
        "openings": opened,
        "picture": _picture(found) if form.chosen("view") == "map" and found.total else None,
        "in_area": lambda code: _in_area(form.kept(), code),
        "views": _views(form),
        "feed": url_for("publishing.atom", **{**form.kept(), "view": None, "sort": None}),
        "orders": _orders(form, finding.sorting(said.wanted)),
    }


def _picture(found: Found) -> Picture:
    counts = found.counts["area"]
    among = found.without.get("area", found.total)
    return mapping.picture(counts, among)


def _in_area(kept: dict[str, Any], code: str) -> str:
    return url_for(LIST, **{**kept, "area": code, "view": None})


def _views(form: ListForm) -> list[tuple[str, str, bool]]:
    kept, now = form.kept(), form.chosen("view")
    return [
        ("List", url_for(LIST, **{**kept, "view": None}), now is None),
        ("Map", url_for(LIST, **{**kept, "view": "map"}), now == "map"),
    ]


def _orders(form: ListForm, now: str) -> list[tuple[str, str, bool]]:
    kept = form.kept()
    possible = {"best": bool(form.chosen("q")), "nearest": bool(form.chosen("postcode"))}
    return [
        (words, url_for(LIST, **{**kept, "sort": key}), key == now)
        for key, words in SORTS.items()
        if possible.get(key, True)
    ]
