"""Drafting a translation of a voice with the translator of the installation, on somebody's request."""

from django.utils import timezone

from roterfaden.jobs.methods import Progress, job
from roterfaden.participation.actions import translate_contribution
from roterfaden.participation.enums import BY_PEOPLE, TranslationStatus
from roterfaden.participation.errors import CheckedTranslationExists, TranslatorMissing
from roterfaden.participation.methods import translator
from roterfaden.participation.models import Contribution

DRAFT_TRANSLATION = "participation.draft_translation"


@job(DRAFT_TRANSLATION)
def draft_translation(progress: Progress, *, contribution: int, language: str) -> None:
    """Send the shown words of a voice to the translator and keep its answer as machine-made.

    Sealed passages are not among the shown words, and a withdrawn voice has none. Nothing is sent where a person has
    translated already, or where nobody knows a translator. Done again, it writes a newer draft.
    """
    found = Contribution.objects.get(pk=contribution)
    if found.translations.filter(language=language, status__in=BY_PEOPLE).exists():
        raise CheckedTranslationExists()
    server = translator()
    if server is None:
        raise TranslatorMissing()
    made = "" if found.is_withdrawn else server.translate(found.text, source=found.language, target=language)
    translate_contribution(
        actor=progress.actor, contribution=found, language=language, text=made, status=TranslationStatus.MACHINE,
        now=timezone.now(),
    )  # fmt: skip
    progress.finish({"translated": 1})
