"""How allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from roterfaden.accounts.models import User

# The next page says it all.
SILENT_MESSAGES = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: people are invited by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Leave out what everybody sees anyway."""
        if message_template not in SILENT_MESSAGES:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_invitation(self, request: HttpRequest, user: User) -> None:
        """Mail somebody who was invited the link behind which a password is set."""
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        url = self.get_reset_password_from_key_url(key)
        self.send_mail("account/email/invitation", user.email, {"user": user, "url": url, "request": request})


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OIDC signs in people who were invited; it creates nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
