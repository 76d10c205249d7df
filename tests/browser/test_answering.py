"""A unit writes its advice by link, and somebody says on the card whether the answer meets the point; axe looks on."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day
from roterfaden.post.models import Message
from roterfaden.weighing import actions
from tests import factories
from tests.public.world import build
from tests.weighing.advice import token_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_unit_advises_and_resident_replies_on_a_phone(visit, on_phone, assert_accessible, erased_after):
    cache.clear()
    world = build()
    now = timezone.now()
    actions.request_advice(
        actor=System("test"), process=world.process, unit=factories.unit(), voices=[world.voice],
        question="Ist das fachlich möglich?", due_on=local_day(now) + timedelta(days=7), now=now,
    )  # fmt: skip
    page = visit(reverse("public:advice", args=[token_in(Message.objects.get().text)]))
    assert_accessible(page)

    page.get_by_label("Ihre fachliche Einschätzung").fill("Das geht mit den Mitteln von 2021.")
    page.get_by_role("button", name="Zwischenspeichern").click()
    expect(page.get_by_text("Mit demselben Link schreiben Sie später weiter.")).to_be_visible()
    page.get_by_role("button", name="Rat abgeben").click()
    expect(page.locator(".rf-error-summary")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Ihre Empfehlung").select_option(label="teilweise aufnehmen")
    page.get_by_role("button", name="Rat abgeben").click()
    expect(page.get_by_role("heading", name="Danke für Ihren Rat")).to_be_visible()
    assert_accessible(page)

    page = visit(reverse("public:card_status", args=[world.code]))
    assert_accessible(page)
    page.get_by_label("teilweise").first.check()
    page.get_by_role("button", name="Rückmeldung senden").first.click()
    expect(page.get_by_text("Ihre Rückmeldung vom").first).to_be_visible()
    assert_accessible(page)
