"""Publishing papers and meetings, taking them back, and the times outsiders are told."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from roterfaden.audit.models import Event
from roterfaden.council import actions, errors
from roterfaden.council.enums import BodyKind, Verb
from roterfaden.council.methods import agenda_order
from roterfaden.council.models import Meeting, Paper, Resolution
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=10)


def test_withdraw_paper_hides_what_was_resolved_about_it(clerk, client):
    factories.instance()
    resolution = factories.resolution(factories.consultation(factories.paper(), factories.meeting(factories.body())))
    address = reverse("public:resolution", args=[resolution.pk])
    assert client.get(address).status_code == HTTPStatus.OK

    paper = actions.withdraw_paper(actor=clerk, paper=resolution.consultation.paper, now=LATER)

    assert (paper.is_public, paper.published_at, paper.modified_at) == (False, NOW, LATER)
    assert (Event.objects.get().verb, Resolution.objects.public().exists()) == (Verb.PAPER_WITHDRAWN, False)
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_publish_paper_says_since_when(clerk):
    paper = actions.publish_paper(actor=clerk, paper=factories.paper(is_public=False), now=LATER)

    assert (paper.is_public, paper.published_at, paper.modified_at) == (True, LATER, LATER)
    assert Event.objects.get().verb == Verb.PAPER_PUBLISHED


def test_withdraw_and_publish_meeting(clerk):
    meeting = factories.meeting(factories.body())

    gone = actions.withdraw_meeting(actor=clerk, meeting=meeting, now=LATER)
    back = actions.publish_meeting(actor=clerk, meeting=gone, now=LATER + timedelta(days=1))

    assert (gone.is_public, back.is_public, back.published_at) == (False, True, NOW)
    assert list(Event.objects.order_by("number").values_list("verb", flat=True)) == [
        Verb.MEETING_WITHDRAWN, Verb.MEETING_PUBLISHED,
    ]  # fmt: skip


def test_what_is_so_already_is_refused(clerk):
    body = factories.body()
    with pytest.raises(errors.PublicAlready):
        actions.publish_paper(actor=clerk, paper=factories.paper(), now=NOW)
    with pytest.raises(errors.PrivateAlready):
        actions.withdraw_paper(actor=clerk, paper=factories.paper(is_public=False), now=NOW)
    with pytest.raises(errors.PublicAlready):
        actions.publish_meeting(actor=clerk, meeting=factories.meeting(body), now=NOW)
    with pytest.raises(errors.PrivateAlready):
        actions.withdraw_meeting(actor=clerk, meeting=factories.meeting(body, is_public=False), now=NOW)


def test_meeting_of_the_executive_committee_is_never_published(clerk):
    meeting = factories.meeting(factories.body(BodyKind.EXECUTIVE_COMMITTEE))

    with pytest.raises(errors.BodyMeetsInPrivate):
        actions.publish_meeting(actor=clerk, meeting=meeting, now=NOW)


def test_only_the_clerk_decides_what_is_public(planner, coordinator):
    paper, meeting = factories.paper(), factories.meeting(factories.body())
    for person in (planner, coordinator):
        with pytest.raises(NotAllowed):
            actions.withdraw_paper(actor=person, paper=paper, now=NOW)
        with pytest.raises(NotAllowed):
            actions.publish_paper(actor=person, paper=paper, now=NOW)
        with pytest.raises(NotAllowed):
            actions.withdraw_meeting(actor=person, meeting=meeting, now=NOW)
        with pytest.raises(NotAllowed):
            actions.publish_meeting(actor=person, meeting=meeting, now=NOW)


@pytest.mark.parametrize("model", [Paper, Meeting])
def test_nothing_is_public_without_a_since(model):
    factories.paper(), factories.meeting(factories.body())

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(published_at=None)


def test_agenda_order_follows_the_numbers_of_the_items():
    numbers = ["3", "Ö 7", "7.1", "TOP 7.2", "Ö 12", "", "ohne Nummer"]

    orders = [agenda_order(number, pk) for pk, number in enumerate(numbers)]

    assert orders == [3_000, 7_000, 7_001, 7_002, 12_000, 1_000_005, 1_000_006]
