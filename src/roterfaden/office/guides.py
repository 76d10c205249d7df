"""Wegweiser: guides page by page and language, with what is outdated, and the words they explain."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from roterfaden.concept.enums import WritingAdvice
from roterfaden.directory import actions, queries
from roterfaden.directory.forms import ExplanationForm, GuideForm, GuidePageForm
from roterfaden.directory.models import Explanation, Guide
from roterfaden.kernel.languages import SOURCE, codes
from roterfaden.kernel.plain_language import hints
from roterfaden.office.directory_desk import OPENS, TONES, form_methods, language_states, pressed, taken
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.filters import SIMPLE
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, get_visible, posted

add_entry(route="office:guides", label=gettext_lazy("Wegweiser"), position=241, permission=OPENS)


@require_safe
@opens_with(OPENS)
def guides(request: HttpRequest) -> HttpResponse:
    """All guides with the state of each language."""
    rows = [(work, language_states(work.states)) for work in queries.guide_work()]
    return office_page(request, "office/directory/guides.html", {"rows": rows})


@form_methods
@opens_with("directory.add_guide")
def guide_new(request: HttpRequest) -> HttpResponse:
    """A new guide, begun with its German page."""
    form = GuideForm(posted(request))
    made = taken(
        request, form, lambda: actions.add_guide(actor=actor_of(request), now=timezone.now(), **form.cleaned_data),
        _("Der Wegweiser ist angelegt. Schreiben Sie jetzt die deutsche Seite."),
    )  # fmt: skip
    if made is not None:
        return redirect("office:guide_page", made.slug, SOURCE)
    back = reverse("office:guides")
    page = FormPage(_("Neuer Wegweiser"), form, _("Anlegen"), back, (Link(_("Wegweiser"), back),))
    return form_page(request, page)


@form_methods
@opens_with("directory.write_page")
def guide_page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """One language of a guide: the German beside it, hints for Leichte Sprache."""
    if language not in codes():
        raise Http404
    row = get_visible(Guide.objects.all(), slug=slug)
    desk = queries.guide_desk(row, language)
    shown = desk.newest
    initial = {"title": shown.title, "lead": shown.lead, "body": shown.body} if shown else {"title": row.title}
    form = GuidePageForm(posted(request), language=language, initial=initial)
    write = lambda: actions.write_page(  # noqa: E731
        actor=actor_of(request), guide=row, language=language, now=timezone.now(), **form.cleaned_data
    )
    if taken(request, form, write, _("Die Seite ist gespeichert.")) is not None:
        return redirect("office:guides")
    context = {
        "guide": row,
        "desk": desk,
        "form": form,
        "is_german": language == SOURCE,
        "tone": TONES[desk.state],
        "hints": [(WritingAdvice(hint.advice).label, hint.passage) for hint in hints(shown.body)]
        if shown and language == SIMPLE
        else [],
    }
    return office_page(request, "office/directory/guide_page.html", context)


@require_POST
@opens_with("directory.publish_guide")
def guide_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Let everybody read a guide, or take it back."""
    row = get_visible(Guide.objects.all(), slug=slug)
    hides = "zurueck" in request.POST
    act = actions.hide_guide if hides else actions.publish_guide
    said = _("Der Wegweiser ist zurückgezogen.") if hides else _("Alle können ihn jetzt lesen.")
    pressed(request, lambda: act(actor=actor_of(request), guide=row, now=timezone.now()), said)
    return redirect("office:guides")


@form_methods
@opens_with("directory.explain_word")
def explanations(request: HttpRequest) -> HttpResponse:
    """Words that guides explain, and a form for one more or a better one."""
    form = ExplanationForm(posted(request))
    explain = lambda: actions.explain_word(  # noqa: E731
        actor=actor_of(request), now=timezone.now(), **form.cleaned_data
    )
    if taken(request, form, explain, _("Das Wort ist erklärt.")) is not None:
        return redirect("office:explanations")
    page = page_of(request, Explanation.objects.order_by("key", "language", "pk"))
    return office_page(request, "office/directory/explanations.html", {"form": form, "page": page})


urlpatterns: list[URLPattern] = [
    path("wegweiser/", guides, name="guides"),
    path("wegweiser/neu/", guide_new, name="guide_new"),
    path("wegweiser/woerter/", explanations, name="explanations"),
    path("wegweiser/<slug:slug>/veroeffentlichen/", guide_publish, name="guide_publish"),
    path("wegweiser/<slug:slug>/<slug:language>/", guide_page, name="guide_page"),
]
