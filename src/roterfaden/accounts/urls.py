"""Addresses of sign-in and of one's own account.

allauth finds its pages by fixed route names without a namespace, so this module has none either. Only what people here
need has an address: no sign-up, no change of the address, no connecting of other accounts.
"""

from allauth.mfa.recovery_codes import views as codes
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from roterfaden.accounts import views

urlpatterns = [
    path("anmelden/", views.SignIn.as_view(), name="account_login"),
    path("abmelden/", views.SignOut.as_view(), name="account_logout"),
    path("gesperrt/", views.Closed.as_view(), name="account_inactive"),
    path("bestaetigen/", views.Reauthenticate.as_view(), name="account_reauthenticate"),
    path("passwort/aendern/", views.ChangePassword.as_view(), name="account_change_password"),
    path("passwort/setzen/", views.SetPassword.as_view(), name="account_set_password"),
    path("passwort/vergessen/", views.ForgotPassword.as_view(), name="account_reset_password"),
    path("passwort/vergessen/gesendet/", views.LinkSent.as_view(), name="account_reset_password_done"),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("passwort/fertig/", views.NewPasswordDone.as_view(), name="account_reset_password_from_key_done"),
    path("sicherheit/", views.Security.as_view(), name="mfa_index"),
    path("sicherheit/anmelden/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("sicherheit/bestaetigen/", views.ReauthenticateByCode.as_view(), name="mfa_reauthenticate"),
    path("sicherheit/app/", views.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("sicherheit/app/abschalten/", views.DeactivateApp.as_view(), name="mfa_deactivate_totp"),
    path("sicherheit/codes/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("sicherheit/codes/neu/", views.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("sicherheit/codes/datei/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("haus/abgebrochen/", views.Cancelled.as_view(), name="socialaccount_login_cancelled"),
    path("haus/fehler/", login_not_required(views.ProviderFault.as_view()), name="socialaccount_login_error"),
    path("haus/kein-zugang/", views.NotInvited.as_view(), name="socialaccount_signup"),
    path("haus/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("haus/<slug:provider_id>/zurueck/", openid.callback, name="openid_connect_callback"),
]
