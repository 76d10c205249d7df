"""Reminding people of their appointment the day before."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.advice.actions.notices import AppointmentMail
from roterfaden.advice.enums import AppointmentState, Verb
from roterfaden.advice.models import Appointment
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor


def remind_appointment(*, actor: Actor, appointment: Appointment, now: datetime) -> bool:
    """Write the reminder, once for each time the appointment has; returns whether it was written.

    Audited as appointment.reminded.
    """
    require(actor, "advice.remind_appointment", appointment)
    with transaction.atomic():
        row = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if row.state != AppointmentState.BOOKED or row.reminded_at is not None:
            return False
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        AppointmentMail(row, actor=actor, now=now).reminder()
        record(actor=actor, verb=Verb.APPOINTMENT_REMINDED, subject=row, now=now)
    return True
