"""Say something, without an account: one honest page, open only while a stage opens it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from roterfaden.kernel.actors import Participant
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.participation.actions import capture_contribution, give_consent
from roterfaden.participation.enums import Channel, ConsentPurpose, ContributionKind, Language
from roterfaden.participation.methods import consent_text
from roterfaden.participation.models import ActorGroup, Opening, Process
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.public.guard import GuardedForm, look_twice
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.thread.queries.start import stage_lines
from roterfaden.ui.filters import writing_language
from roterfaden.ui.forms import LongText
from roterfaden.web.pages import get_visible, put_error

AT_ONCE = 20
"""Voices from one address in ten minutes; a room shares one address."""
MANY = 5
"""From here on a person looks at them together."""
LONGEST = 2000


class ContributionForm(GuardedForm):
    """What somebody wants to say. Nobody has to give a name."""

    text = forms.CharField(
        label=_("Was möchten Sie sagen?"),
        help_text=_("In Ihrer Sprache, in Ihren Worten. Bitte nennen Sie keine Namen und keine Adressen."),
        widget=LongText(rows=6),
        max_length=LONGEST,
    )
    kind = forms.ChoiceField(label=_("Was ist das?"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("In welcher Sprache haben Sie geschrieben?"), choices=Language.choices)
    actor_group = forms.ModelChoiceField(
        label=_("Für wen sprechen Sie?"), queryset=ActorGroup.objects.none(), empty_label=_("Bitte wählen")
    )
    area = forms.ModelChoiceField(
        label=_("Wo wohnen oder arbeiten Sie?"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Das möchte ich nicht angeben"),
    )
    may_quote = forms.BooleanField(label=_("Zitat erlauben"), required=False)

    def __init__(self, *args: Any, openings: list[Opening], process: Process, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {opening.kind for opening in openings}
        groups = {opening.actor_group_id for opening in openings}
        offered = process.actor_groups.order_by("position", "pk")
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in ContributionKind if kind in kinds]
        self.fields["actor_group"].queryset = offered if None in groups else offered.filter(pk__in=groups)
        self.fields["actor_group"].required = None not in groups
        self.fields["area"].queryset = partners(on)
        self.fields["may_quote"].label = consent_text(ConsentPurpose.QUOTE)

    def words(self) -> dict[str, Any]:
        """What is said, as the action takes it."""
        return {name: value for name, value in super().words().items() if name != "may_quote"}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, slug: str) -> HttpResponse:
    """The form while a stage is open; otherwise when it was or will be, and what one can do instead."""
    process = get_visible(Process.objects.all(), slug=slug)
    now = timezone.now()
    today = local_day(now)
    openings = _openings(process, today)
    if not openings:
        return _closed(request, process, today)
    if request.method == "POST" and too_many("contribute", request, AT_ONCE):
        return public_page(request, "public/card/too_many.html", status=429)
    written = writing_language(Language.values)
    form = ContributionForm(
        request.POST or None, openings=openings, process=process, on=today, initial={"language": written}
    )
    if form.is_valid():
        try:
            made = capture_contribution(
                actor=Participant(),
                process=process,
                channel=Channel.ONLINE,
                said_on=today,
                now=now,
                **form.words(),
            )
        except DomainError as error:
            put_error(form, error)
        else:
            if form.cleaned_data["may_quote"]:
                give_consent(actor=Participant(), contribution=made, purposes=[ConsentPurpose.QUOTE], now=now)
            is_flood = too_many("contribute", request, MANY)
            tried("contribute", request)
            look_twice(made, form.signs(now, is_flood=is_flood), now)
            response = redirect("public:card_status", made.code.code)
            response["Location"] += "?neu"
            return private(response)
    context = {"process": process, "form": form, "agreement": consent_text(ConsentPurpose.PUBLISH)}
    return public_page(request, "public/contribute/contribute.html", context)


def _openings(process: Process, today: date) -> list[Opening]:
    rows = Opening.objects.filter(stage__process=process, stage__starts_on__lte=today).select_related("stage")
    return [row for row in rows.order_by("stage__position", "pk") if row.stage.is_open_on(today)]


def _closed(request: HttpRequest, process: Process, today: date) -> HttpResponse:
    stages = stage_lines(process, on=today)
    context = {
        "process": process,
        "last": next((stage for stage in reversed(stages) if stage.opens and stage.state == "done"), None),
        "coming": next((stage for stage in stages if stage.opens and stage.state == "upcoming"), None),
        "current": next((stage for stage in reversed(stages) if stage.state == "current"), None),
    }
    return public_page(request, "public/contribute/closed.html", context)
