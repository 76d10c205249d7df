"""Initiatives: what is done for the goals and how far it is."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.implementation.enums import Progress
from roterfaden.public.nav import page_language, public_page, reads_simply
from roterfaden.thread.queries.document import initiative_lines
from roterfaden.thread.queries.initiative import initiative_page
from roterfaden.thread.queries.versions import InitiativeLine, current_version
from roterfaden.ui.forms import FilterForm


class InitiativeFilter(FilterForm):
    """Which initiatives are shown."""

    feld = forms.ChoiceField(label=_("Handlungsfeld"))
    stand = forms.ChoiceField(label=_("Stand"), choices=[("", _("Alle")), *Progress.choices])

    def __init__(self, *args: object, initiatives: tuple[InitiativeLine, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        fields = dict.fromkeys((line.field_slug, line.field_name) for line in initiatives if line.field_slug)
        self.fields["feld"].choices = [("", _("Alle")), *fields]


@login_not_required
@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    """All initiatives with their progress."""
    version = current_version()
    lines = initiative_lines(version, page_language())
    form = InitiativeFilter(request.GET, initiatives=lines)
    chosen = form.chosen()
    wanted, state = chosen.get("feld"), chosen.get("stand")
    shown = [line for line in lines if wanted in (None, line.field_slug) and state in (None, line.progress)]
    context = {"version": version, "form": form, "initiatives": shown, "total": len(lines)}
    return public_page(request, "public/initiative/initiatives.html", context)


@login_not_required
@require_safe
def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """One initiative: the goal it serves, its progress, its milestones."""
    found = initiative_page(pk, language=page_language())
    if found is None:
        raise Http404
    context = {"page": found, "is_simple": reads_simply(found.version, found.line.element_id)}
    return public_page(request, "public/initiative/initiative.html", context)
