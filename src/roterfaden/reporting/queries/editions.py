"""Editions: the proof that they can be recomputed, later changes of their figures, lists and pages."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.functional import Promise

from roterfaden.indicators.models import Observation
from roterfaden.indicators.queries import ShownValue, shown
from roterfaden.kernel.sealing import seal
from roterfaden.monitoring.models import ReviewCycle
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.methods import Difference, Snapshot, as_json, differences, from_json
from roterfaden.reporting.models import Edition, EditionQuerySet, Report
from roterfaden.reporting.queries.content import fresh_judgements, snapshot_of


@dataclass(frozen=True)
class Recomputation:
    """Result of computing an edition again. `is_intact`: the stored content fits its checksum; `is_same`: it came out
    again.
    """

    checksum: str
    recomputed: str
    is_intact: bool
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        return self.is_intact and self.checksum == self.recomputed


@dataclass(frozen=True)
class LaterChange:
    """A cited value that has a newer vintage: "inzwischen revidiert"."""

    indicator: str
    unit: str
    decimals: int
    then: ShownValue
    now: ShownValue

    @property
    def difference(self) -> Decimal | None:
        """New minus old, where both are numbers."""
        if self.then.value is None or self.now.value is None:
            return None
        return self.now.value - self.then.value


@dataclass(frozen=True)
class EditionRow:
    """An edition in a list."""

    pk: int
    audience: str
    audience_label: str | Promise
    number: int
    title: str
    known_on: date
    frozen_at: datetime
    published_at: datetime | None


@dataclass(frozen=True)
class ReportRow:
    """A report with its editions, newest first."""

    pk: int
    slug: str
    title: str
    cycle_slug: str
    cycle_title: str
    reference_date: date
    cycle_closed_at: datetime | None
    editions: tuple[EditionRow, ...]


@dataclass(frozen=True)
class EditionView:
    """An edition to read, with everything that has changed since."""

    pk: int
    report_slug: str
    report_title: str
    cycle_slug: str
    audience: str
    audience_label: str | Promise
    number: int
    title: str
    foreword: str
    checksum: str
    known_on: date
    frozen_at: datetime
    published_at: datetime | None
    content: Snapshot
    later_changes: tuple[LaterChange, ...]


def recompute_edition(edition: Edition) -> dict[str, Any]:
    """The content of an edition put together again: all goals judged anew from the values known that day.

    Equal to `edition.snapshot` however many newer vintages have come since; a value entered later with an earlier day
    of knowledge makes a difference. Nine queries besides loading the edition with report, cycle, version and concept.
    """
    cycle = edition.report.cycle
    judged = fresh_judgements(cycle)
    return as_json(snapshot_of(cycle, audience=edition.audience, at=edition.frozen_at, judged=judged))


def prove_edition(edition: Edition) -> Recomputation:
    """Compare an edition with its checksum and with its content computed again. Queries as `recompute_edition`."""
    content = recompute_edition(edition)
    return Recomputation(
        checksum=edition.checksum,
        recomputed=seal(content),
        is_intact=seal(edition.snapshot) == edition.checksum,
        differences=differences(edition.snapshot, content),
    )


def later_changes(edition: Edition, *, on: date) -> tuple[LaterChange, ...]:
    """The cited values that were revised by `on`, by indicator and period. Two queries."""
    cited = list(
        Observation.objects.filter(pk__in=edition.citations.values("observation"))
        .select_related("series__definition__indicator")
        .order_by("series__definition__indicator__title", "period_end", "pk")
    )
    newest = {
        (row.series_id, row.period_start, row.period_end): row
        for row in Observation.objects.known_on(on).filter(series__in={row.series_id for row in cited}).order_by("pk")
    }
    found = []
    for row in cited:
        now = newest.get((row.series_id, row.period_start, row.period_end))
        if now is None or now.known_on <= row.known_on or (now.value, now.status) == (row.value, row.status):
            continue
        definition = row.series.definition
        found.append(
            LaterChange(
                definition.indicator.title, definition.unit, definition.decimals, shown(row, definition),
                shown(now, definition),
            )
        )  # fmt: skip
    return tuple(found)


def report_list(editions: EditionQuerySet | None = None, *, only_with_editions: bool = False) -> tuple[ReportRow, ...]:
    """All reports, newest reference date first, each with `editions` (default: all). Two queries."""
    wanted = (Edition.objects.all() if editions is None else editions).defer("snapshot", "foreword")
    rows = (
        Report.objects.select_related("cycle")
        .prefetch_related(Prefetch("editions", wanted.order_by("audience", "-number", "-pk")))
        .order_by("-cycle__reference_date", "-pk")
    )
    found = tuple(_report_row(row) for row in rows)
    return tuple(row for row in found if row.editions) if only_with_editions else found


def public_reports() -> tuple[ReportRow, ...]:
    """What any resident may read; never an edition for the coordination group. Two queries."""
    return report_list(Edition.objects.public(), only_with_editions=True)


def report_row(slug: str) -> ReportRow | None:
    """One report with all its editions, or None. Two queries."""
    return next((row for row in report_list() if row.slug == slug), None)


def _report_row(row: Report) -> ReportRow:
    return ReportRow(
        pk=row.pk, slug=row.slug, title=row.title, cycle_slug=row.cycle.slug, cycle_title=row.cycle.title,
        reference_date=row.cycle.reference_date, cycle_closed_at=row.cycle.closed_at,
        editions=tuple(_edition_row(edition) for edition in row.editions.all()),
    )  # fmt: skip


def _edition_row(row: Edition) -> EditionRow:
    return EditionRow(
        pk=row.pk, audience=row.audience, audience_label=Audience(row.audience).label, number=row.number,
        title=row.title, known_on=row.known_on, frozen_at=row.frozen_at, published_at=row.published_at,
    )  # fmt: skip


def edition_view(edition: Edition, *, on: date) -> EditionView:
    """An edition to read. Two queries when report and cycle are at hand."""
    report = edition.report
    return EditionView(
        pk=edition.pk, report_slug=report.slug, report_title=report.title, cycle_slug=report.cycle.slug,
        audience=edition.audience, audience_label=Audience(edition.audience).label, number=edition.number,
        title=edition.title, foreword=edition.foreword, checksum=edition.checksum, known_on=edition.known_on,
        frozen_at=edition.frozen_at, published_at=edition.published_at, content=from_json(edition.snapshot),
        later_changes=later_changes(edition, on=on),
    )  # fmt: skip


def cycles_without_report() -> QuerySet[ReviewCycle]:
    """Closed reviews nobody has begun to report on."""
    return ReviewCycle.objects.filter(~Exists(Report.objects.filter(cycle=OuterRef("pk"))), closed_at__isnull=False)


def editions_to_publish() -> QuerySet[Edition]:
    """Frozen editions that have not gone out and could: newest number of their audience, review closed or for the
    group.
    """
    newer = Edition.objects.filter(
        report=OuterRef("report"), audience=OuterRef("audience"), number__gt=OuterRef("number")
    )
    ready = Q(audience=Audience.GROUP) | Q(report__cycle__closed_at__isnull=False)
    return Edition.objects.filter(~Exists(newer), ready, published_at=None)
