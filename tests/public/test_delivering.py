"""The page behind the link: seen without changing anything, filled in by parts, handed in, private."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from roterfaden.monitoring import actions
from roterfaden.monitoring.methods.links import new_link
from roterfaden.monitoring.models import RequestLink
from roterfaden.public.delivering import GUESSES
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(planner):
    factories.instance()
    line = factories.series(factories.definition(unit="Tage"))
    for year, value in ((2016, 70), (2017, 68), (2018, 66)):
        factories.observation(line, year, value)
    place = actions.save_deliverer(
        actor=planner, name="Kurskoordination", email="kurse@example.org", indicators=[line.definition.indicator],
        now=timezone.now(),
    )  # fmt: skip
    cycle = factories.cycle(factories.frozen_version(factories.concept()))
    (made,) = actions.ask_for_figures(
        actor=planner, cycle=cycle, deliverers=[place], due_on=timezone.localdate() + timedelta(days=20),
        now=timezone.now(),
    )  # fmt: skip
    return made


@pytest.fixture
def token(asked):
    made, kept = new_link()
    RequestLink.objects.create(request=asked, occasion="test", secret_hash=kept, sent_at=timezone.now())
    return made


def to(name, token, *more):
    return reverse(f"public:{name}", args=[token, *more])


def test_page_shows_what_is_asked_and_changes_nothing(page_client, asked, token, query_count):
    response = page_client.get(to("figures_asked", token))
    page = response.content.decode()

    for words in ("Kurskoordination", "66,0 Tage", "31. Dezember 2019", "wie im Vorjahr", "Abgeben", "Wert (Tage)"):
        assert words in page
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "kurse@example.org" not in page
    asked.refresh_from_db()
    assert asked.begun_at is None
    assert query_count(lambda: page_client.get(to("figures_asked", token))) == 7


def test_answers_are_saved_handed_in_and_receipted(page_client, asked, token):
    (value,) = asked.values.all()
    number, note = f"wert-{value.pk}", f"anmerkung-{value.pk}"

    first = page_client.post(
        to("figures_asked", token), {number: "650", "anmerkung": "", "speichern": "1"}, follow=True
    )
    assert "etwa das Zehnfache" in first.content.decode()
    wrong = page_client.post(to("figures_asked", token), {number: "ungefähr 65"})
    assert (wrong.status_code, "ungefähr 65" in wrong.content.decode()) == (422, True)
    reasonless = page_client.post(to("figures_asked", token), {f"antwort-{value.pk}": "missing"})
    assert reasonless.status_code == 422
    done = page_client.post(to("figures_asked", token), {number: "65", note: "Zwei Kurse mehr", "anmerkung": "Gern."})
    assert done["Location"] == to("figures_receipt", token)
    receipt = page_client.get(done["Location"]).content.decode()
    assert "65 Tage" in receipt
    assert "Zwei Kurse mehr" in receipt
    asked.refresh_from_db()
    assert (asked.handed_in_at is not None, asked.note) == (True, "Gern.")


def test_files_are_sent_along_and_taken_off(page_client, asked, token):
    upload = SimpleUploadedFile("tage.csv", b"Jahr;Tage\n2019;62\n")
    page_client.post(to("figures_attach", token), {"upload": upload})
    assert "tage.csv" in page_client.get(to("figures_asked", token)).content.decode()
    bad = page_client.post(to("figures_attach", token), {"upload": SimpleUploadedFile("x.exe", b"MZ\x90\x00" * 9)})
    assert bad.status_code == 422

    page_client.post(to("figures_detach", token, asked.files.get().pk))

    assert not asked.files.exists()


def test_wrong_links_open_nothing_and_are_counted(page_client, asked, token):
    for _number in range(GUESSES):
        assert page_client.get(to("figures_asked", token[:-1])).status_code == 404
    assert page_client.get(to("figures_asked", token)).status_code == 429
