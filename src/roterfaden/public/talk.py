"""What people do with a voice online: support it, answer it, report it; with the code of a card, without an account."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from roterfaden.accounts.models import User
from roterfaden.kernel.codes import is_valid
from roterfaden.kernel.errors import DomainError
from roterfaden.participation import actions, queries
from roterfaden.participation.enums import CommentRule, FlagReason, Language
from roterfaden.participation.models import Comment, Contribution, ReceiptCode, Support
from roterfaden.public.card import GUESSES, tidy
from roterfaden.public.guard import GuardedForm
from roterfaden.public.limits import too_many, tried
from roterfaden.public.links import address_of_voice
from roterfaden.public.nav import private, public_page
from roterfaden.public.own_code import keep_code, own_code
from roterfaden.thread.queries.voice import voice_by_number
from roterfaden.ui.filters import writing_language
from roterfaden.ui.forms import LongText
from roterfaden.web.pages import actor_of, attempt, get_visible

SUPPORTS_AT_ONCE, NEW_CODES_AT_ONCE = 60, 15
COMMENTS_AT_ONCE, MANY_COMMENTS = 20, 5
FLAGS_AT_ONCE = 10
"""Each from one address in ten minutes; a library or a school shares one address."""
CODE_ATTRS = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}


class OwnCodeField(forms.CharField):
    """The code of a card, if somebody has one; in stored form when clean."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Code auf Ihrer Karte"),
            help_text=gettext_lazy("Sie haben keinen? Lassen Sie das Feld leer. Sie bekommen dann einen."),
            max_length=300, required=False, widget=forms.TextInput(attrs=CODE_ATTRS), **kwargs,
        )  # fmt: skip

    def clean(self, value: Any) -> str:
        return tidy(super().clean(value))


class SupportForm(forms.Form):
    """With which code somebody supports a voice."""

    code = OwnCodeField()


class CommentForm(GuardedForm):
    """An answer to a voice or a comment."""

    text = forms.CharField(
        label=gettext_lazy("Was möchten Sie dazu sagen?"),
        help_text=gettext_lazy("In Ihrer Sprache. Bitte nennen Sie keine Namen und bleiben Sie freundlich."),
        widget=LongText(rows=5, attrs={"dir": "auto"}), max_length=1500,
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("In welcher Sprache haben Sie geschrieben?"), choices=Language.choices
    )
    code = OwnCodeField()

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_code:
            del self.fields["code"]


class FlagForm(GuardedForm):
    """Why something should not stand here."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Was stimmt nicht?"), choices=FlagReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Möchten Sie es erklären?"), widget=LongText(rows=3), max_length=500, required=False
    )


def shown_voice(process: str, number: int) -> Contribution:
    """The published voice of this number in this process, or 404."""
    voice = voice_by_number(process, number)
    if voice is None:
        raise Http404
    return voice


def talk_about(request: HttpRequest, voice: Contribution) -> dict[str, Any]:
    """What the page of a voice shows of support and comments. Nine queries, however many there are."""
    now = timezone.now()
    door = queries.online_door(voice.process, now)
    rule = queries.comment_rule(voice.process_id)
    return {
        "door": door,
        "supporters": queries.support_counts([voice.pk]).get(voice.pk, 0),
        "supports_it": _own_support(request, voice),
        "takes_comments": door.is_open and rule != CommentRule.CLOSED,
        "talk": queries.conversations(voice, request.GET.get("seite")),
    }


def _own_support(request: HttpRequest, voice: Contribution) -> bool:
    """Whether this account, or the code this browser used last, supports the voice. At most one query."""
    mine = Support.objects.current().filter(contribution=voice)
    if isinstance(request.user, User):
        return mine.filter(made_by=request.user).exists()
    code = own_code(request)
    return bool(code) and mine.filter(code__code=code).exists()


# --- support --------------------------------------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, process: str, number: int) -> HttpResponse:
    """Support a voice. Whoever is known needs one press; everybody else may type a code or gets one."""
    voice = shown_voice(process, number)
    if too_many("support", request, SUPPORTS_AT_ONCE) or too_many("card", request, GUESSES):
        return public_page(request, "public/card/too_many.html", status=429)
    known = isinstance(request.user, User) or own_code(request)
    is_sent = request.method == "POST" and (known or "code" in request.POST)
    form = SupportForm({"code": own_code(request), **request.POST.dict()} if is_sent else None)
    if is_sent and form.is_valid():
        typed = form.cleaned_data["code"]
        if not (typed or known) and too_many("codes", request, NEW_CODES_AT_ONCE):
            return public_page(request, "public/card/too_many.html", status=429)
        tried("support", request)
        made = attempt(form, lambda: actions.support_contribution(
            actor=actor_of(request), contribution=voice, typed_code=typed, now=timezone.now()
        ))  # fmt: skip
        if made is not None:
            messages.success(request, _("Danke. Sie unterstützen jetzt diesen Beitrag."))
            return _back_with_code(request, voice, made.code, is_new=not typed)
        _count_guess(request, typed)
    context = {"voice": voice, "form": form, "door": queries.online_door(voice.process, timezone.now())}
    return public_page(request, "public/talk/support.html", context)


def _count_guess(request: HttpRequest, typed: str) -> None:
    """A well written code that was refused may have been guessed; it counts like one on the page of cards."""
    if is_valid(typed) and typed != own_code(request):
        tried("card", request)


@login_not_required
@require_POST
def support_withdraw(request: HttpRequest, process: str, number: int) -> HttpResponse:
    """Take one's support back."""
    voice = shown_voice(process, number)
    typed = tidy(request.POST.get("code", "")) or own_code(request)
    try:
        actions.withdraw_support(actor=actor_of(request), contribution=voice, typed_code=typed, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Sie unterstützen den Beitrag nicht mehr."))
    return redirect(_after(request, address_of_voice(voice)))


def _back_with_code(
    request: HttpRequest, voice: Contribution, code: ReceiptCode | None, *, is_new: bool
) -> HttpResponse:
    """To the page of the code when it is new, so that it can be written down; else back to the voice."""
    if code is None:
        return redirect(address_of_voice(voice))
    response = redirect("public:card_status", code.code) if is_new else redirect(address_of_voice(voice))
    if is_new:
        tried("codes", request)
        response["Location"] += "?neu"
        private(response)
    keep_code(response, code.code)
    return response


def _after(request: HttpRequest, otherwise: str) -> str:
    """Back to the page of the code, when the form stood there."""
    code = tidy(request.POST.get("code", ""))
    return reverse("public:card_status", args=[code]) if code else otherwise


# --- comments -----------------------------------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, process: str, number: int, parent: int | None = None) -> HttpResponse:
    """Answer a voice, or a comment on it."""
    voice = shown_voice(process, number)
    above = get_visible(queries.shown_comments().filter(contribution=voice), pk=parent) if parent else None
    now = timezone.now()
    is_too_many = too_many("comment", request, COMMENTS_AT_ONCE) or too_many("card", request, GUESSES)
    if request.method == "POST" and is_too_many:
        return public_page(request, "public/card/too_many.html", status=429)
    known = isinstance(request.user, User) or bool(own_code(request))
    written = writing_language(Language.values)
    form = CommentForm(
        request.POST if request.method == "POST" else None, asks_code=not known, initial={"language": written}
    )
    if request.method == "POST" and form.is_valid():
        made = _write(request, form, voice, above)
        if made is not None:
            return _after_comment(request, made, is_new=not known and not form.cleaned_data["code"])
    context = {
        "voice": voice, "above": above, "form": form, "door": queries.online_door(voice.process, now),
        "rule": queries.comment_rule(voice.process_id), "known": known,
    }  # fmt: skip
    return public_page(request, "public/talk/comment.html", context)


def _write(request: HttpRequest, form: CommentForm, voice: Contribution, above: Comment | None) -> Comment | None:
    now = timezone.now()
    words = form.words()
    is_flood = too_many("comment", request, MANY_COMMENTS)
    made = attempt(form, lambda: actions.add_comment(
        actor=actor_of(request), contribution=voice, parent=above, text=words["text"], language=words["language"],
        typed_code=words.get("code") or own_code(request), signs=form.signs(now, is_flood=is_flood), now=now,
    ))  # fmt: skip
    if made is not None:
        tried("comment", request)
    else:
        _count_guess(request, words.get("code") or "")
    return made


def _after_comment(request: HttpRequest, made: Comment, *, is_new: bool) -> HttpResponse:
    if made.is_shown:
        messages.success(request, _("Danke. Ihr Kommentar ist zu sehen."))
    else:
        messages.success(request, _("Danke. Ihr Kommentar ist angekommen und wird geprüft, bevor alle ihn sehen."))
    return _back_with_code(request, made.contribution, made.code, is_new=is_new)


@login_not_required
@require_POST
def comment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one wrote, from the page of one's code."""
    found = get_visible(Comment.objects.select_related("contribution__process"), pk=pk)
    typed = tidy(request.POST.get("code", ""))
    try:
        actions.withdraw_comment(actor=actor_of(request), comment=found, typed_code=typed, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Ihr Kommentar ist zurückgezogen. Seine Worte sind gelöscht."))
    return redirect(_after(request, address_of_voice(found.contribution)))


# --- reports ------------------------------------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, process: str, number: int) -> HttpResponse:
    """Report a voice."""
    voice = shown_voice(process, number)
    return _flag_page(request, voice, None)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a comment."""
    found = get_visible(queries.shown_comments().select_related("contribution__process"), pk=pk)
    return _flag_page(request, found.contribution, found)


def _flag_page(request: HttpRequest, voice: Contribution, about: Comment | None) -> HttpResponse:
    if request.method == "POST" and too_many("flag", request, FLAGS_AT_ONCE):
        return public_page(request, "public/card/too_many.html", status=429)
    form = FlagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.words()
        now = timezone.now()
        actor = actor_of(request)
        done = attempt(form, lambda: (
            actions.flag_comment(actor=actor, comment=about, now=now, **said) if about
            else actions.flag_contribution(actor=actor, contribution=voice, now=now, **said)
        ))  # fmt: skip
        if done is not None:
            tried("flag", request)
            messages.success(request, _("Danke für den Hinweis. Ein Mensch sieht es sich an und entscheidet."))
            return redirect(address_of_voice(voice))
    return public_page(request, "public/talk/flag.html", {"voice": voice, "about": about, "form": form})
