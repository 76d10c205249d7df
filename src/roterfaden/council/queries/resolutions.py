"""Reading what was resolved and what politics changed."""

from django.db.models import QuerySet

from roterfaden.concept.models import Concept, Version
from roterfaden.council.models import Amendment, Resolution


def resolutions(*, public: bool = True) -> QuerySet[Resolution]:
    """Resolutions, newest first, with paper, meeting and body."""
    found = Resolution.objects.public() if public else Resolution.objects.all()
    return found.select_related("consultation__paper__version__concept", "consultation__meeting__body").order_by(
        "-decided_on", "-pk"
    )


def adopting_resolution(version: Version) -> Resolution | None:
    """The resolution that adopted a version, taken on a paper about this version or the one it is based on.

    The adopted version is frozen after the resolution, so the paper names the version the body had before. One query.
    """
    about = [pk for pk in (version.pk, version.based_on_id) if pk is not None]
    return (
        Resolution.objects.adopting()
        .filter(consultation__paper__version__in=about)
        .select_related("consultation__paper", "consultation__meeting__body")
        .order_by("-decided_on", "-pk")
        .first()
    )


def amendments_of(concept: Concept) -> QuerySet[Amendment]:
    """All amendments to elements of a concept, oldest first."""
    return (
        Amendment.objects.filter(element__concept=concept)
        .select_related("resolution__consultation__paper", "resolution__consultation__meeting__body", "element")
        .order_by("pk")
    )


def open_amendments(concept: Concept) -> int:
    """How many amendments are not in the text yet; a version counts as adopted only at 0. One query."""
    return Amendment.objects.open().filter(element__concept=concept).count()
