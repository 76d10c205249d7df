"""Einstellungen, Programme: tokens of one's own programs, and who is told of events."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.machines import actions, queries
from roterfaden.machines.forms import TokenForm, WebhookForm
from roterfaden.machines.models import AccessToken, Webhook
from roterfaden.machines.rules import permits_of_use
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(route="office:machines", label=gettext_lazy("Programme"), position=930, permission="machines.view_machines")
USUAL_DAYS = 90
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class TokenRow:
    """A token and whether it opens anything today."""

    token: AccessToken
    is_valid: bool


@dataclass(frozen=True)
class MachinesPage:
    """One's own tokens; for administrators also everybody's, and the webhooks."""

    own: tuple[TokenRow, ...]
    others: tuple[TokenRow, ...]
    webhooks: tuple[queries.WebhookRow, ...]
    may_tell: bool
    description: str


@dataclass(frozen=True)
class SecretPage:
    """A secret that is shown this once."""

    title: str
    lead: str
    secret: str
    example: str


@require_safe
@opens_with("machines.view_machines")
def machines(request: HttpRequest) -> HttpResponse:
    """All doors for programs."""
    person = _person(request)
    may_tell = allowed(person, "machines.view_webhooks")
    context = MachinesPage(
        own=_rows(queries.tokens_of(person)),
        others=_rows(queries.tokens_of_others(person)) if may_tell else (),
        webhooks=queries.webhook_rows() if may_tell else (),
        may_tell=may_tell,
        description=f"{settings.BASE_URL}{reverse('api:office_openapi')}",
    )
    return office_page(request, "office/machines/machines.html", context)


@never_cache
@form_methods
@opens_with("machines.issue_token")
def issue_token(request: HttpRequest) -> HttpResponse:
    """Issue a token, and show it once."""
    today = local_day(timezone.now())
    form = TokenForm(
        posted(request), permits=permits_of_use(_person(request)),
        initial={"ends_on": today + timedelta(days=USUAL_DAYS)},
    )  # fmt: skip
    if form.is_valid():
        issued = attempt(
            form, lambda: actions.issue_token(actor=_person(request), now=timezone.now(), **form.cleaned_data)
        )
        if issued:
            token, secret = issued
            return _secret(
                request,
                SecretPage(
                    title=_("Programmschlüssel: %(name)s") % {"name": token.name},
                    lead=_("Kopieren Sie ihn jetzt in das Programm. Er wird nicht noch einmal gezeigt."),
                    secret=secret,
                    example=f'curl -H "Authorization: Bearer …" {settings.BASE_URL}{reverse("api:office_whoami")}',
                ),
            )
    return form_page(
        request,
        FormPage(_("Programmschlüssel ausgeben"), form, _("Ausgeben"), reverse("office:machines"), _crumbs()),
    )


@require_POST
@opens_with("machines.view_machines")
def revoke_token(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End a token now."""
    token = get_visible(AccessToken.objects.select_related("owner"), uid=uid)
    try:
        actions.revoke_token(actor=_person(request), token=token, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Der Schlüssel ist gesperrt. Das Programm kommt ab sofort nicht mehr herein."))
    return redirect("office:machines")


@never_cache
@form_methods
@opens_with("machines.add_webhook")
def add_webhook(request: HttpRequest) -> HttpResponse:
    """Tell another program of events, and show the secret of the signature once."""
    form = WebhookForm(posted(request))
    if form.is_valid():
        added = attempt(
            form, lambda: actions.add_webhook(actor=actor_of(request), now=timezone.now(), **form.cleaned_data)
        )
        if added:
            webhook, secret = added
            return _secret(
                request,
                SecretPage(
                    title=_("Benachrichtigung: %(name)s") % {"name": webhook.name},
                    lead=_("Mit diesem Geheimnis prüft das andere Programm die Unterschrift (Standard Webhooks)."),
                    secret=secret,
                    example="",
                ),
            )
    crumbs = _crumbs()
    return form_page(
        request, FormPage(_("Anderes Programm benachrichtigen"), form, _("Anlegen"), reverse("office:machines"), crumbs)
    )


@require_POST
@opens_with("machines.view_webhooks")
def steer_webhook(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Pause, resume or remove a webhook."""
    webhook = get_visible(Webhook.objects.present(), uid=uid)
    acts = {
        "anhalten": (actions.pause_webhook, _("Angehalten. Neue Ereignisse warten.")),
        "weiter": (actions.resume_webhook, _("Es geht weiter, wo es aufgehört hat.")),
        "entfernen": (actions.remove_webhook, _("Entfernt. Adresse und Geheimnis sind gelöscht.")),
    }
    act, told = acts.get(request.POST.get("tun", ""), (None, ""))
    if act is None:
        messages.error(request, _("Das ist keine der Möglichkeiten."))
    else:
        act(actor=actor_of(request), webhook=webhook, now=timezone.now())
        messages.success(request, told)
    return redirect("office:machines")


def _person(request: HttpRequest) -> User:
    """Who is signed in; pages of the office open to nobody else."""
    assert isinstance(request.user, User)  # noqa: S101 -- LoginRequiredMiddleware has seen to it
    return request.user


def _rows(tokens: QuerySet[AccessToken]) -> tuple[TokenRow, ...]:
    today = local_day(timezone.now())
    return tuple(TokenRow(token, token.is_valid(today)) for token in tokens)


def _secret(request: HttpRequest, context: SecretPage) -> HttpResponse:
    """Shown in the answer to the form itself: a redirect would have to keep the secret somewhere."""
    return office_page(request, "office/machines/secret.html", context)


def _crumbs() -> tuple[Link, ...]:
    return (Link(_("Programme"), reverse("office:machines")),)


urlpatterns: list[URLPattern] = [
    path("einstellungen/programme/", machines, name="machines"),
    path("einstellungen/programme/schluessel/neu/", issue_token, name="machines_token_new"),
    path("einstellungen/programme/schluessel/<uuid:uid>/sperren/", revoke_token, name="machines_token_revoke"),
    path("einstellungen/programme/benachrichtigung/neu/", add_webhook, name="machines_webhook_new"),
    path("einstellungen/programme/benachrichtigung/<uuid:uid>/", steer_webhook, name="machines_webhook"),
]
