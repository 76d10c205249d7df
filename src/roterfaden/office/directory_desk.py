"""What the pages of the directory and its guides share: who opens them, how a form is taken, what a button does."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from roterfaden.directory.enums import PageState
from roterfaden.kernel.errors import DomainError
from roterfaden.ui.filters import lang_name
from roterfaden.web.pages import attempt

Done = TypeVar("Done")
OPENS = "directory.view_directory"
TONES = {
    PageState.MISSING: "neutral", PageState.DRAFT: "info", PageState.OUTDATED: "warning", PageState.CURRENT: "success",
}  # fmt: skip

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def taken(request: HttpRequest, form: BaseForm, act: Callable[[], Done], said: str) -> Done | None:
    """What the act made of a valid form, with a word about it; None when the form has to be shown (again)."""
    done = attempt(form, act) if form.is_valid() else None
    if done is not None:
        messages.success(request, said)
    return done


def pressed(request: HttpRequest, act: Callable[[], Any], said: str) -> None:
    """Do what a button says, and tell that it is done or why not."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)


def language_states(states: Iterable[tuple[str, PageState]]) -> list[tuple[str, str, PageState, str]]:
    """Each language with its own name, how far it is, and the tone of its badge."""
    return [(code, lang_name(code), state, TONES[state]) for code, state in states]
