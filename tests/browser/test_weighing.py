"""The workbench by keyboard only: five voices, one after the other, without the mouse; the pages are accessible."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from roterfaden.accounts.enums import Role
from roterfaden.concept.models import Consideration
from roterfaden.weighing.models import AnswerDraft
from tests import factories
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("erased_after")]


@pytest.fixture
def planning(page, live_server, settings):
    """Somebody who weighs, signed in."""
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    person = factories.user(Role.STRATEGY_OFFICER, name="Paula Planung")
    session = SessionStore()
    session.update(
        {
            "_auth_user_id": str(person.pk),
            "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
            "_auth_user_hash": person.get_session_auth_hash(),
        }
    )
    session.save()
    page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": live_server.url}])
    return person


@pytest.fixture
def theme():
    process = factories.process()
    theme = factories.theme(process, factories.field())
    for _number in range(6):
        factories.assignment(factories.contribution(process), theme)
    return theme


def test_five_voices_are_weighed_by_keyboard_only(planning, theme, visit):
    voices = list(theme.process.contributions.order_by("number"))
    page = visit(reverse("office:weighing_voice", args=[voices[0].pk]))

    page.keyboard.press("j")
    page.wait_for_url(f"**{reverse('office:weighing_voice', args=[voices[1].pk])}")
    page.keyboard.press("k")
    page.wait_for_url(f"**{reverse('office:weighing_voice', args=[voices[0].pk])}")
    for place, voice in enumerate(voices[:5]):
        page.keyboard.press("5")
        page.keyboard.press("r")
        page.keyboard.type(f"Das entscheidet die Stadt {voice.number}.")
        page.keyboard.press("Tab")
        page.keyboard.type("Zuständig ist die Stadt.")
        page.keyboard.press("Control+Enter")
        page.wait_for_url(f"**{reverse('office:weighing_voice', args=[voices[place + 1].pk])}*")

    answers = Consideration.objects.order_by("contribution__number")
    assert [(row.outcome, row.plain_reason) for row in answers] == [
        ("not_taken_up", f"Das entscheidet die Stadt {voice.number}.") for voice in voices[:5]
    ]
    assert AnswerDraft.objects.count() == 0


def test_what_is_typed_is_kept_without_saving(planning, theme, visit):
    voice = theme.process.contributions.order_by("number").first()
    page = visit(reverse("office:weighing_voice", args=[voice.pk]))

    page.keyboard.press("r")
    page.keyboard.type("Halb fertig")
    page.get_by_text("Gemerkt um").wait_for()
    page.reload()

    assert page.get_by_label("Begründung in einfachen Worten").input_value() == "Halb fertig"
    assert Consideration.objects.count() == 0


def test_pages_are_accessible(planning, theme, visit, page, assert_accessible):
    voices = list(theme.process.contributions.order_by("number"))
    factories.desk_item(theme, planning)
    module = factories.text_module()
    group = factories.voice_group(*voices[:3])
    batch = factories.answer_batch(theme.process)
    paths = [
        reverse("office:weighing"),
        reverse("office:weighing_voice", args=[voices[0].pk]),
        reverse("office:desks"),
        reverse("office:desk", args=["thema", theme.pk]),
        reverse("office:modules"),
        reverse("office:module", args=[module.pk]),
        reverse("office:answer_group", args=[group.pk]),
        reverse("office:batches"),
        reverse("office:batch", args=[batch.pk]),
    ]
    for path in paths:
        assert_accessible(visit(path))
    page.set_viewport_size(PHONE)
    assert_accessible(visit(paths[1]))
