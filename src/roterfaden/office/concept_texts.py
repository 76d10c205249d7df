"""Texte: the concept in other languages – how far each is, one element after another, tables for translators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, errors, queries
from roterfaden.concept.enums import TextRowState, TextState, WritingAdvice
from roterfaden.concept.forms import TakeTextsForm, TextFilterForm, TextForm, TextTableForm
from roterfaden.concept.methods.text_tables import COLUMNS, WIDTHS, PlannedText, planned_texts, table_rows
from roterfaden.concept.methods.texts import has_machine, text_languages
from roterfaden.concept.models import Concept, Element, ElementRevision, RevisionText, Version
from roterfaden.concept.tasks import PROPOSE_TEXTS
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.plain_language import Hint, hints
from roterfaden.kernel.tables import write_xlsx
from roterfaden.office.concepts import visible_concepts
from roterfaden.office.jobs import describe
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation.methods import translator
from roterfaden.ui.filters import SIMPLE, lang_name, text_dir
from roterfaden.ui.parts import Link
from roterfaden.web.comparing import marked
from roterfaden.web.pages import actor_of, attempt, get_visible, posted, put_error

OPENS = "concept.view_concept"
CONFLICT = 409
LOOK = "ansehen"
"""The button that shows hints and keeps nothing."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONES = {
    TextState.MISSING: "neutral", TextState.OUTDATED: "warning", TextState.DRAFT: "info", TextState.MACHINE: "info",
    TextState.CHECKED: "success",
}  # fmt: skip


def _back_to_list(job: Job) -> Link | None:
    version = Version.objects.select_related("concept").filter(pk=job.arguments["version"]).first()
    if version is None:
        return None
    place = [version.concept.slug, version.slug, job.arguments["language"]]
    return Link(gettext_lazy("Zu den Texten"), reverse("office:texts_language", args=place))


describe(
    PROPOSE_TEXTS, back=_back_to_list,
    counts={
        "proposed": gettext_lazy("Texte vorgeschlagen"), "left": gettext_lazy("zu lang für den Übersetzungsdienst")
    },
)  # fmt: skip


@dataclass(frozen=True)
class LanguageLine:
    """A language on the overview."""

    code: str
    counts: queries.TextCounts


@dataclass(frozen=True)
class StateBadge:
    """A state with its word and tone."""

    label: str
    tone: str


@dataclass(frozen=True)
class AdviceLine:
    """One kind of advice with the passages it is about."""

    label: str
    passages: tuple[str, ...]


@require_safe
@opens_with(OPENS)
def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """To the version texts are written for."""
    concept = get_visible(visible_concepts(request), slug=slug)
    return redirect("office:texts_version", concept.slug, queries.text_version(concept).slug)


@require_safe
@opens_with(OPENS)
def texts_version(request: HttpRequest, slug: str, version_slug: str) -> HttpResponse:
    """Every language of one version, with how far it is."""
    version = _version(request, slug, version_slug)
    overview = queries.text_overview(version)
    context = {
        "concept": version.concept,
        "version": version,
        "versions": version.concept.versions.order_by("-frozen_at", "-number", "-pk"),
        "lines": [LanguageLine(code, overview[code]) for code in text_languages()],
        "states": TextState.choices,
        "machine_is_shown": settings.MACHINE_TEXTS_SHOWN,
    }
    return office_page(request, "office/texts/version.html", context)


@require_safe
@opens_with(OPENS)
def texts_language(request: HttpRequest, slug: str, version_slug: str, language: str) -> HttpResponse:
    """One language: shares by field, and every element with its state."""
    version = _version(request, slug, version_slug, language)
    work = queries.text_work(version, language)
    form = TextFilterForm(request.GET, fields=[each.name for each in work.by_field])
    chosen = form.chosen()
    rows = work.narrowed(chosen.get("stand", ""), chosen.get("feld", ""))
    context = {
        "concept": version.concept,
        "version": version,
        "language": language,
        "name": lang_name(language),
        "work": work,
        "form": form,
        "rows": [(row, _badge(row.state)) for row in rows],
        "first_open": work.next_open(0),
        "may_write": _may_write(request, version.concept),
        "has_machine": has_machine(language) and translator() is not None,
        "waiting": sum(row.state in {TextState.MISSING} for row in work.rows),
    }
    return office_page(request, "office/texts/language.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def text(request: HttpRequest, slug: str, version_slug: str, language: str, pk: int) -> HttpResponse:
    """One element in one language: the German on the left, the text on the right, then the next element."""
    version = _writable(request, slug, version_slug, language)
    element = get_visible(Element.objects.filter(concept=version.concept), pk=pk)
    desk = queries.text_desk(version, element, language)
    if desk is None:
        raise Http404
    initial: dict[str, Any] = {"revision": desk.german.number, "expected_number": desk.expected_number}
    if desk.text is not None:
        initial |= {"title": desk.text.title, "body": desk.text.body}
    form = _text_form(posted(request), language, initial)
    theirs, is_looking = None, LOOK in request.POST
    if form.is_valid() and not is_looking:
        try:
            kept = _kept(request, desk, form)
        except errors.StaleText as error:
            theirs, form = error.theirs, _renewed(request, desk, language, str(error))
        except NotAllowed:
            raise
        except DomainError as error:
            put_error(form, error)
        else:
            messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": kept.title})
            return _to_next(version, language, pk)
    typed = form.data if form.is_bound else initial
    context = {
        "concept": version.concept,
        "version": version,
        "desk": desk,
        "element": element,
        "language": language,
        "name": lang_name(language),
        "badge": _badge(desk.state),
        "form": form,
        "theirs": theirs,
        "title_changes": _marks(desk.title_changes),
        "body_changes": _marks(desk.body_changes),
        "advice": _advice(f"{typed.get('title', '')}\n\n{typed.get('body', '')}") if language == SIMPLE else None,
        "look": LOOK,
        "next": queries.text_work(version, language).next_open(pk),
    }
    status = CONFLICT if theirs else 200
    if is_looking:  # nothing was sent to be kept, so nothing is wrong yet
        context["form"] = _text_form(None, language, {name: request.POST.get(name, "") for name in form.fields})
    return office_page(request, "office/texts/text.html", context, status=status)


@require_safe
@opens_with(OPENS)
def texts_table(request: HttpRequest, slug: str, version_slug: str, language: str) -> FileResponse:
    """Every element with its German and its text, for people who translate outside of the program."""
    version = _version(request, slug, version_slug, language)
    rows = table_rows(queries.text_cells(version, language), language)
    made = write_xlsx(COLUMNS, rows, sheet=language, widths=WIDTHS, wrapped=True)
    name = f"{version.concept.slug}-{version.slug}-{language}.xlsx"
    return FileResponse(made, as_attachment=True, filename=name, content_type=XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def texts_import(request: HttpRequest, slug: str, version_slug: str, language: str) -> HttpResponse:
    """A table that came back: first what would become of each row, then taking it in."""
    version = _writable(request, slug, version_slug, language)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    context = {"concept": version.concept, "version": version, "language": language, "name": lang_name(language)}
    if "rows" in request.POST:
        take = TakeTextsForm(request.POST)
        made = _taken(request, version, language, take) if take.is_valid() else None
        if made is not None:
            messages.success(request, _("Texte eingelesen: %(count)s.") % {"count": len(made)})
            return redirect("office:texts_language", slug, version_slug, language)
        told = [str(message) for faults in take.errors.values() for message in faults]
        messages.error(request, " ".join(told))
        return redirect("office:texts_import", slug, version_slug, language)
    form = TextTableForm(data, files, language=language)
    if form.is_valid():
        standing = {each.uid: each for each in queries.text_cells(version, language)}
        planned = planned_texts(form.rows, standing)
        rows = [each.row for each in planned if each.is_taken]
        take = TakeTextsForm(initial={"rows": [vars(row) for row in rows]})
        found = {"planned": _by_state(planned), "taken": len(rows), "form": take}
        return office_page(request, "office/texts/import_check.html", context | found)
    return office_page(request, "office/texts/import.html", context | {"form": form})


def _taken(request: HttpRequest, version: Version, language: str, form: TakeTextsForm) -> list[RevisionText] | None:
    return attempt(form, lambda: actions.import_texts(
        actor=actor_of(request), version=version, language=language, rows=form.cleaned_data["rows"],
        is_checked=form.cleaned_data["is_checked"], now=timezone.now(),
    ))  # fmt: skip


@require_POST
@opens_with(OPENS)
def texts_propose(request: HttpRequest, slug: str, version_slug: str, language: str) -> HttpResponse:
    """Let the translator of the installation draft what is missing; the page of the job says what came of it."""
    version = _writable(request, slug, version_slug, language)
    if not has_machine(language) or translator() is None:
        raise Http404
    job = start_job(
        actor=actor_of(request), kind=PROPOSE_TEXTS, now=timezone.now(),
        title=_("Texte vorschlagen: %(language)s") % {"language": lang_name(language)},
        arguments={"version": version.pk, "language": language},
    )  # fmt: skip
    return redirect("office:job", job.uid)


def _version(request: HttpRequest, slug: str, version_slug: str, language: str = "") -> Version:
    if language and language not in text_languages():
        raise Http404
    concept = get_visible(visible_concepts(request).select_related("process"), slug=slug)
    return get_visible(concept.versions.select_related("concept__process"), slug=version_slug)


def _writable(request: HttpRequest, slug: str, version_slug: str, language: str) -> Version:
    version = _version(request, slug, version_slug, language)
    if not _may_write(request, version.concept):
        raise PermissionDenied
    return version


def _may_write(request: HttpRequest, concept: Concept) -> bool:
    return allowed(actor_of(request), "concept.write_text", concept)


def _text_form(data: Any, language: str, initial: dict[str, Any]) -> TextForm:
    return TextForm(
        data, initial=initial, language=language, direction=text_dir(language), is_simple=language == SIMPLE
    )


def _kept(request: HttpRequest, desk: queries.TextDesk, form: TextForm) -> RevisionText:
    """The text, said of the German wording the author had before the eyes."""
    seen = ElementRevision.objects.select_related("element__concept__process").filter(
        element=desk.node.element_id, number=form.cleaned_data["revision"]
    )
    words = {name: form.cleaned_data[name] for name in ("title", "body", "is_checked", "expected_number")}
    return actions.write_text(
        actor=actor_of(request), revision=seen.first() or desk.german, language=desk.language, now=timezone.now(),
        **words,
    )  # fmt: skip


def _renewed(request: HttpRequest, desk: queries.TextDesk, language: str, told: str) -> TextForm:
    """The form with everything that was typed, now on top of the newer text."""
    typed = request.POST.copy()
    typed["expected_number"] = str(desk.expected_number)
    form = _text_form(typed, language, {})
    form.is_valid()
    form.add_error(None, told)
    return form


def _to_next(version: Version, language: str, pk: int) -> HttpResponse:
    following = queries.text_work(version, language).next_open(pk)
    place = [version.concept.slug, version.slug, language]
    if following is None:
        return redirect("office:texts_language", *place)
    return redirect("office:text", *place, following.element_id)


def _badge(state: TextState) -> StateBadge:
    return StateBadge(str(state.label), TONES[state])


def _marks(pieces: Sequence[Any]) -> SafeString | None:
    return marked(pieces) if pieces else None


def _advice(words: str) -> list[AdviceLine]:
    by_kind: dict[str, list[Hint]] = {}
    for hint in hints(words):
        by_kind.setdefault(hint.advice, []).append(hint)
    return [
        AdviceLine(str(label), tuple(hint.passage for hint in by_kind[value]))
        for value, label in WritingAdvice.choices
        if value in by_kind
    ]


def _by_state(planned: Sequence[PlannedText]) -> list[tuple[str, list[PlannedText]]]:
    """The rows under the words for what becomes of them; what has nothing to say is counted, not listed."""
    return [
        (str(state.label), [each for each in planned if each.state == state])
        for state in TextRowState
        if any(each.state == state for each in planned)
    ]


_LANGUAGE = "konzept/<slug:slug>/texte/<slug:version_slug>/<slug:language>/"

urlpatterns: list[URLPattern] = [
    path("konzept/<slug:slug>/texte/", texts, name="texts"),
    path("konzept/<slug:slug>/texte/<slug:version_slug>/", texts_version, name="texts_version"),
    path(_LANGUAGE, texts_language, name="texts_language"),
    path(f"{_LANGUAGE}tabelle.xlsx", texts_table, name="texts_table"),
    path(f"{_LANGUAGE}einlesen/", texts_import, name="texts_import"),
    path(f"{_LANGUAGE}vorschlagen/", texts_propose, name="texts_propose"),
    path(f"{_LANGUAGE}<int:pk>/", text, name="text"),
]
