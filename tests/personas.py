"""The people every test knows. Each holds one role for the whole county unless the name says otherwise."""

import pytest

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from roterfaden.kernel.actors import Participant, System
from tests import factories


@pytest.fixture
def participant() -> Participant:
    return Participant()


@pytest.fixture
def system() -> System:
    return System("test")


@pytest.fixture
def planner(db: None) -> User:
    return factories.user(Role.STRATEGY_OFFICER, name="Petra Plan")


@pytest.fixture
def moderator(db: None) -> User:
    return factories.user(Role.MODERATOR, name="Mona Moderation")


@pytest.fixture
def clerk(db: None) -> User:
    return factories.user(Role.COUNCIL_CLERK, name="Karl Kreistag")


@pytest.fixture
def group_member(db: None) -> User:
    return factories.user(Role.COORDINATION_GROUP, name="Gerda Gruppe")


@pytest.fixture
def goal_owner(db: None) -> User:
    return factories.user(Role.GOAL_OWNER, name="Zora Ziel")


@pytest.fixture
def counsellor(db: None) -> User:
    return factories.user(Role.COUNSELLOR, name="Berta Beratung")


@pytest.fixture
def auditor(db: None) -> User:
    return factories.user(Role.AUDITOR, name="Rita Revision")


@pytest.fixture
def administrator(db: None) -> User:
    return factories.user(Role.ADMINISTRATOR, name="Adam Admin")


@pytest.fixture
def outsider(db: None) -> User:
    """Signed in, without any role."""
    return factories.user(name="Otto Ohne")
