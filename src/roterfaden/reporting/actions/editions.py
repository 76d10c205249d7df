"""Everything that changes reports: open, freeze, publish."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.sealing import seal
from roterfaden.monitoring.models import ReviewCycle
from roterfaden.reporting.enums import Audience, Verb
from roterfaden.reporting.errors import AlreadyPublished, NothingToReport, ReportExists, ReviewStillOpen, SlugTaken
from roterfaden.reporting.methods import as_json
from roterfaden.reporting.models import Citation, Edition, Report
from roterfaden.reporting.queries.content import snapshot_of, stored_judgements


def open_report(*, actor: Actor, cycle: ReviewCycle, slug: str, title: str, now: datetime) -> Report:
    """Begin the report on a review. Refuses a second report and a short name in use. Audited as report.opened."""
    require(actor, "reporting.open_report", cycle)
    with transaction.atomic():
        if Report.objects.filter(cycle=cycle).exists():
            raise ReportExists()
        if Report.objects.filter(slug=slug).exists():
            raise SlugTaken()
        report = Report(cycle=cycle, slug=slug, title=title)
        report.full_clean()
        report.save()
        record(actor=actor, verb=Verb.REPORT_OPENED, subject=report, now=now)
    return report


def freeze_edition(
    *, actor: Actor, report: Report, audience: str, title: str, foreword: str = "", now: datetime
) -> Edition:
    """Hold fast what one audience gets: content, checksum, and every observation it rests on.

    Each freezing is a new number; earlier editions stay. Refuses a review whose goals are not computed. Audited as
    edition.frozen.
    """
    require(actor, "reporting.freeze_edition", report)
    cycle = report.cycle
    with transaction.atomic():
        judged = stored_judgements(cycle, now)
        if not judged:
            raise NothingToReport()
        snapshot = snapshot_of(cycle, audience=audience, at=now, judged=judged)
        content = as_json(snapshot)
        latest = report.editions.filter(audience=audience).aggregate(latest=Max("number"))["latest"]
        edition = Edition(
            report=report, audience=audience, number=(latest or 0) + 1, title=title, foreword=foreword,
            snapshot=content, checksum=seal(content), known_on=cycle.known_on, frozen_at=now,
        )  # fmt: skip
        edition.full_clean()
        edition.save()
        Citation.objects.bulk_create(Citation(edition=edition, observation_id=pk) for pk in snapshot.observation_ids)
        record(actor=actor, verb=Verb.EDITION_FROZEN, subject=edition, now=now)
    return edition


def publish_edition(*, actor: Actor, edition: Edition, now: datetime) -> Edition:
    """Send an edition out: to the group, or – after the review is closed – to the bodies or the public.

    Refuses an edition that went out already, and one for bodies or public while the review is open. Audited as
    edition.published.
    """
    require(actor, "reporting.publish_edition", edition)
    with transaction.atomic():
        if edition.published_at is not None:
            raise AlreadyPublished()
        if edition.audience != Audience.GROUP and edition.report.cycle.closed_at is None:
            raise ReviewStillOpen()
        edition.published_at = now
        edition.full_clean()
        edition.save(update_fields=["published_at"])
        record(actor=actor, verb=Verb.EDITION_PUBLISHED, subject=edition, now=now)
    return edition
