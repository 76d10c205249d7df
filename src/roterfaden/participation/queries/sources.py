"""Reading the originals of letters and interviews. Only moderation sees them."""

from django.db.models import Count, QuerySet

from roterfaden.participation.models import Contribution, ProcessQuerySet, SourceDocument


def sources_of(processes: ProcessQuerySet) -> QuerySet[SourceDocument]:
    """Originals of these processes with their file and `.voices`, the newest first."""
    found = SourceDocument.objects.filter(process__in=processes.order_by()).select_related("process", "file")
    return found.annotate(voices=Count("contributions")).order_by("-received_on", "-pk")


def voices_in(source: SourceDocument) -> QuerySet[Contribution]:
    """What was written down from an original, in the order of their numbers."""
    return source.contributions.select_related("code", "actor_group").order_by("number", "pk")


def sources_for(contribution: Contribution) -> list[SourceDocument]:
    """The originals a voice was written down from, with their file. One query."""
    return list(contribution.sources.select_related("file").order_by("received_on", "pk"))
