"""Word-Vorlage: the look in which Word documents of the concept leave the house."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.concept import actions, queries
from roterfaden.concept.forms import WordTemplateForm
from roterfaden.concept.methods.written import PLACEHOLDERS
from roterfaden.concept.models import WordTemplate
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.web.pages import actor_of, attempt
from roterfaden.web.reading import DOCX

OPENS = "concept.use_word_template"
add_entry(route="office:word_template", label=gettext_lazy("Word-Vorlage"), position=890, permission=OPENS)


@dataclass(frozen=True)
class TemplatePage:
    """The template that counts, the form for another one, and what may stand in it."""

    template: WordTemplate | None
    form: WordTemplateForm
    placeholders: tuple[tuple[str, object], ...]

    @property
    def is_own(self) -> bool:
        """Whether the house brought one."""
        return self.template is not None and self.template.file is not None


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def word_template(request: HttpRequest) -> HttpResponse:
    """Which template counts; another one is checked before it counts."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = WordTemplateForm(data, files)
    if form.is_valid():
        used = attempt(
            form,
            lambda: actions.use_word_template(
                actor=actor_of(request), upload=form.cleaned_data["upload"], now=timezone.now()
            ),
        )
        if used:
            messages.success(request, _("Die Vorlage ist geprüft und gilt ab sofort."))
            return redirect("office:word_template")
    page = TemplatePage(queries.word_template(), form, tuple(PLACEHOLDERS.items()))
    context = {"page": page, "form": form}
    return office_page(request, "office/settings/word_template.html", context)


@require_safe
@opens_with(OPENS)
def word_template_file(request: HttpRequest) -> HttpResponse:
    """The template that counts, to change it in Word."""
    response = HttpResponse(queries.word_template_content(), content_type=DOCX)
    response["Content-Disposition"] = 'attachment; filename="vorlage.docx"'
    return response


@require_POST
@opens_with(OPENS)
def word_template_drop(request: HttpRequest) -> HttpResponse:
    """Back to the built-in template."""
    try:
        actions.drop_word_template(actor=actor_of(request), now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Es gilt wieder die mitgelieferte Vorlage."))
    return redirect("office:word_template")


urlpatterns: list[URLPattern] = [
    path("einstellungen/word-vorlage/", word_template, name="word_template"),
    path("einstellungen/word-vorlage/vorlage.docx", word_template_file, name="word_template_file"),
    path("einstellungen/word-vorlage/zuruecknehmen/", word_template_drop, name="word_template_drop"),
]
