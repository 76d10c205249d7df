"""The languages people are advised in: more than the interface speaks. No database."""

from babel import Locale
from babel.core import UnknownLocaleError
from django.conf import settings

SPOKEN = (
    "de", "ar", "uk", "ru", "fa", "ku", "tr", "ro", "bg", "pl", "ti", "so", "en", "fr", "es", "pt", "it", "el", "sq",
    "sr", "hr", "bs", "mk", "hu", "ps", "ur", "hi", "bn", "ta", "vi", "zh", "th", "ka", "hy", "az", "am", "ha", "sw",
    "lt", "lv", "cs", "sk", "rom",
)  # fmt: skip
"""ISO 639 codes, those most heard in Lower Saxony first (domain.md §9)."""
OTHER = "und"
"""A language that is not in the list: `und` is ISO 639 for "undetermined"."""
_IN_GERMAN = {"rom": "Romani", OTHER: "andere Sprache"}


def language_word(code: str) -> str:
    """The German name of a language: "Arabisch". An unknown code stays as it is."""
    if code in _IN_GERMAN:
        return _IN_GERMAN[code]
    return str(Locale("de").languages.get(code, code))


def own_language_word(code: str) -> str:
    """How speakers of a language call it: "العربية"; its German name where CLDR does not know it."""
    try:
        return Locale.parse(code).get_language_name(code) or language_word(code)
    except (UnknownLocaleError, ValueError):
        return language_word(code)


def language_choices() -> list[tuple[str, str]]:
    """Code and German name of every language of the list, most heard first, the rest at the end."""
    return [(code, language_word(code)) for code in (*SPOKEN, OTHER)]


def interface_language(code: str) -> str:
    """The language of the interface for somebody who speaks `code`; German where there is none."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
