"""The menu shows where somebody is: the entry itself, the one a page lies under, or its room’s first."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("endpoint", "entry"),
    [
        ("guarantee.vacancies", "Vacancies"),
        ("guarantee.import_vacancies", "Vacancies"),
        ("guarantee.new_vacancy", "Vacancies"),
        ("guarantee.index", "Cases"),
        ("guarantee.new", "Cases"),
    ],
)
def test_a_page_belongs_to_the_entry_it_lies_under(browser, make, endpoint, entry):
    page = browser.sign_in(make.user("hr")).get(endpoint)

    marked = page.soup.select(".uo-nav__link[aria-current]")
    assert [a.get_text(strip=True) for a in marked] == [entry]
