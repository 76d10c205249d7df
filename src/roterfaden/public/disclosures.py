"""What this installation really does with data, read from its settings: cookies, other machines, periods (ADR 58).

The page on privacy shows it, so that nobody has to remember to change a text when a setting changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.enums import Retention
from roterfaden.participation.methods import DEFAULTS
from roterfaden.participation.models import RetentionRule
from roterfaden.web.limits import WINDOW

Text = str | Promise
HOUR = 60 * 60


@dataclass(frozen=True)
class Cookie:
    """A cookie this installation sets: its name, what for, and how many hours it lives."""

    name: str
    what_for: Text
    hours: int


@dataclass(frozen=True)
class Service:
    """Another machine that is given something, and what."""

    name: Text
    given: Text


@dataclass(frozen=True)
class Period:
    """What is erased, after how many days, counted from what."""

    what: Text
    days: int
    counted_from: Text


@dataclass(frozen=True)
class Disclosures:
    """Everything the page on privacy says about this installation."""

    cookies: tuple[Cookie, ...]
    services: tuple[Service, ...]
    periods: tuple[Period, ...]
    limits_minutes: int


def disclosures() -> Disclosures:
    """What is true now. One query: the periods the house has chosen."""
    return Disclosures(tuple(_cookies()), tuple(_services()), tuple(_periods()), WINDOW // 60)


def _cookies() -> Iterator[Cookie]:
    yield Cookie(
        settings.CSRF_COOKIE_NAME, _("schützt Formulare; erst wenn Sie eines öffnen"),
        settings.CSRF_COOKIE_AGE // HOUR,
    )  # fmt: skip
    yield Cookie(
        settings.SESSION_COOKIE_NAME, _("merkt sich eine Anmeldung; nur für Beschäftigte"),
        settings.SESSION_COOKIE_AGE // HOUR,
    )  # fmt: skip


def _services() -> Iterator[Service]:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield Service(_("Mailserver"), _("Adresse und Text einer E-Mail, die Sie bestellt haben"))
    if settings.TRANSLATOR_URL:
        yield Service(_("Übersetzungsdienst"), _("veröffentlichte Beiträge ohne Angaben zur Person"))
    if settings.ENCODER.startswith(("http://", "https://")):
        yield Service(_("Sprachmodell"), _("Texte von Beiträgen, um ähnliche zu finden"))
    if settings.OIDC_URL:
        providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
        yield Service(providers["openid_connect"]["APPS"][0]["name"], _("nur für Beschäftigte"))


def _periods() -> Iterator[Period]:
    chosen = dict(RetentionRule.objects.current().order_by("pk").values_list("kind", "days"))
    for kind, default in DEFAULTS.items():
        yield Period(Retention(kind).label, chosen.get(kind, default.days), default.counted_from)
    yield Period(_("Anmeldungen zu Veranstaltungen"), settings.REGISTRATION_DAYS, _("der Veranstaltung"))
    yield Period(_("Adresse und Text verschickter E-Mails"), settings.MAIL_KEPT_DAYS, _("dem Versand"))
