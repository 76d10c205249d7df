"""The part of the access table for appointments, the waiting room and interpreters, and what its lines need."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from tests import factories
from tests.access.lines import MISSING, MOVED, Line, public
from tests.factories import appointments as made

COUNSELLOR = "counsellor"


def _acts(route: str, name: str) -> Line:
    return Line(route, COUNSELLOR, lambda w: [getattr(w, name).uid], status=MOVED, method="post")


APPOINTMENTS = (
    public("public:appointment_book"),
    public("public:appointment"),
    public("public:appointment_move", status=MOVED),
    public("public:appointment_calendar", status=MOVED),
    public("public:waiting_room", lambda w: [w.centre.uid]),
    public("public:interpreting", lambda w: [w.interpreting_token]),
    Line("office:calendar", COUNSELLOR),
    Line("office:appointment_give", COUNSELLOR),
    Line("office:appointment_wishes", COUNSELLOR),
    Line("office:appointment", COUNSELLOR, lambda w: [w.appointment.uid]),
    _acts("office:appointment_act", "appointment"),
    Line("office:appointment_move", COUNSELLOR, lambda w: [w.appointment.uid]),
    Line("office:hours", COUNSELLOR),
    Line("office:hours_profile", COUNSELLOR),
    Line("office:hours_add", COUNSELLOR, status=MISSING),  # the persona has no calendar yet
    Line("office:hours_away", COUNSELLOR, status=MISSING),
    Line("office:hours_end", COUNSELLOR, lambda w: [w.weekly.pk], status=MOVED, method="post"),
    Line("office:hours_back", COUNSELLOR, lambda w: [w.absence.pk], status=MOVED, method="post"),
    Line("office:walk_ins", COUNSELLOR),
    Line("office:walk_in_slip", COUNSELLOR, lambda w: [w.number.uid]),
    _acts("office:walk_in_act", "number"),
    Line("office:interpreters", COUNSELLOR),
    Line("office:interpreter_new", COUNSELLOR),
    Line("office:interpreter_hours", COUNSELLOR),
    Line("office:interpreter_hours_file", COUNSELLOR, lambda _w: ["xlsx"]),
    Line("office:interpreter", COUNSELLOR, lambda w: [w.interpreter.uid]),
    _acts("office:interpreter_retire", "interpreter"),
    Line("office:interpreter_record", COUNSELLOR, lambda w: [w.interpreter.uid]),
)


def build_appointments(world: SimpleNamespace) -> None:
    """A calendar with an appointment, a number of today, and somebody who was asked to interpret."""
    now = timezone.now()
    world.centre = made.centre()
    counsellor = made.counsellor()
    world.weekly = made.weekly(counsellor, world.centre)
    world.absence = counsellor.absences.create(first_on=factories.TODAY, last_on=factories.TODAY)
    world.appointment = made.booked(counsellor, world.centre, now + timedelta(days=3))
    world.interpreter = made.interpreter("ar")
    _assignment, world.interpreting_token = made.asked(world.interpreter, world.appointment)
    world.number = made.number(world.centre, now)
