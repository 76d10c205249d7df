"""What whoever wrote remarks may see and do: by code, by account, or by the link in a mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.concept import actions, queries
from roterfaden.concept.actions.remark_authors import NEWS_SALT
from roterfaden.concept.models import Remark, RemarkAddress
from roterfaden.kernel.codes import is_valid, readable
from roterfaden.kernel.errors import DomainError
from roterfaden.participation.enums import ConsentPurpose
from roterfaden.participation.methods import consent_text
from roterfaden.public.card import GUESSES, CodeForm, tidy
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import content_language, private, public_page
from roterfaden.public.own_voice import PARTICIPANT, address_page, done_or_told
from roterfaden.web.consulting import shown_remarks
from roterfaden.web.pages import actor_of

MOST = 100
"""Remarks one page shows."""


def _by_code(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: the address holds a code remarks were written with; the view gets it in stored form."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, code: str, **named: Any) -> HttpResponse:
        if too_many("card", request, GUESSES):
            return private(public_page(request, "public/card/too_many.html", status=429))
        stored = tidy(code)
        if not is_valid(stored) or not queries.is_remark_code(stored):
            if is_valid(stored):
                tried("card", request)
            return private(public_page(request, "public/card/unknown.html", {"form": CodeForm()}, status=404))
        return private(view(request, stored, **named))

    return opened


@require_safe
@_by_code
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Everything written with this code and what became of it; right after sending, the code with thanks."""
    context = {
        "remarks": _shown(queries.remarks_by_code(code)[:MOST]), "code": readable(code), "stored": code,
        "is_new": "neu" in request.GET, "address": queries.address_of(code),
    }  # fmt: skip
    return public_page(request, "public/consulting/status.html", context)


def _shown(rows: Any) -> list[Any]:
    return shown_remarks(queries.remark_rows(rows, internal=False), lang=content_language())


@require_POST
@_by_code
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take back one remark."""
    remark = Remark.objects.filter(pk=pk).first()
    if remark is not None:
        done_or_told(
            request, lambda: actions.withdraw_remark(actor=PARTICIPANT, remark=remark, code=code, now=timezone.now())
        )
    return redirect("public:remark_status", code)


@require_http_methods(["GET", "HEAD", "POST"])
@_by_code
def address(request: HttpRequest, code: str) -> HttpResponse:
    """Leave an e-mail address."""
    if queries.address_of(code) is not None:
        return redirect("public:remark_status", code)
    return address_page(
        request,
        leave=lambda email: actions.leave_remark_address(
            actor=PARTICIPANT, code=code, email=email, language=get_language() or "de", now=timezone.now()
        ),
        back=redirect("public:remark_status", code),
        template="public/consulting/address.html",
        context={"code": code},
    )


@require_POST
@_by_code
def address_remove(request: HttpRequest, code: str) -> HttpResponse:
    """Erase the address."""
    kept = queries.address_of(code)
    if kept is not None and done_or_told(
        request, lambda: actions.remove_remark_address(actor=PARTICIPANT, address=kept, now=timezone.now())
    ):
        messages.success(request, _("Ihre Adresse ist gelöscht."))
    return redirect("public:remark_status", code)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail. Programs that look into mails open links: only the button confirms."""
    if request.method == "POST":
        try:
            kept = actions.confirm_remark_address(actor=PARTICIPANT, token=token, now=timezone.now())
        except DomainError:
            return private(public_page(request, "public/card/address_gone.html", status=404))
        messages.success(request, _("Danke. Wir schreiben Ihnen, wenn es zu Ihrer Anmerkung etwas Neues gibt."))
        return private(redirect("public:remark_news", signing.dumps(str(kept.uid), salt=NEWS_SALT)))
    context = {"agreement": consent_text(ConsentPurpose.INFORM)}
    return private(public_page(request, "public/card/address_confirm.html", context))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def news(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link in a mail leads: what became of the remarks, and no more mails for whoever wants none."""
    try:
        uid = signing.loads(token, salt=NEWS_SALT)
    except signing.BadSignature:
        uid = None
    kept = RemarkAddress.objects.filter(uid=uid).first() if uid else None
    if kept is None:
        return private(public_page(request, "public/card/address_gone.html", status=404))
    rows = queries.with_place(Remark.objects.filter(code_hash=kept.code_hash)).order_by("made_at", "pk")[:MOST]
    remarks = _shown(rows)
    if request.method == "POST":
        actions.remove_remark_address(actor=PARTICIPANT, address=kept, now=timezone.now())
        messages.success(request, _("Ihre Adresse ist gelöscht."))
        return private(redirect("public:consultations"))
    context = {"remarks": remarks, "by_mail": True}
    return private(public_page(request, "public/consulting/status.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """What somebody wrote with their account; `zurueckziehen` names one to take back."""
    key = request.POST.get("zurueckziehen", "")
    if request.method == "POST":
        remark = Remark.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 9 else None  # noqa: PLR2004 -- fits an integer column
        if remark is not None:
            done_or_told(
                request, lambda: actions.withdraw_remark(actor=actor_of(request), remark=remark, now=timezone.now())
            )
        return private(redirect(reverse("public:own_remarks")))
    context = {"remarks": _shown(queries.own_remarks(request.user)[:MOST]), "by_account": True}
    return private(public_page(request, "public/consulting/status.html", context))


urlpatterns: list[URLPattern] = [
    path("konzept/beratung/meine/", own, name="own_remarks"),
    path("konzept/beratung/karte/<str:code>/", status, name="remark_status"),
    path("konzept/beratung/karte/<str:code>/zurueckziehen/<int:pk>/", withdraw, name="remark_withdraw"),
    path("konzept/beratung/karte/<str:code>/adresse/", address, name="remark_address"),
    path("konzept/beratung/karte/<str:code>/adresse/entfernen/", address_remove, name="remark_address_remove"),
    path("konzept/beratung/adresse/<str:token>/", confirm, name="remark_address_confirm"),
    path("konzept/beratung/nachricht/<str:token>/", news, name="remark_news"),
]
