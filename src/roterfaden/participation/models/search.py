"""The index of published voices: which search terms each holds. Calculated, so it can be made anew at any time."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.search import TermsField, joined
from roterfaden.kernel.words import terms
from roterfaden.participation.models.voices import Contribution


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def renew(self, contributions: Iterable[int], *, now: datetime) -> int:
        """Make the entries of these voices say what their rows and translations say now; returns how many are left.

        Every action that changes words or visibility of a voice calls this before it writes the log. Voices that are
        not published lose their entry. Four queries, however many voices.
        """
        wanted = set(contributions)
        shown = list(Contribution.objects.published().filter(pk__in=wanted).prefetch_related("translations"))
        self.filter(contribution__in=wanted - {voice.pk for voice in shown}).delete()
        if shown:
            self.bulk_create(
                [SearchEntry(contribution=voice, terms=_terms_of(voice), published_at=now) for voice in shown],
                update_conflicts=True,
                unique_fields=["contribution"],
                update_fields=["terms"],
            )
        return len(shown)


def _terms_of(voice: Contribution) -> str:
    found = set(terms(voice.text, voice.language))
    for translation in voice.translations.all():
        found.update(terms(translation.text, translation.language))
    return joined(found)


class SearchEntry(models.Model):
    """The search terms of one published voice, of the original and all translations.

    `published_at` is when it came into the index, that is when everybody could first read it.
    """

    contribution = models.OneToOneField(
        Contribution, models.PROTECT, related_name="search_entry", verbose_name=_("Beitrag")
    )
    terms = TermsField(_("Suchbegriffe"), blank=True)
    published_at = models.DateTimeField(_("lesbar seit"))

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Eintrag im Suchverzeichnis")
        verbose_name_plural = _("Einträge im Suchverzeichnis")

    class Privacy:
        public = {"id", "contribution", "published_at"}
        internal: set[str] = set()
        personal = {"terms"}

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.contribution_id}"
