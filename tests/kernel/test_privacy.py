"""Deny by default: a field nobody declared is personal."""

from roterfaden.accounts.models import User
from roterfaden.kernel.privacy import Level, level_of
from roterfaden.participation.models import Contribution


def test_level_of_declared_fields():
    assert level_of(Contribution, "kind") is Level.PUBLIC
    assert level_of(Contribution, "moderation_reason") is Level.INTERNAL
    assert level_of(User, "email") is Level.PERSONAL


def test_level_of_an_undeclared_field_is_personal():
    assert level_of(User, "shoe_size") is Level.PERSONAL
