"""Which version of the concept residents read, and where its goals stand: shared by several pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Node, Version
from roterfaden.concept.queries import ORIGINALS, ShownTexts
from roterfaden.implementation.enums import Progress
from roterfaden.implementation.models import InitiativeStatus
from roterfaden.monitoring.enums import ReasonCode
from roterfaden.monitoring.models import Assessment

REASONS = dict(ReasonCode.choices)
PROGRESS = dict(Progress.choices)


@dataclass(frozen=True)
class GoalLine:
    """A goal in a list: its words in one version and what the last closed review said (empty before the first).

    `lang` marks a title that is not in the language of the page.
    """

    element_id: int
    number: str
    title: str
    field_name: str
    field_slug: str
    status: str
    status_reason: str
    reviewed_on: date | None
    lang: str = ""


@dataclass(frozen=True)
class InitiativeLine:
    """An initiative in a list with its latest progress for the whole county; `lang` as for a goal."""

    element_id: int
    number: str
    title: str
    accountable: str
    goal_id: int | None
    goal_title: str
    field_name: str
    field_slug: str
    starts_on: date | None
    ends_on: date | None
    progress: str
    progress_label: str
    progress_reason: str
    progress_on: date | None
    lang: str = ""


def readable_versions() -> QuerySet[Version]:
    """Published versions, the newest of the newest concept first."""
    return Version.objects.published().select_related("concept").order_by("-concept__starts_on", "-number", "-pk")


def current_version() -> Version | None:
    """The version residents read unless they choose another one. One query."""
    return readable_versions().first()


def nodes_of(version: Version | None) -> QuerySet[Node]:
    """The readable nodes of a version in the order of the document, with their words; none without a version."""
    return (
        Node.objects.filter(version=version, version__in=Version.objects.published())
        .select_related("revision", "element__field", "parent__revision", "parent__element")
        .order_by("order_key", "pk")
    )


def with_status(nodes: QuerySet[Node]) -> QuerySet[Node]:
    """Annotate goals with status, reason code and reference date of the last closed review."""
    last = Assessment.objects.filter(
        element=OuterRef("element"), superseded_at=None, cycle__closed_at__isnull=False
    ).order_by("-cycle__reference_date", "-pk")
    return nodes.annotate(
        status=Subquery(last.values("status")[:1]),
        reason_code=Subquery(last.values("reason_code")[:1]),
        reviewed_on=Subquery(last.values("cycle__reference_date")[:1]),
    )


def with_progress(nodes: QuerySet[Node]) -> QuerySet[Node]:
    """Annotate initiatives with their latest progress for the whole county."""
    latest = InitiativeStatus.objects.filter(
        element=OuterRef("element"), superseded_at=None, municipality=None
    ).order_by("-as_of", "-pk")
    return nodes.annotate(
        progress=Subquery(latest.values("progress")[:1]),
        progress_reason=Subquery(latest.values("reason")[:1]),
        progress_on=Subquery(latest.values("as_of")[:1]),
    )


def goal_line(node: Any, texts: ShownTexts = ORIGINALS) -> GoalLine:
    """A node of `with_status` as a line, in the language of `texts`."""
    field, text = node.element.field, texts.of(node.revision)
    return GoalLine(
        element_id=node.element_id,
        number=node.number,
        title=text.title,
        lang=text.lang,
        field_name=field.name if field else "",
        field_slug=field.slug if field else "",
        status=node.status or "",
        status_reason=str(REASONS.get(node.reason_code, "")),
        reviewed_on=node.reviewed_on,
    )


def initiative_line(node: Any, texts: ShownTexts = ORIGINALS) -> InitiativeLine:
    """A node of `with_progress` as a line, in the language of `texts`."""
    field, above, text = node.element.field, node.parent, texts.of(node.revision)
    is_under_goal = above is not None and above.element.kind == ElementKind.GOAL
    return InitiativeLine(
        element_id=node.element_id,
        number=node.number,
        title=text.title,
        lang=text.lang,
        accountable=node.revision.accountable,
        goal_id=above.element_id if above is not None and is_under_goal else None,
        goal_title=above.revision.title if above is not None and is_under_goal else "",
        field_name=field.name if field else "",
        field_slug=field.slug if field else "",
        starts_on=node.revision.starts_on,
        ends_on=node.revision.ends_on,
        progress=node.progress or "",
        progress_label=str(PROGRESS.get(node.progress, "")),
        progress_reason=node.progress_reason or "",
        progress_on=node.progress_on,
    )
