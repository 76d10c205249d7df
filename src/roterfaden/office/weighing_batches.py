"""Gemeinsam antworten: one answer for a group or chosen voices of a theme, seen before it is given, undone after."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.concept.forms.words import Outline
from roterfaden.jobs.actions import start_job
from roterfaden.kernel.errors import DomainError
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import PLANNING, own_processes
from roterfaden.office.nav import office_page, opens_with
from roterfaden.office.weighing import outline_of
from roterfaden.participation.models import Process, Theme, VoiceGroup
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted
from roterfaden.weighing import actions, queries
from roterfaden.weighing.forms import BatchForm
from roterfaden.weighing.models import AnswerBatch
from roterfaden.weighing.queries.batches import BatchCard
from roterfaden.weighing.tasks import ANSWER_BATCH, UNDO_BATCH

AT_ONCE = 200
"""More voices than this are answered in the background."""


def _describe(kind: str, counts: dict[str, Any]) -> None:
    def back(job: Any) -> Link:
        return Link(gettext_lazy("Zur gemeinsamen Antwort"), reverse("office:batch", args=[job.arguments["batch"]]))

    describe(kind, back=back, counts=counts)


_describe(ANSWER_BATCH, {"answered": gettext_lazy("beantwortet"), "left_out": gettext_lazy("ausgelassen")})
_describe(UNDO_BATCH, {"undone": gettext_lazy("zurückgenommen"), "kept": gettext_lazy("nicht zurückgenommen")})


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_weighing")
def answer_group(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer for voices that say the same."""
    groups = VoiceGroup.objects.filter(process__in=own_processes(request, *PLANNING)).select_related("process")
    group = get_visible(groups, pk=pk)
    return _answer_together(request, group.process, queries.cards_of_group(group), group=group)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_weighing")
def answer_theme(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer for chosen voices of a theme."""
    themes = Theme.objects.filter(process__in=own_processes(request, *PLANNING)).select_related("process", "field")
    theme = get_visible(themes, pk=pk)
    return _answer_together(request, theme.process, queries.cards_of_theme(theme), theme=theme)


def _answer_together(request: HttpRequest, process: Process, cards: list[BatchCard], **where: Any) -> HttpResponse:
    """The form with a tick at each voice; then every voice it will apply to; then it is given."""
    outline = outline_of(process)
    form = BatchForm(posted(request), outline=outline, modules=list(queries.pickable_modules()))
    ticked = set(request.POST.getlist("beitraege")) if form.is_bound else {row.key for row in cards if not row.left_out}
    if "einfuegen" in request.POST:
        form = _inserted(form, outline)
    chosen = [row for row in cards if row.key in ticked and row.can_be_answered]
    context = {"process": process, "cards": cards, "ticked": ticked, "chosen": chosen, "form": form, **where}
    if form.is_bound and not chosen:
        form.add_error(None, _("Kreuzen Sie mindestens einen Beitrag an."))
    if form.is_bound and form.is_valid() and "vorschau" in request.POST:
        return office_page(request, "office/weighing/together_preview.html", context | {"answer": form.cleaned_data})
    if form.is_bound and form.is_valid():
        batch = attempt(form, lambda: actions.open_batch(
            actor=actor_of(request), process=process, now=timezone.now(), **where, **form.answer(),
            chosen=[actions.Chosen(row.contribution, row.segment, replaces=bool(row.answers)) for row in chosen],
        ))  # fmt: skip
        if batch is not None:
            return _give(request, batch, len(chosen))
    return office_page(request, "office/weighing/together.html", context)


def _inserted(form: BatchForm, outline: Outline) -> BatchForm:
    """The form with the words of the chosen module behind what is typed; its gaps are filled for each voice."""
    form.is_valid()
    module = form.cleaned_data.get("pick")
    kept = {name: form.data.get(name, "") for name in form.fields}
    if module is not None:
        texts = {"plain_reason": module.plain_reason, "reason": module.file_reason}
        words = {name: "\n\n".join(part for part in (kept[name].strip(), text) if part) for name, text in texts.items()}
        kept |= words | {"outcome": module.module.outcome, "module": str(module.pk)}
    return BatchForm(outline=outline, modules=list(queries.pickable_modules()), initial=kept)


def _give(request: HttpRequest, batch: AnswerBatch, size: int) -> HttpResponse:
    """Answer at once, or in the background when there are many."""
    actor, now = actor_of(request), timezone.now()
    if size > AT_ONCE:
        title = _("Gemeinsam antworten (%(count)s Beiträge)") % {"count": size}
        job = start_job(actor=actor, kind=ANSWER_BATCH, title=title, arguments={"batch": batch.pk}, now=now)
        return redirect("office:job", job.uid)
    try:
        actions.continue_batch(actor=actor, batch=batch, now=now)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            ngettext("%(count)s Beitrag ist beantwortet.", "%(count)s Beiträge sind beantwortet.", size)
            % {"count": batch.items.filter(consideration__isnull=False).count()},
        )
    return redirect("office:batch", batch.pk)


@require_safe
@opens_with("concept.view_weighing")
def batches(request: HttpRequest) -> HttpResponse:
    """Every common answer."""
    page = page_of(request, queries.batches_of(own_processes(request, *PLANNING)))
    return office_page(request, "office/weighing/batches.html", {"page": page})


@require_safe
@opens_with("concept.view_weighing")
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One common answer: what was said, to whom, and who was left out."""
    return office_page(request, "office/weighing/batch.html", {"page": queries.batch_page(_batch(request, pk))})


@require_POST
@opens_with("concept.view_weighing")
def batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a common answer back."""
    shown, actor, now = _batch(request, pk), actor_of(request), timezone.now()
    reason = request.POST.get("reason", "").strip()[:300]
    given = shown.items.filter(consideration__isnull=False).count()
    try:
        undone = actions.undo_batch(actor=actor, batch=shown, reason=reason, now=now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:batch", shown.pk)
    if given > AT_ONCE:
        title = _("Gemeinsame Antwort zurücknehmen (%(count)s Beiträge)") % {"count": given}
        job = start_job(actor=actor, kind=UNDO_BATCH, title=title, arguments={"batch": undone.pk}, now=now)
        return redirect("office:job", job.uid)
    actions.continue_undoing(actor=actor, batch=undone, now=now)
    messages.success(request, _("Die gemeinsame Antwort ist zurückgenommen. Was nicht zurückging, steht unten."))
    return redirect("office:batch", shown.pk)


def _batch(request: HttpRequest, pk: int) -> AnswerBatch:
    found = queries.batches_of(own_processes(request, *PLANNING)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


urlpatterns: list[URLPattern] = [
    path("abwaegung/gemeinsam/", batches, name="batches"),
    path("abwaegung/gemeinsam/<int:pk>/", batch, name="batch"),
    path("abwaegung/gemeinsam/<int:pk>/zuruecknehmen/", batch_undo, name="batch_undo"),
    path("abwaegung/gemeinsam/gruppe/<int:pk>/", answer_group, name="answer_group"),
    path("abwaegung/gemeinsam/thema/<int:pk>/", answer_theme, name="answer_theme"),
]
