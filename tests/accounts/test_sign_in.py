"""Signing in, by password and code; what a stranger learns; what ends a session."""

import re
from http import HTTPStatus

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "Regen auf dem Dach 7"


@pytest.fixture(autouse=True)
def house():
    cache.clear()
    factories.instance()


@pytest.fixture
def person():
    made = factories.user(Role.MODERATOR, email="mona@example.org", name="Mona Moderation")
    made.set_password(PASSWORD)
    made.save()
    return made


def sign_in(client, email="mona@example.org", password=PASSWORD, **values):
    return client.post(reverse("account_login"), {"login": email, "password": password} | values)


def confirm(client):
    """What matters asks for the password once more, even just after signing in."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def totp_code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def protect(user):
    """Set up app and recovery codes; return the secret."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def test_sign_in_page_is_plain(page_client):
    response = page_client.get(reverse("account_login"))

    html = response.content.decode()
    assert response.status_code == HTTPStatus.OK
    assert "Zum Mitmachen brauchen Sie keinen Zugang." in html
    assert "Anmeldung des Hauses" not in html
    assert response.headers["Cache-Control"].startswith("max-age=0")


def test_sign_in_page_speaks_the_languages_of_staff(page_client):
    assert 'lang="en"' in page_client.get("/en/konto/anmelden/").content.decode()
    assert '<html lang="de" dir="ltr">' in page_client.get("/ar/konto/anmelden/").content.decode()


@pytest.mark.parametrize("email", ["mona@example.org", "MONA@Example.ORG"])
def test_sign_in_leads_to_my_day(page_client, person, settings, email):
    settings.SECOND_FACTOR = "optional"

    response = sign_in(page_client, email)

    assert response.headers["Location"] == "/buero/"
    assert page_client.get("/buero/").status_code == HTTPStatus.OK


def test_sign_in_leads_where_somebody_wanted_to_go(page_client, person):
    wanted = page_client.get("/buero/").headers["Location"]
    assert wanted == "/konto/anmelden/?next=/buero/"

    assert sign_in(page_client, next="/buero/kommunen/").headers["Location"] == "/buero/kommunen/"
    page_client.post(reverse("account_logout"))
    assert sign_in(page_client, next="https://evil.example/").headers["Location"] == "/buero/"


def test_wrong_password_and_unknown_address_look_the_same(page_client, person):
    wrong = sign_in(page_client, password="Falsch, aber lang 1")
    unknown = sign_in(page_client, email="niemand@example.org")

    def without_address(response):
        text = re.sub(r'value="[^"]*"', "", response.content.decode())
        return re.sub(r'name="csrfmiddlewaretoken"[^>]*', "", text)

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert without_address(wrong) == without_address(unknown)


def test_closed_account_cannot_sign_in(page_client, person):
    person.is_active = False
    person.save()

    response = sign_in(page_client)

    assert response.status_code in {HTTPStatus.FOUND, 422}
    assert "_auth_user_id" not in page_client.session


def test_failed_sign_ins_are_limited(client, person):
    for _number in range(5):
        sign_in(client, password="Falsch, aber lang 1")

    response = sign_in(client)

    assert "_auth_user_id" not in client.session
    assert response.status_code == 422


def test_sign_in_page_is_limited_by_address(page_client):
    for _number in range(30):
        page_client.get(reverse("account_login"))
        sign_in(page_client, email="x@example.org")

    response = sign_in(page_client, email="y@example.org")

    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Zu viele Versuche" in response.content.decode()


def test_session_gets_a_new_key_and_ends_with_the_browser(client, person):
    client.get(reverse("account_login"))
    client.session["before"] = True
    client.session.save()
    before = client.session.session_key

    response = sign_in(client)

    cookie = response.cookies["sessionid"]
    assert client.session.session_key != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["expires"] == ""


def test_sign_out_asks_first_and_forgets_everything(page_client, person, settings):
    settings.SECOND_FACTOR = "optional"
    sign_in(page_client)

    assert "wirklich abmelden" in page_client.get(reverse("account_logout")).content.decode()
    assert page_client.get("/buero/").status_code == HTTPStatus.OK
    response = page_client.post(reverse("account_logout"))

    assert response.headers["Location"] == "/"
    assert page_client.get("/buero/").status_code == HTTPStatus.FOUND


def test_nobody_signs_up():
    for name in ("account_signup", "account_email", "socialaccount_connections"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


# --- the second factor ---------------------------------------------------------------------------------------------


def test_office_asks_for_a_second_factor(page_client, person):
    sign_in(page_client)

    assert page_client.get("/buero/").headers["Location"] == reverse("mfa_activate_totp")


def test_second_factor_is_set_up_with_an_app(page_client, person):
    sign_in(page_client)
    confirm(page_client)
    page = page_client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()

    wrong = page_client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.status_code == 422
    done = page_client.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)})

    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    codes = page_client.get(done.headers["Location"]).content.decode()
    assert "Noch 10 von 10 Codes sind unbenutzt." in codes
    assert page_client.get("/buero/").status_code == HTTPStatus.OK
    assert page_client.get(reverse("mfa_index")).status_code == HTTPStatus.OK
    assert len(page_client.get(reverse("mfa_download_recovery_codes")).content.split()) == 10


def test_protected_account_needs_the_code(page_client, person):
    secret = protect(person)

    response = sign_in(page_client)
    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in page_client.session
    assert page_client.get(reverse("mfa_authenticate")).status_code == HTTPStatus.OK
    assert page_client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 422
    done = page_client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})

    assert done.headers["Location"] == "/buero/"
    assert page_client.get("/buero/").status_code == HTTPStatus.OK


def test_recovery_code_works_once(page_client, person):
    protect(person)
    code = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]

    for expected in (HTTPStatus.FOUND, 422):
        sign_in(page_client)
        assert page_client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected
        page_client.post(reverse("account_logout"))


def test_second_factor_can_be_switched_off_and_is_missed_at_once(page_client, person):
    secret = protect(person)
    sign_in(page_client)
    page_client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    confirm(page_client)

    assert page_client.get(reverse("mfa_deactivate_totp")).status_code == HTTPStatus.OK
    page_client.post(reverse("mfa_deactivate_totp"))

    assert page_client.get("/buero/").headers["Location"] == reverse("mfa_activate_totp")


def test_new_recovery_codes_replace_the_old_ones(page_client, person):
    secret = protect(person)
    before = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    sign_in(page_client)
    page_client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    confirm(page_client)

    assert page_client.get(reverse("mfa_generate_recovery_codes")).status_code == HTTPStatus.OK
    page_client.post(reverse("mfa_generate_recovery_codes"))

    after = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    assert not set(before) & set(after)


def test_what_matters_asks_for_the_password_again(page_client, person):
    sign_in(page_client)

    response = page_client.get(reverse("mfa_activate_totp"))
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert page_client.get(reverse("account_reauthenticate")).status_code == HTTPStatus.OK
    assert page_client.post(reverse("account_reauthenticate"), {"password": "falsch"}).status_code == 422


def test_protected_account_may_confirm_by_code(page_client, person):
    secret = protect(person)
    sign_in(page_client)
    page_client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})

    assert page_client.get(reverse("mfa_reauthenticate")).status_code == HTTPStatus.OK
    assert page_client.post(reverse("mfa_reauthenticate"), {"code": "000000"}).status_code == 422
    assert get_adapter().get_totp_issuer() == "Roter Faden"


# --- passwords -----------------------------------------------------------------------------------------------------


def test_forgotten_password_is_set_through_the_link(page_client, person):
    assert page_client.get(reverse("account_reset_password")).status_code == HTTPStatus.OK
    response = page_client.post(reverse("account_reset_password"), {"email": "mona@example.org"})
    assert page_client.get(response.headers["Location"]).status_code == HTTPStatus.OK
    (message,) = mail.outbox
    assert message.subject == "Ihr Link für ein neues Passwort"
    link = re.search(r"http://testserver(\S+)", message.body).group(1)

    form = page_client.get(link)
    assert form.headers["Location"].endswith("-set-password/")
    assert page_client.post(form.headers["Location"], {"password1": "kurz", "password2": "kurz"}).status_code == 422
    new = "Ein Dach aus Regen 8"
    done = page_client.post(form.headers["Location"], {"password1": new, "password2": new})
    assert page_client.get(done.headers["Location"]).status_code == HTTPStatus.OK

    assert User.objects.get(pk=person.pk).check_password(new)
    assert "gilt nicht mehr" in page_client.get(link).content.decode()


def test_forgotten_password_of_a_stranger_says_the_same_and_sends_nothing(client, person):
    known = client.post(reverse("account_reset_password"), {"email": "mona@example.org"})
    mail.outbox.clear()

    unknown = client.post(reverse("account_reset_password"), {"email": "niemand@example.org"})

    assert unknown.headers["Location"] == known.headers["Location"]
    assert mail.outbox == []


def test_change_of_password_ends_the_other_sessions(page_client, client, person, settings):
    settings.SECOND_FACTOR = "optional"
    sign_in(page_client)
    sign_in(client)
    new = "Ein Dach aus Regen 8"

    assert page_client.get(reverse("account_change_password")).status_code == HTTPStatus.OK
    page_client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert page_client.get("/buero/").status_code == HTTPStatus.OK
    assert client.get("/buero/").status_code == HTTPStatus.FOUND


def test_password_like_the_name_is_refused(page_client, person):
    sign_in(page_client)
    weak = "Mona Moderation"

    response = page_client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )

    assert response.status_code == 422


def test_first_password_is_set_by_somebody_without_one(page_client, outsider):
    page_client.force_login(outsider)

    assert page_client.get(reverse("account_change_password")).headers["Location"] == reverse("account_set_password")
    assert page_client.get(reverse("account_set_password")).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("account_inactive", HTTPStatus.OK),
        ("socialaccount_login_cancelled", HTTPStatus.OK),
        ("socialaccount_login_error", HTTPStatus.UNAUTHORIZED),
    ],
)
def test_quiet_corners_are_pages_of_the_house(page_client, name, status):
    response = page_client.get(reverse(name))

    assert response.status_code == status
    assert "Landkreis Osnabrück" in response.content.decode()
