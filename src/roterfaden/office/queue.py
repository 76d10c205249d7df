"""Moderation: what waits to be read – new voices and comments, what looks like spam, what readers reported – one after
the other with the keyboard, or several at once."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.moderation import MODERATION, PLANNING, chosen_process, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import EventKind, FlagDecision
from roterfaden.participation.forms import CommentRuleForm, DecisionForm, QuestionFieldsForm
from roterfaden.participation.models import Comment, Contribution, Event, Process
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(
    route="office:queue", label=gettext_lazy("Moderation"), position=45, permission="participation.view_moderation"
)

VOICE = "beitrag"
TABS = (
    ("", gettext_lazy("alles")),
    ("meldungen", gettext_lazy("Meldungen")),
    ("verdacht", gettext_lazy("Verdacht auf Spam")),
    ("beitraege", gettext_lazy("neue Beiträge")),
    ("kommentare", gettext_lazy("neue Kommentare")),
)


@require_safe
@opens_with("participation.view_moderation")
def queue(request: HttpRequest) -> HttpResponse:
    """Everything that waits in a process, 25 on a page."""
    process, processes = chosen_process(request, *MODERATION)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    only = _only(request)
    context = {
        "process": process,
        "processes": processes,
        "only": only,
        "tabs": TABS,
        "rule": queries.comment_rule(process.pk),
        "may_rule": allowed(actor_of(request), "participation.set_comment_rule", process),
        "queue": queries.queue_of(process, only, request.GET.get("seite")),
    }
    return office_page(request, "office/queue/queue.html", context)


def _only(request: HttpRequest) -> str:
    wanted = request.GET.get("art", "")
    return wanted if wanted in dict(TABS) else ""


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_moderation")
def item(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """One thing that waits, with one decision; then the next."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    shown = queries.queue_item(process, kind, pk)
    if shown is None:
        raise Http404
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        following = queries.next_in_queue(process, _only(request), after=shown.key)
        if attempt(form, lambda: _decide(request, shown, form.cleaned_data["reason"])) is not None:
            return redirect(_address(process, following, _only(request)))
    context = {
        "process": process, "item": shown, "form": form, "only": _only(request),
        "following": queries.next_in_queue(process, _only(request), after=shown.key),
        "counts": queries.queue_counts(process),
    }  # fmt: skip
    return office_page(request, "office/queue/item.html", context)


@require_safe
@opens_with("participation.view_moderation")
def first(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin with the first thing that waits."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    return redirect(_address(process, queries.next_in_queue(process, _only(request)), _only(request)))


def _address(process: Process, shown: queries.QueueItem | None, only: str) -> str:
    """The page of what comes next, or the list when nothing is left."""
    if shown is None:
        return f"{reverse('office:queue')}?{urlencode({'verfahren': process.slug, 'art': only})}"
    address = reverse("office:queue_item", args=[process.slug, shown.kind, shown.pk])
    return f"{address}?{urlencode({'art': only})}" if only else address


def _decide(request: HttpRequest, shown: queries.QueueItem, reason: str) -> bool:
    """Do what the pressed button says and tell it."""
    actor, now = actor_of(request), timezone.now()
    model: type[Contribution] | type[Comment] = Contribution if shown.kind == VOICE else Comment
    about = model.objects.get(pk=shown.pk)
    wanted = request.POST.get("entscheidung", "")
    if shown.flags and wanted in FlagDecision.values:
        actions.decide_flags(actor=actor, about=about, decision=wanted, reason=reason, now=now)
    elif wanted not in ("published", "withheld"):
        raise Http404
    elif isinstance(about, Comment):
        _decide_comment(actor, about, wanted, reason, now)
    elif wanted == "withheld":
        actions.withhold_contribution(actor=actor, contribution=about, reason=reason, now=now)
    else:
        actions.publish_contribution(actor=actor, contribution=about, now=now)
    told = {
        "published": _("%(what)s ist veröffentlicht."),
        "withheld": _("%(what)s wird nicht gezeigt."),
        "kept": _("%(what)s bleibt sichtbar."),
    }
    messages.success(request, told[wanted] % {"what": _name(shown)})
    return True


def _decide_comment(actor: Actor, about: Comment, wanted: str, reason: str, now: datetime) -> None:
    if wanted == "withheld":
        actions.withhold_comment(actor=actor, comment=about, reason=reason, now=now)
    else:
        actions.publish_comment(actor=actor, comment=about, now=now)


def _name(shown: queries.QueueItem) -> str:
    if shown.kind == VOICE:
        return _("Beitrag %(number)s") % {"number": shown.number}
    return _("Der Kommentar zu Beitrag %(number)s") % {"number": shown.number}


@require_POST
@opens_with("participation.view_moderation")
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish everything that is ticked, all or nothing."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    chosen: dict[str, list[int]] = {VOICE: [], "kommentar": []}
    for key in request.POST.getlist("posten"):
        kind, _dash, pk = key.partition("-")
        if kind in chosen and pk.isdigit():
            chosen[kind].append(int(pk))
    voices = Contribution.objects.filter(process=process, pk__in=chosen[VOICE]).pending().order_by("pk")
    comments = Comment.objects.filter(contribution__process=process, pk__in=chosen["kommentar"]).pending()
    try:
        count = actions.publish_posts(
            actor=actor_of(request), process=process, contributions=voices, comments=comments.order_by("pk"),
            now=timezone.now(),
        )  # fmt: skip
    except DomainError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("%(count)s ist jetzt zu lesen.", "%(count)s sind jetzt zu lesen.", count)
        messages.success(request, told % {"count": count})
    return redirect(_address(process, None, _only(request)))


# --- rules and fields ---------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.set_comment_rule")
def comment_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """How comments are treated in a process."""
    process = get_visible(own_processes(request, *PLANNING), slug=slug)
    form = CommentRuleForm(posted(request), initial={"rule": queries.comment_rule(process.pk)})
    back = _address(process, None, "")
    if form.is_valid() and attempt(form, lambda: actions.set_comment_rule(
        actor=actor_of(request), process=process, rule=form.cleaned_data["rule"], now=timezone.now()
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Regel für Kommentare ist gespeichert."))
        return redirect(back)
    return form_page(request, FormPage(
        title=_("Wie werden Kommentare behandelt?"), form=form, submit=_("Speichern"), cancel=back,
        crumbs=(Link(_("Moderation"), back),),
        lead=_("Was verdächtig ist, wird in jedem Fall erst gelesen und dann gezeigt."),
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.set_question_fields")
def question_fields(request: HttpRequest, slug: str) -> HttpResponse:
    """To which field of action each question of an online event belongs."""
    events = Event.objects.filter(kind=EventKind.ONLINE, process__in=own_processes(request, *PLANNING))
    event = get_visible(events.select_related("process"), slug=slug)
    form: Any = QuestionFieldsForm(posted(request), event=event)
    back = reverse("office:event", args=[event.slug])
    if form.is_valid() and attempt(form, lambda: actions.set_question_fields(
        actor=actor_of(request), event=event, fields=form.chosen(), now=timezone.now()
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Fragen sind den Handlungsfeldern zugeordnet."))
        return redirect(back)
    return form_page(request, FormPage(
        title=_("Fragen und Handlungsfelder"), form=form, submit=_("Speichern"), cancel=back,
        crumbs=(Link(event.title, back),),
        lead=_("Auf der Seite zum Mitreden stehen die Fragen unter ihrem Handlungsfeld."),
    ))  # fmt: skip


@provides_tasks(45)
def waiting(actor: Actor, _on: date) -> Iterator[Task]:
    """Reports nobody has decided about, and comments nobody has read."""
    processes = Process.objects.visible_to(actor, *MODERATION).order_by("-opened_on", "pk")
    for each in queries.waiting_talk(processes):
        address = _address(each.process, None, "")
        reports = ngettext(
            "%(count)s Meldung wartet auf eine Entscheidung", "%(count)s Meldungen warten auf eine Entscheidung",
            each.reports,
        )  # fmt: skip
        comments = ngettext(
            "%(count)s Kommentar ist zu lesen", "%(count)s Kommentare sind zu lesen", each.comments
        )  # fmt: skip
        yield Task(reports % {"count": each.reports}, each.process.title, f"{address}meldungen", each.reports)
        yield Task(comments % {"count": each.comments}, each.process.title, f"{address}kommentare", each.comments)


urlpatterns: list[URLPattern] = [
    path("moderation/", queue, name="queue"),
    path("moderation/<slug:slug>/weiter/", first, name="queue_first"),
    path("moderation/<slug:slug>/veroeffentlichen/", publish, name="queue_publish"),
    path("moderation/<slug:slug>/kommentare/", comment_rule, name="comment_rule"),
    path("moderation/<slug:slug>/<slug:kind>/<int:pk>/", item, name="queue_item"),
    path("veranstaltungen/<slug:slug>/handlungsfelder/", question_fields, name="question_fields"),
]
