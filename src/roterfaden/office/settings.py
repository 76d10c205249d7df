"""Einstellungen: who may sign in, and what for."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts import actions, queries
from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.forms import Choices, GrantForm, InviteForm
from roterfaden.accounts.models import Membership, User
from roterfaden.accounts.rules import allowed
from roterfaden.council.queries import bodies
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation.models import Process
from roterfaden.places.models import Instance
from roterfaden.places.queries import partners
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(route="office:settings", label=gettext_lazy("Einstellungen"), position=900, permission="accounts.view_people")

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class SettingsPage:
    """The house and the people; `carriers` are those who may give bundles to other houses and take them over."""

    instance: Instance | None
    people: tuple[queries.Person, ...]
    carriers: tuple[str, ...]
    carrier_role: str
    may_carry: bool


@dataclass(frozen=True)
class PersonPage:
    """One person with roles; `reach` names each scope in words."""

    person: queries.Person
    roles: tuple[tuple[Membership, str, str], ...]
    is_self: bool


@require_safe
@opens_with("accounts.view_people")
def settings(request: HttpRequest) -> HttpResponse:
    """The house and everybody with an account."""
    instance = Instance.objects.select_related("county").order_by("pk").first()
    people = queries.people(now=timezone.now())
    context = SettingsPage(
        instance=instance,
        people=people,
        carriers=tuple(each.user.name for each in people if each.user.is_active and _carries(each)),
        carrier_role=str(Role.STRATEGY_OFFICER.label),
        may_carry=allowed(actor_of(request), "transfer.view_transfer"),
    )
    return office_page(request, "office/settings/settings.html", context)


@require_safe
@opens_with("accounts.view_people")
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person with the roles held."""
    user = get_visible(User.objects.all(), pk=user_id)
    found = queries.person(user, now=timezone.now())
    names = scope_names()
    roles = tuple(
        (held.membership, held.label, names.get(f"{held.membership.scope_kind}:{held.key}".rstrip(":"), held.reach))
        for held in found.roles
    )
    context = PersonPage(found, roles, is_self=user == request.user)
    return office_page(request, "office/settings/person.html", context)


@form_methods
@opens_with("accounts.invite_user")
def invite(request: HttpRequest) -> HttpResponse:
    """Create an account and mail the link behind which the password is set."""
    form = InviteForm(posted(request), initial={"language": "de"})
    if form.is_valid():
        user = attempt(
            form, lambda: actions.invite_user(actor=actor_of(request), now=timezone.now(), **form.cleaned_data)
        )
        if user:
            get_adapter().send_invitation(request, user)
            messages.success(request, _("Zugang angelegt, der Link ist unterwegs. Erteilen Sie jetzt eine Rolle."))
            return redirect("office:settings_person", user.pk)
    crumbs = (Link(_("Einstellungen"), reverse("office:settings")),)
    return form_page(request, FormPage(_("Person einladen"), form, _("Einladen"), reverse("office:settings"), crumbs))


@form_methods
@opens_with("accounts.grant_role")
def grant_role(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give a person a role for a scope."""
    user = get_visible(User.objects.filter(is_active=True), pk=user_id)
    form = GrantForm(posted(request), scopes=scope_choices())
    if form.is_valid():
        membership = attempt(
            form,
            lambda: actions.grant_role(actor=actor_of(request), user=user, now=timezone.now(), **form.cleaned_scope()),
        )
        if membership:
            messages.success(request, _("Die Rolle ist erteilt und gilt ab sofort."))
            return redirect("office:settings_person", user.pk)
    back = reverse("office:settings_person", args=[user.pk])
    crumbs = (Link(_("Einstellungen"), reverse("office:settings")), Link(user.name, back))
    return form_page(request, FormPage(_("Rolle erteilen"), form, _("Erteilen"), back, crumbs, lead=user.name))


@require_POST
@opens_with("accounts.revoke_role")
def revoke_role(request: HttpRequest, membership_id: int) -> HttpResponse:
    """End a role now."""
    membership = get_visible(Membership.objects.select_related("user"), pk=membership_id)
    if _done(request, lambda: actions.revoke_role(actor=actor_of(request), membership=membership, now=timezone.now())):
        messages.success(request, _("Die Rolle ist entzogen."))
    return redirect("office:settings_person", membership.user_id)


@require_POST
@opens_with("accounts.deactivate_user")
def deactivate_user(request: HttpRequest, user_id: int) -> HttpResponse:
    """Close an account."""
    user = get_visible(User.objects.all(), pk=user_id)
    if _done(request, lambda: actions.deactivate_user(actor=actor_of(request), user=user, now=timezone.now())):
        messages.success(request, _("Der Zugang ist gesperrt. Offene Sitzungen enden mit dem nächsten Klick."))
    return redirect("office:settings_person", user.pk)


def scope_choices() -> Choices:
    """Every scope that exists now, grouped by kind."""
    today = local_day(timezone.now())
    processes = Process.objects.order_by("-opened_on", "pk")
    return [
        (ScopeKind.COUNTY.value, ScopeKind.COUNTY.label),
        (_("Kommunen"), [(f"{ScopeKind.MUNICIPALITY}:{area.key}", area.name) for area in partners(today)]),
        (_("Beteiligungsprozesse"), [(f"{ScopeKind.PROCESS}:{row.slug}", row.title) for row in processes]),
        (_("Gremien"), [(f"{ScopeKind.BODY}:{body.slug}", body.name) for body in bodies(today)]),
    ]


def scope_names() -> dict[str, str]:
    """`kind:key` → name, for reading roles."""
    groups = [choice for choice in scope_choices() if isinstance(choice[1], list)]
    return {value: str(name) for _group, items in groups for value, name in items}


def _carries(person: queries.Person) -> bool:
    return any(held.membership.role == Role.STRATEGY_OFFICER for held in person.roles)


def _done(request: HttpRequest, action: Callable[[], object]) -> bool:
    try:
        action()
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return False
    return True


urlpatterns: list[URLPattern] = [
    path("einstellungen/", settings, name="settings"),
    path("einstellungen/einladen/", invite, name="settings_invite"),
    path("einstellungen/personen/<int:user_id>/", person, name="settings_person"),
    path("einstellungen/personen/<int:user_id>/rolle/", grant_role, name="settings_role_grant"),
    path("einstellungen/personen/<int:user_id>/sperren/", deactivate_user, name="settings_person_deactivate"),
    path("einstellungen/rollen/<int:membership_id>/entziehen/", revoke_role, name="settings_role_revoke"),
]
