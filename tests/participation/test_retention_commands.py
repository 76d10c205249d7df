"""The commands say counts, never names; keys are renewed without losing a word."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from roterfaden.kernel import vault
from roterfaden.kernel.vault import CannotOpen, open_words, seal_words
from roterfaden.participation import actions
from roterfaden.participation.models import ContactAddress, SealedOriginal
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(settings, tmp_path):
    settings.SEALING_KEYS = []
    settings.SEALING_KEY_FILE = tmp_path / "sealing.keys"
    return settings.SEALING_KEY_FILE


@pytest.fixture
def card(keys):
    return factories.contribution(factories.process(), text="Frau Beispiel hilft.")


def run(name, *arguments):
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def test_key_file_is_made_once_and_only_for_its_owner(keys):
    token = seal_words("geheim")

    assert open_words(token) == "geheim"
    assert (keys.stat().st_mode & 0o777, len(keys.read_text().split())) == (0o600, 1)
    assert open_words(token) == "geheim"


def test_foreign_key_opens_nothing(keys, settings, tmp_path):
    token = seal_words("geheim")
    settings.SEALING_KEY_FILE = tmp_path / "other.keys"

    with pytest.raises(CannotOpen):
        open_words(token)


def test_keys_are_renewed_and_old_ones_forgotten(card, keys, moderator, participant):
    actions.seal_passages(actor=moderator, contribution=card, kind="person", passages=["Beispiel"], now=NOW)
    actions.leave_address(actor=participant, contribution=card, email="a@example.org", language="de", now=NOW)
    old = SealedOriginal.objects.get().token

    assert "2 Einträge sind mit dem neuen Schlüssel verschlossen (2 Schlüssel" in run("renew_sealing_keys")
    assert "1 alte Schlüssel sind verworfen." in run("renew_sealing_keys", "--forget-old")

    token = SealedOriginal.objects.get().token
    assert token != old
    assert open_words(token) == "Frau Beispiel hilft."
    assert open_words(ContactAddress.objects.get().address) == "a@example.org"
    with pytest.raises(CannotOpen):
        open_words(old)


def test_old_keys_are_kept_while_something_needs_them(card, keys, moderator):
    actions.seal_passages(actor=moderator, contribution=card, kind="person", passages=["Beispiel"], now=NOW)
    vault.add_key()

    with pytest.raises(CommandError, match="1 Einträge sind noch mit einem alten Schlüssel verschlossen"):
        run("renew_sealing_keys", "--forget-old")


def test_keys_from_the_environment_are_renewed_there(settings):
    settings.SEALING_KEYS = ["x"]

    with pytest.raises(CommandError, match="FADEN_SEALING_KEYS"):
        run("renew_sealing_keys")


def test_dry_run_says_counts_and_changes_nothing(card, participant):
    actions.leave_address(actor=participant, contribution=card, email="a@example.org", language="de", now=NOW)

    said = run("retention", "--dry-run")

    assert "E-Mail-Adressen, die niemand bestätigt hat: 1 von 1 fällig (Frist 7 Tage)" in said
    assert "Nichts wurde gelöscht." in said
    assert "example.org" not in said
    assert ContactAddress.objects.exists()
