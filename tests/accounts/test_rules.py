"""The lock: roles, scopes, nothing by default."""

from dataclasses import dataclass

import pytest
import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.accounts.rules import allowed, has_role, require, role_used
from roterfaden.kernel.errors import NotAllowed
from tests import factories

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Thing:
    """Something that belongs to a process."""

    process: str = "dialog"


def scopes(thing):
    return (Scope(ScopeKind.PROCESS, thing.process),)


moderates = has_role(Role.MODERATOR, within=scopes)


@pytest.mark.parametrize(
    ("role", "scope", "obj", "expected"),
    [
        (Role.MODERATOR, (ScopeKind.COUNTY, ""), Thing(), True),
        (Role.MODERATOR, (ScopeKind.PROCESS, "dialog"), Thing(), True),
        (Role.MODERATOR, (ScopeKind.PROCESS, "anderer"), Thing(), False),
        (Role.MODERATOR, (ScopeKind.PROCESS, "anderer"), None, True),
        (Role.AUDITOR, (ScopeKind.COUNTY, ""), Thing(), False),
        (Role.AUDITOR, (ScopeKind.COUNTY, ""), None, False),
    ],
)
def test_has_role_looks_at_role_and_scope(role, scope, obj, expected):
    assert moderates.test(factories.user(role, scope=scope), obj) is expected


def test_has_role_refuses_inactive_people_and_participants(participant, system):
    assert not moderates.test(factories.user(Role.MODERATOR, is_active=False), Thing())
    assert not moderates.test(participant, Thing())
    assert not moderates.test(system, Thing())


def test_unknown_permission_is_refused(administrator):
    assert not allowed(administrator, "nothing.do_it")
    with pytest.raises(NotAllowed):
        require(administrator, "nothing.do_it")


# They say something, take a remark back, add a photo, get mail about it and say whether an answer meets their point;
# the action that refers to a remark, a file or a mail decides.
OPEN_TO_RESIDENTS = (
    "participation.",
    "files.",
    "post.write_message",
    "weighing.reply_to_answer",
    "weighing.stop_news",
    "concept.withdraw_remark",
    "concept.leave_remark_address",
    "concept.confirm_remark_address",
    "concept.remove_remark_address",
    "advice.book_appointment",
    "advice.cancel_appointment",
    "advice.move_appointment",
    "advice.join_waiting_list",
    "advice.accept_offer",
    "advice.decline_offer",
    "advice.withdraw_requests",
)
OPEN_TO_STAFF = ("jobs.", "post.write_message")  # what a job does is allowed or refused by the actions it calls


def test_no_permission_is_open_to_participants_of_the_office(participant, outsider):
    """Residents reach only what the context of participation opens; somebody without a role reaches no more."""
    for name in rules.permissions.permissions:
        to_residents = allowed(participant, name)
        assert name.startswith(OPEN_TO_STAFF) or to_residents or not allowed(outsider, name), name
        assert name.startswith(OPEN_TO_RESIDENTS) or not to_residents, name


def test_role_used_prefers_the_narrow_role():
    person = factories.user(Role.STRATEGY_OFFICER)
    scope = Scope(ScopeKind.MUNICIPALITY, "03459024")
    factories.Membership.objects.create(
        user=person, role=Role.MUNICIPAL_COORDINATOR, scope_kind=scope.kind, scope_key=scope.key,
        granted_at=factories.NOW,
    )  # fmt: skip
    roles = (Role.MUNICIPAL_COORDINATOR, Role.STRATEGY_OFFICER)

    assert role_used(person, *roles, scopes=[scope]) == Role.MUNICIPAL_COORDINATOR
    assert role_used(person, *roles, scopes=[Scope(ScopeKind.MUNICIPALITY, "03459003")]) == Role.STRATEGY_OFFICER
    assert role_used(person, Role.AUDITOR) == Role.STRATEGY_OFFICER
