"""Fixtures of the post: a mail server that listens to the test."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.post.mail_server import MailServer, mail_server


@pytest.fixture
def mails(settings: Any) -> Iterator[MailServer]:
    """The mail server the house is set to."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 5
        settings.DEFAULT_FROM_EMAIL = "Landkreis <faden@landkreis.example>"
        yield server
