import re

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts import links, passwords, services, sessions
from app.accounts.links import Purpose
from app.accounts.models import OneUseLink, UserSession
from app.outbox.models import Message

OLD = "violet tractor pudding"
NEW = "quiet anvil marmalade"
FAR = "https://unlocking.demo.example"


@pytest.fixture
def robin(make):
    return make.user("hr", email="robin@demo.example", password_hash=passwords.keep(OLD))


def ask(browser, email="robin@demo.example"):
    return browser.anonymous().post("accounts.forgotten_password", {"email": email})


def mailed_secret():
    body = db.session.scalar(select(Message.body).order_by(Message.id.desc()).limit(1))
    return re.search(r"/([\w-]{43})\s", body)[1]


def later(app, delta):
    app.config["APP_NOW"] = (clock.now() + delta).isoformat()


@pytest.fixture(autouse=True)
def real_clock(app):
    yield
    app.config["APP_NOW"] = ""


def test_a_link_by_email_lets_somebody_choose_a_password_once(browser, robin):
    ask(browser)
    secret = mailed_secret()

    done = browser.anonymous().post("accounts.choose_password", {"password": NEW}, secret=secret)
    again = browser.anonymous().get("accounts.choose_password", secret=secret)

    assert done.h1 == "Sign in"
    assert "Your new password works now" in done.text
    assert again.status == 410
    assert services.sign_in("robin@demo.example", NEW, address=None).id == robin.id
    with pytest.raises(services.WrongPassword):
        services.sign_in("robin@demo.example", OLD, address=None)


def test_looking_at_the_link_does_not_spend_it(browser, robin):
    ask(browser)
    secret = mailed_secret()

    statuses = [browser.get("accounts.choose_password", secret=secret).status for _ in range(3)]

    assert statuses == [200, 200, 200]


def test_a_weak_choice_does_not_spend_the_link(browser, robin):
    ask(browser)
    secret = mailed_secret()

    page = browser.anonymous().post(
        "accounts.choose_password", {"password": "short"}, secret=secret
    )

    assert page.errors == ["Enter a password with 12 characters or more"]
    assert links.holder(secret, Purpose.PASSWORD).id == robin.id


def test_the_link_is_too_old_after_an_hour(app, browser, robin):
    ask(browser)
    later(app, links.LASTS[Purpose.PASSWORD])

    assert browser.get("accounts.choose_password", secret=mailed_secret()).status == 410


def test_a_newer_link_replaces_the_older(browser, robin):
    ask(browser)
    older = mailed_secret()
    ask(browser)

    assert links.holder(older, Purpose.PASSWORD) is None
    assert links.holder(mailed_secret(), Purpose.PASSWORD).id == robin.id


def test_only_a_digest_of_the_link_is_kept(browser, robin):
    ask(browser)

    assert db.session.scalar(select(OneUseLink.digest)) == sessions.digest(mailed_secret())


def test_a_link_for_one_purpose_opens_no_other(app, robin):
    with db.transaction():
        secret = links.make(robin, Purpose.ADDRESS)

    assert links.holder(secret, Purpose.PASSWORD, Purpose.INVITATION) is None
    with pytest.raises(links.LinkOver):
        services.choose_password(secret, NEW)


def test_of_two_who_follow_the_link_at_once_only_one_wins(app, robin):
    with db.transaction():
        secret = links.make(robin, Purpose.PASSWORD)
    links.spend(secret, Purpose.PASSWORD)

    with pytest.raises(links.LinkOver):
        links.spend(secret, Purpose.PASSWORD)


def test_nobody_learns_whether_an_account_exists(browser, robin):
    known = ask(browser)
    unknown = ask(browser, "nobody@demo.example")

    assert known.status == unknown.status == 200
    assert known.text.replace("robin@", "nobody@") == unknown.text
    assert len(db.session.scalars(select(Message)).all()) == 1


def test_a_closed_account_gets_no_link(browser, make):
    make.user("hr", email="gone@demo.example", active=False)
    ask(browser, "gone@demo.example")

    assert db.session.scalar(select(Message)) is None


def test_asking_too_often_is_slowed_down(browser, robin):
    for _ in range(5):
        ask(browser)

    assert ask(browser).status == 429


def test_choosing_a_password_ends_every_session(browser, robin):
    browser.sign_in(robin)
    with db.transaction():
        secret = links.make(robin, Purpose.PASSWORD)

    services.choose_password(secret, NEW)

    assert browser.get("accounts.password").location.startswith("/sign-in")


def test_changing_the_password_ends_all_other_sessions(app, browser, robin):
    elsewhere = type(browser)(app).sign_in(robin)
    browser.sign_in(robin)

    page = browser.post("accounts.password", {"old": OLD, "password": NEW}, follow=False)

    assert page.status == 302
    assert browser.get("accounts.password").status == 200
    assert elsewhere.get("accounts.password").location.startswith("/sign-in")
    assert db.session.query(UserSession).count() == 1


def test_who_does_not_know_the_old_password_cannot_change_it(browser, robin):
    page = browser.sign_in(robin).post("accounts.password", {"old": NEW, "password": NEW})

    assert page.errors == ["Enter the password you use now"]
    assert passwords.fits(robin.password_hash, OLD)


def test_guessing_the_old_password_at_an_open_screen_is_slowed_down(browser, robin):
    browser.sign_in(robin)
    for _ in range(8):
        browser.post("accounts.password", {"old": NEW, "password": NEW})

    assert browser.post("accounts.password", {"old": OLD, "password": NEW}).status == 429


def test_whoever_owns_the_account_hears_of_a_new_password(app, robin):
    services.set_password(robin, NEW, by=None)

    message = db.session.scalar(select(Message))
    assert message.to_address == "robin@demo.example"
    assert "has changed" in message.subject


@pytest.mark.parametrize(
    "weak",
    [
        "elevenchars",
        "password1234",
        "Password123!",
        "p a s s w o r d 1 2 3 4",
        "qwertyuiop123",
        "Milton Keynes 2026",
        "aaaaaaaaaaaaa",
        "abababababab",
        "123456789012",
        "abcdefghijklm",
        "robin@demo.example",
        "Robin Of Loxley",
    ],
)
def test_what_is_easy_to_guess_is_refused(weak):
    with pytest.raises(passwords.WeakPassword):
        passwords.check_new(weak, "robin@demo.example", "Robin of Loxley")


@pytest.mark.parametrize(
    "strong",
    [NEW, "x7$Kq" * 60, "пароль из трёх слов", "😀🏠🚌🌳🧁🎲🪴🧵🪁🎺🧊🛶", "o’neil’s two dogs"],
)
def test_long_and_unusual_passwords_are_welcome(strong):
    passwords.check_new(strong, "robin@demo.example")

    assert passwords.fits(passwords.keep(strong), strong)


def test_one_password_typed_on_two_keyboards_is_the_same():
    composed, apart = "caf\u00e9 on the corner", "cafe\u0301 on the corner"

    assert passwords.fits(passwords.keep(composed), apart)


@pytest.mark.parametrize("kept", [None, "", "rubbish", "$argon2id$v=19$broken"])
def test_what_is_no_password_fits_nothing(kept):
    assert not passwords.fits(kept, "nobody has this password")
