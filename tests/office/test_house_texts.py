"""The house's own words on the pages the law asks for, and what those pages say by themselves."""

import pytest
from django.urls import reverse

from roterfaden.audit.models import Event
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation.enums import Retention
from roterfaden.places.actions import write_house_text
from roterfaden.places.enums import HousePage
from roterfaden.places.models import HouseText
from roterfaden.public.disclosures import disclosures
from tests import factories
from tests.factories import NOW

PAGES = {"privacy": "Die Beauftragte heißt <Dr. Muster>.", "accessibility": "- **Telefon** 0541 1", "imprint": ""}


def test_own_words_stand_on_the_pages_as_text(page_client, administrator, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(administrator)

    done = page_client.post(reverse("office:house_texts"), PAGES)

    assert (done.status_code, HouseText.objects.count()) == (302, 2)
    shown = {name: page_client.get(reverse(f"public:{name}")).content.decode() for name in PAGES}
    assert "Die Beauftragte heißt &lt;Dr. Muster&gt;." in shown["privacy"]
    assert "<strong>Telefon</strong> 0541 1" in shown["accessibility"]
    assert "Außerdem sagt das Haus" not in shown["imprint"]
    assert page_client.get(reverse("office:house_texts")).context["form"].initial["privacy"] == PAGES["privacy"]


def test_unchanged_text_is_no_event_and_an_empty_one_takes_it_away(administrator, planner):
    say = {"actor": administrator, "on_page": HousePage.IMPRINT, "now": NOW}
    for text in ("Anschrift", "Anschrift ", ""):
        write_house_text(text=text, **say)

    assert HouseText.objects.get().text == ""
    assert Event.objects.filter(verb="house_text.written").count() == 2
    with pytest.raises(NotAllowed):
        write_house_text(text="x", **say | {"actor": planner})


@pytest.mark.parametrize(("ars", "expected"), [("03459", True), ("05515", False)])
def test_law_of_lower_saxony_stands_only_there(page_client, db, ars, expected):
    factories.instance(county=factories.county(key=ars, ars=ars))

    html = page_client.get(reverse("public:accessibility")).content.decode()

    assert ("§ 9d NBGG" in html) is expected


def test_privacy_page_says_what_is_switched_on(settings, db):
    quiet = disclosures()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.TRANSLATOR_URL, settings.ENCODER = "http://localhost:5000", "http://localhost:8080"

    told = disclosures()

    assert (len(quiet.services), len(told.services)) == (0, 3)
    assert [cookie.hours for cookie in told.cookies] == [364 * 24, 10]
    assert len(told.periods) == len(Retention) + 2
