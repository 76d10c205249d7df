"""The index of what residents look for: services and guides side by side. It can be calculated anew at any time."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.directory.enums import PageStatus
from roterfaden.directory.methods.guides import Explained, unmarked
from roterfaden.directory.methods.searching import IndexTerms, Words, index_terms
from roterfaden.directory.models.guides import Explanation, Guide, GuidePage
from roterfaden.directory.models.services import Service
from roterfaden.kernel.languages import SOURCE
from roterfaden.kernel.search import TermsField, joined


class DirectoryEntryQuerySet(models.QuerySet["DirectoryEntry"]):
    def renew_services(self, services: Iterable[int]) -> int:
        """Make the entries of these services say what their rows say now; returns how many are left.

        Every action that changes words, fields or state of a service calls this. What is not offered any more loses its
        entry. Six queries, however many services.
        """
        wanted = set(services)
        offered = Service.objects.active().filter(pk__in=wanted).select_related("organisation")
        shown = list(offered.prefetch_related("texts", "fields"))
        self.filter(service__in=wanted - {service.pk for service in shown}).delete()
        self._keep("service", {service.pk: _service_terms(service) for service in shown})
        return len(shown)

    def renew_guides(self, guides: Iterable[int]) -> int:
        """The same for guides: what is published is found by its newest checked page in each language. Five queries."""
        wanted = set(guides)
        shown = list(Guide.objects.published().filter(pk__in=wanted).select_related("field"))
        self.filter(guide__in=wanted - {guide.pk for guide in shown}).delete()
        if not shown:
            return 0
        pages: dict[int, dict[str, GuidePage]] = {guide.pk: {} for guide in shown}
        checked = GuidePage.objects.filter(guide__in=pages, status=PageStatus.CHECKED)
        for page in checked.order_by("number", "pk"):
            pages[page.guide_id][page.language] = page
        explained: dict[str, dict[str, Explained]] = {}
        for each in Explanation.objects.order_by("pk"):
            explained.setdefault(each.language, {})[each.key] = Explained(each.key, each.word, each.text)
        self._keep("guide", {guide.pk: _guide_terms(guide, pages[guide.pk], explained) for guide in shown})
        return len(shown)

    def _keep(self, kind: str, found: dict[int, IndexTerms]) -> None:
        self.bulk_create(
            [
                DirectoryEntry(**{f"{kind}_id": key}, title_terms=joined(terms.title), terms=joined(terms.all))
                for key, terms in found.items()
            ],
            update_conflicts=True,
            unique_fields=[kind],
            update_fields=["title_terms", "terms"],
        )


def _service_terms(service: Service) -> IndexTerms:
    texts = [Words(SOURCE, service.title, service.text)]
    texts += [
        Words(each.language, each.title, each.text) for each in service.texts.all() if each.status == PageStatus.CHECKED
    ]
    topics = [field.short_name for field in service.fields.all()]
    return index_terms(texts, [service.organisation.name, *topics])


def _guide_terms(guide: Guide, pages: dict[str, GuidePage], explained: dict[str, dict[str, Explained]]) -> IndexTerms:
    texts = [
        Words(language, page.title, f"{page.lead} {unmarked(page.body, explained.get(language, {}))}")
        for language, page in pages.items()
    ]
    return index_terms(texts, [guide.field.short_name] if guide.field else [])


class DirectoryEntry(models.Model):
    """The search terms of one active service or one published guide, in all its languages.

    `terms` holds every term, those of the title and of the synonyms too; `title_terms` those that count more.
    """

    service = models.OneToOneField(
        Service, models.CASCADE, related_name="search_entry", null=True, blank=True, verbose_name=_("Angebot")
    )
    guide = models.OneToOneField(
        Guide, models.CASCADE, related_name="search_entry", null=True, blank=True, verbose_name=_("Wegweiser")
    )
    title_terms = models.TextField(_("Suchbegriffe des Titels"), blank=True)
    terms = TermsField(_("Suchbegriffe"), blank=True)

    objects = DirectoryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Eintrag im Suchverzeichnis der Angebote")
        verbose_name_plural = _("Einträge im Suchverzeichnis der Angebote")
        constraints = [
            models.CheckConstraint(
                condition=Q(service=None, guide__isnull=False) | Q(service__isnull=False, guide=None),
                name="directory_entry_of_one_thing",
            ),
        ]

    class Privacy:
        public = {"id", "service", "guide", "title_terms", "terms"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.service_id or ''}/{self.guide_id or ''}"
