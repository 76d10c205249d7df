"""The moderation queue: one decision after the other, several at once, the rule for comments."""

import pytest
from django.urls import reverse

from roterfaden.kernel.actors import Participant
from roterfaden.participation import actions
from roterfaden.participation.enums import EventKind, Moderation
from roterfaden.participation.models import Comment, Contribution, OnlineRules, QuestionField
from tests import factories
from tests.factories import NOW


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def desk(page_client, moderator):
    page_client.force_login(moderator)
    return page_client


def item(process, kind, row):
    return reverse("office:queue_item", args=[process.slug, kind, row.pk])


def test_queue_shows_what_waits_and_why(desk, process):
    voice = factories.contribution(process)
    actions.flag_contribution(actor=Participant(), contribution=voice, reason="insult", note="<so> nicht", now=NOW)
    factories.comment(voice, moderation=Moderation.PENDING, text="Darf ich das sagen?")

    html = desk.get(reverse("office:queue")).content.decode()

    assert "beleidigt oder bedroht jemanden" in html
    assert "&lt;so&gt; nicht" in html
    assert "Darf ich das sagen?" in html


def test_decision_leads_to_the_next_and_then_to_the_list(desk, process):
    first, second = (factories.contribution(process, moderation=Moderation.PENDING) for _turn in range(2))

    desk.get(item(process, "beitrag", first))
    answer = desk.post(item(process, "beitrag", first), {"entscheidung": "published", "reason": ""})
    assert answer["Location"] == item(process, "beitrag", second)

    refused = desk.post(item(process, "beitrag", second), {"entscheidung": "withheld", "reason": ""})
    assert refused.status_code == 422
    answer = desk.post(item(process, "beitrag", second), {"entscheidung": "withheld", "reason": "nennt einen Namen"})
    assert answer["Location"].startswith(reverse("office:queue") + "?")

    assert list(Contribution.objects.order_by("pk").values_list("moderation", flat=True)) == ["published", "withheld"]


def test_report_that_changes_nothing_is_closed(desk, process):
    voice = factories.contribution(process)
    actions.flag_contribution(actor=Participant(), contribution=voice, reason="other", now=NOW)

    desk.post(item(process, "beitrag", voice), {"entscheidung": "kept", "reason": "gehört zum Thema"})

    assert voice.flags.get().decision == "kept"
    assert Contribution.objects.published().count() == 1


def test_comment_is_decided(desk, process):
    said = factories.comment(factories.contribution(process), moderation=Moderation.PENDING)

    desk.get(item(process, "kommentar", said))
    desk.post(item(process, "kommentar", said), {"entscheidung": "withheld", "reason": "beleidigt"})

    said.refresh_from_db()
    assert (said.moderation, said.moderation_reason) == (Moderation.WITHHELD, "beleidigt")


def test_ticked_ones_are_published_together(desk, process):
    voice = factories.contribution(process, moderation=Moderation.PENDING)
    said = factories.comment(factories.contribution(process), moderation=Moderation.PENDING)
    other = factories.contribution(factories.process(), moderation=Moderation.PENDING)

    desk.post(
        reverse("office:queue_publish", args=[process.slug]),
        {"posten": [f"beitrag-{voice.pk}", f"kommentar-{said.pk}", f"beitrag-{other.pk}", "unsinn"]},
    )

    assert set(Contribution.objects.pending()) == {other}
    assert Comment.objects.published().get() == said


def test_nobody_decides_in_a_process_that_is_not_theirs(page_client, process, clerk):
    voice = factories.contribution(process, moderation=Moderation.PENDING)
    page_client.force_login(clerk)

    assert page_client.get(item(process, "beitrag", voice)).status_code == 403


def test_planner_sets_rule_and_fields(page_client, process, planner):
    page_client.force_login(planner)
    event = factories.event(factories.stage(process), kind=EventKind.ONLINE, questions=["Was?", "Wo?"])
    field = factories.field()

    page_client.get(reverse("office:comment_rule", args=[process.slug]))
    page_client.post(reverse("office:comment_rule", args=[process.slug]), {"rule": "shown_at_once"})
    page_client.get(reverse("office:question_fields", args=[event.slug]))
    page_client.post(reverse("office:question_fields", args=[event.slug]), {"frage_1": field.pk, "frage_2": ""})

    assert OnlineRules.objects.get().comments == "shown_at_once"
    assert QuestionField.objects.get().field == field


def test_my_day_tells_of_comments_and_reports(desk, process):
    voice = factories.contribution(process)
    factories.comment(voice, moderation=Moderation.PENDING)
    actions.flag_contribution(actor=Participant(), contribution=voice, reason="other", now=NOW)

    html = desk.get(reverse("office:my_day")).content.decode()

    assert "1 Meldung wartet auf eine Entscheidung" in html
    assert "1 Kommentar ist zu lesen" in html
