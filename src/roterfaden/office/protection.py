"""Protecting people: leaving out passages, opening an original for a reason, looking again, and periods of keeping."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.concept import queries as concept
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, PLANNING, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import ConsentPurpose
from roterfaden.participation.forms import AnswerForm, RetentionForm, SealForm, WhyForm
from roterfaden.participation.models import Contribution, Process
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(
    route="office:retention", label=gettext_lazy("Aufbewahrung"), position=890,
    permission="participation.view_retention",
)  # fmt: skip

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _card(request: HttpRequest, pk: int, *roles: str) -> Contribution:
    rows = Contribution.objects.filter(process__in=own_processes(request, *roles))
    return get_visible(rows.select_related("process"), pk=pk)


def _crumbs(card: Contribution) -> tuple[Link, ...]:
    board = f"{reverse('office:board')}?verfahren={card.process.slug}"
    return Link(_("Pinnwand"), board), Link(str(card), reverse("office:card", args=[card.pk]))


# --- passages -------------------------------------------------------------------------------------------------------
@form_methods
@opens_with("participation.seal_passages")
def passages(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which words of a card are left out; look where else they stand; leave them out."""
    card = _card(request, pk, *MODERATION)
    form = SealForm(posted(request), contribution=card)
    if form.is_valid() and attempt(form, lambda: actions.seal_passages(
        actor=actor_of(request), contribution=card, now=timezone.now(), **form.words()
    )) is not None:  # fmt: skip
        messages.success(
            request, _("Die Wörter sind ausgelassen. Niemand liest sie mehr, das Original ist verschlossen.")
        )
        found = _elsewhere(card, form)
        if not found:
            return redirect("office:card", card.pk)
        context = {"card": card, "found": found, "crumbs": _crumbs(card)}
        return _once(office_page(request, "office/protection/elsewhere.html", context))
    context = {"card": card, "form": form, "crumbs": _crumbs(card), "translations": form.translations}
    return _once(office_page(request, "office/protection/passages.html", context))


def _elsewhere(card: Contribution, form: SealForm) -> list[Link]:
    """Where the words still stand: other voices, comments and themes, answers and wordings."""
    words = form.words()
    asked = [*words["passages"], *(each for found in words["in_translations"].values() for each in found)]
    routes = {"contribution": "office:card", "theme": "office:theme", "consideration": "office:weighing_voice"}
    return [
        Link(found.label, reverse(routes[found.what], args=[found.pk]) if found.what in routes else "")
        for found in (*queries.mentions(card, asked), *concept.mentions(card.process, asked))
    ]


@form_methods
@opens_with("participation.open_original")
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a sealed original for one look, with a reason that the log keeps."""
    card = _card(request, pk, *PLANNING)
    form = WhyForm(posted(request))
    words = None
    if form.is_valid():
        words = attempt(form, lambda: actions.open_original(
            actor=actor_of(request), contribution=card, reason=form.cleaned_data["reason"], now=timezone.now()
        ))  # fmt: skip
    context = {"card": card, "form": form, "words": words, "crumbs": _crumbs(card)}
    return _once(office_page(request, "office/protection/original.html", context))


@form_methods
@opens_with("participation.show_passages")
def show_passages(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything again, because leaving it out was a mistake."""
    card = _card(request, pk, *PLANNING)
    form = WhyForm(posted(request))
    if form.is_valid() and attempt(form, lambda: actions.show_passages(
        actor=actor_of(request), contribution=card, reason=form.cleaned_data["reason"], now=timezone.now()
    )) is not None:  # fmt: skip
        messages.success(request, _("Der Beitrag wird wieder ganz gezeigt."))
        return redirect("office:card", card.pk)
    lead = _("Dann lesen alle wieder den ganzen Wortlaut, auch in den Übersetzungen.")
    back = reverse("office:card", args=[card.pk])
    page = FormPage(_("Ausgelassene Stellen wieder zeigen"), form, _("Wieder zeigen"), back, _crumbs(card), lead)
    return form_page(request, page)


@require_POST
@opens_with("participation.give_consent")
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody agreed in writing or by word of mouth."""
    card = _card(request, pk, *MODERATION)
    purposes = [request.POST.get("zweck", "")]
    actions.give_consent(
        actor=actor_of(request), contribution=card, purposes=set(purposes) & set(ConsentPurpose.values),
        now=timezone.now(),
    )  # fmt: skip
    return redirect("office:card", card.pk)


def _once(response: HttpResponse) -> HttpResponse:
    """Words to be left out are kept by no cache on the way."""
    patch_cache_control(response, no_store=True, private=True)
    return response


# --- looking again --------------------------------------------------------------------------------------------------
@require_safe
@opens_with("participation.answer_review")
def second_looks(request: HttpRequest) -> HttpResponse:
    """Everybody who asked to look again and has no answer yet."""
    rows = queries.open_reviews(own_processes(request, *MODERATION))
    return office_page(request, "office/protection/second_looks.html", {"page": page_of(request, rows)})


@form_methods
@opens_with("participation.answer_review")
def second_look(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with the voice it is about, and the answer."""
    shown = get_visible(queries.open_reviews(own_processes(request, *MODERATION)), pk=pk)
    form = AnswerForm(posted(request))
    if form.is_valid() and attempt(form, lambda: actions.answer_review(
        actor=actor_of(request), request=shown, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Antwort steht jetzt auf der Seite der Karte."))
        return redirect("office:second_looks")
    context = {"asked": shown, "card": shown.contribution, "form": form}
    return office_page(request, "office/protection/second_look.html", context)


@provides_tasks(50)
def waiting_second_looks(actor: Actor, _on: date) -> Iterator[Task]:
    """People who asked to look again."""
    processes = Process.objects.visible_to(actor, *MODERATION)
    rows = queries.open_reviews(processes)
    count = rows.count()
    title = ngettext(
        "%(count)s Person bittet um erneute Prüfung", "%(count)s Personen bitten um erneute Prüfung", count
    )
    text = _("Ihr Beitrag ist zurückgehalten. Sie warten auf eine Antwort.")
    yield Task(title % {"count": count}, text, reverse("office:second_looks"), count)


# --- periods --------------------------------------------------------------------------------------------------------
@require_safe
@opens_with("participation.view_retention")
def retention(request: HttpRequest) -> HttpResponse:
    """What is kept for how long, and what goes next."""
    rows = queries.retention_rows(on=local_day(timezone.now()))
    context = {"rows": rows, "due": sum(row.due for row in rows)}
    return office_page(request, "office/protection/retention.html", context)


@form_methods
@opens_with("participation.set_retention")
def retention_set(request: HttpRequest, kind: str) -> HttpResponse:
    """Decide for how long one kind is kept."""
    row = next((row for row in queries.retention_rows(on=local_day(timezone.now())) if row.kind == kind), None)
    if row is None:
        return redirect("office:retention")
    form = RetentionForm(posted(request), initial={"days": row.days})
    if form.is_valid() and attempt(form, lambda: actions.set_retention(
        actor=actor_of(request), kind=kind, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Frist gilt ab sofort."))
        return redirect("office:retention")
    crumbs = (Link(_("Aufbewahrung"), reverse("office:retention")),)
    lead = _("Gezählt wird von %(start)s. Danach wird gelöscht: %(erased)s.") % {
        "start": row.default.counted_from, "erased": row.default.erased,
    }  # fmt: skip
    page = FormPage(row.kind.label, form, _("Frist festlegen"), reverse("office:retention"), crumbs, lead)
    return form_page(request, page)


urlpatterns: list[URLPattern] = [
    path("pinnwand/karte/<int:pk>/auslassen/", passages, name="card_passages"),
    path("pinnwand/karte/<int:pk>/original/", original, name="card_original"),
    path("pinnwand/karte/<int:pk>/wieder-zeigen/", show_passages, name="card_show_passages"),
    path("pinnwand/karte/<int:pk>/zustimmung/", consent, name="card_consent"),
    path("pinnwand/pruefbitten/", second_looks, name="second_looks"),
    path("pinnwand/pruefbitten/<int:pk>/", second_look, name="second_look"),
    path("einstellungen/aufbewahrung/", retention, name="retention"),
    path("einstellungen/aufbewahrung/<slug:kind>/", retention_set, name="retention_set"),
]
