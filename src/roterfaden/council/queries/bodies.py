"""Reading bodies and their sittings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from roterfaden.council import methods
from roterfaden.council.enums import BodyKind, ConsultationRole
from roterfaden.council.models import Body, Consultation, GroupVote, Meeting, UsualStep
from roterfaden.kernel.time import local_day


@dataclass(frozen=True)
class AgendaRow:
    """A meeting with what is on its agenda."""

    meeting: Meeting
    items: tuple[Consultation, ...]


def bodies(on: date | None = None) -> QuerySet[Body]:
    """Bodies in office on `on` (all when empty), by name."""
    found = Body.objects.order_by("name", "pk")
    return found if on is None else found.filter(valid_from__lte=on).filter(Q(valid_until=None) | Q(valid_until__gt=on))


def meetings_from(start: datetime) -> tuple[AgendaRow, ...]:
    """Meetings from `start` on, earliest first, with their agendas. Two queries."""
    items = Consultation.objects.select_related("paper").order_by("agenda_number", "pk")
    found: Iterable[Any] = (
        Meeting.objects.filter(starts_at__gte=start)
        .select_related("body")
        .order_by("starts_at", "pk")
        .prefetch_related(Prefetch("consultations", queryset=items, to_attr="agenda"))
    )
    return tuple(AgendaRow(meeting=meeting, items=tuple(meeting.agenda)) for meeting in found)


def usual_order() -> methods.Template:
    """The order decisions usually take here; that of a county in Lower Saxony while nobody has said. One query."""
    steps = UsualStep.objects.order_by("position").values_list("body_kind", "role")
    return tuple((BodyKind(kind), ConsultationRole(role)) for kind, role in steps) or methods.ORDER_TEMPLATE


def deadlines_before(meeting: Meeting) -> methods.Deadlines:
    """By when papers have to be handed in for this sitting, and when it is convened."""
    return methods.deadlines(
        local_day(meeting.starts_at),
        submission_days=meeting.body.submission_days,
        invitation_days=meeting.body.invitation_days,
    )


def group_names(body: Body) -> list[str]:
    """The groups that voted last time in this body or the one before it, to fill in again. At most two queries."""
    about = [body.pk, *([body.predecessor_id] if body.predecessor_id else [])]
    last = (
        GroupVote.objects.filter(resolution__consultation__meeting__body__in=about)
        .order_by("-resolution__recorded_at", "-resolution")
        .values_list("resolution", flat=True)
        .first()
    )
    votes = GroupVote.objects.filter(resolution=last) if last else GroupVote.objects.none()
    return list(votes.order_by("position", "pk").values_list("group", flat=True))
