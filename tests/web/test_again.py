"""What somebody typed waits in the page that says why it was not taken."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from roterfaden.advice import actions
from roterfaden.advice.enums import LockReason
from roterfaden.advice.models import Consultation
from roterfaden.kernel.time import local_day
from roterfaden.web.again import typed_words
from tests import factories
from tests.conftest import PageClient

pytestmark = pytest.mark.django_db
WORDS = "Zeugnis bei der Kammer eingereicht, Antwort abwarten."
HELD = 'name="note" value="Zeugnis bei der Kammer eingereicht'


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def typed():
    topic = factories.field(short_name="Wohnen")
    return {
        "topics": topic.pk, "language": "uk", "duration_minutes": 15, "result": "answered", "referral": "none",
        "held_on": local_day(timezone.now()), "place": "centre", "site": "", "area": "", "note": WORDS,
    }  # fmt: skip


def text(response):
    return response.content.decode()


def test_session_over_what_was_typed_waits_and_is_taken_after_signing_in(html_checker, counsellor, typed):
    client = PageClient(enforce_csrf_checks=True)
    client.html_checker = html_checker
    page, here = reverse("office:advice_record"), {"Sec-Fetch-Site": "same-origin"}
    client.force_login(counsellor)
    client.get(page)
    old = client.cookies["csrftoken"].value
    client.logout()
    client.cookies["csrftoken"] = old

    over = client.post(page, typed | {"csrfmiddlewaretoken": old}, headers=here)
    client.force_login(counsellor)
    client.cookies["csrftoken"] = "x" * 32  # signing in makes a new one
    again = client.post(page, typed | {"csrfmiddlewaretoken": old}, headers=here)
    fresh = again.context["csrf_token"]
    done = client.post(page, typed | {"csrfmiddlewaretoken": str(fresh)}, headers=here)

    assert (over.status_code, again.status_code, done.status_code) == (403, 403, 302)
    assert "Sie sind nicht mehr angemeldet" in text(over)
    assert HELD in text(over)
    assert HELD in text(again)
    assert old not in text(again)
    assert "no-store" in over.headers["Cache-Control"]
    assert Consultation.objects.count() == 1


def test_browser_without_cookies_is_told_why_and_keeps_the_words(html_checker, typed):
    client = PageClient(enforce_csrf_checks=True)
    client.html_checker = html_checker
    sent = typed | {"paper": SimpleUploadedFile("a.txt", b"x")}

    refused = client.post(reverse("public:appointment"), sent, headers={"Sec-Fetch-Site": "same-origin"})

    assert refused.status_code == 403
    assert "nimmt keine Cookies an" in text(refused)
    assert HELD in text(refused)
    assert '<input type="file" name="paper">' in text(refused)
    assert "no-store" in refused.headers["Cache-Control"]


def test_page_of_another_site_gets_nothing_back(html_checker, typed):
    client = PageClient(enforce_csrf_checks=True)
    client.html_checker = html_checker

    refused = client.post(reverse("public:appointment"), typed, headers={"Sec-Fetch-Site": "cross-site"})

    assert refused.status_code == 403
    assert WORDS not in text(refused)


def test_lock_set_while_somebody_writes_keeps_the_words_in_the_browser(page_client, counsellor, typed):
    page_client.force_login(counsellor)
    lead = factories.user("advice_lead")
    actions.lock_advice(actor=lead, reason=LockReason.DRILL, now=timezone.now() - timedelta(minutes=1))

    refused = page_client.post(reverse("office:advice_record"), typed)

    assert refused.status_code == 403
    assert "Die Beratung ist gesperrt" in text(refused)
    assert HELD in text(refused)
    assert not Consultation.objects.exists()


@pytest.mark.parametrize(
    ("address", "data", "headers"),
    [
        ("/buero/beratung/", {"csrfmiddlewaretoken": "x", "note": " "}, {}),
        ("/konto/anmelden/", {"login": "a@example.org"}, {}),
        ("/buero/beratung/", {"note": WORDS}, {"Sec-Fetch-Mode": "cors"}),
        ("/buero/beratung/", {"note": WORDS}, {"HX-Request": "true"}),
    ],
    ids=["nothing typed", "signing in", "script", "htmx"],
)
def test_nothing_is_held_of(rf, address, data, headers):
    assert typed_words(rf.post(address, data, headers=headers)) is None


def test_passwords_are_left_out_and_long_words_can_be_read(rf):
    found = typed_words(rf.post("/buero/", {"new_password": "geheim", "kind": "call", "note": WORDS}))

    assert found is not None
    assert found.fields == (("kind", "call"), ("note", WORDS))
    assert found.texts == (WORDS,)
