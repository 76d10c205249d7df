"""Post: how mail and background work fare, for administrators; no text, no address."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.jobs.models import Job, Worker
from roterfaden.post.enums import MessageState, Trouble
from roterfaden.post.models import Message
from roterfaden.post.tasks import TEST_MAIL
from tests import factories
from tests.factories import NOW
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def admin_page(page_client, administrator):
    page_client.force_login(administrator)
    return page_client


def failed(**values):
    return factories.message(
        **{"state": MessageState.FAILED, "ended_at": NOW, "trouble": Trouble.ADDRESS, "tries": 1} | values
    )


def post_page(page):
    return " ".join(page.get(reverse("office:post")).content.decode().split())


def test_page_says_what_does_not_get_through_but_not_to_whom(admin_page):
    failed()
    factories.message(about="Erinnerung", tries=2, trouble=Trouble.UNREACHABLE)

    shown = post_page(admin_page)

    assert "Der Mailserver nimmt für diese Adresse nichts an." in shown
    assert "<td>example.org</td>" in shown
    assert "Erinnerung" in shown
    assert "Nächster Versuch:" in shown
    assert "amina" not in shown
    assert "Sie haben einen Platz" not in shown


def test_page_says_when_everything_is_sent(admin_page):
    factories.message(state=MessageState.SENT, ended_at=timezone.now())

    shown = post_page(admin_page)

    assert "Alles ist verschickt." in shown
    assert "Adresse und Text einer Nachricht werden nach 30 Tagen gelöscht." in shown


def test_page_says_who_is_at_work(admin_page):
    assert "Niemand arbeitet im Hintergrund" in post_page(admin_page)

    for name, age in (("anna", 1), ("berta", 3), ("carla", 300)):
        seen = timezone.now() - timedelta(seconds=age)
        Worker.objects.create(name=name, started_at=NOW, seen_at=seen, kilobytes=30_000)

    shown = post_page(admin_page)
    assert "Niemand arbeitet im Hintergrund" not in shown
    assert "60 MB" in shown


def test_house_without_mail_server_is_told(admin_page, settings):
    assert "Kein Mailserver eingestellt" not in post_page(admin_page)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert "Kein Mailserver eingestellt" in post_page(admin_page)


def test_test_message_is_a_job_that_tells_how_it_went(admin_page, administrator, mailoutbox):
    response = admin_page.post(reverse("office:post_test"))

    job = Job.objects.get()
    assert (job.kind, job.arguments) == (TEST_MAIL, {})
    assert response.headers["Location"] == reverse("office:job", args=[job.uid])
    run_jobs()
    assert (
        "Testnachrichten an den Mailserver übergeben" in admin_page.get(response.headers["Location"]).content.decode()
    )
    assert [message.to for message in mailoutbox] == [[administrator.email]]


def test_failed_message_is_tried_again(admin_page):
    message = failed()

    admin_page.post(reverse("office:post_retry", args=[message.uid]))

    assert Message.objects.get().state == MessageState.WAITING
    again = admin_page.post(reverse("office:post_retry", args=[message.uid]), follow=True)
    assert "Diese Nachricht ist nicht gescheitert." in again.content.decode()


def test_page_takes_the_same_queries(admin_page, query_count):
    failed()
    assert query_count(lambda: admin_page.get(reverse("office:post"))) == 9
    for _number in range(3):
        failed()
    assert query_count(lambda: admin_page.get(reverse("office:post"))) == 9
