"""Counts without names, and erasing what is personal."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from roterfaden.participation import actions, errors
from roterfaden.participation.enums import HeadcountOf
from roterfaden.participation.models import Headcount, Invitee, Registration
from roterfaden.participation.queries import (
    documentation_page,
    erasure_limit,
    events_holding_guests,
    stored_tallies,
)
from roterfaden.participation.tasks.registrations import erase_old_registrations
from tests import factories
from tests.factories import NOW

EVERYBODY = (HeadcountOf.ALL, "")


@pytest.fixture
def event(db):
    stage = factories.stage(factories.process())
    return factories.event(stage, registration_from=NOW - timedelta(days=9), registration_until=NOW)


def came(event, **values):
    return factories.registration(event, checked_in_at=NOW, **values)


def kept(event) -> dict:
    return {key: (tally.invited, tally.registered, tally.attended) for key, tally in stored_tallies(event).items()}


def test_counts_take_registered_people_from_the_lists(moderator, event):
    group = factories.group(event.process)
    came(event, actor_group=group)
    factories.registration(event)
    factories.invitee(event, actor_group=group)

    actions.record_headcounts(
        actor=moderator, event=event, total=40, attended={("group", group.slug): 30}, now=NOW + timedelta(hours=5)
    )

    assert kept(event)[EVERYBODY] == (1, 2, 40)
    assert kept(event)["group", group.slug] == (1, 1, 30)


def test_counting_again_replaces_what_was(moderator, event):
    for total in (10, 12):
        actions.record_headcounts(actor=moderator, event=event, total=total, attended={}, now=NOW)

    assert list(event.headcounts.values_list("attended", flat=True)) == [12]


def test_counts_before_the_event_are_refused(moderator, event):
    with pytest.raises(errors.NotStarted):
        actions.record_headcounts(actor=moderator, event=event, total=1, attended={}, now=NOW - timedelta(days=1))


def test_parts_are_not_more_than_the_whole(moderator, event):
    with pytest.raises(errors.MoreThanAll):
        actions.record_headcounts(
            actor=moderator, event=event, total=3, attended={("area", "a"): 2, ("area", "b"): 2}, now=NOW
        )


def test_erasure_keeps_the_counts_and_nothing_else(system, event):
    area = factories.municipality()
    came(event, name="Anna", email="anna@example.org", area=area, language="ar", needs="leise")
    factories.registration(event, name="Ben")
    factories.invitee(event)

    erased = actions.erase_registrations(actor=system, event=event, now=NOW + timedelta(days=30))

    assert erased == 3
    assert not Registration.objects.exists()
    assert not Invitee.objects.exists()
    assert kept(event)[EVERYBODY] == (1, 2, 1)
    assert kept(event)["area", area.key] == (None, 1, 1)
    assert kept(event)["language", "ar"] == (None, 1, 1)


def test_erasure_does_not_overwrite_what_was_counted(system, moderator, event):
    came(event)
    actions.record_headcounts(actor=moderator, event=event, total=40, attended={("language", "tr"): 4}, now=NOW)

    actions.erase_registrations(actor=system, event=event, now=NOW + timedelta(days=30))

    assert kept(event)[EVERYBODY] == (None, 1, 40)
    assert kept(event)["language", "tr"] == (None, None, 4)
    assert kept(event)["language", "de"] == (None, 1, None)


def test_erasure_waits_for_its_period(system, event):
    came(event)

    with pytest.raises(errors.ErasedLater):
        actions.erase_registrations(actor=system, event=event, now=NOW + timedelta(days=28))


def test_task_erases_what_is_due_and_nothing_else(event):
    later = factories.event(event.stage, starts_at=NOW + timedelta(days=20), ends_at=NOW + timedelta(days=21))
    for each in (event, later):
        came(each)

    erase_old_registrations(now=NOW + timedelta(days=30))

    assert list(Registration.objects.values_list("event", flat=True)) == [later.pk]


def test_dry_run_tells_and_erases_nothing(event):
    came(event)
    out = StringIO()
    call_command("erase_registrations", "--dry-run", stdout=out)

    assert f"{event.title}: 1 Anmeldungen, 0 Einladungen" in out.getvalue()
    assert Registration.objects.exists()

    call_command("erase_registrations", stdout=out)
    assert not Registration.objects.exists()
    assert not events_holding_guests(ended_before=erasure_limit(NOW + timedelta(days=90))).exists()


def test_deleting_nobody_stores_no_counts_for_others(event):
    erase_old_registrations(now=NOW + timedelta(days=90))

    assert not Headcount.objects.exists()


# --- documentation ---------------------------------------------------------------------------------------------------
def test_documentation_shows_cards_by_question_and_hides_small_numbers(event):
    event.questions = ["Was gelingt?", "Was fehlt?"]
    event.save()
    groups = [factories.group(event.process) for _ in range(3)]
    for question, weight in ((2, 1), (1, 0), (2, 5), (None, 0)):
        factories.contribution(event.process, event=event, question=question, weight=weight)
    factories.contribution(event.process, event=event, moderation="pending")
    for group, attended in zip(groups, (1, 8, 5), strict=True):
        Headcount.objects.create(event=event, of="group", key=group.slug, attended=attended, recorded_at=NOW)

    page = documentation_page(factories.documentation(event))

    assert [(part.title, [card.weight for card in part.cards]) for part in page.sections] == [
        ("Was gelingt?", [0]), ("Was fehlt?", [5, 1]), ("Herausforderung", [0]),
    ]  # fmt: skip
    assert [(line.label, line.attended) for line in page.groups] == [(groups[1].name, 8)]
    assert page.hidden_groups == 2


def test_documentation_names_what_was_spoken_of_most(event):
    field = factories.field()
    often, once = (factories.theme(event.process, field, title=title) for title in ("Bus", "Kurse"))
    for theme in (often, often, once):
        factories.assignment(factories.contribution(event.process, event=event), theme)

    page = documentation_page(factories.documentation(event))

    assert page.themes == (("Bus", 2), ("Kurse", 1))
    assert page.fields == ((field.name, 3),)


@pytest.mark.parametrize("count", [1, 3])
def test_documentation_needs_the_same_queries(event, query_count, count):
    for number in range(count):
        factories.contribution(event.process, event=event, question=1)
        Headcount.objects.create(event=event, of="language", key=str(number), attended=5, recorded_at=NOW)
    words = factories.documentation(event)

    assert query_count(lambda: documentation_page(words)) == 8


def test_submission_of_another_event_is_refused(participant, event):
    other = factories.event(
        event.stage, registration_from=NOW - timedelta(days=9), registration_until=NOW + timedelta(hours=1)
    )
    submission, early = uuid.uuid4(), NOW - timedelta(days=1)
    actions.register(actor=participant, event=event, submission=submission, answers={}, now=early)

    with pytest.raises(errors.OtherEvent):
        actions.register(actor=participant, event=other, submission=submission, answers={}, now=early)
