"""Mistakes operators make, found by `manage check` and at every migration. Hints are German: operators read them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

from roterfaden.indicators.methods.licences import LICENCES

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 -- only compared


@register(Tags.security)
def operator_mistakes(**_kwargs: Any) -> list[CheckMessage]:
    """All mistakes in the settings of this house."""
    return [*_address_faults(), *_protection_faults(), *_sign_in_faults(), *_mail_faults(), *_licence_faults()]


def is_local(url: str) -> bool:
    """Whether an address leads to the reader's own machine."""
    return (urlsplit(url).hostname or "") in LOCAL_HOSTS


def _address_faults() -> Iterator[CheckMessage]:
    address = urlsplit(settings.BASE_URL)
    if address.scheme not in {"http", "https"} or not address.hostname:
        yield Error(
            f"FADEN_BASE_URL ist keine Adresse: {settings.BASE_URL!r}.",
            hint="Zum Beispiel https://faden.landkreis.example – so steht sie auf Karten und in E-Mails.",
            id="roterfaden.E001",
        )
        return
    if is_local(settings.BASE_URL) and any(_bare(host) not in LOCAL_HOSTS for host in settings.ALLOWED_HOSTS):
        yield Caution(
            "FADEN_BASE_URL führt auf den eigenen Rechner, FADEN_HOSTS nennt aber andere Namen.",
            hint="Setzen Sie FADEN_BASE_URL auf die öffentliche Adresse; sonst führen Codes auf Karten ins Leere.",
            id="roterfaden.W001",
        )
    if not is_local(settings.BASE_URL) and not _served(address.hostname):
        yield Error(
            f"FADEN_HOSTS enthält {address.hostname} nicht, obwohl FADEN_BASE_URL dorthin führt.",
            hint="Ergänzen Sie den Namen in FADEN_HOSTS; sonst antwortet jede Seite mit 400.",
            id="roterfaden.E002",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Caution(
            "FADEN_HOSTS erlaubt jeden Namen.",
            hint="Nennen Sie die Namen einzeln; sonst lassen sich Links in E-Mails fälschen.",
            id="roterfaden.W002",
        )


def _protection_faults() -> Iterator[CheckMessage]:
    local = is_local(settings.BASE_URL)
    if settings.DEBUG:
        kind = Caution if local else Error
        yield kind(
            "FADEN_DEBUG ist an: Fehlerseiten zeigen Inneres und Einstellungen.",
            hint="Nur auf dem eigenen Rechner einschalten.",
            id="roterfaden.E003",
        )
    if not local and not settings.HTTPS:
        yield Caution(
            "Die Seiten sind öffentlich, aber FADEN_HTTPS ist aus: Passwörter gehen unverschlüsselt durchs Netz.",
            hint="Setzen Sie FADEN_BASE_URL auf https://… oder FADEN_HTTPS=1.",
            id="roterfaden.W003",
        )
    if settings.HTTPS and settings.SECURE_SSL_REDIRECT and not settings.BEHIND_PROXY:
        yield Caution(
            "HTTPS ist an, aber FADEN_BEHIND_PROXY nicht: Der Server spricht selbst kein HTTPS und leitet im Kreis um.",
            hint="Setzen Sie FADEN_BEHIND_PROXY=1, wenn ein Proxy davorsteht, der X-Forwarded-Proto selbst setzt.",
            id="roterfaden.W004",
        )


def _sign_in_faults() -> Iterator[CheckMessage]:
    if settings.SECOND_FACTOR not in {"required", "optional"}:
        yield Error(
            f"FADEN_SECOND_FACTOR ist {settings.SECOND_FACTOR!r}.",
            hint="Erlaubt sind required und optional. Bis dahin gilt required.",
            id="roterfaden.E004",
        )
    elif settings.SECOND_FACTOR == "optional" and not is_local(settings.BASE_URL):
        yield Caution(
            "Das Büro ist ohne zweiten Faktor offen, und die Seiten sind öffentlich.",
            hint="FADEN_SECOND_FACTOR=required; optional ist nur zum Ausprobieren auf dem eigenen Rechner gedacht.",
            id="roterfaden.W005",
        )
    if settings.OIDC_URL:
        providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
        app = providers["openid_connect"]["APPS"][0]
        if not app["client_id"] or not app["secret"]:
            yield Error(
                "FADEN_OIDC_URL ist gesetzt, aber FADEN_OIDC_CLIENT_ID oder FADEN_OIDC_SECRET fehlt.",
                hint="Beides nennt Ihnen, wer die Anmeldung des Hauses betreibt.",
                id="roterfaden.E005",
            )
        if not settings.OIDC_URL.startswith("https://") and not is_local(settings.OIDC_URL):
            yield Error(
                "FADEN_OIDC_URL beginnt nicht mit https://.",
                hint="Über eine unverschlüsselte Verbindung könnte sich jeder als jemand anderes anmelden.",
                id="roterfaden.E006",
            )


def _mail_faults() -> Iterator[CheckMessage]:
    if not is_local(settings.BASE_URL) and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Caution(
            "FADEN_SMTP_HOST fehlt: E-Mails landen nur als Dateien auf dem Server.",
            hint="Ohne Mailserver kommt niemand an einen Link für ein neues Passwort.",
            id="roterfaden.W006",
        )


def _bare(host: str) -> str:
    return host.strip("[]")


def _served(hostname: str) -> bool:
    return any(
        host in {"*", hostname} or (host.startswith(".") and f".{hostname}".endswith(host))
        for host in settings.ALLOWED_HOSTS
    )


def _licence_faults() -> Iterator[CheckMessage]:
    if settings.OPEN_DATA_LICENCE not in LICENCES:
        yield Error(
            f"FADEN_DATA_LICENCE nennt keine Lizenz, die das Programm kennt: {settings.OPEN_DATA_LICENCE!r}.",
            hint=f"Möglich sind: {', '.join(LICENCES)}.",
            id="roterfaden.E007",
        )
