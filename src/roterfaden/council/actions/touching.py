"""What programs outside notice (ADR 37): shared by the actions of this context."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Coalesce

from roterfaden.concept.models import Version
from roterfaden.council import errors
from roterfaden.council.models import Consultation, Meeting, Paper


class Touching:
    """Publicity and its times."""

    @staticmethod
    def turn(row: Paper | Meeting, now: datetime, *, is_public: bool) -> None:
        """Make a row public or private; refuses what it is already."""
        if row.is_public == is_public:
            raise errors.PublicAlready() if is_public else errors.PrivateAlready()
        row.is_public, row.modified_at = is_public, now
        row.published_at = row.published_at or (now if is_public else None)
        row.full_clean()
        row.save(update_fields=["is_public", "modified_at", "published_at"])

    @staticmethod
    def show(shown: QuerySet[Any], now: datetime) -> None:
        """Rows that can be read from now on; the moment they could be read first stays."""
        shown.update(modified_at=now, published_at=Coalesce("published_at", Value(now, DateTimeField())))

    @staticmethod
    def touch(
        now: datetime, consultations: Iterable[int] = (), *, papers: Iterable[int] = (), meetings: Iterable[int] = ()
    ) -> None:
        """What machines read of these rows has changed: what is shown inside something changes that, too (OParl)."""
        Consultation.objects.filter(pk__in=list(consultations)).update(modified_at=now)
        Paper.objects.public().filter(pk__in=list(papers)).update(modified_at=now)
        Meeting.objects.public().filter(pk__in=list(meetings)).update(modified_at=now)

    @staticmethod
    def check_readable(*versions: Version | None) -> None:
        """Refuses a version residents cannot read: what is public must not show a working draft."""
        named = {version.pk for version in versions if version is not None}
        if Version.objects.published().filter(pk__in=named).count() < len(named):
            raise errors.VersionNotReadable()
