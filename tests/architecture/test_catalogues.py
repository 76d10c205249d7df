"""The catalogues: English complete, Arabic for residents, placeholders and plurals right, extraction up to date."""

import ast
import contextlib
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.test import override_settings

from roterfaden.accounts.enums import Role
from roterfaden.concept.enums import ElementKind, MapKind, Outcome, VersionKind
from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.indicators.enums import Accountability, Direction, ObservationStatus
from roterfaden.monitoring.enums import ReasonCode, SignalKind, Status
from roterfaden.participation.enums import Channel, ContributionKind, EventKind, StageKind, TranslationStatus
from roterfaden.places.enums import AreaKind
from roterfaden.reporting.enums import Audience
from tests.architecture.house import SOURCE, all_files, called, calls_in, tree

LANGUAGES = ("en", "ar")
PLURAL_FORMS = {"en": 2, "ar": 6}
# Forms for a single number (English one; Arabic zero, one, two) may say it in a word instead of a figure.
FORMS_OF_ONE_NUMBER = {"en": {0}, "ar": {0, 1, 2}}
COUNTED_BLOCK = re.compile(r"{%\s*blocktranslate\b[^%]*%}(.*?){%\s*plural\s*%}(.*?){%\s*endblocktranslate", re.DOTALL)
PLACEHOLDER = re.compile(r"%%?\((\w+)\)s")  # %%: filled in by JavaScript

# What residents read comes from here, and from the labels of these enumerations.
RESIDENTS_FOLDERS = ("public/", "thread/", "ui/", "web/", "kernel/")
RESIDENTS_LABELS = (
    Accountability, Answer, AreaKind, Audience, BodyKind, Channel, ConsultationRole, ContributionKind, Direction,
    ElementKind, EventKind, MapKind, ObservationStatus, Outcome, PaperKind, Progress, ReasonCode, Result, Role,
    SignalKind, StageKind, Status, TranslationStatus, VersionKind,
)  # fmt: skip


@cache
def catalogue(language: str) -> Catalog:
    return read(SOURCE / "locale" / language / "LC_MESSAGES" / "django.po", language)


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(found: Catalog) -> list[Message]:
    """The messages without the header, which is the one with an empty id."""
    return [message for message in found if message.id]


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def placeholder_faults(message: Message, language: str) -> list[str]:
    """What a translation says about its placeholders that the German does not."""
    wanted = set().union(*map(placeholders, ids(message)))
    faults = []
    for form, text in enumerate(texts(message)):
        found = placeholders(text)
        may_drop = message.pluralizable and form in FORMS_OF_ONE_NUMBER[language]
        if text and (found - wanted or (wanted - found and not may_drop) or "%" in PLACEHOLDER.sub("", text)):
            faults.append(f"{ids(message)[0]!r} → {text!r}")
    return faults


def is_translated(message: Message | None) -> bool:
    return message is not None and all(texts(message))


def for_residents(message: Message) -> bool:
    return any(file.startswith(RESIDENTS_FOLDERS) for file, _line in message.locations)


def keys(found: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    """Context and ids of every message."""
    return {(message.context, ids(message)) for message in messages(found)}


def counted_messages() -> Iterator[tuple[str, str]]:
    """Singular and plural of every message that counts, in templates and in code."""
    for path in SOURCE.glob("*/templates/**/*"):
        if path.suffix in {".html", ".txt"}:
            yield from COUNTED_BLOCK.findall(path.read_text(encoding="utf-8"))
    for path in all_files():
        if path.is_relative_to(SOURCE):
            for call in calls_in(tree(path)):
                if called(call) in {"ngettext", "ngettext_lazy"}:
                    singular, plural = (ast.literal_eval(argument) for argument in call.args[:2])
                    yield singular, plural


@pytest.fixture(scope="module")
def extracted(tmp_path_factory) -> Catalog:
    """What makemessages finds today. It works in a copy, because it puts files of its own beside the templates."""
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed; ./faden test installs it")
    source = tmp_path_factory.mktemp("catalogues") / "roterfaden"
    shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("static", "data", "locale", "__pycache__"))
    locale = source / "locale"
    locale.mkdir()
    with contextlib.chdir(source), override_settings(LOCALE_PATHS=[str(locale)]):
        call_command("makemessages", locale=["en"], add_location="file", no_wrap=True, verbosity=0)
    return read(locale / "en" / "LC_MESSAGES" / "django.po", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_exactly_what_the_source_says(extracted, language):
    """Red? Run the extraction of docs/how-to/translate.md and translate what is new."""
    assert keys(catalogue(language)) == keys(extracted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_no_fuzzy_entry(language):
    assert [message.id for message in messages(catalogue(language)) if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_keeps_the_placeholders(language):
    assert [fault for message in messages(catalogue(language)) for fault in placeholder_faults(message, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_has_every_plural_form_or_none(language):
    faults = [
        message.id
        for message in messages(catalogue(language))
        if message.pluralizable and len({bool(text) for text in texts(message)}) + (
            len(texts(message)) != PLURAL_FORMS[language]
        ) != 1
    ]  # fmt: skip

    assert faults == []


def test_singular_has_one_plural():
    """The catalogue knows a message by its singular: of two plurals for one singular, one would never be found."""
    plurals: dict[str, set[str]] = {}
    for singular, plural in counted_messages():
        plurals.setdefault(" ".join(singular.split()), set()).add(" ".join(plural.split()))

    assert len(plurals) > 10
    assert {singular: found for singular, found in plurals.items() if len(found) > 1} == {}


def test_english_is_complete():
    assert [message.id for message in messages(catalogue("en")) if not is_translated(message)] == []


def test_arabic_is_complete_on_the_pages_of_residents(extracted):
    arabic = catalogue("ar")
    wanted = [message for message in messages(extracted) if for_residents(message)]

    assert [message.id for message in wanted if not is_translated(arabic.get(message.id, message.context))] == []


def test_arabic_has_the_labels_residents_read():
    labels = sorted({str(label) for enum in RESIDENTS_LABELS for label in enum.labels})

    assert [label for label in labels if not is_translated(catalogue("ar").get(label))] == []


def test_arabic_uses_arabic_punctuation():
    """No Latin comma, semicolon or question mark after an Arabic letter."""
    faults = [
        text for message in messages(catalogue("ar")) for text in texts(message) if re.search(r"[ء-ي][,;?]", text)
    ]

    assert faults == []
