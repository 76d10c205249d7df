"""Lines of the access table: people who wait for a course, proposals and seats; and one of each."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from roterfaden.courses import actions
from roterfaden.courses.enums import Disclosure, LockKind, NoteFact, PartnerKind
from roterfaden.courses.models import (
    Agreement,
    AttendanceNote,
    CandidateMerge,
    Entitlement,
    NoteRule,
    PlacementPlan,
)
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day
from tests.access.lines import MOVED, Line
from tests.courses import network

HERS = "course_coordinator"


def waiting_list(world: SimpleNamespace) -> None:
    """Three people, a seat, a decision, two records of one person, a proposal."""
    actor, now = System("test"), timezone.now()
    today = local_day(now)
    world.waiting_course = network.run(
        starts_on=today + timedelta(days=20), ends_on=today + timedelta(days=60), seats_max=9
    )
    world.waiting = network.ready(actor, 0)
    seated, dropped = network.ready(actor, 1), network.ready(actor, 2)
    world.seat = actions.reserve_seat(actor=actor, candidate=seated, run=world.waiting_course, reason="…", now=now)
    world.lock = actions.set_lock(
        actor=actor, candidate=world.waiting, run=world.waiting_course, kind=LockKind.BAR, reason="…", now=now
    )
    world.merge = CandidateMerge.objects.create(
        kept=world.waiting, dropped=dropped, moved={"waiting_since": today.isoformat()}, made_at=now
    )
    world.entitlement = Entitlement.objects.filter(candidate=world.waiting).get()
    world.agreement = Agreement.objects.create(
        name="VHS", kind=PartnerKind.PROVIDER, purpose="Kursplatz", valid_from=today, discloses=[Disclosure.NAME],
        legal_source=network.SOURCE,
    )  # fmt: skip
    world.ended = network.seated(actor, network.ready(actor, 3), world.waiting_course, *network.OVER)
    duty = world.ended.candidate.entitlements.get()
    rule = NoteRule.objects.create(
        kind=duty.kind.slug, body=PartnerKind.JOB_CENTRE, facts=[NoteFact.ENDED], valid_from=duty.kind.valid_from,
        legal_source=network.SOURCE, entered_at=now,
    )  # fmt: skip
    world.note = AttendanceNote.objects.create(
        seat=world.ended, fact=NoteFact.BEGAN, fact_on=today, body=rule.body, addressee="Jobcenter",
        basis=rule.legal_source, rule=rule, entitlement=duty, made_as="system", made_at=now,
    )  # fmt: skip
    world.note_key = f"pflicht-{duty.pk}"
    world.plan = PlacementPlan.objects.create(
        as_of=today, state="done", started_at=now, finished_at=now, cost=1, bound=1
    )  # fmt: skip


def _person(route: str, **more: object) -> Line:
    return Line(route, HERS, lambda w: [w.waiting.code], **more)


WAITING_LIST = (
    Line("office:candidates", HERS),
    Line("office:candidate_search", HERS, method="post"),
    Line("office:candidate_new", HERS),
    _person("office:candidate"),
    _person("office:candidate_revise"),
    _person("office:candidate_test"),
    _person("office:candidate_entitlement"),
    Line("office:entitlement_end", HERS, lambda w: [w.entitlement.pk], status=MOVED, method="post"),
    Line("office:candidate_consent", HERS, lambda w: [w.waiting.code, w.agreement.pk], status=MOVED, method="post"),
    _person("office:candidate_rights"),
    _person("office:candidate_leave"),
    _person("office:candidate_merge"),
    Line("office:merge_part", HERS, lambda w: [w.merge.pk], status=MOVED, method="post"),
    _person("office:candidate_lock"),
    Line("office:lock_end", HERS, lambda w: [w.lock.pk], status=MOVED, method="post"),
    _person("office:candidate_seat"),
    Line("office:course_keeping", f"{HERS} administrator auditor"),
    Line("office:agreements", HERS),
    Line("office:placement", HERS),
    Line("office:placement_start", HERS, status=MOVED, method="post"),
    Line("office:placement_plan", HERS, lambda w: [w.plan.uid]),
    Line("office:placement_confirm", HERS, lambda w: [w.plan.uid], status=MOVED, method="post"),
    Line("office:placement_what_if", HERS),
    Line("office:placement_weights", HERS),
    Line("office:course_seats", HERS),
    Line("office:run_seats", HERS, lambda w: [w.waiting_course.uid]),
    Line("office:run_falls_through", HERS, lambda w: [w.waiting_course.uid]),
    Line("office:start_list", HERS, lambda w: [w.waiting_course.uid, "xlsx"], method="post"),
    Line("office:seat_step", HERS, lambda w: [w.seat.pk]),
    Line("office:seat_letter", HERS, lambda w: [w.seat.pk], method="post"),
    Line("office:seat", HERS, lambda w: [w.seat.pk]),
    Line("office:seat_result", HERS, lambda w: [w.ended.pk]),
    Line("office:seat_next", HERS, lambda w: [w.ended.pk]),
    Line("office:attendance_notes", HERS),
    Line("office:seat_note", HERS, lambda w: [w.ended.pk, w.note_key]),
    Line("office:note_letter", HERS, lambda w: [w.note.pk], method="post"),
)
