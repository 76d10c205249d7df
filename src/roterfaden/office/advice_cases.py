"""Fälle: one's own cases, one case with its team, and every act on it as one small page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed
from roterfaden.advice import actions, forms, queries
from roterfaden.advice.enums import ConsentPurpose
from roterfaden.advice.exports import code_slip
from roterfaden.advice.methods import TOLD_DAYS, consent_text
from roterfaden.advice.models import Case
from roterfaden.advice.rules import CaseAt
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.advice_records import person_of, private
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.documents import pdf_response
from roterfaden.ui.parts import Link, Text
from roterfaden.web.context import house_of
from roterfaden.web.pages import attempt, get_visible, posted

add_entry(route="office:advice_cases", label=gettext_lazy("Fälle"), position=201, permission="advice.open_case")

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class CasesPage:
    """One's own cases, and who opened one of them in an emergency."""

    page: Page[Case]
    filter: forms.CasesFilter
    openings: tuple[queries.Opening, ...]
    today: date


@dataclass(frozen=True)
class CaseView:
    """A case; who opened it in an emergency may only read."""

    found: queries.CasePage
    may_work: bool
    record: str
    today: date


@require_safe
@opens_with("advice.open_case")
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of one's own teams."""
    me, now = person_of(request), timezone.now()
    narrowed = forms.CasesFilter(request.GET)
    rows = queries.own_cases(me)
    if not narrowed.chosen().get("auch"):
        rows = rows.filter(closed_on=None)
    told = queries.openings_of_cases(me, since=now - timedelta(days=TOLD_DAYS))
    page = CasesPage(page_of(request, rows), narrowed, told, local_day(now))
    return private(office_page(request, "office/advice_centre/cases.html", page))


@form_methods
@opens_with("advice.open_case")
def new_case(request: HttpRequest) -> HttpResponse:
    """A fresh code for a person."""
    me, now = person_of(request), timezone.now()
    defaults = queries.record_defaults(me)
    initial = {"language": defaults.language}
    form = forms.CaseForm(posted(request), on=local_day(now), initial=initial)
    if form.is_valid():
        made = attempt(form, lambda: actions.open_case(actor=me, now=now, **form.cleaned_data))
        if made:
            messages.success(request, _("Der Fall ist angelegt. Drucken Sie den Zettel mit dem Code für die Person."))
            return redirect("office:advice_case", made.uid)
    page = FormPage(
        _("Fall anlegen"), form, _("Anlegen"), reverse("office:advice_cases"),
        (Link(_("Fälle"), reverse("office:advice_cases")),),
        _("Die Person bekommt einen Code. Namen, Geburtsdatum und Aufenthaltsstatus fragt das Programm nicht."),
    )  # fmt: skip
    return private(form_page(request, page))


@require_safe
@opens_with("advice.open_case")
def case(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One case with everything opened, for its team and for whoever opened it in an emergency."""
    me, now = person_of(request), timezone.now()
    row = _visible(me, uid, now)
    may_work = queries.is_in_team(me, row)
    record = f"{reverse('office:advice_record')}?{urlencode({'fall': str(row.uid)})}"
    view = CaseView(queries.case_page(row), may_work, record, local_day(now))
    return private(office_page(request, "office/advice_centre/case.html", view))


@form_methods
@opens_with("advice.open_case")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """One act on a case: its page, and what happens then."""
    me, now = person_of(request), timezone.now()
    row = _visible(me, uid, now)
    if not queries.is_in_team(me, row) or act not in ACTS:
        raise Http404
    return private(ACTS[act](request, row, me, now))


def _visible(me: User, uid: UUID, now: datetime) -> Case:
    row = get_visible(Case.objects.select_related("area"), uid=uid)
    if not allowed(me, "advice.view_case", CaseAt(row, now)):
        raise Http404
    return row


@dataclass(frozen=True)
class Shape:
    """The words around the form of an act."""

    title: Text
    submit: Text
    done: Text
    lead: Text = ""
    note: Text = ""


def _form(request: HttpRequest, row: Case, form: BaseForm, shape: Shape, do: Callable[[], object]) -> HttpResponse:
    if form.is_valid() and attempt(form, lambda: (do(), True)[1]):
        messages.success(request, str(shape.done))
        return redirect("office:advice_case", row.uid)
    here = reverse("office:advice_case", args=[row.uid])
    crumbs = (Link(_("Fälle"), reverse("office:advice_cases")), Link(str(row), here))
    return form_page(request, FormPage(shape.title, form, shape.submit, here, crumbs, shape.lead, shape.note))


def _slip(request: HttpRequest, row: Case, _me: User, now: datetime) -> HttpResponse:
    house = house_of(request)
    return pdf_response(code_slip(row, site=house.name if house else "", made_at=now), _("Ihr Code"))


def _consent(request: HttpRequest, row: Case, me: User, now: datetime) -> HttpResponse:
    form = forms.ConsentForm(posted(request), on=local_day(now))
    shape = Shape(
        _("Einwilligung eintragen"), _("Eintragen"), _("Die Einwilligung ist eingetragen."),
        _("Lesen Sie der Person den Text vor, oder lassen Sie den Zettel mit dem Code unterschreiben."),
        consent_text(ConsentPurpose.SITUATION),
    )  # fmt: skip
    return _form(
        request, row, form, shape,
        lambda: actions.record_consent(actor=me, case=row, now=now, **form.cleaned_data),
    )  # fmt: skip


def _withdraw(request: HttpRequest, row: Case, me: User, now: datetime) -> HttpResponse:
    shape = Shape(
        _("Widerruf eintragen"), _("Widerruf eintragen und löschen"),
        _("Der Widerruf ist eingetragen. Situationsanalyse und Notizen sind gelöscht."),
        _("Die Person nimmt ihre Einwilligung zurück. Beraten wird sie trotzdem."),
        _("Situationsanalyse und alle Notizen werden sofort gelöscht. Das lässt sich nicht zurückholen."),
    )  # fmt: skip
    form = forms.NothingForm(posted(request))
    return _form(request, row, form, shape, lambda: actions.withdraw_consent(actor=me, case=row, now=now))


def _situation(request: HttpRequest, row: Case, me: User, now: datetime) -> HttpResponse:
    form = forms.SituationForm(posted(request), situation=queries.case_page(row).situation)
    shape = Shape(
        _("Situation aufschreiben"), _("Verschlossen speichern"), _("Die Situation ist aufgeschrieben."),
        _("Nur was die Person gesagt hat und was Sie für die Beratung brauchen. Jedes Feld darf leer bleiben."),
        _("Kein Aufenthaltsstatus, keine Namen. Was nicht hier steht, kann keine Behörde verlangen."),
    )  # fmt: skip
    return _form(
        request, row, form, shape,
        lambda: actions.write_situation(actor=me, case=row, situation=form.words(), now=now),
    )  # fmt: skip


def _note(request: HttpRequest, row: Case, me: User, now: datetime) -> HttpResponse:
    form = forms.NoteForm(posted(request))
    shape = Shape(_("Notiz schreiben"), _("Verschlossen speichern"), _("Die Notiz ist gespeichert."))
    return _form(
        request, row, form, shape, lambda: actions.write_note(actor=me, case=row, now=now, **form.cleaned_data)
    )


def _follow_up(request: HttpRequest, row: Case, me: User, now: datetime) -> HttpResponse:
    form = forms.FollowUpForm(posted(request), case=row, me=me, on=local_day(now))
    shape = Shape(_("Wiedervorlage anlegen"), _("Anlegen"), _("Die Wiedervorlage steht am Tag davor in „Mein Tag“."))
    return _form(
        request, row, form, shape, lambda: actions.set_follow_up(actor=me, case=row, now=now, **form.cleaned_data)
    )


def _done(request: HttpRequest, row: Case, me: User, now: datetime) -> HttpResponse:
    if request.method != "POST":
        raise Http404
    number = request.POST.get("nummer", "")
    found = row.follow_ups.filter(pk=int(number) if number.isdecimal() else 0).select_related("case").first()
    if found is None:
        raise Http404
    actions.end_follow_up(actor=me, follow_up=found, now=now)
    messages.success(request, _("Erledigt."))
    return redirect("office:advice_case", row.uid)


def _join(request: HttpRequest, row: Case, me: User, now: datetime) -> HttpResponse:
    form = forms.MemberForm(posted(request), case=row, now=now)
    shape = Shape(
        _("Ins Team aufnehmen"), _("Aufnehmen"), _("Das Team ist größer."),
        _("Wer zum Team gehört, liest alles, was in diesem Fall steht."),
    )  # fmt: skip
    return _form(
        request, row, form, shape, lambda: actions.add_to_team(actor=me, case=row, now=now, **form.cleaned_data)
    )


def _leave(request: HttpRequest, row: Case, me: User, now: datetime) -> HttpResponse:
    form = forms.LeaveForm(posted(request), case=row)
    shape = Shape(
        _("Aus dem Team nehmen"), _("Herausnehmen"), _("Das Team ist kleiner."),
        _("Wer nicht mehr zum Team gehört, sieht den Fall nicht mehr. Offene Wiedervorlagen gehen an Sie."),
    )  # fmt: skip
    if not form.is_valid():
        return _form(request, row, form, shape, lambda: None)
    leaver = form.cleaned_data["member"]
    answer = _form(
        request, row, form, shape, lambda: actions.take_from_team(actor=me, case=row, now=now, member=leaver)
    )
    left = answer.status_code == LEFT and leaver.pk == me.pk
    return redirect("office:advice_cases") if left else answer


def _close(request: HttpRequest, row: Case, me: User, now: datetime) -> HttpResponse:
    shape = Shape(
        _("Fall abschließen"), _("Abschließen"), _("Der Fall ist abgeschlossen."),
        _("Offene Wiedervorlagen fallen weg. Der Fall wird später von selbst gelöscht; den Tag sehen Sie dort."),
    )  # fmt: skip
    form = forms.NothingForm(posted(request))
    return _form(request, row, form, shape, lambda: actions.close_case(actor=me, case=row, now=now))


LEFT = 302
Handler = Callable[[HttpRequest, Case, User, datetime], HttpResponse]
ACTS: dict[str, Handler] = {
    "zettel": _slip,
    "einwilligung": _consent,
    "widerruf": _withdraw,
    "situation": _situation,
    "notiz": _note,
    "wiedervorlage": _follow_up,
    "erledigt": _done,
    "aufnehmen": _join,
    "herausnehmen": _leave,
    "abschliessen": _close,
}
"""What may be done with a case, by the last part of its address."""


@provides_tasks(201)
def waiting(actor: Actor, on: date) -> list[Task]:
    """Follow-ups due by tomorrow, and cases that others opened in an emergency. No code and no topic."""
    if not isinstance(actor, User) or not allowed(actor, "advice.open_case"):
        return []
    due = queries.follow_ups_of(actor, until=on + timedelta(days=1))
    title = ngettext("Eine Wiedervorlage", "%(count)s Wiedervorlagen", len(due)) % {"count": len(due)}
    if len(due) == 1:
        where = reverse("office:advice_case", args=[due[0].case.uid])
    else:
        where = reverse("office:advice_cases")
    first = due[0].due_on if due else None
    kinds = ", ".join(dict.fromkeys(f"{row.case}: {row.get_kind_display()}" for row in due))
    since = timezone.make_aware(datetime.combine(on - timedelta(days=TOLD_DAYS), datetime.min.time()))
    opened = queries.openings_of_cases(actor, since=since)
    words = ngettext("Jemand hat einen Ihrer Fälle geöffnet", "%(count)s Öffnungen Ihrer Fälle", len(opened))
    why = _("Im Notfall, mit einem Grund. Sehen Sie nach, ob das richtig war.")
    return [
        Task(title, kinds, where, len(due), first),
        Task(words % {"count": len(opened)}, why, reverse("office:advice_cases"), len(opened)),
    ]


urlpatterns: list[URLPattern] = [
    path("beratung/faelle/", cases, name="advice_cases"),
    path("beratung/faelle/neu/", new_case, name="advice_case_new"),
    path("beratung/faelle/<uuid:uid>/", case, name="advice_case"),
    path("beratung/faelle/<uuid:uid>/<slug:act>/", act, name="advice_case_act"),
]
