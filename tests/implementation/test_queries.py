"""The version in force, the state of initiatives, with a fixed number of queries."""

from datetime import timedelta

import pytest

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation import queries
from roterfaden.implementation.enums import Progress
from roterfaden.implementation.models import Milestone
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept(db):
    made = factories.concept()
    for number in range(2):
        factories.element(made, title=f"Ziel {number}")
        factories.element(made, ElementKind.INITIATIVE, title=f"Maßnahme {number}")
    return made


@pytest.fixture
def version(concept):
    return factories.frozen_version(concept, VersionKind.ADOPTED)


def goals(version):
    return [node.element for node in version.nodes.filter(element__kind=ElementKind.GOAL).order_by("order_key")]


def initiatives(version):
    return [node.element for node in version.nodes.filter(element__kind=ElementKind.INITIATIVE).order_by("order_key")]


def test_adopted_version_is_the_one_frozen_last(concept, version):
    factories.frozen_version(concept, VersionKind.SUBMITTED, frozen_at=NOW + timedelta(days=1))
    amended = factories.frozen_version(concept, VersionKind.AMENDED, frozen_at=NOW + timedelta(days=2))

    assert queries.adopted_version() == amended


def test_latest_progress_is_the_newest_day_for_the_county(version):
    initiative, other = initiatives(version)
    factories.progress(initiative, Progress.PLANNED, as_of=TODAY - timedelta(days=9))
    newest = factories.progress(initiative, Progress.DONE, as_of=TODAY)
    factories.progress(initiative, Progress.DROPPED, as_of=TODAY, reason="…", superseded_at=NOW)
    factories.progress(initiative, Progress.UNDER_WAY, municipality=factories.municipality())

    assert queries.latest_progress([initiative.pk, other.pk]) == {initiative.pk: newest}
    early = queries.latest_progress([initiative.pk], on=TODAY - timedelta(days=1))
    assert early[initiative.pk].progress == Progress.PLANNED


def test_initiatives_show_state_and_next_milestone(version, query_count):
    first, second = initiatives(version)
    factories.progress(first)
    for days in (30, 10):
        Milestone.objects.create(element=first, title=f"in {days}", due_on=TODAY + timedelta(days=days))

    rows = queries.initiatives(version, on=TODAY)

    assert [row.progress_label for row in rows] == ["in Umsetzung", ""]
    assert [row.next_milestone.title if row.next_milestone else "" for row in rows] == ["in 10", ""]
    assert queries.progress_counts(rows) == (("in Umsetzung", 1), ("", 1))
    assert query_count(lambda: queries.initiatives(version, on=TODAY)) == 6
    assert rows[1].element == second


def test_initiative_page_keeps_the_whole_history(version, query_count):
    initiative = initiatives(version)[0]
    factories.progress(initiative, Progress.DONE, superseded_at=NOW)
    current = factories.progress(initiative)
    factories.progress(initiative, municipality=factories.municipality())

    page = queries.initiative_page(version, initiative, on=TODAY)

    assert (page.row.status, len(page.history)) == (current, 3)
    assert query_count(lambda: queries.initiative_page(version, initiative, on=TODAY)) == 10
    assert queries.initiative_page(version, goals(version)[0], on=TODAY) is None
