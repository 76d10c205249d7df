"""Rendering, loading, refusing: what all surfaces share."""

from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from roterfaden.kernel.actors import Participant
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.places.models import Area
from roterfaden.ui.forms import FilterForm
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


class Filter(FilterForm):
    """A filter in an address."""

    art = forms.ChoiceField(label="Art", choices=[("", "alle"), ("ziel", "Ziel")])


@pytest.mark.parametrize(("value", "told"), [("gestern", True), ("ziel", False), ("", False)])
def test_filter_in_an_address_that_does_not_fit_is_ignored_and_named(page_client, planner, settings, value, told):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    factories.process()
    page_client.force_login(planner)

    for address in ("office:board", "office:events", "office:weighing"):
        name = {"office:board": "art", "office:events": "zeit", "office:weighing": "stand"}[address]
        known = {"office:board": "goal", "office:events": "kommend", "office:weighing": "alle"}[address]
        response = page_client.get(reverse(address), {name: known if value == "ziel" else value})

        assert response.status_code == HTTPStatus.OK
        assert ("wurde nicht beachtet" in response.content.decode()) is told


def test_filter_that_does_not_fit_narrows_nothing():
    form = Filter({"art": "gestern"})

    assert form.chosen() == {}
    assert "art" in form.errors


def test_form_of_a_get_request_never_answers_422(rf, moderator):
    request = rf.get("/")
    request.user = moderator

    assert page(request, "office/form_page.html", Context(bound())).status_code == HTTPStatus.OK


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
