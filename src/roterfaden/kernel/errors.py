"""Errors of the domain: a refusal has a name, and the surface shows its message to people."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """Something the domain refuses. `message` is written for the person at the screen; `field` names the form field
    the message belongs to, if there is one."""

    message: str | Promise = _("Das ist so nicht möglich.")
    field: str | None = None

    def __init__(self, **details: Any) -> None:
        super().__init__(*details.values())
        self.details = details

    def __str__(self) -> str:
        return str(self.message) % self.details if self.details else str(self.message)


class NotAllowed(DomainError):
    """The actor holds no role that permits this."""

    message = _("Dafür fehlt Ihnen die Berechtigung.")
