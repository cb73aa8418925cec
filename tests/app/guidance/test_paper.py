"""Papers are tagged PDF, say who they are for, and set whatever people typed as plain text."""

import io
import time

import pytest
from pypdf import PdfReader

from app.guidance import library, services
from app.guidance.paper import packs, printing

HOSTILE = (
    '#{sys.inputs} #import "x" #eval("1") $x$ *bold* _it_ \\ @ref <label> [x] "q" // c /* */ `raw`'
    " = head - item + enum / term: ~ --- \u202e\u0000\u0301 😀 漢字 café £3,000 ✓ \ud800\n\n#panic()"
)


def opened(pdf):
    return PdfReader(io.BytesIO(pdf))


def assert_tagged(reader, title):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == printing.printable(title)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert all("/StructParents" in page for page in reader.pages)
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(inner.get_object())


def fetched(browser, endpoint, **values):
    """A paper as it comes over the line, which is no text."""
    with browser.app.app_context():
        return browser.client.get(browser.address(endpoint, **values))


def said(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def roles(reader):
    """How often each kind of tag stands in the structure."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, dict) and "/S" in node:
            found.append(node["/S"])
        kids = node.get("/K", []) if isinstance(node, dict) else []
        waiting += [
            kid
            for kid in (kids if isinstance(kids, list) else [kids])
            if hasattr(kid, "get_object")
        ]
    return found


@pytest.fixture
def offer(make, business):
    employer = make.employer(user=business, name="Riverside Bakery")
    return make.opportunity(employer=employer, title="Two weeks at the bakery", min_age=16)


def test_every_guide_can_be_printed_as_tagged_pdf(app):
    began = time.perf_counter()
    for slug in library.by_slug():
        paper = packs.of_guide(services.show(slug))
        assert_tagged(opened(paper.pdf()), paper.title)
    print(f"{len(library.by_slug())} guides in {time.perf_counter() - began:.1f} s")


def test_the_starter_pack_holds_the_list_the_day_the_money_the_host_and_whom_to_ask(
    browser, business, offer
):
    answer = fetched(browser.sign_in(business), "guidance.starter_pack", ref=offer.ref)
    reader = opened(answer.data)

    assert answer.mimetype == "application/pdf"
    assert_tagged(reader, "Two weeks at the bakery")
    words = said(reader)
    for wanted in (
        *("Starter pack for Riverside Bakery", "What the council does", "The first-day card"),
        *("Money there may be", "Being a good host", "Whom to ask"),
    ):
        assert wanted in words
    assert {"/H1", "/H2", "/H3", "/L", "/LI"} <= set(roles(reader))


def test_the_pack_for_departments_has_pictures_with_words(browser):
    reader = opened(fetched(browser, "guidance.department_pack").data)

    assert_tagged(reader, "How your service can open a door")
    assert roles(reader).count("/Figure") == 3


def test_nobody_elses_pack_can_be_had(browser, make, offer):
    other = make.user("business")
    make.employer(user=other)

    assert browser.sign_in(other).get("guidance.starter_pack", ref=offer.ref).status == 404


def test_hostile_text_is_set_as_plain_text(app, make):
    employer = make.employer(name=HOSTILE.replace("\ud800", "").replace("\x00", "")[:120])
    typed = HOSTILE.replace("\ud800", "").replace("\x00", "")
    offer = make.opportunity(
        employer=employer, title=typed[:120], day_one={"who_meets_you": typed, "lunch": typed * 20}
    )
    reader = opened(packs.starter(offer).pdf())

    assert_tagged(reader, typed[:120])
    words = said(reader)
    assert '#eval("1")' in words
    assert "#panic()" in words
    assert "*bold*" in words


def test_what_no_typeface_shows_becomes_an_empty_box_and_never_an_error():
    assert printing.printable("Zoë 😀\u202e\n漢\x00\ud800") == "Zoë □ □"
    everything = "".join(chr(code) for code in range(0x3000))
    parts = [{"kind": "text", "spans": printing.spans(everything)}]

    assert printing.paper(everything[:200], "", "", parts).startswith(b"%PDF")


def test_the_same_paper_is_set_once(app):
    printing._set.cache_clear()
    paper = packs.department()

    assert paper.pdf() == paper.pdf()
    assert printing._set.cache_info().hits == 1
