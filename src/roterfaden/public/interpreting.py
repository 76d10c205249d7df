"""The page an interpreter opens by the link in a mail: say yes or no, and later how long it took. Without signing in.

Looking changes nothing: programs that look into mails open links, too. It is a page of residents, in all their
languages: what it says, its refusals too, is worded here.
"""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from roterfaden.advice import actions, errors, queries
from roterfaden.advice.enums import AssignmentState
from roterfaden.advice.methods import LinkedInterpreter
from roterfaden.advice.models import InterpreterAssignment
from roterfaden.advice.models.interpreters import MOST_MINUTES
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.web.pages import posted

GUESSES = 20
"""Wrong links from one address of the network in ten minutes."""
REFUSED = {
    errors.AnswerOver: gettext_lazy("Diese Anfrage ist schon vorbei. Sie müssen nichts mehr tun."),
    errors.StillUnderWay: gettext_lazy("Bitte tragen Sie Ihre Zeit nach dem Termin ein."),
}


class MinutesForm(forms.Form):
    """How long it took."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Wie viele Minuten haben Sie gedolmetscht?"), min_value=1, max_value=MOST_MINUTES
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def interpreting(request: HttpRequest, token: str) -> HttpResponse:
    """One assignment: when, where, which language; nothing about the person."""
    if too_many("interpreting", request, GUESSES):
        return private(public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS))
    now = timezone.now()
    row = queries.assignment_behind(token, now=now)
    if row is None:
        tried("interpreting", request)
        return private(public_page(request, "public/interpreting/gone.html", status=HTTPStatus.NOT_FOUND))
    has_begun = row.starts_at <= now
    typed = posted(request) if "minutes" in request.POST else None
    form = MinutesForm(typed, initial={"minutes": row.minutes or _planned(row)})
    if request.method == "POST" and _has_answered(request, row, form):
        return private(redirect("public:interpreting", token))
    context = {"row": row, "has_begun": has_begun, "form": form, "State": AssignmentState}
    return private(public_page(request, "public/interpreting/interpreting.html", context))


def _has_answered(request: HttpRequest, row: InterpreterAssignment, form: MinutesForm) -> bool:
    """Whether the answer was taken; else the form, or a message, says why not."""
    actor = LinkedInterpreter(opens=row.pk, actor_id=str(row.pk))
    now = timezone.now()
    if form.is_bound and not form.is_valid():
        return False
    try:
        if form.is_bound:
            actions.report_minutes(actor=actor, assignment=row, minutes=form.cleaned_data["minutes"], now=now)
            messages.success(request, _("Danke. Ihre Zeit ist eingetragen."))
        else:
            actions.answer_request(actor=actor, assignment=row, accepts="ja" in request.POST, now=now)
            messages.success(request, _("Danke. Ihre Antwort ist angekommen."))
    except (errors.AnswerOver, errors.StillUnderWay) as refusal:
        messages.error(request, REFUSED[type(refusal)])
    return True


def _planned(row: InterpreterAssignment) -> int:
    return int((row.ends_at - row.starts_at).total_seconds() // 60)


urlpatterns: list[URLPattern] = [path("beratung/dolmetschen/<str:token>/", interpreting, name="interpreting")]
