"""Aufträge and post in the browser: a job moves on by itself, and the pages are accessible at both widths."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone

from roterfaden.accounts.enums import Role
from roterfaden.jobs.enums import JobState
from roterfaden.jobs.models import Job, Worker
from roterfaden.post.enums import MessageState, Trouble
from tests import factories
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def administration(page, live_server, settings):
    """Somebody of the administration, signed in."""
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    person = factories.user(Role.ADMINISTRATOR, name="Adam Admin")
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
    Worker.objects.create(name="anna", started_at=timezone.now(), seen_at=timezone.now(), kilobytes=30_000)
    return person


def test_job_moves_on_without_a_click(administration, visit):
    job = factories.job(
        started_by=administration, state=JobState.RUNNING, attempts=1, done=14, total=21, note="Datenspiegeln"
    )

    page = visit(reverse("office:job", args=[job.uid]))
    page.get_by_text("14 von 21 Datenspiegeln").wait_for()
    Job.objects.update(done=20)
    page.get_by_text("20 von 21 Datenspiegeln").wait_for()
    Job.objects.update(state=JobState.DONE, done=21, finished_at=timezone.now())

    page.get_by_role("heading", name="Fertig").wait_for()
    assert page.get_by_role("button", name="Abbrechen").count() == 0


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_are_accessible(administration, visit, page, window, assert_accessible):
    running = factories.job(
        started_by=administration, state=JobState.RUNNING, attempts=1, done=14, total=21, note="Datenspiegeln"
    )
    failed = factories.job(
        started_by=administration, state=JobState.FAILED, finished_at=timezone.now(), message="Die Kopfzeile fehlt."
    )
    factories.message(state=MessageState.FAILED, ended_at=timezone.now(), trouble=Trouble.ADDRESS)
    page.set_viewport_size(window)

    for path in (
        reverse("office:jobs"),
        reverse("office:job", args=[running.uid]),
        reverse("office:job", args=[failed.uid]),
        reverse("office:post"),
    ):
        assert_accessible(visit(path))
