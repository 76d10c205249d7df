"""People and roles: what administrators do, and what is refused."""

from datetime import timedelta

import pytest

from roterfaden.accounts import actions, errors, queries
from roterfaden.accounts.enums import Role, ScopeKind, Verb
from roterfaden.accounts.models import User
from roterfaden.audit.models import Event
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.labels import label_words
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def test_invite_user_creates_an_account_without_roles(administrator):
    user = actions.invite_user(actor=administrator, email=" Neu@Example.org ", name="Nina Neu", now=NOW)

    assert (user.email, user.name, user.is_active) == ("neu@example.org", "Nina Neu", True)
    assert not user.has_usable_password()
    assert user.roles_held == ()
    event = Event.objects.get()
    assert (event.verb, event.subject_id, event.subject_label) == (Verb.USER_INVITED, str(user.pk), "")
    assert "neu@example.org" not in str(vars(event))


def test_invite_user_keeps_a_given_password(system):
    user = actions.invite_user(actor=system, email="a@example.org", name="A", password="Ein langes Wort 12", now=NOW)

    assert user.check_password("Ein langes Wort 12")


def test_invite_user_refuses_an_address_in_other_capitals(administrator):
    factories.user(email="Da@example.org")

    with pytest.raises(errors.EmailTaken):
        actions.invite_user(actor=administrator, email="dA@EXAMPLE.org", name="Da", now=NOW)


def test_invite_user_refuses_everybody_else(planner, participant):
    for actor in (planner, participant):
        with pytest.raises(NotAllowed):
            actions.invite_user(actor=actor, email="x@example.org", name="X", now=NOW)
    assert not User.objects.filter(email="x@example.org").exists()


def test_grant_role_takes_effect_at_once(administrator, outsider):
    assert outsider.roles_held == ()

    actions.grant_role(actor=administrator, user=outsider, role=Role.MODERATOR, now=NOW)

    assert [role for role, _scope in outsider.roles_held] == [Role.MODERATOR]
    assert label_words(Event.objects.get().subject_label) == "Moderation und Erfassung (ganzer Landkreis)"


def test_grant_role_refuses_a_role_held_already(administrator, moderator):
    with pytest.raises(errors.RoleHeldAlready):
        actions.grant_role(actor=administrator, user=moderator, role=Role.MODERATOR, now=NOW)


@pytest.mark.parametrize(
    ("role", "kind", "key"),
    [
        (Role.MUNICIPAL_COORDINATOR, ScopeKind.COUNTY, ""),
        (Role.MUNICIPAL_COORDINATOR, ScopeKind.PROCESS, "dialog"),
        (Role.PROVIDER, ScopeKind.COUNTY, ""),
        (Role.MODERATOR, ScopeKind.COUNTY, "03459"),
        (Role.MODERATOR, ScopeKind.PROCESS, ""),
    ],
)
def test_grant_role_refuses_a_scope_that_does_not_fit(administrator, outsider, role, kind, key):
    with pytest.raises(errors.ScopeDoesNotFit):
        actions.grant_role(actor=administrator, user=outsider, role=role, scope_kind=kind, scope_key=key, now=NOW)


def test_grant_role_refuses_a_closed_account(administrator):
    with pytest.raises(errors.AccountClosed):
        actions.grant_role(actor=administrator, user=factories.user(is_active=False), role=Role.MODERATOR, now=NOW)


def test_revoke_role_ends_it_and_keeps_the_row(administrator, moderator):
    membership = moderator.memberships.get()

    actions.revoke_role(actor=administrator, membership=membership, now=NOW)

    membership.refresh_from_db()
    assert membership.ended_at == NOW
    assert moderator.roles_held == ()
    assert Event.objects.get().verb == Verb.ROLE_REVOKED


def test_revoke_role_refuses_a_second_time(administrator, moderator):
    membership = moderator.memberships.get()
    actions.revoke_role(actor=administrator, membership=membership, now=NOW)

    with pytest.raises(errors.RoleEndedAlready):
        actions.revoke_role(actor=administrator, membership=membership, now=LATER)


def test_role_can_be_granted_again_after_it_ended(administrator, moderator):
    actions.revoke_role(actor=administrator, membership=moderator.memberships.get(), now=NOW)

    actions.grant_role(actor=administrator, user=moderator, role=Role.MODERATOR, now=LATER)

    assert moderator.memberships.count() == 2


def test_last_administrator_cannot_leave(administrator):
    with pytest.raises(errors.LastAdministrator):
        actions.revoke_role(actor=administrator, membership=administrator.memberships.get(), now=NOW)
    with pytest.raises(errors.LastAdministrator):
        actions.deactivate_user(actor=administrator, user=administrator, now=NOW)


def test_second_administrator_can_leave(administrator):
    other = factories.user(Role.ADMINISTRATOR)

    actions.deactivate_user(actor=administrator, user=other, now=NOW)

    assert not User.objects.get(pk=other.pk).is_active
    with pytest.raises(errors.LastAdministrator):
        actions.deactivate_user(actor=administrator, user=administrator, now=NOW)


def test_deactivate_user_refuses_a_second_time(administrator, moderator):
    actions.deactivate_user(actor=administrator, user=moderator, now=NOW)

    with pytest.raises(errors.AccountClosed):
        actions.deactivate_user(actor=administrator, user=moderator, now=LATER)


def test_deactivated_person_may_do_nothing_and_is_signed_out(administrator, client, settings):
    settings.SECOND_FACTOR = "optional"
    other = factories.user(Role.ADMINISTRATOR)
    client.force_login(other)

    actions.deactivate_user(actor=administrator, user=other, now=NOW)

    with pytest.raises(NotAllowed):
        actions.invite_user(actor=User.objects.get(pk=other.pk), email="x@example.org", name="X", now=NOW)
    assert client.get("/buero/einstellungen/").status_code == 302


def test_people_lists_everybody_with_roles_held(administrator, moderator, outsider, query_count):
    moderator.memberships.update(ended_at=NOW)

    found = {person.user.name: [role.label for role in person.roles] for person in queries.people(now=LATER)}

    assert found == {"Adam Admin": ["Administration"], "Mona Moderation": [], "Otto Ohne": []}
    assert query_count(lambda: queries.people(now=NOW)) == 2
    for _number in range(3):
        factories.user(Role.MODERATOR)
    assert query_count(lambda: queries.people(now=NOW)) == 2
