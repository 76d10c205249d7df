"""The database itself refuses what actions must never do – on SQLite and on PostgreSQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from roterfaden.participation.models import Contribution
from tests import factories

pytestmark = pytest.mark.django_db


def refused(sql: str, *values: object) -> bool:
    """Whether the database refuses this statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE participation_contribution SET text = 'x' WHERE id = %s",
        "UPDATE participation_contribution SET language = 'x' WHERE id = %s",
        "UPDATE participation_contribution SET kind = 'x' WHERE id = %s",
        "UPDATE participation_contribution SET channel = 'x' WHERE id = %s",
    ],
)
def test_words_of_a_contribution_cannot_change(sql):
    card = factories.contribution(factories.process())

    assert refused(sql, card.pk)


def test_contribution_cannot_be_deleted():
    card = factories.contribution(factories.process(), code=False)

    assert refused("DELETE FROM participation_contribution WHERE id = %s", card.pk)


def test_visibility_of_a_contribution_may_change():
    card = factories.contribution(factories.process())

    Contribution.objects.filter(pk=card.pk).update(moderation="withheld", moderation_reason="nennt eine Person")

    card.refresh_from_db()
    assert card.moderation == "withheld"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE indicators_observation SET raw = '1' WHERE id = %s",
        "DELETE FROM indicators_observation WHERE id = %s",
    ],
)
def test_observation_is_never_edited(sql):
    value = factories.observation(factories.series(factories.definition()), 2020, 5)

    assert refused(sql, value.pk)


def test_wording_is_never_edited():
    goal = factories.element(factories.concept())

    assert refused("UPDATE concept_elementrevision SET title = 'x' WHERE element_id = %s", goal.pk)
