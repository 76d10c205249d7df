"""What a worker does for the concept."""

from roterfaden.concept.tasks.consulting import (
    forget_remark_addresses,
    tell_remark_authors,
)
from roterfaden.concept.tasks.texts import PROPOSE_TEXTS, propose_version_texts
from roterfaden.concept.tasks.word_import import IMPORT_WORD, import_word

__all__ = [
    "IMPORT_WORD",
    "PROPOSE_TEXTS",
    "forget_remark_addresses",
    "import_word",
    "propose_version_texts",
    "tell_remark_authors",
]
