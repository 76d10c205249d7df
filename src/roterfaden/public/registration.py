"""Coming to an event, without an account: registering, what one told us, changing it, giving the seat back.

Whoever holds the code of a registration or an invitation may act on it. Guessing is limited as for cards.
"""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.kernel.actors import Participant
from roterfaden.kernel.calendar import invitation
from roterfaden.kernel.codes import is_valid, readable
from roterfaden.kernel.names import validate_name
from roterfaden.kernel.time import local_day
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import InviteeState, Language
from roterfaden.participation.methods import REGISTRATION_PATH
from roterfaden.participation.models import ActorGroup, Event, Invitee, Registration
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.public.card import GUESSES, CodeForm, tidy
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.ui.filters import writing_language
from roterfaden.ui.forms import LongText
from roterfaden.web.pages import attempt, get_visible, posted
from roterfaden.web.qr import qr_svg

AT_ONCE = 30
"""Registrations from one address in ten minutes; an office or a shelter shares one."""
PARTICIPANT = Participant()


class RegistrationForm(forms.Form):
    """What the office needs to prepare a seat, and nothing else. Nothing but the group has to be filled in."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    actor_group = forms.ModelChoiceField(
        label=gettext_lazy("Für wen sprechen Sie?"), queryset=ActorGroup.objects.none(),
        empty_label=gettext_lazy("Bitte wählen"),
    )  # fmt: skip
    area = forms.ModelChoiceField(
        label=gettext_lazy("Wo wohnen oder arbeiten Sie?"), queryset=Area.objects.none(), required=False,
        empty_label=gettext_lazy("Das möchte ich nicht angeben"),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Welche Sprache sprechen Sie am liebsten?"), choices=Language.choices
    )
    needs_interpreter = forms.BooleanField(
        label=gettext_lazy("Bitte dolmetschen Sie für mich in diese Sprache."), required=False
    )
    children_under_3 = forms.IntegerField(
        label=gettext_lazy("Kinder unter 3 Jahren"), min_value=0, max_value=10, required=False
    )
    children_3_to_5 = forms.IntegerField(
        label=gettext_lazy("Kinder von 3 bis 5 Jahren"), min_value=0, max_value=10, required=False
    )
    children_6_to_12 = forms.IntegerField(
        label=gettext_lazy("Kinder von 6 bis 12 Jahren"), min_value=0, max_value=10, required=False
    )
    needs = forms.CharField(
        label=gettext_lazy("Brauchen Sie etwas, damit Sie gut teilnehmen können?"), max_length=500, required=False,
        help_text=gettext_lazy("Zum Beispiel Platz für einen Rollstuhl. Schreiben Sie bitte keine Diagnosen."),
        widget=LongText(rows=2),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Ihr Name"), max_length=100, required=False, validators=[validate_name],
        help_text=gettext_lazy("Für das Namensschild und den Einlass. Ein Vorname genügt."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Ihre E-Mail-Adresse"), required=False,
        help_text=gettext_lazy("Nur damit wir Ihnen den Termin schicken und Änderungen mitteilen können."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    website = forms.CharField(
        label=gettext_lazy("Dieses Feld bitte leer lassen"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    CHILDREN = ("children_under_3", "children_3_to_5", "children_6_to_12")
    ANSWERS = ("actor_group", "area", "language", "needs_interpreter", *CHILDREN, "needs", "name", "email")

    def __init__(
        self, *args: Any, event: Event, known: Registration | None = None, invitee: Invitee | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _initial(known, invitee)
        super().__init__(*args, **kwargs)
        invited = event.actor_groups.order_by("position", "pk")
        groups = invited if invited.exists() else event.process.actor_groups.order_by("position", "pk")
        self.fields["actor_group"].queryset = groups
        self.fields["actor_group"].required = groups.exists()
        self.fields["area"].queryset = partners(local_day(event.starts_at))
        if not event.child_care:
            for name in self.CHILDREN:
                del self.fields[name]

    def clean_website(self) -> str:
        """A trap: nobody sees this field, programs fill it in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext_lazy("Bitte lassen Sie dieses Feld leer."))
        return ""

    def answers(self) -> dict[str, Any]:
        """What the actions take."""
        found = {name: self.cleaned_data[name] for name in self.ANSWERS if name in self.fields}
        return found | {name: found[name] or 0 for name in self.CHILDREN if name in found}


def _initial(known: Registration | None, invitee: Invitee | None) -> dict[str, Any]:
    if known is not None:
        found = {name: getattr(known, name) for name in RegistrationForm.ANSWERS}
        return found | {"submission": known.submission}
    found = {"submission": uuid.uuid4(), "language": writing_language(Language.values)}
    if invitee is not None:
        found |= {"actor_group": invitee.actor_group, "area": invitee.area, "email": invitee.email}
        found |= {"language": invitee.language}
    return found


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a public event."""
    return _register(request, get_visible(_events(), slug=slug), None)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, code: str) -> HttpResponse:
    """An invitation: what it is about, the form, and a way to decline."""
    found = _by_code(request, code, queries.invitee_by_code)
    if isinstance(found, HttpResponse):
        return found
    return private(_register(request, found.event, found))


@login_not_required
@require_POST
def decline(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one will not come."""
    found = _by_code(request, code, queries.invitee_by_code)
    if isinstance(found, HttpResponse):
        return found
    if found.state != InviteeState.REGISTERED:
        actions.decline_invitation(actor=PARTICIPANT, invitee=found, now=timezone.now())
    return private(redirect("public:invited", found.code))


def _register(request: HttpRequest, event: Event, invitee: Invitee | None) -> HttpResponse:
    now = timezone.now()
    context: dict[str, Any] = {"event": event, "invitee": invitee, "InviteeState": InviteeState}
    if not event.takes_registrations(now) or (event.is_by_invitation and invitee is None):
        context |= {"now": now, "is_early": event.registration_from is not None and now < event.registration_from}
        return public_page(request, "public/registration/closed.html", context)
    if request.method == "POST" and too_many("register", request, AT_ONCE):
        return public_page(request, "public/card/too_many.html", status=429)
    form = RegistrationForm(posted(request), event=event, invitee=invitee)
    if form.is_valid():
        guest = attempt(form, lambda: actions.register(
            actor=PARTICIPANT, event=event, submission=form.cleaned_data["submission"], answers=form.answers(),
            invitee=invitee, now=now,
        ))  # fmt: skip
        if guest:
            tried("register", request)
            response = redirect("public:registration", guest.code)
            response["Location"] += "?neu"
            return private(response)
    seats = queries.seats(event) if event.capacity else None
    return public_page(request, "public/registration/register.html", context | {"form": form, "seats": seats})


class RegistrationCodeForm(CodeForm):
    """One field: the code of the confirmation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext_lazy("Code Ihrer Anmeldung")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def registrations(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a registration and lead to it."""
    form = RegistrationCodeForm(posted(request))
    if form.is_valid():
        if too_many("registration", request, GUESSES):
            return private(public_page(request, "public/card/too_many.html", status=429))
        if queries.registration_by_code(form.cleaned_data["code"]) is not None:
            return private(redirect("public:registration", form.cleaned_data["code"]))
        tried("registration", request)
        form.add_error("code", _("Diesen Code gibt es bei uns nicht. Nach der Veranstaltung löschen wir Anmeldungen."))
    return private(public_page(request, "public/registration/find.html", {"form": form}))


@login_not_required
@require_safe
def registration(request: HttpRequest, code: str) -> HttpResponse:
    """The confirmation: when, where, the code, and what one can still do. Prints on one page."""
    guest = _by_code(request, code, queries.registration_by_code)
    if isinstance(guest, HttpResponse):
        return guest
    now = timezone.now()
    address = queries.address(REGISTRATION_PATH.format(code=guest.code))
    context = {
        "guest": guest,
        "event": guest.event,
        "code": readable(guest.code),
        "qr": qr_svg(address, _("QR-Code zu dieser Anmeldung")),
        "is_new": "neu" in request.GET,
        "is_alive": guest.is_active and guest.event.cancelled_at is None and now < guest.event.starts_at,
    }
    return private(public_page(request, "public/registration/registration.html", context))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change what one told us."""
    guest = _by_code(request, code, queries.registration_by_code)
    if isinstance(guest, HttpResponse):
        return guest
    form = RegistrationForm(posted(request), event=guest.event, known=guest)
    if form.is_valid() and attempt(form, lambda: actions.change_registration(
        actor=PARTICIPANT, registration=guest, answers=form.answers(), now=timezone.now()
    )) is not None:  # fmt: skip
        return private(redirect("public:registration", guest.code))
    context = {"guest": guest, "event": guest.event, "form": form}
    return private(public_page(request, "public/registration/change.html", context))


@login_not_required
@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give the seat back."""
    guest = _by_code(request, code, queries.registration_by_code)
    if isinstance(guest, HttpResponse):
        return guest
    if guest.is_active and timezone.now() < guest.event.starts_at:
        actions.cancel_registration(actor=PARTICIPANT, registration=guest, now=timezone.now())
    return private(redirect("public:registration", guest.code))


@login_not_required
@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The date for one's own calendar, with the code of the registration in it."""
    guest = _by_code(request, code, queries.registration_by_code)
    if isinstance(guest, HttpResponse):
        return guest
    text = _("Code Ihrer Anmeldung: %(code)s") % {"code": readable(guest.code)}
    date = queries.appointment(guest.event, now=timezone.now(), text=text)
    return private(calendar_file(invitation(date), guest.event.slug))


def calendar_file(content: bytes, name: str) -> HttpResponse:
    """An iCalendar file to be opened by the reader's calendar."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _events() -> Any:
    return Event.objects.select_related("process", "area")


def _by_code(request: HttpRequest, code: str, find: Any) -> Any:
    """What the code opens, or the page that says it opens nothing."""
    stored = tidy(code)
    if too_many("registration", request, GUESSES):
        return private(public_page(request, "public/card/too_many.html", status=429))
    found = find(stored) if is_valid(stored) else None
    if found is None:
        if is_valid(stored):
            tried("registration", request)
        return private(
            public_page(request, "public/registration/unknown.html", {"form": RegistrationCodeForm()}, status=404)
        )
    return found


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/<slug:slug>/anmelden/", register, name="register"),
    path("einladung/<str:code>/", invited, name="invited"),
    path("einladung/<str:code>/absagen/", decline, name="invitation_decline"),
    path("anmeldung/", registrations, name="registrations"),
    path("anmeldung/<str:code>/", registration, name="registration"),
    path("anmeldung/<str:code>/aendern/", change, name="registration_change"),
    path("anmeldung/<str:code>/absagen/", cancel, name="registration_cancel"),
    path("anmeldung/<str:code>/termin.ics", calendar, name="registration_calendar"),
]
