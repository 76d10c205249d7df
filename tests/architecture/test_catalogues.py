"""The catalogues: English complete, the others for residents, placeholders and plurals right, extraction up to date."""

import ast
import contextlib
import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from roterfaden.accounts.enums import Role
from roterfaden.concept.enums import ElementKind, MapKind, Outcome, VersionKind
from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.indicators.enums import Accountability, Direction, ObservationStatus
from roterfaden.kernel import languages
from roterfaden.monitoring.enums import ReasonCode, SignalKind, Status
from roterfaden.participation.enums import (
    Channel,
    ContributionKind,
    EventKind,
    Retention,
    StageKind,
    TranslationStatus,
)
from roterfaden.places.enums import AreaKind
from roterfaden.reporting.enums import Audience
from tests.architecture.house import ROOT, SOURCE, all_files, called, calls_in, tree
from tests.architecture.residents import lines_shown

sys.path.insert(0, str(ROOT / "scripts"))
import catalogues
from catalogues import RESIDENTS_FOLDERS, ids, is_translated, messages, texts

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
FOR_RESIDENTS = tuple(code for code in LANGUAGES if code != "en")
COUNTED_BLOCK = re.compile(r"{%\s*blocktranslate\b[^%]*%}(.*?){%\s*plural\s*%}(.*?){%\s*endblocktranslate", re.DOTALL)

# What residents read comes from RESIDENTS_FOLDERS, from what public views reach, and from the labels of these.
RESIDENTS_LABELS = (
    Accountability, Answer, AreaKind, Audience, BodyKind, Channel, ConsultationRole, ContributionKind, Direction,
    ElementKind, EventKind, MapKind, ObservationStatus, Outcome, PaperKind, Progress, ReasonCode, Result, Retention,
    Role, SignalKind, StageKind, Status, TranslationStatus, VersionKind,
)  # fmt: skip


@cache
def catalogue(language: str) -> Catalog:
    return catalogues.read(language)


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def for_residents(message: Message) -> bool:
    """Whether a message stands where residents read, or where a public view takes it from (residents.py)."""
    return any(
        file.startswith(RESIDENTS_FOLDERS) or line in lines_shown().get(file, ()) for file, line in message.locations
    )


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
        call_command("makemessages", locale=["en"], add_location="full", no_wrap=True, verbosity=0)
    return read(locale / "en" / "LC_MESSAGES" / "django.po", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_exactly_what_the_source_says(extracted, language):
    """Red? Run the extraction of docs/how-to/translate.md and translate what is new."""
    assert keys(catalogue(language)) == keys(extracted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_no_fuzzy_entry(language):
    assert [message.id for message in messages(catalogue(language)) if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_pass_every_check(language):
    """Placeholders, plural forms by the language's own rule, tags, spaces at the ends."""
    found = [
        (message.id, fault)
        for message in messages(catalogue(language))
        for fault in catalogues.faults(ids(message), texts(message), language)
    ]

    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_the_plural_rule_of_its_language(language):
    forms, rule = catalogues.PLURALS[language]
    header, wanted = catalogue(language).plural_expr, c2py(rule)

    assert catalogue(language).num_plurals == forms
    assert [c2py(header)(number) for number in range(205)] == [wanted(number) for number in range(205)]


@pytest.mark.parametrize(
    ("language", "forms"),
    [("uk", set()), ("pl", {0}), ("ro", {0}), ("ar", {0, 1, 2}), ("de-simple", {0}), ("fr", {0}), ("tr", {0})],
)
def test_only_a_form_for_one_number_may_leave_the_number_out(language, forms):
    assert catalogues.forms_of_one_number(language) == forms


def test_faults_of_a_translation_are_found():
    counted = ("%(count)s Beitrag", "%(count)s Beiträge")

    def found(german, translated):
        return list(catalogues.faults(german, translated, "uk"))

    assert found(("Karte %(code)s",), ("Картка %(kod)s",)) == [
        "placeholder not in the German: kod", "placeholder lost in form 0: code",
    ]  # fmt: skip
    assert found(counted, ("%(count)s думка", "", "%(count)s думок")) == ["2 forms of 3"]
    assert found(counted, ("одна думка", "%(count)s думки", "%(count)s думок")) == ["placeholder lost in form 0: count"]
    assert found(("<b>Ja</b>",), ("Так",)) == ["other HTML tags than the German"]
    assert found(("Ja ",), ("Так",)) == ["other spaces or line breaks at its ends than the German"]
    assert found(counted, ("", "", "")) == []


def test_file_for_a_translator_comes_back(tmp_path, monkeypatch):
    """Export what is missing, fill it in, take it in; a fault keeps everything out."""
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    for language in ("en", "ar"):
        shutil.copytree(SOURCE / "locale" / language, tmp_path / language)
    file = tmp_path / "fa.json"
    assert catalogues.main(["export", "fa", str(file)]) == 0
    entries = json.loads(file.read_text(encoding="utf-8"))
    text = next(entry for entry in entries if entry["id"] == "Zum Inhalt springen")

    text["text"] = "رفتن به محتوا"
    file.write_text(json.dumps(entries), encoding="utf-8")
    assert catalogues.main(["import", "fa", str(file)]) == 0
    assert catalogues.read("fa").get("Zum Inhalt springen").string == "رفتن به محتوا"
    assert len(catalogues.missing("fa")) == len(entries) - 1

    text["text"] = "%(what)s"
    file.write_text(json.dumps(entries), encoding="utf-8")
    assert catalogues.main(["import", "fa", str(file)]) == 1
    assert catalogues.read("fa").get("Zum Inhalt springen").string == "رفتن به محتوا"


def test_package_and_tool_agree_on_what_residents_read():
    assert (languages.REFERENCE, languages.RESIDENTS_FOLDERS) == (catalogues.REFERENCE, RESIDENTS_FOLDERS)
    assert {code: languages.catalogue_path(code) for code in LANGUAGES} == {
        code: catalogues.path_of(code) for code in LANGUAGES
    }


def test_every_language_says_whether_somebody_has_read_it():
    entries = tomllib.loads((SOURCE / "locale" / "reviews.toml").read_text(encoding="utf-8"))

    assert entries.keys() == set(LANGUAGES)
    assert all(languages.review_of(code).language == code for code in LANGUAGES)


def test_singular_has_one_plural():
    """The catalogue knows a message by its singular: of two plurals for one singular, one would never be found."""
    plurals: dict[str, set[str]] = {}
    for singular, plural in counted_messages():
        plurals.setdefault(" ".join(singular.split()), set()).add(" ".join(plural.split()))

    assert len(plurals) > 10
    assert {singular: found for singular, found in plurals.items() if len(found) > 1} == {}


def test_english_is_complete():
    assert [message.id for message in messages(catalogue("en")) if not is_translated(message)] == []


@pytest.mark.parametrize("language", FOR_RESIDENTS)
def test_language_is_complete_on_the_pages_of_residents(extracted, language):
    own, reference = catalogue(language), catalogue(catalogues.REFERENCE)
    wanted = [
        message
        for message in messages(extracted)
        if for_residents(message) or is_translated(reference.get(message.id, message.context))
    ]

    assert [message.id for message in wanted if not is_translated(own.get(message.id, message.context))] == []


@pytest.mark.parametrize("language", FOR_RESIDENTS)
def test_language_has_the_labels_residents_read(language):
    labels = sorted({str(label) for enum in RESIDENTS_LABELS for label in enum.labels})

    assert [label for label in labels if not is_translated(catalogue(language).get(label))] == []


def test_arabic_uses_arabic_punctuation():
    """No Latin comma, semicolon or question mark after an Arabic letter."""
    faults = [
        text for message in messages(catalogue("ar")) for text in texts(message) if re.search(r"[ء-ي][,;?]", text)
    ]

    assert faults == []
