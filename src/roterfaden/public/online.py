"""The online stage: what is asked, by field of action, with what people say; and answering one question."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.kernel.actors import Participant
from roterfaden.kernel.time import local_day
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import Channel, ContributionKind, EventKind, Language
from roterfaden.participation.methods import Wording
from roterfaden.participation.models import Event
from roterfaden.places.queries import partners
from roterfaden.public.guard import GuardedForm, look_twice
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.public.own_code import keep_code
from roterfaden.thread.queries.online import stage_of
from roterfaden.ui.forms import LongText
from roterfaden.web.pages import attempt, get_visible

AT_ONCE, MANY = 20, 5


class AnswerForm(GuardedForm):
    """What somebody answers to one question."""

    text = forms.CharField(
        label=_("Ihre Antwort oder Idee"),
        help_text=_("In Ihrer Sprache, in Ihren Worten. Bitte nennen Sie keine Namen und keine Adressen."),
        widget=LongText(rows=6, attrs={"dir": "auto"}), max_length=2000,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Was ist das?"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("In welcher Sprache haben Sie geschrieben?"), choices=Language.choices)
    actor_group: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Für wen sprechen Sie?"), queryset=None, required=False, empty_label=_("Das möchte ich nicht angeben")
    )
    area: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Wo wohnen oder arbeiten Sie?"), queryset=None, required=False,
        empty_label=_("Das möchte ich nicht angeben"),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, kinds: list[ContributionKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor_group"].queryset = queries.groups_at(event)
        if not event.stage.openings.filter(actor_group=None).exists():  # open to named groups only
            self.fields["actor_group"].required = True
            self.fields["actor_group"].empty_label = _("Bitte wählen")
        self.fields["area"].queryset = partners(local_day(timezone.now()))
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = kinds[0].value


def _online_event(slug: str) -> Event:
    return get_visible(
        Event.objects.filter(kind=EventKind.ONLINE, cancelled_at=None).select_related("process", "stage"), slug=slug
    )


@login_not_required
@require_safe
def stage(request: HttpRequest, slug: str) -> HttpResponse:
    """All questions by field, each with the voices people support most and the newest."""
    event = _online_event(slug)
    now = timezone.now()
    context = {
        "event": event,
        "stage": stage_of(event, get_language() or ""),
        "is_running": event.starts_at <= now < event.ends_at,
        "is_over": event.ends_at <= now,
    }
    return public_page(request, "public/online/stage.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str, question: int) -> HttpResponse:
    """Answer one question: one page, no account, a code at the end."""
    event = _online_event(slug)
    if not 1 <= question <= len(event.questions):
        raise Http404
    now = timezone.now()
    kinds = queries.open_kinds(event, local_day(now)) if event.starts_at <= now < event.ends_at else []
    if not kinds or not event.takes_phones:
        return redirect("public:online", event.slug)
    if request.method == "POST" and too_many("contribute", request, AT_ONCE):
        return public_page(request, "public/card/too_many.html", status=429)
    written = get_language() if get_language() in Language.values else Language.DE.value
    form = AnswerForm(
        request.POST if request.method == "POST" else None, event=event, kinds=kinds, initial={"language": written}
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.capture_contribution(
            actor=Participant(), process=event.process, event=event, question=question, channel=Channel.ONLINE,
            said_on=local_day(now), now=now, **form.words(),
        ))  # fmt: skip
        if made is not None:
            is_flood = too_many("contribute", request, MANY)
            tried("contribute", request)
            look_twice(made, form.signs(now, is_flood=is_flood), now)
            response = redirect("public:card_status", made.code.code)
            response["Location"] += "?neu"
            keep_code(response, made.code.code)
            return private(response)
    context = {"event": event, "asked": _wording(event, question), "form": form, "question": question}
    return public_page(request, "public/online/answer.html", context)


def _wording(event: Event, question: int) -> Wording:
    """The question in the language of the page, else as it was written first."""
    wordings = event.asked[question - 1]
    return next((each for each in wordings if each[0] == get_language()), wordings[0])
