"""Make the search index of voices anew, from what is published now."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from roterfaden.participation.models import Contribution, SearchEntry

AT_ONCE = 1_000


class Command(BaseCommand):
    """Needed after the rules of `kernel.words` have changed; otherwise the actions keep the index. Nothing is offline
    meanwhile: each entry changes in place."""

    help = "Legt das Suchverzeichnis der Beiträge neu an."

    def handle(self, **_options: Any) -> None:
        keys = list(Contribution.objects.order_by("pk").values_list("pk", flat=True))
        now, kept = timezone.now(), 0
        for start in range(0, len(keys), AT_ONCE):
            kept += SearchEntry.objects.renew(keys[start : start + AT_ONCE], now=now)
        SearchEntry.objects.exclude(contribution__in=Contribution.objects.published()).delete()
        self.stdout.write(f"{kept} Beiträge stehen im Suchverzeichnis.")
