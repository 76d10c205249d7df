"""Fixtures of the public pages."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache

from tests.public.helping import build_help
from tests.public.world import build


@pytest.fixture(autouse=True)
def _no_earlier_tries(db: None) -> None:
    """Nobody has tried codes before."""
    cache.clear()


@pytest.fixture
def world() -> SimpleNamespace:
    """One of everything residents can read about the strategy."""
    return build()


@pytest.fixture
def whole_world(world: SimpleNamespace) -> SimpleNamespace:
    """And one of everything that helps them: `addresses` then names those pages too."""
    build_help(world, 1)
    return world
