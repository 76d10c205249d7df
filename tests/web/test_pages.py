"""Rendering, loading, refusing: what all surfaces share."""

from dataclasses import dataclass

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404

from roterfaden.kernel.actors import Participant
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.places.models import Area
from roterfaden.web.pages import actor_of, attempt, get_visible, page
from tests import factories


class NameForm(forms.Form):
    """One field."""

    name = forms.CharField()


class NameTaken(DomainError):
    """A refusal that belongs to a field."""

    message = "Schon vergeben."
    field = "name"


@dataclass(frozen=True)
class Context:
    """What the page shows."""

    form: NameForm
    title: str = "Titel"
    submit: str = "Weiter"
    cancel: str = ""
    crumbs: tuple = ()
    lead: str = ""
    note: str = ""


def bound(**data):
    form = NameForm(data)
    form.is_valid()
    return form


@pytest.mark.parametrize(("data", "status"), [({}, 422), ({"name": "Melle"}, 200)])
def test_page_with_a_wrong_form_answers_422(rf, moderator, data, status):
    request = rf.post("/", data)
    request.user = moderator

    assert page(request, "office/form_page.html", Context(bound(**data))).status_code == status


def test_get_visible_finds_or_raises_404(db):
    area = factories.municipality()

    assert get_visible(Area.objects.partners(), slug=area.slug) == area
    with pytest.raises(Http404):
        get_visible(Area.objects.none(), slug=area.slug)


def test_actor_is_the_person_or_a_participant(rf, client, moderator):
    request = rf.get("/")
    request.user = moderator
    assert actor_of(request) == moderator
    request.user = None
    assert actor_of(request) == Participant()


def refuse(error):
    def action():
        raise error

    return action


def test_attempt_puts_a_refusal_at_its_field():
    form = bound(name="Melle")

    assert attempt(form, refuse(NameTaken())) is None
    assert form.errors == {"name": ["Schon vergeben."]}


def test_attempt_puts_a_refusal_without_field_above_the_form():
    form = bound(name="Melle")

    attempt(form, refuse(DomainError()))

    assert form.non_field_errors() == ["Das ist so nicht möglich."]


def test_attempt_shows_what_a_model_refuses():
    form = bound(name="Melle")

    attempt(form, refuse(ValidationError({"name": ["Zu lang."], "slug": ["Vergeben."]})))

    assert form.errors == {"name": ["Zu lang."], "__all__": ["Vergeben."]}


def test_attempt_lets_a_missing_permission_pass():
    with pytest.raises(NotAllowed):
        attempt(bound(name="Melle"), refuse(NotAllowed()))


def test_attempt_gives_back_what_the_action_returns():
    assert attempt(bound(name="Melle"), lambda: "fertig") == "fertig"
