"""`manage create_administrator`."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from roterfaden.accounts.queries import has_administrator
from roterfaden.audit.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def create(monkeypatch, password, email="chefin@example.org"):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    call_command("create_administrator", email, "Carla Chefin", "--password-stdin")


def test_command_creates_an_administrator(monkeypatch):
    assert not has_administrator(now=NOW)

    create(monkeypatch, "Regen auf dem Dach 7")

    user = User.objects.get(email="chefin@example.org")
    assert user.check_password("Regen auf dem Dach 7")
    assert [role for role, _scope in user.roles_held] == [Role.ADMINISTRATOR]
    assert [event.actor_id for event in Event.objects.order_by("number")] == ["create_administrator"] * 2


@pytest.mark.parametrize("password", ["kurz", "password1234", "carla chefin1", "123456789012"])
def test_command_refuses_a_weak_password(monkeypatch, password):
    with pytest.raises(CommandError):
        create(monkeypatch, password)
    assert not User.objects.exists()


def test_command_refuses_a_known_address_and_leaves_nothing(monkeypatch):
    factories.user(email="chefin@example.org")

    with pytest.raises(CommandError, match="schon einen Zugang"):
        create(monkeypatch, "Regen auf dem Dach 7")
    assert not Event.objects.exists()
