"""What somebody says on their own page: how it goes, what they like, what may be shared."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import text
from app.settings import services as settings
from app.voice import pages, requests, saying
from app.voice.access import by_link, whose
from app.voice.blueprint import bp
from app.voice.forms import AskForm, ButtonForm, HowForm, LikesForm, ReviewForm, WordsForm
from app.voice.models import RequestKind

NUMBER = "<int(min=1, max=999):number>"


def _shown(template: str, form: object, **more: object) -> ResponseReturnValue:
    page = render_template(f"voice/{template}.html", form=form, **more, **pages.frame(whose()))
    wrong = getattr(form, "errors", None) or getattr(form, "form_errors", None)
    return page, 422 if wrong else 200


@bp.route("/page/how", methods=["GET", "POST"])
@by_link
def how() -> ResponseReturnValue:
    form = HowForm()
    if form.validate_on_submit():
        said = form.answers()
        saying.how(whose(), said)
        return redirect(url_for(".thanks", what="talk" if said.wants_to_talk else "how"), 303)
    return _shown("how", form)


@bp.route("/page/talk", methods=["GET", "POST"])
@by_link
def talk() -> ResponseReturnValue:
    form = AskForm()
    if form.validate_on_submit():
        requests.ask(whose(), RequestKind.TALK, text(form.words))
        return redirect(url_for(".thanks", what="talk"), 303)
    return _shown("talk", form, by=requests.due_on(RequestKind.TALK))


@bp.route("/page/likes", methods=["GET", "POST"])
@by_link
def likes() -> ResponseReturnValue:
    sectors = settings.sectors()
    known = {row.sector_key: row.level for row in whose().interests}
    form = LikesForm.about(sectors, known)
    if form.validate_on_submit():
        saying.likes(whose(), form.levels())
        return redirect(url_for(".thanks", what="likes"), 303)
    return _shown("likes", form, sectors=sectors)


@bp.route("/page/words", methods=["GET", "POST"])
@by_link
def words() -> ResponseReturnValue:
    form = WordsForm(words=whose().own_words)
    if form.validate_on_submit():
        saying.words(whose(), text(form.words))
        return redirect(url_for(".thanks", what="words"), 303)
    return _shown("words", form)


@bp.get("/page/sharing")
@by_link
def sharing() -> ResponseReturnValue:
    return render_template("voice/sharing.html", **pages.sharing(whose()))


@bp.route(f"/page/sharing/{NUMBER}", methods=["GET", "POST"])
@by_link
def agreement(number: int) -> ResponseReturnValue:
    form = ButtonForm()
    if form.validate_on_submit():
        saying.take_back(whose(), form.ref.data or "")
        return redirect(url_for(".thanks", what="shared"), 303)
    one = saying.agreement_at(whose(), number)
    form.ref.data = one.ref
    return _shown("agreement", form, it=pages.agreement(one), number=number)


@bp.route("/page/ideas-off", methods=["GET", "POST"])
@by_link
def stop() -> ResponseReturnValue:
    form = AskForm()
    if form.validate_on_submit():
        saying.stop_matching(whose(), text(form.words))
        return redirect(url_for(".thanks", what="stopped"), 303)
    return _shown("stop", form)


@bp.route("/page/ideas-on", methods=["GET", "POST"])
@by_link
def begin_again() -> ResponseReturnValue:
    form = ButtonForm()
    if form.validate_on_submit():
        saying.match_again(whose())
        return redirect(url_for(".thanks", what="again"), 303)
    return _shown("again", form, may=saying.may_begin_again(whose()))


@bp.route(f"/page/reviews/{NUMBER}", methods=["GET", "POST"])
@by_link
def review(number: int) -> ResponseReturnValue:
    form = ReviewForm()
    if form.validate_on_submit():
        try:
            saying.review(whose(), form.ref.data or "", form.answers())
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".thanks", what="review"), 303)
    place = pages.at(saying.to_review(whose()), number)
    form = form.showing(place.ref)
    return _shown("review", form, place=place)
