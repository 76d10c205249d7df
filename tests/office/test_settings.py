"""Einstellungen: inviting people, giving and taking roles."""

import re
from http import HTTPStatus

import pytest
from django.core import mail
from django.urls import reverse

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def admin_page(page_client, administrator):
    page_client.force_login(administrator)
    return page_client


def text(response):
    return response.content.decode()


def test_people_list_takes_the_same_queries(admin_page, query_count):
    factories.user(Role.MODERATOR)
    assert query_count(lambda: admin_page.get(reverse("office:settings"))) == 7
    for _number in range(3):
        factories.user(Role.MODERATOR, is_active=False)
    assert query_count(lambda: admin_page.get(reverse("office:settings"))) == 7
    assert "gesperrt" in text(admin_page.get(reverse("office:settings")))


def test_invited_person_gets_a_link_and_signs_in(admin_page, client):
    facts = {"name": "Nina Neu", "email": "nina@example.org", "language": "de"}

    response = admin_page.post(reverse("office:settings_invite"), facts)

    user = User.objects.get(email="nina@example.org")
    assert response.headers["Location"] == reverse("office:settings_person", args=[user.pk])
    (message,) = mail.outbox
    assert (message.subject, message.to) == ("Ihr Zugang ist angelegt", ["nina@example.org"])
    link = re.search(r"http://testserver(\S+)", message.body).group(1)
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": "Regen auf dem Dach 7", "password2": "Regen auf dem Dach 7"})
    assert User.objects.get(pk=user.pk).check_password("Regen auf dem Dach 7")


def test_second_invitation_of_an_address_is_refused(admin_page):
    factories.user(email="nina@example.org")

    response = admin_page.post(
        reverse("office:settings_invite"), {"name": "Nina", "email": "NINA@example.org", "language": "de"}
    )

    assert response.status_code == 422
    assert "schon einen Zugang" in text(response)
    assert mail.outbox == []


def test_role_for_one_municipality_is_granted_and_taken(admin_page, outsider, municipality):
    address = reverse("office:settings_role_grant", args=[outsider.pk])
    assert "Stadt Melle" in text(admin_page.get(address))
    too_wide = admin_page.post(address, {"role": "municipal_coordinator", "scope": "county"})
    assert too_wide.status_code == 422

    admin_page.post(address, {"role": "municipal_coordinator", "scope": f"municipality:{municipality.key}"})

    membership = outsider.memberships.get()
    page = reverse("office:settings_person", args=[outsider.pk])
    assert "Stadt Melle" in text(admin_page.get(page))
    admin_page.post(reverse("office:settings_role_revoke", args=[membership.pk]))
    assert "keine Rolle" in text(admin_page.get(page))


def test_last_administrator_is_kept(admin_page, administrator):
    membership = administrator.memberships.get()

    response = admin_page.post(reverse("office:settings_role_revoke", args=[membership.pk]), follow=True)

    assert "letzte Zugang mit der Rolle Administration" in text(response)
    membership.refresh_from_db()
    assert membership.ended_at is None


def test_account_is_closed(admin_page, outsider):
    page = reverse("office:settings_person", args=[outsider.pk])
    assert "Zugang sperren" in text(admin_page.get(page))

    response = admin_page.post(reverse("office:settings_person_deactivate", args=[outsider.pk]), follow=True)

    assert "Der Zugang ist gesperrt." in text(response)
    assert not User.objects.get(pk=outsider.pk).is_active
    assert admin_page.get(reverse("office:settings_role_grant", args=[outsider.pk])).status_code == (
        HTTPStatus.NOT_FOUND
    )


def test_acts_need_a_post(admin_page, outsider):
    address = reverse("office:settings_person_deactivate", args=[outsider.pk])

    assert admin_page.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED
