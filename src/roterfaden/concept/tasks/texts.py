"""Drafting texts in another language with the translator of the installation, on somebody's request."""

from django.utils import timezone

from roterfaden.concept.actions import ProposedText, propose_texts
from roterfaden.concept.errors import NoMachineForLanguage
from roterfaden.concept.methods.texts import has_machine, portions
from roterfaden.concept.models import Version
from roterfaden.concept.queries import wordings_to_translate
from roterfaden.jobs.methods import Progress, job
from roterfaden.kernel.languages import SOURCE
from roterfaden.participation.errors import TooLongToTranslate, TranslatorMissing
from roterfaden.participation.methods import translator
from roterfaden.participation.methods.translator import LONGEST, Translator

PROPOSE_TEXTS = "concept.propose_texts"


@job(PROPOSE_TEXTS)
def propose_version_texts(progress: Progress, *, version: int, language: str) -> None:
    """Translate what a version says and nobody has said in `language` yet, and keep it as machine-made.

    Sends German titles and bodies of the version, nothing else. Each element is kept as soon as it is there; begun
    again after a crash, the job goes on where it stopped. A paragraph that is too long leaves its element out.
    """
    found = Version.objects.select_related("concept__process").get(pk=version)
    server = translator()
    if server is None:
        raise TranslatorMissing()
    if not has_machine(language):
        raise NoMachineForLanguage()
    waiting, made, left = wordings_to_translate(found, language), 0, 0
    for done, revision in enumerate(waiting):
        if progress.cancelled:
            break
        progress.set(done, len(waiting))
        try:
            proposal = ProposedText(
                revision, _translated(server, revision.title, language), _translated(server, revision.body, language)
            )
        except TooLongToTranslate:
            left += 1
            continue
        kept = propose_texts(
            actor=progress.actor, concept=found.concept, language=language, proposals=[proposal], now=timezone.now()
        )
        made += len(kept)
    progress.finish({"proposed": made, "left": left})


def _translated(server: Translator, text: str, language: str) -> str:
    return "\n\n".join(
        server.translate(part, source=SOURCE, target=language) for part in portions(text, LONGEST) if part.strip()
    )
