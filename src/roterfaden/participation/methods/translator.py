"""Drafting translations: a server that speaks the interface of LibreTranslate. Off unless the settings name one.

It gets the words and two languages, nothing else: no number, no name, no address of a page. What it says is a draft and
is kept and shown as one. https://docs.libretranslate.com/api/operations/translate/
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings

from roterfaden.kernel.outgoing import FetchError, Limits, Outgoing
from roterfaden.participation.errors.translating import (
    TooLongToTranslate,
    TranslatorRefused,
    TranslatorUnavailable,
    TranslatorUnknown,
)

LONGEST = 5_000
"""Letters of one text that are sent."""
LARGEST_ANSWER = 2**18
"""Bytes of an answer that are read."""


@dataclass(frozen=True)
class Translator:
    """One server. A request goes to this host only: a redirect is not followed and counts as no answer."""

    url: str
    key: str = ""
    timeout: float = 20.0
    """Seconds to wait for the connection and for each part of the answer."""

    def translate(self, text: str, *, source: str, target: str) -> str:
        """`text` in the language `target`. Raises a DomainError that says what is wrong."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            raise TranslatorUnknown()
        if len(text) > LONGEST:
            raise TooLongToTranslate(limit=LONGEST)
        wanted = {"q": text, "source": source, "target": target, "format": "text"}
        body = json.dumps(wanted | ({"api_key": self.key} if self.key else {}))
        limits = Limits(largest=LARGEST_ANSWER, seconds=4 * self.timeout, patience=self.timeout, attempts=1)
        way_out = Outgoing([parts.hostname], limits=limits, named_by_operator=True)
        try:
            answer = way_out.post(f"{self.url.rstrip('/')}/translate", body.encode(), media_type="application/json")
        except FetchError as error:
            raise TranslatorUnavailable() from error
        if HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise TranslatorRefused(status=answer.status)
        if not answer.is_ok:
            raise TranslatorUnavailable()
        return _words_in(answer.content)


def _words_in(content: bytes) -> str:
    try:
        found = json.loads(content)["translatedText"]
    except (ValueError, KeyError, TypeError) as error:
        raise TranslatorUnavailable() from error
    if not isinstance(found, str) or not found.strip():
        raise TranslatorUnavailable()
    return found.strip()


def translator() -> Translator | None:
    """The translator of this installation, or None."""
    if not settings.TRANSLATOR_URL:
        return None
    return Translator(settings.TRANSLATOR_URL, settings.TRANSLATOR_KEY, settings.TRANSLATOR_TIMEOUT)
