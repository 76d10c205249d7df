"""Programs that speak with the house."""

from datetime import date, datetime
from typing import Any

from roterfaden.accounts.models import User
from roterfaden.kernel.vault import seal_words
from roterfaden.machines.methods import TOPICS, hash_of
from roterfaden.machines.models import AccessToken, Webhook
from tests.factories.base import NOW

SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def access_token(owner: User, *permits: str, secret: str = "faden_test", **values: Any) -> AccessToken:  # noqa: S107
    """A token that never ends in tests."""
    return AccessToken.objects.create(
        **{
            "name": "Intranet", "owner": owner, "hash": hash_of(secret), "beginning": secret[:12],
            "permits": list(permits), "issued_at": NOW, "ends_on": date(2100, 1, 1),
        }
        | values
    )  # fmt: skip


def webhook(url: str = "https://example.org/faden", *, now: datetime = NOW, **values: Any) -> Webhook:
    """A webhook that is told everything there is."""
    return Webhook.objects.create(
        **{"name": "Intranet", "url": url, "secret": seal_words(SECRET), "topics": list(TOPICS), "added_at": now}
        | values
    )
