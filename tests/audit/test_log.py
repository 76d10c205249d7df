"""The log: what is written, what is masked, what is found when somebody tampers with it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roterfaden.accounts.enums import Role
from roterfaden.accounts.enums import Verb as AccountsVerb
from roterfaden.audit.actions import MASK, record
from roterfaden.audit.methods import GENESIS
from roterfaden.audit.models import ChainHead, Event
from roterfaden.audit.queries import verify_chain
from roterfaden.audit.registry import sentence
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def write(actor, times=1, **values):
    return [
        record(actor=actor, verb=AccountsVerb.USER_INVITED, subject=actor, now=NOW, **values) for _round in range(times)
    ]


def tamper(sql, *values):
    """What somebody with access to the database could do: switch the triggers off, change, switch them on again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'")
            triggers = cursor.fetchall()
            for name, _create in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(sql, values)
            for _name, create in triggers:
                cursor.execute(create)
        else:
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
            cursor.execute(sql, values)
            cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")


def test_record_appends_to_the_chain(planner):
    first, second = write(planner, times=2)

    assert (first.number, first.previous_hash) == (1, GENESIS)
    assert (second.number, second.previous_hash) == (2, first.hash)
    assert ChainHead.objects.get().hash == second.hash


def test_record_names_nobody(planner):
    write(planner, changes={"email": ("", planner.email), "name": ("", planner.name), "is_active": (True, False)})

    event = Event.objects.get()
    assert event.changes == {"email": [MASK, MASK], "name": [MASK, MASK], "is_active": [True, False]}
    assert (event.actor_kind, event.actor_id, event.actor_role) == ("staff", str(planner.pk), Role.STRATEGY_OFFICER)
    stored = " ".join(str(value) for value in vars(event).values())
    assert planner.name not in stored
    assert planner.email not in stored


def test_record_stores_labels_without_a_language(administrator):
    membership = administrator.memberships.get()
    with translation.override("en"):
        event = record(actor=administrator, verb=AccountsVerb.ROLE_GRANTED, subject=membership, now=NOW)

        assert "(whole county)" in sentence(event.verb, event.subject_label)

    assert event.subject_label == "{accounts.membership.role:administrator} ({accounts.membership.scope_kind:county})"
    assert sentence(event.verb, event.subject_label) == "hat die Rolle Administration (ganzer Landkreis) erteilt"


def test_record_shortens_a_long_label(planner):
    revision = factories.element(factories.concept(), title="Ziel " * 48).revisions.get()

    event = record(actor=planner, verb=AccountsVerb.USER_INVITED, subject=revision, now=NOW)

    assert event.subject_label == ("Ziel " * 48)[:200]


def test_record_keeps_nested_changes_as_they_come_back(planner):
    write(planner, changes={"language": ({"b": (1, NOW)}, [planner, None, 1.5])})

    assert Event.objects.get().changes == {
        "language": [{"b": [1, "2017-06-15 10:00:00+00:00"]}, [str(planner.pk), None, "1.5"]]
    }
    assert verify_chain().is_intact


def test_event_cannot_be_updated(planner):
    write(planner)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(reason="anders")


def test_event_cannot_be_deleted(planner):
    write(planner)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()


def test_verify_chain_accepts_what_was_written(planner):
    write(planner, times=3)

    report = verify_chain()

    assert (report.is_intact, report.checked, report.intact) == (True, 3, 3)


def test_verify_chain_accepts_an_empty_log():
    assert verify_chain().is_intact


@pytest.mark.parametrize(
    ("sql", "broken_at"),
    [
        ("UPDATE audit_event SET reason = 'anders' WHERE number = 2", 2),
        ("UPDATE audit_event SET actor_id = '0' WHERE number = 1", 1),
        ("UPDATE audit_event SET at = '2017-06-15 10:00:00.000001+00:00' WHERE number = 3", 3),
        ("DELETE FROM audit_event WHERE number = 1", 1),
        ("DELETE FROM audit_event WHERE number = 2", 2),
        ("DELETE FROM audit_event WHERE number = 3", 3),
    ],
)
def test_verify_chain_finds_tampering(planner, sql, broken_at):
    write(planner, times=3)

    tamper(sql)

    assert verify_chain().broken_at == broken_at


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(reasons=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), max_size=6))
def test_chain_of_any_reasons_is_intact(planner, reasons):
    with transaction.atomic():
        for reason in reasons:
            write(planner, reason=reason)
        report = verify_chain()
        transaction.set_rollback(True)

    assert (report.is_intact, report.checked) == (True, len(reasons))


def test_verify_chain_reads_the_log_once(planner, query_count):
    write(planner, times=1)
    assert query_count(verify_chain) == 2
    write(planner, times=4)
    assert query_count(verify_chain) == 2


def test_command_says_that_the_log_is_intact(planner, capsys):
    write(planner, times=2)

    call_command("verify_audit")

    assert capsys.readouterr().out == "Das Protokoll ist unversehrt: 2 Einträge geprüft.\n"


def test_command_fails_on_a_break(planner):
    write(planner, times=3)
    tamper("UPDATE audit_event SET verb = 'nichts' WHERE number = 2")

    with pytest.raises(CommandError, match=r"ab Eintrag 2 verändert\. Davor sind 1 Einträge unversehrt"):
        call_command("verify_audit")
