"""Mitteilungen: what other bodies may be told about attendance, each written – or left – by a person."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.courses import actions, queries
from roterfaden.courses.enums import OpenPurpose
from roterfaden.courses.exports import note_pdf
from roterfaden.courses.forms import NoteForm
from roterfaden.courses.forms.notes import LEAVE
from roterfaden.courses.methods.noting import sentence
from roterfaden.courses.models import AttendanceNote
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.candidates import kept_by_nobody
from roterfaden.office.course_learning import seat_crumbs, seat_of
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.documents import pdf_response
from roterfaden.ui.parts import Link
from roterfaden.web.context import house_of
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@provides_tasks(238)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """What may be told and nobody has told or decided."""
    if not allowed(actor, "courses.write_note"):
        return
    count = len(queries.notes_due(on))
    title = ngettext(
        "Über eine Mitteilung an eine andere Stelle ist zu entscheiden",
        "Über %(count)s Mitteilungen an andere Stellen ist zu entscheiden",
        count,
    )  # fmt: skip
    text = _("Das Programm schickt nichts von selbst. Sie entscheiden über jede einzeln.")
    yield Task(title % {"count": count}, text, reverse("office:attendance_notes"), count)


@require_safe
@opens_with("courses.write_note")
def attendance_notes(request: HttpRequest) -> HttpResponse:
    """What is still to be told."""
    due = queries.notes_due(local_day(timezone.now()))
    crumbs = (Link(_("Kursplätze"), reverse("office:course_seats")),)
    context = {"options": page_of(request, due), "crumbs": crumbs}
    return office_page(request, "office/placement/notes.html", context)


@form_methods
@opens_with("courses.write_note")
def seat_note(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Write one note, or decide not to."""
    found, now = seat_of(pk), timezone.now()
    options = queries.note_options([found], local_day(now))[found.pk]
    option = next((each for each in options if each.key == key), None)
    if option is None:
        messages.info(request, _("Das ist schon erledigt, oder es darf nicht mitgeteilt werden."))
        return redirect("office:seat", found.pk)
    form = NoteForm(posted(request), option=option)
    if form.is_valid():
        leaves = form.cleaned_data["decision"] == LEAVE
        if attempt(form, lambda: _decide(request, option, form, leaves=leaves)) is not None:
            said = _("Es wird nichts mitgeteilt.") if leaves else _("Festgehalten. Drucken Sie das Schreiben jetzt.")
            messages.success(request, said)
            return redirect(reverse("office:seat", args=[found.pk]) + "#mitteilungen")
    lead = _(
        "„%(sentence)s“ Mehr steht nicht in dem Schreiben, außer Name und Geburtsdatum. Grundlage: %(basis)s"
    ) % {"sentence": sentence(option.fact, option.on), "basis": option.basis}  # fmt: skip
    note = option.rule.note if option.rule else ""
    back = reverse("office:seat", args=[found.pk])
    title = _("Mitteilung an: %(to)s") % {"to": option.to}
    return form_page(request, FormPage(title, form, _("Festhalten"), back, seat_crumbs(found), lead, note))


def _decide(request: HttpRequest, option: queries.NoteOption, form: NoteForm, *, leaves: bool) -> AttendanceNote:
    actor, now = actor_of(request), timezone.now()
    if leaves:
        return actions.leave_note(actor=actor, seat=option.seat, key=option.key, now=now)
    return actions.write_note(actor=actor, seat=option.seat, key=option.key, now=now, **form.note())


@require_POST
@opens_with("courses.write_note")
def note_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as PDF, while it may go out. Making it opens the name and is recorded; nothing is sent."""
    rows = AttendanceNote.objects.select_related(
        "seat__candidate", "seat__run__provider", "consent__agreement"
    )  # fmt: skip
    note, house = get_visible(rows, pk=pk), house_of(request)
    if not note.may_be_printed:
        raise Http404
    if house is None:
        return redirect("office:seat", note.seat_id)
    try:
        words = actions.open_candidate(
            actor=actor_of(request), candidate=note.seat.candidate, purpose=OpenPurpose.NOTE, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:seat", note.seat_id)
    name = f"mitteilung-{note.seat.candidate.code.lower()}"
    return kept_by_nobody(pdf_response(note_pdf(note, words, house), name))


urlpatterns: list[URLPattern] = [
    path("kurse/plaetze/mitteilungen/", attendance_notes, name="attendance_notes"),
    path("kurse/plaetze/mitteilungen/<int:pk>/brief/", note_letter, name="note_letter"),
    path("kurse/plaetze/platz/<int:pk>/mitteilung/<slug:key>/", seat_note, name="seat_note"),
]
