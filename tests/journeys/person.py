"""Somebody who uses the product: opens pages, answers questions, presses buttons."""

from __future__ import annotations

import re

from app.accounts import sessions

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Person:
    """One browser with its own cookies; every page opened is checked."""

    def __init__(self, name, context, axe) -> None:
        self.name = name
        self.context = context
        self.axe = axe
        self.page = context.new_page()
        self.problems: list[str] = []
        self.taps = 0
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("console", self._console)

    def _console(self, message) -> None:
        # The policy's refusals are errors on the console, and nowhere else.
        if message.type == "error" and "status of 4" not in message.text:
            self.problems.append(f"console: {message.text}")

    def has_session(self, user, base) -> Person:
        """Be signed in already, for tests of other things than signing in."""
        secret = f"journey-{user.id}-" + "x" * 30
        content = {"_user_id": str(user.id), "_fresh": True}
        sessions.store(secret, content, fresh=True)
        self.context.add_cookies([{"name": "session", "value": secret, "url": base}])
        return self

    def sign_in(self, email, password) -> Person:
        self.open("/sign-in")
        self.fill("Email", email)
        self.fill("Password", password)
        return self.press("Sign in")

    def open(self, path) -> Person:
        answer = self.page.goto(path)
        assert answer is None or answer.status < 500, f"{path}: {answer.status}"
        return self

    def sees(self, text) -> Person:
        from_page = self.page.locator("main").inner_text()
        assert text.lower() in from_page.lower(), (
            f"{self.name} does not see “{text}” in:\n{from_page}"
        )
        return self

    def does_not_see(self, text) -> Person:
        assert text.lower() not in self.page.content().lower(), f"{self.name} sees “{text}”"
        return self

    def fill(self, label, value) -> Person:
        self.taps += 1
        self._field(label).fill(str(value))
        return self

    def choose(self, label, value) -> Person:
        self.taps += 1
        self._field(label).select_option(label=value)
        return self

    def _field(self, label):
        return self.page.get_by_label(re.compile(re.escape(label), re.IGNORECASE)).first

    def tick(self, label) -> Person:
        self.taps += 1
        self.page.get_by_label(re.compile(re.escape(label), re.IGNORECASE)).first.check()
        return self

    def tick_within(self, legend, label) -> Person:
        """Choose an answer of the question with this legend."""
        self.taps += 1
        group = self.page.get_by_role("group", name=re.compile(re.escape(legend), re.IGNORECASE))
        group.first.get_by_label(re.compile(re.escape(label), re.IGNORECASE)).first.check()
        return self

    def date(self, legend, day) -> Person:
        self.taps += 3
        group = self.page.get_by_role(
            "group", name=re.compile(re.escape(legend), re.IGNORECASE)
        ).first
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part).fill(str(number))
        return self

    def press(self, text) -> Person:
        self.taps += 1
        self.page.locator("main").get_by_role("button", name=text).first.click()
        self.page.wait_for_load_state()
        return self

    def follow(self, text) -> Person:
        self.taps += 1
        self.page.get_by_role("link", name=text).first.click()
        self.page.wait_for_load_state()
        return self

    def check_page(self) -> list[str]:
        """What a checker finds wrong with the page as it stands: axe, width, console."""
        found, self.problems = self.problems, []
        if self.axe:
            self.page.evaluate(self.axe)
            result = self.page.evaluate("tags => axe.run({runOnly: tags})", AXE_TAGS)
            found += [
                f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in result["violations"]
            ]
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            found.append(f"scrolls sideways by {wide} pixels at {self.page.viewport_size['width']}")
        return found
