"""Rendering a page from a typed context, and loading what somebody may see."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from roterfaden.accounts.models import User
from roterfaden.kernel.actors import Actor, Participant
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.ui.forms import FilterForm

Row = TypeVar("Row", bound=Model)
Done = TypeVar("Done")


def page(request: HttpRequest, template: str, context: Any = None, *, status: int = 200) -> HttpResponse:
    """Render `template` with the fields of a dataclass (or the keys of a dict) as its context.

    After a POST, a form with errors in the context makes the status 422, so that a wrong input never looks like
    success. A filter in an address that does not fit (any more) narrows nothing; the page says which one.
    """
    values = _as_dict(context)
    wrong = [v for v in values.values() if isinstance(v, BaseForm) and v.is_bound and v.errors]
    if status == HTTPStatus.OK and wrong and request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    _name_ignored_filters(request, wrong)
    return render(request, template, values, status=status)


def _name_ignored_filters(request: HttpRequest, wrong: list[BaseForm]) -> None:
    filters = [form for form in wrong if isinstance(form, FilterForm)]
    labels = [str(form.fields[name].label or name) for form in filters for name in form.errors]
    if labels:
        told = _("Diese Angabe im Filter gibt es nicht (mehr), sie wurde nicht beachtet: %(names)s.")
        messages.warning(request, told % {"names": ", ".join(labels)}, fail_silently=True)


def get_visible(rows: "QuerySet[Row]", **lookup: Any) -> Row:
    """The one row of `rows` (already narrowed to what may be seen), or 404, so that existence does not leak."""
    found = rows.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def actor_of(request: HttpRequest) -> Actor:
    """Whoever sends this request, as the domain knows them: a member of staff or a participant without account."""
    return request.user if isinstance(request.user, User) else Participant()


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the data of a POST, even an empty one, and nothing for a GET."""
    return request.POST if request.method == "POST" else None


def put_error(form: BaseForm, error: DomainError | ValidationError) -> None:
    """Show a refusal of the domain, or of a model, at the field it belongs to, or above the form."""
    if isinstance(error, DomainError):
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in by_field.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def attempt(form: BaseForm, action: Callable[[], Done]) -> Done | None:
    """Run an action for a valid form. A refusal is shown in the form and gives None.

    NotAllowed passes and becomes the 403 page (web.middleware).
    """
    try:
        return action()
    except NotAllowed:
        raise
    except (DomainError, ValidationError) as error:
        put_error(form, error)
        return None


def _as_dict(context: Any) -> dict[str, Any]:
    if context is None:
        return {}
    if is_dataclass(context):
        return {field.name: getattr(context, field.name) for field in fields(context)}
    return dict(context)
