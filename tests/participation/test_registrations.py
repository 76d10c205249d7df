"""Registering without account: seats, the waiting list, changing, cancelling, the door."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.codes import is_valid
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation import actions, errors
from roterfaden.participation.enums import EventKind, RegistrationState
from roterfaden.participation.models import Event, Registration
from roterfaden.participation.queries import guest_needs, registration_rows, seats
from roterfaden.post.models import Message
from tests import factories
from tests.factories import NOW

BEFORE = NOW - timedelta(days=7)


def open_event(**values) -> Event:
    stage = factories.stage(factories.process())
    window = {"registration_from": BEFORE - timedelta(days=7), "registration_until": NOW}
    return factories.event(stage, **window | values)


def signed_up(event, actor, *, at=BEFORE, submission=None, invitee=None, **answers) -> Registration:
    return actions.register(
        actor=actor, event=event, submission=submission or uuid.uuid4(), answers=answers, invitee=invitee, now=at
    )


def states(event) -> list[str]:
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


def test_register_gives_a_seat_and_a_code(participant, db):
    guest = signed_up(open_event(), participant, name="Zoë Müller-Çelik")

    assert guest.state == RegistrationState.REGISTERED
    assert is_valid(guest.code)
    assert AuditEvent.objects.filter(verb="registration.made", subject_id=str(guest.pk)).exists()


def test_register_says_nothing_personal_in_the_log(participant, db):
    signed_up(open_event(), participant, name="Geheime Person", email="geheim@example.org", needs="Rollstuhl")

    told = str(list(AuditEvent.objects.values("subject_label", "changes", "reason")))

    assert "Geheim" not in told
    assert "geheim@" not in told
    assert "Rollstuhl" not in told


def test_register_the_same_form_twice_counts_once(participant, db):
    event, submission = open_event(), uuid.uuid4()

    first, second = (signed_up(event, participant, submission=submission) for _ in range(2))

    assert first == second
    assert event.registrations.count() == 1


def test_register_with_a_known_address_is_not_refused_but_seen_by_the_office(participant, db):
    event = open_event()
    for name in ("Anna", "Ben"):
        signed_up(event, participant, name=name, email="familie@example.org")
    signed_up(event, participant, name="Cem", email="cem@example.org")

    assert [row.is_twin for row in registration_rows(event)] == [True, True, False]


def test_register_beyond_capacity_waits(participant, db):
    event = open_event(capacity=2)
    for _ in range(3):
        signed_up(event, participant)

    assert states(event) == ["registered", "registered", "waiting"]
    assert seats(event).free == 0


@pytest.mark.parametrize("at", [BEFORE - timedelta(days=8), NOW])
def test_register_outside_the_window_is_refused(participant, db, at):
    with pytest.raises(errors.RegistrationClosed):
        signed_up(open_event(), participant, at=at)


def test_register_without_window_is_refused(participant, db):
    with pytest.raises(errors.RegistrationClosed):
        signed_up(open_event(registration_from=None, registration_until=None), participant)


def test_internal_round_needs_an_invitation(participant, planner):
    event = open_event(kind=EventKind.INTERNAL)
    with pytest.raises(errors.InvitationNeeded):
        signed_up(event, participant)
    invitee = actions.add_invitee(
        actor=planner, event=event, row=actions.InviteeRow(1, organisation="Rathaus"), now=BEFORE
    )

    assert signed_up(event, participant, invitee=invitee).state == RegistrationState.REGISTERED


def test_name_with_signs_no_register_knows_is_refused(participant, db):
    with pytest.raises(ValidationError):
        signed_up(open_event(), participant, name="محمد")


def test_group_of_another_process_is_refused(participant, db):
    with pytest.raises(errors.OtherProcess):
        signed_up(open_event(), participant, actor_group=factories.group(factories.process()))


def test_cancelling_lets_the_one_who_waited_longest_move_up(participant, db):
    event = open_event(capacity=1)
    seated = signed_up(event, participant)
    first = signed_up(event, participant, email="eins@example.org", at=BEFORE + timedelta(hours=1))
    signed_up(event, participant, at=BEFORE + timedelta(hours=2))

    actions.cancel_registration(actor=participant, registration=seated, now=BEFORE + timedelta(days=1))

    assert states(event) == ["cancelled", "registered", "waiting"]
    assert Message.objects.filter(to="eins@example.org", about="Nachgerückt").count() == 1
    assert first.code in Message.objects.get(about="Nachgerückt").text


def test_new_seats_let_the_waiting_list_move_up(participant, planner):
    event = open_event(capacity=1)
    for _ in range(3):
        signed_up(event, participant)

    actions.replan_event(
        actor=planner, event=event, stage=event.stage, kind=event.kind, title=event.title, description="",
        questions=[], starts_at=event.starts_at, ends_at=event.ends_at, place="", area=None, capacity=2, tables=6,
        actor_groups=[], now=BEFORE,
    )  # fmt: skip

    assert states(event) == ["registered", "registered", "waiting"]


def test_cancelling_twice_is_refused(participant, db):
    guest = signed_up(open_event(), participant)
    actions.cancel_registration(actor=participant, registration=guest, now=BEFORE)

    with pytest.raises(errors.AlreadyCancelled):
        actions.cancel_registration(actor=participant, registration=guest, now=BEFORE)


def test_change_keeps_the_seat_and_masks_what_was(participant, db):
    guest = signed_up(open_event(), participant, name="Anna")

    changed = actions.change_registration(
        actor=participant, registration=guest, answers={"name": "Anne", "children_3_to_5": 2}, now=BEFORE
    )

    assert (changed.name, changed.children, changed.code) == ("Anne", 2, guest.code)
    assert AuditEvent.objects.get(verb="registration.changed").changes["name"] == ["•••", "•••"]


def test_confirmation_is_written_once_with_the_date(participant, db):
    event, submission = open_event(), uuid.uuid4()
    for _ in range(2):
        guest = signed_up(event, participant, submission=submission, email="anna@example.org")

    message = Message.objects.get()

    assert guest.code in message.text
    assert message.attachments.get().media_type == "text/calendar"
    assert f"UID:{event.uid}@roterfaden".encode() in bytes(message.attachments.get().content)


def test_needs_are_summed_without_names(participant, db):
    event = open_event()
    signed_up(event, participant, language="ar", needs_interpreter=True, children_under_3=1, name="Anna")
    signed_up(event, participant, language="ar", needs="Platz für einen Rollstuhl")

    needs = guest_needs(event)

    assert needs.interpreters == (("ar", 1),)
    assert (needs.children, needs.words) == (1, ("Platz für einen Rollstuhl",))


def test_check_in_gives_a_waiting_person_a_seat(participant, moderator):
    event = open_event(capacity=1)
    signed_up(event, participant)
    waiting = signed_up(event, participant)

    guest = actions.check_in_guest(actor=moderator, registration=waiting, is_present=True, now=NOW)

    assert (guest.state, guest.checked_in_at) == (RegistrationState.REGISTERED, NOW)


def test_check_in_before_the_day_is_refused(participant, moderator):
    guest = signed_up(open_event(), participant)

    with pytest.raises(errors.NotStarted):
        actions.check_in_guest(actor=moderator, registration=guest, is_present=True, now=BEFORE)


def test_participant_cannot_tick_anybody_off(participant, db):
    guest = signed_up(open_event(), participant)

    with pytest.raises(NotAllowed):
        actions.check_in_guest(actor=participant, registration=guest, is_present=True, now=NOW)


def test_walk_in_has_no_name_and_counts_once(moderator):
    event, submission = open_event(), uuid.uuid4()
    for _ in range(2):
        guest = actions.add_walk_in(
            actor=moderator, event=event, submission=submission, actor_group=None, area=None, language="tr", now=NOW
        )

    assert (guest.name, guest.is_walk_in, event.registrations.present().count()) == ("", True, 1)


def test_called_off_event_tells_everybody_once(participant, planner):
    event = open_event()
    signed_up(event, participant, email="anna@example.org")
    signed_up(event, participant)

    cancelled = actions.cancel_event(actor=planner, event=event, reason="Sturm", now=BEFORE)

    message = Message.objects.get(about="Veranstaltung abgesagt")
    assert "Sturm" in message.text
    assert b"METHOD:CANCEL" in bytes(message.attachments.get().content)
    assert cancelled.sequence == 1
    with pytest.raises(errors.EventIsCancelled):
        actions.set_agenda(actor=planner, event=event, agenda=[], now=BEFORE)


def test_registration_language_decides_the_language_of_the_mail(participant, db):
    event = open_event()
    signed_up(event, participant, email="a@example.org", language="tr")
    signed_up(event, participant, email="b@example.org", language="ti")  # the pages are not in Tigrinya

    assert dict(Message.objects.values_list("to", "language")) == {"a@example.org": "tr", "b@example.org": "de"}
