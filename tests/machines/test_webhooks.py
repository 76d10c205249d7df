"""Webhooks: every event of a topic once in the list, signed, in order, until it is taken."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from roterfaden.audit.actions import record
from roterfaden.kernel.actors import System
from roterfaden.machines import actions, errors
from roterfaden.machines.methods import PAUSES, TOPICS
from roterfaden.machines.models import Delivery, Webhook
from roterfaden.machines.tasks import tell
from tests import factories
from tests.factories.programs import SECRET
from tests.other_server import Reply

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PROGRAM = System("test")


def happen(*verbs: str) -> None:
    subject = factories.instance()
    for verb in verbs:
        record(actor=PROGRAM, verb=verb, subject=subject, now=NOW)


def test_topics_are_verbs_of_the_log():
    from roterfaden.audit.registry import verbs

    assert set(TOPICS) <= set(verbs())


@pytest.mark.django_db
def test_event_is_told_once_signed_and_without_words(other_server):
    other_server.answers["/hook"] = Reply(b"", 204)
    hook = factories.webhook(f"{other_server.url}/hook", topics=["edition.published"])
    happen("user.invited", "edition.published")

    for _ in range(2):
        tell(now=NOW)

    (body,), headers = other_server.bodies, {key.lower(): value for key, value in other_server.headers[0].items()}
    told = json.loads(body)
    assert told["type"] == "edition.published"
    assert set(told["data"]) == {"event", "subject"}
    assert set(told["data"]["subject"]) == {"type", "id"}
    signed = f"{told['id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-id"] == told["id"]
    hook.refresh_from_db()
    assert hook.delivered_at is not None


@pytest.mark.django_db
def test_later_events_wait_for_earlier_ones_and_nothing_is_lost(other_server):
    other_server.answers["/hook"] = [Reply(b"", 500), Reply(b"", 200)]
    factories.webhook(f"{other_server.url}/hook")
    happen("edition.published", "cycle.closed")

    tell(now=NOW)
    assert len(other_server.bodies) == 1
    tell(now=NOW)
    assert len(other_server.bodies) == 1, "it rests first"
    Delivery.objects.update(next_try_at=NOW)
    tell(now=NOW)

    first, again, second = (json.loads(body) for body in other_server.bodies)
    assert (first["id"], first["type"]) == (again["id"], "edition.published")
    assert second["type"] == "cycle.closed"
    assert not Delivery.objects.open().exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "tries", "paused"), [(410, 1, True), (500, 1, False), (500, len(PAUSES) + 1, True)])
def test_webhook_rests_when_nobody_takes_anything(other_server, administrator, status, tries, paused):
    other_server.answers["/hook"] = Reply(b"", status)
    hook = factories.webhook(f"{other_server.url}/hook")
    happen("edition.published")
    actions.collect_events(actor=PROGRAM, webhook=hook, now=NOW)
    Delivery.objects.update(tries=tries - 1)

    tell(now=NOW)

    hook.refresh_from_db()
    assert (hook.paused_at is not None) == paused
    if paused:
        happened = len(other_server.bodies)
        happen("cycle.closed")
        tell(now=NOW)
        assert len(other_server.bodies) == happened
        other_server.answers["/hook"] = Reply(b"", 200)
        actions.resume_webhook(actor=administrator, webhook=hook, now=NOW)
        tell(now=NOW)
        assert [json.loads(body)["type"] for body in other_server.bodies[happened:]] == [
            "edition.published", "cycle.closed",
        ]  # fmt: skip


@pytest.mark.django_db
def test_delivery_a_worker_died_over_goes_out_again(other_server):
    other_server.answers["/hook"] = Reply(b"", 200)
    hook = factories.webhook(f"{other_server.url}/hook")
    happen("edition.published")
    actions.collect_events(actor=PROGRAM, webhook=hook, now=NOW)
    Delivery.objects.update(state="sending", claimed_at=NOW - timedelta(minutes=1))

    tell(now=NOW)
    assert other_server.bodies == []
    tell(now=NOW + timedelta(minutes=10))
    assert len(other_server.bodies) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"topics": ["user.invited"]}, errors.NoTopic),
        ({"url": "http://example.org/"}, errors.AddressRefused),
        ({"url": "ftp://example.org/"}, errors.AddressRefused),
        ({"url": "https://"}, errors.AddressRefused),
    ],
)
def test_webhook_is_refused(administrator, values, error):
    asked = {"name": "Intranet", "url": "https://example.org/", "topics": ["cycle.closed"], "now": NOW} | values

    with pytest.raises(error):
        actions.add_webhook(actor=administrator, **asked)
    assert not Webhook.objects.exists()


@pytest.mark.django_db
def test_webhook_tells_only_what_happens_from_now_on_and_forgets_its_address(administrator):
    happen("edition.published")
    hook, secret = actions.add_webhook(
        actor=administrator, name="Intranet", url="https://example.org/", topics=["edition.published"], now=NOW
    )

    assert secret not in str(Webhook.objects.values().get())
    assert actions.collect_events(actor=PROGRAM, webhook=hook, now=NOW) == 1  # its own webhook.added
    assert not Delivery.objects.exists()
    actions.remove_webhook(actor=administrator, webhook=hook, now=NOW)
    with pytest.raises(errors.IsRemoved):
        actions.resume_webhook(actor=administrator, webhook=hook, now=NOW)
    hook.refresh_from_db()
    assert (hook.url, hook.secret) == ("", "")
