"""Trifft das Ihr Anliegen? Whoever holds the code says so of each answer. No account; guessing is limited."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roterfaden.concept.models import Consideration
from roterfaden.participation.models import Contribution, ReceiptCode
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import public_page
from roterfaden.public.own_voice import PARTICIPANT, own_voice
from roterfaden.web.pages import attempt, posted
from roterfaden.weighing.actions import reply_to_answer
from roterfaden.weighing.forms import ReplyForm
from roterfaden.weighing.queries import current_replies

REPLIES = 20
"""Replies one address of the network may send in ten minutes."""


@require_http_methods(["GET", "HEAD", "POST"])
@own_voice
def reply(request: HttpRequest, receipt: ReceiptCode, voice: Contribution, pk: int = 0) -> HttpResponse:
    """Reply to one answer, or reply anew."""
    answer = Consideration.objects.shown().filter(contribution=voice, pk=pk).first()
    if answer is None or not voice.is_published:
        raise Http404
    if request.method == "POST" and too_many("reply", request, REPLIES):
        return public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    form = ReplyForm(posted(request), prefix=f"antwort-{answer.pk}", initial=_present(voice, answer))
    if form.is_valid():
        tried("reply", request)
        if attempt(form, lambda: reply_to_answer(
            actor=PARTICIPANT, consideration=answer, now=timezone.now(), **form.cleaned_data
        )) is not None:  # fmt: skip
            messages.success(request, _("Danke für Ihre Rückmeldung."))
            return redirect(reverse("public:card_status", args=[receipt.code]) + "#rueckmeldung")
    context = {"form": form, "receipt": receipt, "answer": answer}
    return public_page(request, "public/card/reply.html", context)


def _present(voice: Contribution, answer: Consideration) -> dict[str, str]:
    given = current_replies(voice).get(answer.pk)
    return {"verdict": given.verdict, "words": given.words} if given else {}


urlpatterns: list[URLPattern] = [path("karte/<str:code>/antwort/<int:pk>/", reply, name="voice_reply")]
