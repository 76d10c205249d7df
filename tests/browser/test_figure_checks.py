"""The work list of figures and the names of breakdowns in the browser: by keyboard and screen reader, narrow too."""

from tests.browser.test_pages import NARROWEST


def test_work_list_of_figures_is_accessible(visitor):
    person = visitor(NARROWEST).sign_in("strategie").open("/buero/zahlen/pruefen/?art=jump")
    first = person.main.locator(".office-rows h2 a").first
    reason = "Besprochen mit der Quelle."

    person.open(first.get_attribute("href"))
    person.page.get_by_label("Erklärt").check()
    person.page.get_by_label("Warum?").fill(reason)
    person.press("Festhalten")
    person.open("/buero/zahlen/pruefen/?stand=explained")
    assert reason in person.main.inner_text()

    person.open("/buero/zahlen/gliederungen/").open("/buero/zahlen/gliederungen/?merkmal=anlass")
    assert "Anlass der Beratung" in person.main.inner_text()
