"""What people agree to, word for word, and what stands on the slip with their code.

A version in use is never changed: a new wording is a new version.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.advice.enums import ConsentPurpose

CURRENT_TEXT = "2026-11"
"""The version read out or signed now."""
CONSENT_TEXTS: dict[str, dict[str, str | Promise]] = {
    "2026-11": {
        ConsentPurpose.SITUATION: _(
            "Sie dürfen aufschreiben, was ich Ihnen über meine Situation erzähle. Nur mein Beratungsteam liest das. "
            "Ich kann Nein sagen und werde trotzdem beraten. Ich kann es jederzeit zurücknehmen, dann wird es gelöscht."
        ),
    },
}


def consent_text(purpose: str, version: str = CURRENT_TEXT) -> str:
    """What a version says about a purpose, in the language of the reader."""
    return str(CONSENT_TEXTS[version][purpose])
