"""Consultations on a version: reading what is asked about, commenting or proposing other words, and the results."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, queries
from roterfaden.concept.enums import RemarkKind
from roterfaden.concept.errors import PassageNotThere
from roterfaden.concept.methods.consulting import RemarkDoor, seen_text, sentences
from roterfaden.concept.models import Consultation, ConsultationGroup, Node, Version
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import ConsentPurpose, Language
from roterfaden.participation.methods import consent_text
from roterfaden.participation.models import ActorGroup
from roterfaden.public.card import GUESSES, CodeForm
from roterfaden.public.guard import GuardedForm
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import content_language, house_name, private, public_page
from roterfaden.public.own_code import REMARK_COOKIE, keep_code, own_code
from roterfaden.ui.filters import writing_language
from roterfaden.ui.forms import LongText
from roterfaden.web.consulting import FILES, RemarkSynopsis, file_name, shown_remarks, synopsis_file
from roterfaden.web.pages import actor_of, attempt, get_visible

AT_ONCE, MANY = 30, 8
"""Remarks from one address in ten minutes; from the second number on a person is told that many came together."""
DOCUMENTS = 10
ACCESS_COOKIE, ACCESS_SALT = "zugang", "roterfaden.public.consultations"
OPTION_LENGTH = 110
PAGE = 50
KEY_DIGITS = 8
"""More digits fit no integer column of the database."""


class PassageField(forms.ChoiceField):
    """A sentence from the list, or what somebody selected: any "start-end" within the text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.seen = ""

    def valid_value(self, value: str) -> bool:
        return super().valid_value(value) or self.span(value) is not None

    def span(self, value: str) -> tuple[int, int, str] | None:
        """Where it begins and ends, and the words between; None when it is no place in the text."""
        start, _dash, end = value.partition("-")
        if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()) or len(value) > len(
            "9999999-" * 2
        ):
            return None
        first, last = int(start), int(end)
        return (first, last, self.seen[first:last]) if first < last <= len(self.seen) else None


class RemarkForm(GuardedForm):
    """What somebody says to one element, or to a passage of it."""

    passage = PassageField(
        label=_("Um welche Stelle geht es?"), help_text=_("Ein Satz aus der Liste, oder alles."),
    )  # fmt: skip
    quote = forms.CharField(required=False, widget=forms.HiddenInput, max_length=5000, strip=False)
    kind = forms.ChoiceField(label=_("Was möchten Sie tun?"), widget=forms.RadioSelect)
    proposed = forms.CharField(
        label=_("Ihr Vorschlag: So soll die Stelle lauten"), widget=LongText(rows=4, attrs={"dir": "auto"}),
        required=False, max_length=3000,
    )  # fmt: skip
    text = forms.CharField(
        label=_("Ihre Anmerkung oder Begründung"),
        help_text=_("In Ihrer Sprache, in Ihren Worten. Bitte nennen Sie keine Namen und keine Adressen."),
        widget=LongText(rows=5, attrs={"dir": "auto"}), required=False, max_length=3000,
    )  # fmt: skip
    language = forms.ChoiceField(label=_("In welcher Sprache haben Sie geschrieben?"), choices=Language.choices)
    actor_group = forms.ModelChoiceField(
        label=_("Für wen sprechen Sie?"), queryset=ActorGroup.objects.none(), required=False,
        empty_label=_("Das möchte ich nicht angeben"),
    )  # fmt: skip
    may_publish = forms.BooleanField(required=False)

    def __init__(self, *args: Any, consultation: Consultation, node: Node, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = seen_text(node.revision.title, node.revision.body)
        fields: dict[str, Any] = self.fields
        place = fields["passage"]
        place.seen = seen
        place.choices = [("", _("alles auf dieser Seite"))] + [
            (each.key, Truncator(each.text).chars(OPTION_LENGTH)) for each in sentences(seen)
        ]
        chosen = str(self.data.get("passage", "")) if self.is_bound else ""
        if chosen and chosen not in dict(place.choices) and (span := place.span(chosen)):
            place.choices = [*place.choices, (chosen, Truncator(span[2]).chars(OPTION_LENGTH))]
        kinds = consultation.kinds
        fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            fields["kind"].widget, fields["kind"].initial = forms.HiddenInput(), kinds[0].value
        if RemarkKind.PROPOSAL not in kinds:
            del self.fields["proposed"]
        process = consultation.version.concept.process
        if consultation.audience == "everybody" and process is not None:
            fields["actor_group"].queryset = process.actor_groups.order_by("position", "pk")
        else:
            del self.fields["actor_group"]
        fields["may_publish"].label = consent_text(ConsentPurpose.PUBLISH)
        if consultation.is_internal:
            del self.fields["may_publish"]

    def clean(self) -> dict[str, Any]:
        """What was selected is what stands there."""
        super().clean()
        field: Any = self.fields["passage"]
        span = field.span(self.cleaned_data.get("passage") or "")
        quote = self.cleaned_data.get("quote") or ""
        if span and quote and quote != span[2]:
            self.add_error("passage", str(PassageNotThere()))
        self.cleaned_data["passage"] = span
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.words().items() if name != "quote"}


# --- which consultation -------------------------------------------------------------------------------------------
def _group_of(request: HttpRequest, consultation: Consultation) -> ActorGroup | None:
    """The actor group whose code this browser has shown."""
    kept = request.get_signed_cookie(ACCESS_COOKIE, default="", salt=ACCESS_SALT)
    return next((row.actor_group for row in consultation.groups.all() if kept and row.code == kept), None)


def _door(request: HttpRequest, consultation: Consultation) -> RemarkDoor:
    group = _group_of(request, consultation)
    return consultation.door(local_day(timezone.now()), group=group.pk if group else None)


def _readable(request: HttpRequest, slug: str) -> tuple[Consultation, RemarkDoor]:
    """A consultation this person may know of, with its door; 404 for an internal round of others. Two queries."""
    consultation = get_visible(queries.consultations(), slug=slug)
    door = _door(request, consultation)
    if not allowed(actor_of(request), "concept.view_consultation", door):
        raise Http404
    return consultation, door


def consultations_now(version: Version) -> list[tuple[Consultation, bool]]:
    """For the page of a version: consultations on it, each with whether it runs. One query."""
    today = local_day(timezone.now())
    return [(each, each.is_running(today)) for each in queries.consultations_on(version) if each.starts_on <= today]


def _kept(consultation: Consultation, response: HttpResponse) -> HttpResponse:
    """No cache and no search engine keeps a page of an internal round."""
    return private(response) if consultation.is_internal else response


@login_not_required
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Everything people are or were asked about."""
    today = local_day(timezone.now())
    known = [each for each in queries.consultations() if allowed(
        actor_of(request), "concept.view_consultation", _door(request, each)
    )]  # fmt: skip
    rows = [(each, each.is_running(today), each.is_over(today)) for each in known]
    page = public_page(request, "public/consulting/consultations.html", {"rows": rows})
    return private(page) if request.user.is_authenticated else page


@login_not_required
@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked, until when, and every element of the version with a way to say something."""
    found, door = _readable(request, slug)
    context = {
        "consultation": found,
        "elements": queries.consulted_elements(found),
        "may_say": allowed(actor_of(request), "concept.add_remark", door),
        "is_running": door.is_open,
        "is_over": found.is_over(local_day(timezone.now())),
        "asks_code": found.audience == "groups" and door.group is None,
        "form": CodeForm(),
    }
    return _kept(found, public_page(request, "public/consulting/consultation.html", context))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def element(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One element: its text, what others said, and the form. One page, no account, a code at the end."""
    found, door = _readable(request, slug)
    node = queries.consulted_node(found, pk)
    if node is None:
        raise Http404
    may_say = allowed(actor_of(request), "concept.add_remark", door)
    form = None
    if may_say:
        if request.method == "POST" and too_many("remark", request, AT_ONCE):
            return public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        form = RemarkForm(
            request.POST if request.method == "POST" else None, consultation=found, node=node,
            initial={"language": writing_language(Language.values)},
        )  # fmt: skip
        if request.method == "POST" and form.is_valid():
            answer = _say(request, found, node, door, form)
            if answer is not None:
                return answer
    elif request.method == "POST":
        return redirect("public:consultation", found.slug)
    remarks = Paginator(queries.remarks_seen(found, element=pk), PAGE).get_page(request.GET.get("seite"))
    context = {
        "consultation": found, "node": node, "form": form, "page": remarks, "seen": seen_text(
            node.revision.title, node.revision.body
        ),
        "remarks": shown_remarks(queries.remark_rows(remarks.object_list, internal=False), lang=content_language()),
        "is_over": found.is_over(local_day(timezone.now())),
    }  # fmt: skip
    return _kept(found, public_page(request, "public/consulting/element.html", context))


def _say(
    request: HttpRequest, found: Consultation, node: Node, door: RemarkDoor, form: RemarkForm
) -> HttpResponse | None:
    """Keep the remark, and lead to the page with the code; None when it was refused."""
    now = timezone.now()
    is_flood = too_many("remark", request, MANY)
    has_account = isinstance(request.user, User)
    kept = "" if has_account else own_code(request, REMARK_COOKIE)
    code = kept or ("" if has_account else queries.fresh_remark_code())
    words = {"actor_group": _group_of(request, found)} | form.values()
    made = attempt(form, lambda: actions.add_remark(
        actor=actor_of(request), consultation=found, element=node.element, door=door, code=code,
        signs=form.signs(now, is_flood=is_flood), now=now, **words,
    ))  # fmt: skip
    if made is None:
        return None
    tried("remark", request)
    if has_account:
        return private(redirect("public:own_remarks"))
    response = redirect("public:remark_status", code)
    response["Location"] += "?neu"
    keep_code(response, code, REMARK_COOKIE)
    return private(response)


# --- coming in with the code of a group ---------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, code: str = "") -> HttpResponse:
    """The code of a group, typed or in a link, opens the consultation it is for."""
    form = CodeForm({"code": code} if code else request.POST or None)
    form.fields["code"].label = _("Zugangscode Ihrer Gruppe")
    if form.is_valid():
        if too_many("access", request, GUESSES):
            return private(public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS))
        typed = form.cleaned_data["code"]
        asked = ConsultationGroup.objects.filter(code=typed).select_related("consultation").first()
        if asked is not None:
            response = redirect("public:consultation", asked.consultation.slug)
            response.set_signed_cookie(ACCESS_COOKIE, typed, salt=ACCESS_SALT, httponly=True, samesite="Lax")
            return private(response)
        tried("access", request)
        form.add_error("code", _("Diesen Code gibt es bei uns nicht. Fragen Sie die Stelle, die Sie eingeladen hat."))
    return private(public_page(request, "public/consulting/access.html", {"form": form}))


# --- what became of it --------------------------------------------------------------------------------------------
@login_not_required
@require_safe
def synopsis(request: HttpRequest, slug: str) -> HttpResponse:
    """Every remark with the answer, element by element; `stelle` narrows it to one."""
    found, _way = _readable(request, slug)
    typed = request.GET.get("stelle", "")
    is_narrowed = typed.isdecimal() and len(typed) <= KEY_DIGITS
    rows = queries.remarks_seen(found, element=int(typed) if is_narrowed else None)
    page = Paginator(rows, PAGE).get_page(request.GET.get("seite"))
    shown = queries.remark_rows(page.object_list, internal=False)
    sheet = _sheet(found, shown)
    context = {
        "consultation": found, "sheet": sheet, "page": page, "is_narrowed": is_narrowed,
        "remarks": shown_remarks(shown, lang=content_language()),
    }  # fmt: skip
    return _kept(found, public_page(request, "public/consulting/synopsis.html", context))


@login_not_required
@require_safe
def synopsis_download(request: HttpRequest, slug: str, form: str) -> HttpResponse | FileResponse:
    """The whole synopsis as a file."""
    found, _way = _readable(request, slug)
    if form not in FILES:
        raise Http404
    if too_many("synopsis", request, DOCUMENTS):
        return public_page(request, "public/outcome/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    tried("synopsis", request)
    sheet = _sheet(found, queries.remark_rows(queries.remarks_seen(found), internal=False))
    made = FileResponse(
        synopsis_file(sheet, form), as_attachment=True, filename=file_name(sheet, form), content_type=FILES[form]
    )
    if found.is_internal:
        patch_cache_control(made, no_store=True, private=True)
    return made


def _sheet(found: Consultation, rows: list[queries.RemarkRow]) -> RemarkSynopsis:
    return RemarkSynopsis(found, rows, internal=False, site=house_name(), made_at=timezone.now())


urlpatterns: list[URLPattern] = [
    path("konzept/beratung/", consultations, name="consultations"),
    path("konzept/beratung/zugang/", access, name="consultation_access"),
    path("konzept/beratung/zugang/<str:code>/", access, name="consultation_access_link"),
    path("konzept/beratung/<slug:slug>/", consultation, name="consultation"),
    path("konzept/beratung/<slug:slug>/<int:pk>/", element, name="consultation_element"),
    path("konzept/beratung/<slug:slug>/ergebnis/", synopsis, name="remark_synopsis"),
    path("konzept/beratung/<slug:slug>/ergebnis.<slug:form>", synopsis_download, name="remark_synopsis_file"),
]
