"""Übersetzung vorschlagen: the translator of the installation drafts, in the background; a person checks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.office.board import visible_card
from roterfaden.office.jobs import describe
from roterfaden.office.nav import opens_with
from roterfaden.participation.errors import TranslatorMissing
from roterfaden.participation.forms import DraftTranslationForm
from roterfaden.participation.methods import translator
from roterfaden.participation.tasks import DRAFT_TRANSLATION
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of


def _back_to_card(job: Job) -> Link:
    return Link(gettext_lazy("Zum Beitrag"), reverse("office:card", args=[job.arguments["contribution"]]))


describe(DRAFT_TRANSLATION, back=_back_to_card, counts={"translated": gettext_lazy("Übersetzungen vorgeschlagen")})


@require_POST
@opens_with("participation.translate_contribution")
def draft_translation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the translator for a draft; the page of the job says what came of it."""
    shown = visible_card(request, pk)
    form = DraftTranslationForm(request.POST, prefix="entwurf", original=shown.language)
    if translator() is None or not form.is_valid():
        messages.error(request, _("Bitte wählen Sie eine Sprache.") if translator() else str(TranslatorMissing()))
        return redirect("office:card", shown.pk)
    job = start_job(
        actor=actor_of(request), kind=DRAFT_TRANSLATION, now=timezone.now(),
        title=_("Übersetzungsvorschlag für Beitrag %(number)s") % {"number": shown.number},
        arguments={"contribution": shown.pk, "language": form.cleaned_data["language"]},
    )  # fmt: skip
    return redirect("office:job", job.uid)


urlpatterns: list[URLPattern] = [
    path("pinnwand/karte/<int:pk>/uebersetzen/vorschlag/", draft_translation, name="card_draft_translation"),
]
