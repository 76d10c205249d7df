"""allauth's views as pages of this house.

They differ in two things: an invalid form answers 422, as everywhere here, and `site` in the context stays the house
(allauth puts the address of the server there).
"""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.http import HttpResponse
from django.views.generic.base import TemplateResponseMixin

HTTP_UNPROCESSABLE = 422


class HousePage(TemplateResponseMixin):
    """Mixed in before a view of allauth."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Answer 422 to a form with errors and leave `site` to the context processor."""
        context.pop("site", None)
        form = context.get("form")
        if form is not None and form.is_bound and form.errors:
            kwargs.setdefault("status", HTTP_UNPROCESSABLE)
        return super().render_to_response(context, **kwargs)


class SignIn(HousePage, account.LoginView):
    """E-mail and password, or the way to the house's own identity provider."""


class SignOut(HousePage, account.LogoutView):
    """Asks on GET, signs out on POST."""


class Reauthenticate(HousePage, account.ReauthenticateView):
    """The password once more before something that matters."""


class ReauthenticateByCode(HousePage, mfa.ReauthenticateView):
    """A code once more before something that matters."""


class ChangePassword(HousePage, account.PasswordChangeView):
    """Old and new password."""


class SetPassword(HousePage, account.PasswordSetView):
    """A first password for somebody who came through the identity provider."""


class ForgotPassword(HousePage, account.PasswordResetView):
    """Asks for the address; the answer is the same whether it is known or not."""


class NewPassword(HousePage, account.PasswordResetFromKeyView):
    """The page behind the link in the mail."""


class Security(HousePage, mfa.IndexView):
    """What protects one's account."""


class SecondStep(HousePage, mfa.AuthenticateView):
    """The code after the password."""


class ActivateApp(HousePage, totp.ActivateTOTPView):
    """Set up the second factor."""


class DeactivateApp(HousePage, totp.DeactivateTOTPView):
    """Switch the second factor off."""


class RecoveryCodes(HousePage, codes.ViewRecoveryCodesView):
    """Codes for the day the phone is lost."""


class NewRecoveryCodes(HousePage, codes.GenerateRecoveryCodesView):
    """New codes; the old ones stop working."""


class Closed(HousePage, account.AccountInactiveView):
    """The account is deactivated."""


class LinkSent(HousePage, account.PasswordResetDoneView):
    """A link is on its way, if the address is known."""


class NewPasswordDone(HousePage, account.PasswordResetFromKeyDoneView):
    """The password is set."""


class Cancelled(HousePage, social.LoginCancelledView):
    """Somebody turned round at the identity provider."""


class ProviderFault(HousePage, social.LoginErrorView):
    """The identity provider did not answer as it should."""


class NotInvited(HousePage, social.SignupView):
    """The identity provider knows the person, the house does not: closed for everybody (adapter)."""
