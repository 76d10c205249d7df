"""`manage test_mail`: what it says."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from roterfaden.post.models import Message

pytestmark = pytest.mark.django_db


def test_message_that_goes_through(mails, capsys):
    call_command("test_mail", "amina@example.org")

    assert capsys.readouterr().out == "Der Mailserver 127.0.0.1 hat die Nachricht angenommen.\n"
    assert [message["To"] for message in mails.taken] == ["amina@example.org"]


def test_message_that_does_not(mails):
    mails.replies["RCPT"] = "550 unknown"

    with pytest.raises(CommandError) as refusal:
        call_command("test_mail", "amina@example.org")

    assert str(refusal.value) == "Nicht verschickt. Der Mailserver nimmt für diese Adresse nichts an."


def test_address_that_is_none():
    with pytest.raises(CommandError):
        call_command("test_mail", "amina")

    assert (Message.objects.count(), mail.outbox) == (0, [])


def test_house_without_mail_server_says_where_the_file_is(settings, tmp_path, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path

    call_command("test_mail", "amina@example.org")

    assert "Kein Mailserver eingestellt" in capsys.readouterr().out
    assert len(list(tmp_path.iterdir())) == 1
