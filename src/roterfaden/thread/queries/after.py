"""From the version to the report: the part of the thread that the county owes."""

from collections.abc import Iterator

from django.db.models import Count, Max, OuterRef, Q, Subquery

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.models import Node, Version
from roterfaden.council.models import Resolution
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.implementation.models import Adoption, InitiativeStatus
from roterfaden.indicators.methods import last_day
from roterfaden.indicators.models import Observation
from roterfaden.indicators.queries import shown
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import Status
from roterfaden.monitoring.models import Assessment
from roterfaden.monitoring.queries.corrections import told_corrections
from roterfaden.reporting.models import Edition
from roterfaden.thread.enums import Focus, Station
from roterfaden.thread.queries.scope import Scope
from roterfaden.thread.queries.steps import SHOWN, Step, Tally


def versions(scope: Scope) -> Iterator[Step]:
    """The frozen versions in which these elements stand. One query."""
    rows = (
        Version.objects.published()
        .filter(nodes__element_id__in=scope.element_ids)
        .distinct()
        .order_by("frozen_at", "pk")
    )
    for version in rows:
        yield Step(
            station=Station.VERSION,
            title=version.title,
            on=local_day(version.frozen_at) if version.frozen_at else None,
            reason=version.get_kind_display(),
            target="version",
            target_pk=version.slug,
        )


def resolutions(scope: Scope) -> Iterator[Step]:
    """What public bodies resolved on the way to the adopted version, in the order of consultation. One query.

    Later papers that only refer to the adopted version (reports, follow-ups) decide nothing about its wording and stand
    in the list of resolutions, not in the thread – unless the thread is asked about one of them.
    """
    adopted = (VersionKind.ADOPTED, VersionKind.AMENDED)
    on_the_way = (
        Version.objects.published()
        .filter(nodes__element_id__in=scope.element_ids)
        .exclude(kind__in=adopted)
        .values("pk")
    )
    asked_about = scope.pk if scope.focus is Focus.RESOLUTION else None
    rows = (
        Resolution.objects.public()
        .filter(Q(consultation__paper__version_id__in=on_the_way) | Q(pk=asked_about))
        .select_related("consultation__paper", "consultation__meeting__body")
        .order_by("decided_on", "pk")
    )
    for resolution in rows:
        consultation = resolution.consultation
        yield Step(
            station=Station.RESOLUTION,
            title=consultation.meeting.body.name,
            text=resolution.text,
            on=resolution.decided_on,
            reason=f"{resolution.get_result_display()} · {consultation.paper.reference}",
            role=consultation.get_role_display(),
            target=Focus.RESOLUTION.value,
            target_pk=resolution.pk,
            is_focus=scope.focus is Focus.RESOLUTION and resolution.pk == scope.pk,
        )


def adoptions(scope: Scope) -> Iterator[Step]:
    """How the municipalities answered on the goals. One query."""
    rows = (
        Adoption.objects.filter(element_id__in=scope.goal_ids, superseded_at=None)
        .values("answer")
        .annotate(n=Count("pk"), last=Max("made_at"))
    )
    counts = {row["answer"]: row for row in rows}
    if counts:
        yield Step(
            station=Station.ADOPTION,
            title="",
            total=sum(row["n"] for row in counts.values()),
            until=local_day(max(row["last"] for row in counts.values())),
            tallies=tuple(Tally(a.value, str(a.label), counts[a]["n"]) for a in Answer if a in counts),
        )


def initiatives(scope: Scope) -> Iterator[Step]:
    """The initiatives under the goals with their latest status. One query."""
    latest = InitiativeStatus.objects.filter(
        element=OuterRef("element"), superseded_at=None, municipality=None
    ).order_by("-as_of", "-pk")
    rows = (
        Node.objects.filter(
            version=scope.version, element__kind=ElementKind.INITIATIVE, parent__element_id__in=scope.goal_ids
        )
        .select_related("revision")
        .annotate(
            progress=Subquery(latest.values("progress")[:1]),
            progress_on=Subquery(latest.values("as_of")[:1]),
            progress_reason=Subquery(latest.values("reason")[:1]),
        )
        .order_by("order_key", "pk")
    )
    found = list(rows)
    labels = dict(Progress.choices)
    for node in found[:SHOWN]:
        yield Step(
            station=Station.INITIATIVE,
            title=node.revision.title,
            text=str(labels.get(node.progress, "")),
            reason=node.progress_reason or "",
            on=node.progress_on,
            role=node.revision.accountable,
            code=node.progress or "",
            target=ElementKind.INITIATIVE.value,
            target_pk=node.element_id,
            is_focus=scope.focus is Focus.ELEMENT and node.element_id == scope.pk,
        )
    if len(found) > SHOWN:
        yield Step(station=Station.INITIATIVE, title="", total=len(found))


def figures(scope: Scope) -> Iterator[Step]:
    """The last value a review used for these goals. One query."""
    newest = Assessment.objects.filter(
        element_id=OuterRef("element_id"),
        superseded_at=None,
        cycle__closed_at__isnull=False,
        observation__isnull=False,
    ).order_by("-cycle__reference_date", "-pk")
    used = Assessment.objects.filter(element_id__in=scope.goal_ids, pk=Subquery(newest.values("pk")[:1]))
    rows = (
        Observation.objects.filter(pk__in=used.values("observation_id"))
        .select_related("series__definition__indicator")
        .order_by("-period_end", "pk")
    )
    found = list(rows)
    for row in found[:SHOWN]:
        definition = row.series.definition
        yield Step(
            station=Station.FIGURE,
            title=definition.indicator.title,
            value=shown(row, definition),
            unit=definition.unit,
            decimals=definition.decimals,
            on=last_day(row.period_start, row.period_end),
            reason=row.source,
            target="indicator",
            target_pk=definition.indicator.slug,
        )
    if len(found) > SHOWN:
        yield Step(station=Station.FIGURE, title="", total=len(found))


def assessments(scope: Scope) -> Iterator[Step]:
    """What each closed review said: for one goal with its reason, for many as counts, never averaged. One query."""
    rows = (
        Assessment.objects.filter(element_id__in=scope.goal_ids, superseded_at=None, cycle__closed_at__isnull=False)
        .select_related("cycle")
        .order_by("cycle__reference_date", "pk")
    )
    found = list(rows)
    if len(scope.goal_ids) == 1:
        for row in found:
            yield Step(
                station=Station.ASSESSMENT,
                title=row.cycle.title,
                text=row.get_reason_code_display(),
                on=row.cycle.reference_date,
                code=row.status,
                target=ElementKind.GOAL.value,
                target_pk=row.element_id,
            )
        return
    for cycle_id in dict.fromkeys(row.cycle_id for row in found):
        of_cycle = [row for row in found if row.cycle_id == cycle_id]
        counts = {status: sum(row.status == status for row in of_cycle) for status in Status}
        yield Step(
            station=Station.ASSESSMENT,
            title=of_cycle[0].cycle.title,
            on=of_cycle[0].cycle.reference_date,
            total=len(of_cycle),
            tallies=tuple(Tally(s.value, str(s.label), counts[s]) for s in Status if counts[s]),
        )


def corrections(scope: Scope) -> Iterator[Step]:
    """What was agreed to steer against it. One query."""
    rows = told_corrections().filter(element_id__in=scope.goal_ids)
    found = list(rows.order_by("made_at", "pk"))
    for row in found[:SHOWN]:
        yield Step(
            station=Station.CORRECTION,
            title=row.action,
            text=row.fact,
            reason=row.reason,
            on=local_day(row.made_at),
            until=row.due_on,
            role=row.owner,
            target=ElementKind.GOAL.value,
            target_pk=row.element_id,
        )
    if len(found) > SHOWN:
        yield Step(station=Station.CORRECTION, title="", total=len(found))


def reports(scope: Scope) -> Iterator[Step]:
    """The published editions that report on these goals. One query."""
    cycles = Assessment.objects.filter(element_id__in=scope.goal_ids).values("cycle_id")
    rows = Edition.objects.public().filter(report__cycle_id__in=cycles).order_by("published_at", "pk")
    for edition in rows:
        yield Step(
            station=Station.REPORT,
            title=edition.title,
            on=local_day(edition.published_at) if edition.published_at else None,
            reason=edition.get_audience_display(),
            target=Focus.EDITION.value,
            target_pk=edition.pk,
            is_focus=scope.focus is Focus.EDITION and edition.pk == scope.pk,
        )
