"""Gremien: one paper, from the first draft to the record that is filed."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.council import actions, queries
from roterfaden.council.actions import PaperContent
from roterfaden.council.exports import FORMS, paper_record
from roterfaden.council.exports.papers import file_stem
from roterfaden.council.forms import (
    HandInForm,
    PaperDraftForm,
    PaperForm,
    SignOffAskForm,
    SignOffForm,
)
from roterfaden.council.methods import ADOPTING
from roterfaden.council.models import Annex, CopiedDecision, Paper, Resolution, SignOff
from roterfaden.kernel.time import local_day
from roterfaden.office.council_form import council_form, missing_in_words, paper_for
from roterfaden.office.nav import office_page, opens_with
from roterfaden.web.context import house_of
from roterfaden.web.pages import actor_of, attempt, get_visible, posted
from roterfaden.web.papers import (
    money_facts,
    paper_bytes,
    paper_document,
    paper_response,
    proposal_heading,
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class PaperView:
    """One paper with its order of consultation; `missing` in words."""

    paper: Paper
    today: date
    proposal_heading: str
    money: tuple[tuple[str, str], ...]
    steps: tuple[queries.OrderStep, ...]
    copied: tuple[CopiedDecision, ...]
    amendments: tuple[queries.AmendmentRow, ...]
    missing: tuple[str, ...]
    annexes: tuple[Annex, ...]
    answers: tuple[Paper, ...]
    signoffs: tuple[SignOff, ...]
    forms: tuple[str, ...]
    open_amendments: int
    adopting: Resolution | None
    may_prepare: bool
    may_attach: bool
    may_annex_publicity: bool
    may_hand_in: bool
    may_plan: bool
    may_publish: bool
    may_record: bool
    may_incorporate: bool
    may_adopt: bool


@require_safe
@opens_with("council.view_council")
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper: what is proposed, who has to sign, the order of consultation, what came out of it."""
    actor = actor_of(request)
    row = paper_for(actor, paper_id)
    found = queries.paper_page(row)
    adopting = next(
        (step.resolution for step in found.steps if step.resolution and step.resolution.result in ADOPTING), None
    )
    may_prepare = row.is_draft and allowed(actor, "council.revise_paper", row)
    context = PaperView(
        paper=row,
        today=local_day(timezone.now()),
        proposal_heading=proposal_heading(row),
        money=money_facts(row),
        steps=found.steps,
        copied=tuple(queries.copied_decisions(row)),
        amendments=found.amendments,
        missing=tuple(missing_in_words(step) for step in found.missing),
        annexes=found.annexes,
        answers=found.answers,
        signoffs=tuple(queries.signoffs_of(row)),
        forms=tuple(FORMS),
        open_amendments=queries.open_amendments(row.version.concept) if row.version else 0,
        adopting=adopting if row.version else None,
        may_prepare=may_prepare,
        may_attach=allowed(actor, "council.add_annex", row),
        may_annex_publicity=allowed(actor, "council.publish_annex"),
        may_hand_in=row.is_draft and allowed(actor, "council.hand_in_paper", row),
        may_plan=allowed(actor, "council.plan_consultation"),
        may_publish=not row.is_draft and allowed(actor, "council.publish_paper"),
        may_record=not row.is_draft and allowed(actor, "council.record_resolution"),
        may_incorporate=allowed(actor, "council.incorporate_amendment"),
        may_adopt=allowed(actor, "council.adopt_version"),
    )
    return office_page(request, "office/council/paper.html", context)


# --- drafting and handing in ----------------------------------------------------------------------------------------
@form_methods
@opens_with("council.draft_paper")
def draft_paper(request: HttpRequest) -> HttpResponse:
    """A new draft."""
    form = PaperDraftForm(posted(request))
    if form.is_valid():
        reference, content = _content(form)
        row = attempt(
            form,
            lambda: actions.draft_paper(
                actor=actor_of(request), reference=reference, content=content, now=timezone.now()
            ),
        )
        if row:
            messages.success(request, _("Der Entwurf ist angelegt. Planen Sie jetzt die Beratungsfolge."))
            return redirect("office:council_paper", row.pk)
    lead = _("Ein Entwurf ist nie öffentlich. Sie können ihn ändern, bis er eingebracht ist.")
    return council_form(request, _("Vorlage entwerfen"), form, _("Entwurf anlegen"), lead=lead)


@form_methods
@opens_with("council.revise_paper")
def revise_paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Change a draft."""
    row = get_visible(Paper.objects.drafts(), pk=paper_id)
    form = PaperDraftForm(posted(request), instance=Paper.objects.get(pk=row.pk))
    if form.is_valid():
        reference, content = _content(form)
        done = attempt(
            form,
            lambda: actions.revise_paper(
                actor=actor_of(request), paper=row, reference=reference, content=content, now=timezone.now()
            ),
        )
        if done:
            messages.success(request, _("Der Entwurf ist geändert. Wer schon mitgezeichnet hatte, wird neu gebeten."))
            return redirect("office:council_paper", row.pk)
    return council_form(request, _("Entwurf ändern"), form, _("Speichern"), paper=row)


@form_methods
@opens_with("council.hand_in_paper")
def hand_in_paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """A draft goes to the bodies."""
    row = get_visible(Paper.objects.drafts().select_related("version__concept__process"), pk=paper_id)
    waiting = SignOff.objects.open().filter(paper=row).exists()
    initial = {"submitted_on": local_day(timezone.now())}
    form = HandInForm(posted(request), is_signed=not waiting, initial=initial)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.hand_in_paper(actor=actor_of(request), paper=row, now=timezone.now(), **form.cleaned_data),
        )
        if done:
            messages.success(request, _("Die Vorlage ist eingebracht."))
            return redirect("office:council_paper", row.pk)
    lead = _("Danach lässt sich der Wortlaut nicht mehr ändern.")
    note = " ".join(missing_in_words(step) for step in queries.missing_steps(row))
    return council_form(request, _("Vorlage einbringen"), form, _("Einbringen"), paper=row, lead=lead, note=note)


@form_methods
@opens_with("council.submit_paper")
def submit_paper(request: HttpRequest) -> HttpResponse:
    """A finished paper, at once."""
    form = PaperForm(posted(request))
    if form.is_valid():
        row = attempt(
            form, lambda: actions.submit_paper(actor=actor_of(request), now=timezone.now(), **form.cleaned_data)
        )
        if row:
            messages.success(request, _("Die Vorlage ist eingebracht. Planen Sie jetzt die Beratungsfolge."))
            return redirect("office:council_paper", row.pk)
    lead = _("Für Vorlagen, die schon fertig sind. Sonst beginnen Sie mit einem Entwurf.")
    return council_form(request, _("Vorlage einbringen"), form, _("Einbringen"), lead=lead)


# --- signing with ---------------------------------------------------------------------------------------------------
@form_methods
@opens_with("council.ask_signoff")
def ask_signoff(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Ask a unit to co-sign."""
    row = get_visible(Paper.objects.drafts().select_related("version__concept__process"), pk=paper_id)
    form = SignOffAskForm(posted(request), paper=row)
    if form.is_valid():
        asked = attempt(
            form,
            lambda: actions.ask_signoff(actor=actor_of(request), paper=row, now=timezone.now(), **form.cleaned_data),
        )
        if asked:
            messages.success(request, _("Die Stelle steht bei den Mitzeichnungen."))
            return redirect("office:council_paper", row.pk)
    lead = _("Wer mitzeichnen muss, steht in Ihrer Geschäftsordnung. Stellen legen Sie bei der Abwägung an.")
    return council_form(request, _("Um Mitzeichnung bitten"), form, _("Hinzufügen"), paper=row, lead=lead)


@form_methods
@opens_with("council.record_signoff")
def record_signoff(request: HttpRequest, signoff_id: int) -> HttpResponse:
    """What a unit answered."""
    row = get_visible(_current_signoffs(), pk=signoff_id)
    form = SignOffForm(posted(request), initial={"signed_on": local_day(timezone.now())})
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.record_signoff(
                actor=actor_of(request), signoff=row, now=timezone.now(), **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, _("Die Antwort ist festgehalten."))
            return redirect("office:council_paper", row.paper_id)
    title = _("Mitzeichnung: %(unit)s") % {"unit": row.unit.name}
    return council_form(request, title, form, _("Festhalten"), paper=row.paper)


@form_methods
@opens_with("council.drop_signoff")
def drop_signoff(request: HttpRequest, signoff_id: int) -> HttpResponse:
    """No longer ask a unit."""
    row = get_visible(_current_signoffs(), pk=signoff_id)
    form = Form(posted(request))
    if form.is_valid():
        done = attempt(form, lambda: actions.drop_signoff(actor=actor_of(request), signoff=row, now=timezone.now()))
        if done:
            messages.success(request, _("Die Stelle muss nicht mehr mitzeichnen."))
            return redirect("office:council_paper", row.paper_id)
    title = _("Nicht mehr bitten: %(unit)s") % {"unit": row.unit.name}
    lead = _("Was die Stelle schon geantwortet hat, bleibt in der Akte.")
    return council_form(request, title, form, _("Nicht mehr bitten"), paper=row.paper, lead=lead)


# --- files ----------------------------------------------------------------------------------------------------------
@require_safe
@opens_with("council.view_council")
def paper_download(request: HttpRequest, paper_id: int, form: str) -> HttpResponse:
    """The paper as a file, everything in it."""
    if form not in FORMS:
        raise Http404
    row = paper_for(actor_of(request), paper_id)
    page, house = queries.paper_page(row), house_of(request)
    document = paper_document(page, house, now=timezone.now(), signoffs=queries.signoffs_of(row).current())
    return paper_response(paper_bytes(page, form, document, house, _address(row)), row, form)


@require_safe
@opens_with("council.view_council")
def paper_archive(request: HttpRequest, paper_id: int) -> HttpResponse:
    """The paper in every form with its annexes, as one archive to file away."""
    row = paper_for(actor_of(request), paper_id)
    page, house, now = queries.paper_page(row), house_of(request), timezone.now()
    document = paper_document(page, house, now=now, signoffs=queries.signoffs_of(row).current())
    metadata = paper_bytes(page, "json", document, house, _address(row))
    made = paper_record(document, metadata, page.annexes, stem=file_stem(row.reference), made_at=document.made_at)
    return paper_response(made, row, "zip")


def _current_signoffs() -> QuerySet[SignOff]:
    rows = SignOff.objects.current().filter(paper__submitted_on=None)
    return rows.select_related("paper__version__concept__process", "unit")


def _content(form: PaperDraftForm) -> tuple[str, PaperContent]:
    values = dict(form.cleaned_data)
    return values.pop("reference"), PaperContent(**values)


def _address(row: Paper) -> str:
    """Where outsiders read the paper."""
    return f"{settings.BASE_URL}{reverse('public:paper', args=[row.pk])}" if row.is_public else ""


ONE = "gremien/vorlagen/<int:paper_id>"
urlpatterns: list[URLPattern] = [
    path("gremien/entwurf-neu/", draft_paper, name="council_paper_draft"),
    path("gremien/vorlage-neu/", submit_paper, name="council_paper_submit"),
    path(f"{ONE}/", paper, name="council_paper"),
    path(f"{ONE}/aendern/", revise_paper, name="council_paper_revise"),
    path(f"{ONE}/einbringen/", hand_in_paper, name="council_paper_hand_in"),
    path(f"{ONE}/mitzeichnung-neu/", ask_signoff, name="council_signoff_ask"),
    path(f"{ONE}/akte.zip", paper_archive, name="council_paper_archive"),
    path(f"{ONE}/vorlage.<slug:form>", paper_download, name="council_paper_file"),
    path("gremien/mitzeichnungen/<int:signoff_id>/", record_signoff, name="council_signoff_record"),
    path("gremien/mitzeichnungen/<int:signoff_id>/zuruecknehmen/", drop_signoff, name="council_signoff_drop"),
]
