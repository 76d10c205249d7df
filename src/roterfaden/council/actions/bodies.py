"""Bodies over time, their sittings, and the usual order of consultation."""

from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.council import errors
from roterfaden.council.actions.touching import Touching
from roterfaden.council.enums import BodyKind, ConsultationRole, Verb
from roterfaden.council.methods import Template, template_faults
from roterfaden.council.models import Body, Consultation, Meeting, UsualStep
from roterfaden.council.models.bodies import INVITATION_DAYS, SUBMISSION_DAYS
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area


def add_body(
    *,
    actor: Actor,
    slug: str,
    name: str,
    kind: str,
    area: Area,
    valid_from: date,
    now: datetime,
    is_public: bool = True,
    valid_until: date | None = None,
    predecessor: Body | None = None,
    remit: str = "",
    submission_days: int = SUBMISSION_DAYS,
    invitation_days: int = INVITATION_DAYS,
) -> Body:
    """Add a committee or council with its term.

    Refuses a public Kreisausschuss, which meets in private by law (BodyMeetsInPrivate), and periods that would close a
    paper after the invitation went out (InvitesBeforeSubmission). Audited as body.added.
    """
    require(actor, "council.add_body")
    if is_public and kind == BodyKind.EXECUTIVE_COMMITTEE:
        raise errors.BodyMeetsInPrivate()
    with transaction.atomic():
        body = Body(
            slug=slug,
            name=name,
            kind=kind,
            area=area,
            is_public=is_public,
            valid_from=valid_from,
            valid_until=valid_until,
            predecessor=predecessor,
            remit=remit,
            submission_days=submission_days,
            invitation_days=invitation_days,
            published_at=now,
            modified_at=now,
        )
        _save(body)
        record(actor=actor, verb=Verb.BODY_ADDED, subject=body, now=now)
    return body


def revise_body(
    *, actor: Actor, body: Body, name: str, remit: str, submission_days: int, invitation_days: int, now: datetime
) -> Body:
    """Mend how a body is described, and its periods. A new name or remit is a successor: `replace_body`.

    Refuses periods that contradict each other (InvitesBeforeSubmission). Audited as body.revised.
    """
    require(actor, "council.revise_body", body)
    with transaction.atomic():
        locked = Body.objects.select_for_update().get(pk=body.pk)
        wanted = {
            "name": name, "remit": remit, "submission_days": submission_days, "invitation_days": invitation_days,
        }  # fmt: skip
        changes = {field: (getattr(locked, field), value) for field, value in wanted.items()}
        if locked.name != name:
            locked.modified_at = now  # the only one of them that is told outside
        for field, value in wanted.items():
            setattr(locked, field, value)
        _save(locked)
        changed = {field: pair for field, pair in changes.items() if pair[0] != pair[1]}
        record(actor=actor, verb=Verb.BODY_REVISED, subject=locked, now=now, changes=changed)
    return locked


def end_body(*, actor: Actor, body: Body, on: date, now: datetime) -> Body:
    """The body is no longer in office from `on` on.

    Refuses a second end (EndedAlready), a day not after its first (EndsBeforeItBegins) and sittings planned later
    (MeetingsAfterTheEnd). Audited as body.ended.
    """
    require(actor, "council.end_body", body)
    with transaction.atomic():
        locked = _end(body, on, now)
        planned = sum(1 for meeting in locked.meetings.all() if local_day(meeting.starts_at) >= on)
        if planned:
            raise errors.MeetingsAfterTheEnd(count=planned)
        record(actor=actor, verb=Verb.BODY_ENDED, subject=locked, now=now, changes={"valid_until": (None, on)})
    return locked


def replace_body(*, actor: Actor, body: Body, slug: str, name: str, on: date, now: datetime, remit: str = "") -> Body:
    """From `on` on a body has another name or remit: it ends, and a successor takes over its periods and sittings.

    What was resolved before stays with the old one. Refuses what `end_body` refuses, except sittings planned later:
    they pass to the successor. Audited as body.replaced.
    """
    require(actor, "council.replace_body", body)
    with transaction.atomic():
        before = _end(body, on, now)
        after = Body(
            slug=slug, name=name, kind=before.kind, area=before.area, is_public=before.is_public, valid_from=on,
            predecessor=before, remit=remit, submission_days=before.submission_days,
            invitation_days=before.invitation_days, published_at=now, modified_at=now,
        )  # fmt: skip
        _save(after)
        moved = [meeting.pk for meeting in before.meetings.all() if local_day(meeting.starts_at) >= on]
        Meeting.objects.filter(pk__in=moved).update(body=after)
        shown = Consultation.objects.public().filter(meeting__in=moved)
        papers = list(shown.values_list("paper_id", flat=True))
        Touching.touch(now, shown.values_list("pk", flat=True), papers=papers, meetings=moved)
        record(actor=actor, verb=Verb.BODY_REPLACED, subject=after, now=now, changes={"predecessor": (None, before)})
    return after


def set_usual_order(*, actor: Actor, steps: Template, now: datetime) -> tuple[UsualStep, ...]:
    """Say in which order decisions usually go through the bodies here; papers that skip a step show a warning.

    Refuses an order that does not end in its one decision (OrderHasNoDecision) and a step that stands there twice
    (StepTwice). Audited as order.set.
    """
    require(actor, "council.set_usual_order")
    fault = template_faults(steps)
    if fault:
        raise errors.StepTwice() if fault == "twice" else errors.OrderHasNoDecision()
    with transaction.atomic():
        before = _order()
        UsualStep.objects.all().delete()
        made = tuple(
            UsualStep(position=place, body_kind=BodyKind(kind), role=ConsultationRole(role))
            for place, (kind, role) in enumerate(steps, 1)
        )
        for step in made:
            step.full_clean()
            step.save()
        record(actor=actor, verb=Verb.ORDER_SET, subject=made[-1], now=now, changes={"position": (before, _order())})
    return made


def plan_meeting(
    *, actor: Actor, body: Body, starts_at: datetime, now: datetime, place: str = "", is_public: bool = True
) -> Meeting:
    """Put a sitting of a body into the calendar.

    Refuses a day on which the body does not exist (BodyDoesNotExist) and a public sitting of a body that meets in
    private (BodyMeetsInPrivate). Audited as meeting.planned.
    """
    require(actor, "council.plan_meeting", body)
    if not body.exists_on(local_day(starts_at)):
        raise errors.BodyDoesNotExist()
    if is_public and not body.is_public:
        raise errors.BodyMeetsInPrivate()
    with transaction.atomic():
        meeting = Meeting(
            body=body,
            starts_at=starts_at,
            place=place,
            is_public=is_public,
            published_at=now if is_public else None,
            modified_at=now,
        )
        meeting.full_clean()
        meeting.save()
        record(actor=actor, verb=Verb.MEETING_PLANNED, subject=meeting, now=now)
    return meeting


def _save(body: Body) -> None:
    if body.submission_days < body.invitation_days:
        raise errors.InvitesBeforeSubmission()
    body.full_clean()
    body.save()


def _end(body: Body, on: date, now: datetime) -> Body:
    locked = Body.objects.select_for_update().get(pk=body.pk)
    if locked.valid_until is not None:
        raise errors.EndedAlready()
    if on <= locked.valid_from:
        raise errors.EndsBeforeItBegins()
    locked.valid_until, locked.modified_at = on, now
    _save(locked)
    return locked


def _order() -> list[list[str]]:
    return [[kind, role] for kind, role in UsualStep.objects.order_by("position").values_list("body_kind", "role")]
