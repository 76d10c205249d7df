"""Regeln der Sprachkurse: what law and agreement say today, what changes when, and what held before."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from roterfaden.accounts.rules import allowed
from roterfaden.courses import actions, queries
from roterfaden.courses.enums import RuleName
from roterfaden.courses.forms import KindForm, NoteRuleForm, ReopenForm, RuleForm, StopForm, TermsForm
from roterfaden.courses.forms.reference import TERMS
from roterfaden.courses.models import AdmissionStop, CourseType
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.forms import DateInput, FilterForm
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "courses.view_rules"
CHANGES = "courses.change_rule"
add_entry(route="office:course_rules", label=gettext_lazy("Regeln der Kurse"), position=233, permission=OPENS)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


class DayForm(FilterForm):
    """The day whose rules are shown."""

    tag = forms.DateField(label=gettext_lazy("Stand am"), widget=DateInput())


@form_methods
@opens_with(OPENS)
def rules(request: HttpRequest) -> HttpResponse:
    """The rules of a day; a POST enters those that come with the program."""
    actor, now = actor_of(request), timezone.now()
    if request.method == "POST":
        made = actions.load_reference(actor=actor, now=now)
        told = ngettext("Eine Regel ist eingetragen.", "%(count)s Regeln sind eingetragen.", made)
        messages.success(request, told % {"count": made})
        return redirect("office:course_rules")
    form = DayForm(request.GET or None)
    on = (form.chosen() if form.is_bound else {}).get("tag") or local_day(now)
    context = {"page": queries.reference_page(on), "form": form, "may_change": allowed(actor, CHANGES)}
    return office_page(request, "office/courses/rules.html", context)


@form_methods
@opens_with(CHANGES)
def rule(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A change of one rule, of the terms of a type, of a way into a course, or a stop: a new dated row."""
    if kind not in KINDS:
        raise Http404
    return KINDS[kind](request, key)


def _rule(request: HttpRequest, key: str) -> HttpResponse:
    if key not in RuleName.values:
        raise Http404
    now = timezone.now()
    row = queries.rule(key, local_day(now))
    form = RuleForm(posted(request), initial={"value": row.value.normalize(), "unit": row.unit} if row else {})
    return _form(
        request, form, str(RuleName(key).label),
        lambda: actions.change_rule(actor=actor_of(request), slug=key, now=now, **form.cleaned_data),
    )  # fmt: skip


def _terms(request: HttpRequest, key: str) -> HttpResponse:
    now = timezone.now()
    found = get_visible(CourseType.objects.all(), slug=key)
    row = queries.terms(found, local_day(now))
    form = TermsForm(posted(request), initial={name: getattr(row, name) for name in TERMS} if row else {})
    return _form(
        request, form, found.name,
        lambda: actions.change_terms(
            actor=actor_of(request), course_type=found, values=form.values(), now=now, **_dated(form)
        ),
    )  # fmt: skip


def _kind(request: HttpRequest, key: str) -> HttpResponse:
    now = timezone.now()
    row = next((each for each in queries.entitlement_kinds(local_day(now)) if each.slug == key), None)
    if row is None:
        raise Http404
    form = KindForm(posted(request), initial={name: getattr(row, name) for name in KindForm.field_order})
    return _form(
        request, form, row.name,
        lambda: actions.change_entitlement_kind(
            actor=actor_of(request), slug=key, values=form.values(), now=now, **_dated(form)
        ),
    )  # fmt: skip


def _stop(request: HttpRequest, key: str) -> HttpResponse:
    """A new stop ("neu"), or the end of one."""
    now = timezone.now()
    if key == "neu":
        new = StopForm(posted(request), kinds=queries.entitlement_kinds(local_day(now)))
        return _form(
            request, new, _("Zulassungsstopp"),
            lambda: actions.stop_admission(actor=actor_of(request), now=now, **new.cleaned_data),
        )  # fmt: skip
    standing = AdmissionStop.objects.standing().filter(valid_to=None)
    stop = get_visible(standing, pk=int(key) if key.isdecimal() and len(key) < 10 else 0)  # noqa: PLR2004 -- fits a key
    form = ReopenForm(posted(request))
    return _form(
        request, form, _("Zulassungsstopp beenden"),
        lambda: actions.reopen_admission(actor=actor_of(request), stop=stop, now=now, **form.cleaned_data),
    )  # fmt: skip


def _note(request: HttpRequest, key: str) -> HttpResponse:
    now = timezone.now()
    row = queries.note_rules(local_day(now)).get(key)
    if row is None:
        raise Http404
    form = NoteRuleForm(posted(request), initial={"body": row.body, "facts": row.facts})
    return _form(
        request, form, _("Mitteilungen ohne Einwilligung"),
        lambda: actions.change_note_rule(actor=actor_of(request), kind=key, now=now, **form.cleaned_data),
    )  # fmt: skip


KINDS: dict[str, Callable[[HttpRequest, str], HttpResponse]] = {
    "zahl": _rule, "kursart": _terms, "berechtigung": _kind, "stopp": _stop, "mitteilung": _note,
}  # fmt: skip


def _dated(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("valid_from", "legal_source", "url", "note")}


def _form(request: HttpRequest, form: Any, title: str, save: Callable[[], Any]) -> HttpResponse:
    if form.is_valid() and attempt(form, save) is not None:
        messages.success(request, _("Eingetragen. Was bisher galt, bleibt nachlesbar."))
        return redirect("office:course_rules")
    back = reverse("office:course_rules")
    crumbs = (Link(_("Sprachkurse"), reverse("office:courses")), Link(_("Regeln"), back))
    lead = _("Eine Änderung überschreibt nichts: Sie gilt ab ihrem Tag und nennt ihre Quelle.")
    return form_page(request, FormPage(title, form, _("Eintragen"), back, crumbs, lead))


urlpatterns: list[URLPattern] = [
    path("kurse/regeln/", rules, name="course_rules"),
    path("kurse/regeln/<slug:kind>/<slug:key>/", rule, name="course_rule"),
]
