"""Calendars, appointments, numbers and interpreters of the advice centre."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from roterfaden.accounts.enums import Role
from roterfaden.advice.enums import AppointmentState, AssignmentState, Purpose
from roterfaden.advice.methods import new_link
from roterfaden.advice.models import Appointment, Counsellor, Interpreter, InterpreterAssignment, WalkIn, WeeklyHours
from roterfaden.directory.models import Organisation, Site
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import seal_words
from tests.factories.base import municipality, user

_serial = count(1)
KEPT = {"purpose": Purpose.APPOINTMENT, "delete_on": date(2099, 1, 1)}


def centre(**values: Any) -> Site:
    """A place where people are advised."""
    number = next(_serial)
    organisation = Organisation.objects.create(name=f"Migrationszentrum {number}")
    area = values.pop("area", None) or municipality()
    return Site.objects.create(
        **{"organisation": organisation, "name": f"Kreishaus {number}", "street": "Am Schölerberg 1", "area": area}
        | values
    )


def counsellor(*languages: str, **values: Any) -> Counsellor:
    """Somebody with a calendar."""
    person = values.pop("person", None) or user(Role.COUNSELLOR)
    return Counsellor.objects.create(
        **{"person": person, "languages": list(languages) or ["de"], "room": "12"} | values
    )


def weekly(counsellor: Counsellor, site: Site, **values: Any) -> WeeklyHours:
    """Hours on every Thursday from nine to eleven, of which NOW is one: two times of 45 minutes."""
    return WeeklyHours.objects.create(
        **{
            "counsellor": counsellor, "site": site, "weekday": 3, "starts": time(9), "ends": time(11), "minutes": 45,
            "buffer": 15, "first_on": date(2017, 1, 1),
        }
        | values
    )  # fmt: skip


def every_day(counsellor: Counsellor, site: Site) -> list[WeeklyHours]:
    """Hours on every day of the week: pages live by the real clock."""
    return [weekly(counsellor, site, weekday=day) for day in range(7)]


def booked(counsellor: Counsellor, site: Site, starts_at: datetime, **values: Any) -> Appointment:
    """Somebody has this time."""
    made = {
        "code": new_code(), "state": AppointmentState.BOOKED, "language": "ar",
        "requested_at": starts_at - timedelta(7),
        "counsellor": counsellor, "site": site, "starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45),
        "seat": 1, "booked_at": starts_at - timedelta(7), **KEPT,
    }  # fmt: skip
    return Appointment.objects.create(**made | values)


def interpreter(*languages: str, **values: Any) -> Interpreter:
    """Somebody of the pool."""
    number = next(_serial)
    return Interpreter.objects.create(
        **{
            "name": f"Dolmetscherin {number}", "languages": list(languages) or ["ar"],
            "email": seal_words(f"dolmetschen{number}@example.org"), "added_at": timezone.now(),
        }
        | values
    )  # fmt: skip


def asked(who: Interpreter, appointment: Appointment, **values: Any) -> tuple[InterpreterAssignment, str]:
    """Somebody was asked; the assignment and the token of its link."""
    token, kept = new_link()
    made = {
        "interpreter": who, "appointment": appointment, "language": appointment.language, "where": "Kreishaus",
        "starts_at": appointment.starts_at, "ends_at": appointment.ends_at, "secret_hash": kept,
        "asked_at": appointment.requested_at, "state": AssignmentState.ASKED, "purpose": Purpose.INTERPRETING,
        "delete_on": date(2099, 1, 1),
    }  # fmt: skip
    return InterpreterAssignment.objects.create(**made | values), token


def number(site: Site, drawn_at: datetime, **values: Any) -> WalkIn:
    """The next number of a day."""
    day = local_day(drawn_at)
    last = WalkIn.objects.filter(site=site, day=day).count()
    return WalkIn.objects.create(
        **{"site": site, "day": day, "number": last + 1, "drawn_at": drawn_at, **KEPT} | values
    )
