"""Forms that anybody may send: what gives machines away, without asking people anything and without third parties.

Nothing is ever refused because of a sign: what was sent is kept, its sender gets the code, and a person looks at it
before it is shown.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.actors import System
from roterfaden.participation.actions import suspect_contribution
from roterfaden.participation.methods import Noted, signs_of_form, signs_of_text
from roterfaden.participation.models import Contribution
from roterfaden.participation.queries import earlier_texts

_signer = Signer(salt="roterfaden.public.guard")
LONGEST_OPEN = 24 * 60 * 60
"""A form opened longer ago is taken for one that says nothing: its stamp may have been copied."""


def stamp(now: datetime) -> str:
    """When a form was opened, signed."""
    return _signer.sign(str(int(now.timestamp())))


def seconds_since(stamped: str, now: datetime) -> float | None:
    """Seconds since the form was opened; None when the stamp is missing, not ours, or a day old."""
    try:
        seconds = now.timestamp() - int(_signer.unsign(stamped))
    except (BadSignature, ValueError):
        return None
    return seconds if seconds <= LONGEST_OPEN else None


class TrapInput(forms.TextInput):
    """A field people neither see, hear nor reach; programs fill it in. Stands among the hidden fields."""

    is_hidden = True

    def __init__(self) -> None:
        super().__init__(
            {
                "class": "rf-trap", "tabindex": "-1", "autocomplete": "off", "aria-hidden": "true",
                "aria-label": _("Bitte leer lassen"),
            }
        )  # fmt: skip


class GuardedForm(forms.Form):
    """Base of public forms: `signs()` tells what looks like a machine once the form is valid."""

    homepage = forms.CharField(label=_("Bitte leer lassen"), required=False, widget=TrapInput, max_length=500)
    opened = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"opened": stamp(timezone.now())} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def signs(self, now: datetime, *, is_flood: bool = False) -> tuple[Noted, ...]:
        """What the form shows. `is_flood`: many came from the same place within minutes."""
        return signs_of_form(
            is_trapped=bool(self.cleaned_data["homepage"]),
            seconds=seconds_since(self.cleaned_data["opened"], now),
            is_flood=is_flood,
        )

    def words(self) -> dict[str, Any]:
        """What the person wrote and chose."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("homepage", "opened")}


def look_twice(made: Contribution, found: tuple[Noted, ...], now: datetime) -> None:
    """Note what is suspicious about a voice that came through a form, with what its words show."""
    earlier = earlier_texts(made.process_id, now, but=[made.pk])
    signs = (*found, *signs_of_text(made.text, made.language, earlier))
    if signs:
        suspect_contribution(actor=System("online"), contribution=made, signs=signs, now=now)
