"""Make the search index of services and guides anew."""

from typing import Any

from django.core.management.base import BaseCommand

from roterfaden.directory.models import DirectoryEntry, Guide, Service

AT_ONCE = 500


class Command(BaseCommand):
    """Needed after the rules of `kernel.words` or the synonyms have changed; otherwise the actions keep the index."""

    help = "Legt das Suchverzeichnis der Angebote und Wegweiser neu an."

    def handle(self, **_options: Any) -> None:
        services = list(Service.objects.order_by("pk").values_list("pk", flat=True))
        kept = 0
        for start in range(0, len(services), AT_ONCE):
            kept += DirectoryEntry.objects.renew_services(services[start : start + AT_ONCE])
        kept += DirectoryEntry.objects.renew_guides(Guide.objects.order_by("pk").values_list("pk", flat=True))
        self.stdout.write(f"{kept} Angebote und Wegweiser stehen im Suchverzeichnis.")
