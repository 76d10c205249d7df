"""Forms for people and roles."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.enums import ROLE_DESCRIPTIONS, Role

Choices = list[tuple[str, Any]]


class SignInForm(LoginForm):
    """allauth's form without placeholders, which vanish while one types; the way to a new password stands below."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""


class InviteForm(forms.Form):
    """Somebody who will work here. The password is theirs to set."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-Mail"), help_text=_("Dorthin schicken wir einen Link, mit dem die Person ihr Passwort setzt.")
    )
    language = forms.ChoiceField(label=_("Sprache"), choices=settings.STAFF_LANGUAGES)


class GrantForm(forms.Form):
    """A role for a scope. `scopes` offers what exists, as `kind:key`."""

    role = forms.ChoiceField(label=_("Rolle"), widget=forms.RadioSelect)
    scope = forms.ChoiceField(
        label=_("Reichweite"), help_text=_("Die Koordination einer Kommune gilt immer nur für diese Kommune.")
    )

    def __init__(self, *args: Any, scopes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, f"{role.label} – {ROLE_DESCRIPTIONS[role]}") for role in Role]
        self.fields["scope"].choices = scopes

    def cleaned_scope(self) -> dict[str, str]:
        """Role, kind and key as the action takes them."""
        kind, _colon, key = self.cleaned_data["scope"].partition(":")
        return {"role": self.cleaned_data["role"], "scope_kind": kind, "scope_key": key}
