"""Fixtures of the public pages."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache

from tests.public.world import build


@pytest.fixture(autouse=True)
def _no_earlier_tries(db: None) -> None:
    """Nobody has tried codes before."""
    cache.clear()


@pytest.fixture
def world() -> SimpleNamespace:
    """One of everything residents can read."""
    return build()
