"""What a worker does for the concept."""

from roterfaden.concept.tasks.word_import import IMPORT_WORD, import_word

__all__ = ["IMPORT_WORD", "import_word"]
