"""Word-Vorlagen: the look in which Word documents leave the house, one for each kind of document."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, queries
from roterfaden.concept.forms import WordTemplateForm
from roterfaden.concept.methods.written import TemplateKind, template_kinds
from roterfaden.concept.models import WordTemplate
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.web.pages import actor_of, attempt
from roterfaden.web.reading import DOCX

OPENS = "concept.use_word_template"
add_entry(route="office:word_template", label=gettext_lazy("Word-Vorlage"), position=890, permission=OPENS)


@dataclass(frozen=True)
class TemplatePage:
    """The template of a kind that counts, the form for another one, what may stand in it, and the other kinds."""

    kind: TemplateKind
    template: WordTemplate | None
    form: WordTemplateForm
    placeholders: tuple[tuple[str, object], ...]
    others: tuple[TemplateKind, ...]

    @property
    def is_own(self) -> bool:
        """Whether the house brought one."""
        return self.template is not None and self.template.file is not None


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def word_template(request: HttpRequest, kind: str = "") -> HttpResponse:
    """Which template counts for a kind of documents; another one is checked before it counts."""
    known, own = _kind(request, kind)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = WordTemplateForm(data, files)
    if form.is_valid():
        used = attempt(
            form,
            lambda: actions.use_word_template(
                actor=actor_of(request), upload=form.cleaned_data["upload"], kind=known.key, now=timezone.now()
            ),
        )
        if used:
            messages.success(request, _("Die Vorlage ist geprüft und gilt ab sofort."))
            return redirect("office:word_template_of", known.key)
    page = TemplatePage(
        kind=known, template=queries.word_template(known.key), form=form,
        placeholders=tuple(known.placeholders.items()), others=tuple(each for each in own if each != known),
    )  # fmt: skip
    context = {"page": page, "form": form}
    return office_page(request, "office/settings/word_template.html", context)


@require_safe
@opens_with(OPENS)
def word_template_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The template that counts, to change it in Word."""
    known, _own = _kind(request, kind)
    response = HttpResponse(queries.word_template_content(known.key), content_type=DOCX)
    response["Content-Disposition"] = 'attachment; filename="vorlage.docx"'
    return response


@require_POST
@opens_with(OPENS)
def word_template_drop(request: HttpRequest, kind: str) -> HttpResponse:
    """Back to the built-in template."""
    known, _own = _kind(request, kind)
    try:
        actions.drop_word_template(actor=actor_of(request), kind=known.key, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Es gilt wieder die mitgelieferte Vorlage."))
    return redirect("office:word_template_of", known.key)


def _kind(request: HttpRequest, key: str) -> tuple[TemplateKind, list[TemplateKind]]:
    """The kind the address names, and all whose template this person may bring; the first of them without a name."""
    actor = actor_of(request)
    own = [each for each in template_kinds() if allowed(actor, OPENS, each.key)]
    known = next((each for each in own if key in ("", each.key)), None)
    if known is None:
        raise PermissionDenied
    return known, own


ROOT = "einstellungen/word-vorlage"
urlpatterns: list[URLPattern] = [
    path(f"{ROOT}/", word_template, name="word_template"),
    path(f"{ROOT}/<slug:kind>/", word_template, name="word_template_of"),
    path(f"{ROOT}/<slug:kind>/vorlage.docx", word_template_file, name="word_template_file"),
    path(f"{ROOT}/<slug:kind>/zuruecknehmen/", word_template_drop, name="word_template_drop"),
]
