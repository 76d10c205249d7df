"""The people every test knows. Each holds one role for the whole county unless the name says otherwise."""

import pytest

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import User
from roterfaden.kernel.actors import Participant, System
from roterfaden.places.models import Area
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
def advice_lead(db: None) -> User:
    return factories.user(Role.ADVICE_LEAD, name="Lena Leitung")


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


@pytest.fixture
def municipality(db: None) -> Area:
    """The municipality of `coordinator`."""
    return factories.municipality(name="Stadt Melle", short_name="Melle", slug="melle")


@pytest.fixture
def coordinator(municipality: Area) -> User:
    """Coordinates `municipality` and no other."""
    scope = (ScopeKind.MUNICIPALITY, municipality.key)
    return factories.user(Role.MUNICIPAL_COORDINATOR, scope=scope, name="Klara Kommune")


@pytest.fixture
def coordinator_elsewhere(db: None) -> User:
    """Coordinates another municipality."""
    scope = (ScopeKind.MUNICIPALITY, factories.municipality().key)
    return factories.user(Role.MUNICIPAL_COORDINATOR, scope=scope, name="Elsa Anderswo")


@pytest.fixture
def course_coordinator(db: None) -> User:
    return factories.user(Role.COURSE_COORDINATOR, name="Kurt Kurs")


@pytest.fixture
def provider(db: None) -> User:
    return factories.user(Role.PROVIDER, scope=(ScopeKind.PROVIDER, "vhs"), name="Thea Träger")
