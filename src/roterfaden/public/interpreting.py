"""The page an interpreter opens by the link in a mail: say yes or no, and later how long it took. Without signing in.

Looking changes nothing: programs that look into mails open links, too.
"""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roterfaden.advice import actions, queries
from roterfaden.advice.enums import AssignmentState
from roterfaden.advice.forms import MinutesForm
from roterfaden.advice.methods import LinkedInterpreter
from roterfaden.advice.models import InterpreterAssignment
from roterfaden.kernel.errors import DomainError
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.web.pages import attempt, posted

GUESSES = 20
"""Wrong links from one address of the network in ten minutes."""


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
    form = MinutesForm(posted(request) if has_begun else None, initial={"minutes": row.minutes or _planned(row)})
    if request.method == "POST" and _has_answered(request, row, form):
        return private(redirect("public:interpreting", token))
    context = {"row": row, "has_begun": has_begun, "form": form, "State": AssignmentState}
    return private(public_page(request, "public/interpreting/interpreting.html", context))


def _has_answered(request: HttpRequest, row: InterpreterAssignment, form: MinutesForm) -> bool:
    """Whether the answer was taken; else the form, or a message, says why not."""
    actor = LinkedInterpreter(assignment_id=row.pk, actor_id=str(row.pk))
    now = timezone.now()
    if form.is_bound:
        if not form.is_valid():
            return False
        minutes = form.cleaned_data["minutes"]
        done = attempt(form, lambda: actions.report_minutes(actor=actor, assignment=row, minutes=minutes, now=now))
        if done is not None:
            messages.success(request, _("Danke. Ihre Zeit ist eingetragen."))
        return done is not None
    try:
        actions.answer_request(actor=actor, assignment=row, accepts="ja" in request.POST, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Danke. Ihre Antwort ist angekommen."))
    return True


def _planned(row: InterpreterAssignment) -> int:
    return int((row.ends_at - row.starts_at).total_seconds() // 60)


urlpatterns: list[URLPattern] = [path("beratung/dolmetschen/<str:token>/", interpreting, name="interpreting")]
