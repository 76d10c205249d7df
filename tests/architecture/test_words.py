"""Words: verbs of the log make German sentences, models stand in the glossary, settings are documented."""

import ast
import re

from django.apps import apps
from django.utils import translation

from roterfaden.audit.registry import verbs
from tests.architecture.house import ROOT, SOURCE, all_files, tree

GLOSSARY = ROOT / "docs" / "glossary.md"
SETTINGS = ROOT / "docs" / "settings.md"
VARIABLE = re.compile(r"\b(?:FADEN_[A-Z_]+|DATABASE_URL)\b")


GETTEXT = re.compile(r"^n?p?gettext(_lazy|_noop)?$")
"""The functions whose calls makemessages finds by name; beside them it knows only `_`."""


def hidden_translations() -> list[str]:
    """Imports that give a gettext function a name makemessages does not know: their texts would stay German."""
    return [
        f"{file.relative_to(SOURCE)}: {name.name} as {name.asname}"
        for file in all_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if GETTEXT.match(name.name) and name.asname not in (None, "_")
    ]


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("roterfaden.")]


def glossary_faults(model, glossary: str) -> list[str]:
    """A model's German word and its English name stand in one row of the glossary."""
    word, name = str(model._meta.verbose_name), model.__name__
    rows = [line for line in glossary.splitlines() if line.startswith("|") and f"`{name}`" in line]
    if not rows:
        return [f"{name} ({word}) is missing"]
    return [] if any(word in row for row in rows) else [f"{name} is called {word!r} in the code, not in the glossary"]


def read_variables() -> set[str]:
    """Variables the program reads, and those ./faden itself sets or respects."""
    texts = [(SOURCE / "config" / name).read_text(encoding="utf-8") for name in ("settings.py", "env.py")]
    return {name for text in [*texts, (ROOT / "faden").read_text(encoding="utf-8")] for name in VARIABLE.findall(text)}


def test_every_verb_makes_a_german_sentence():
    with translation.override("de"):
        said = {verb: str(sentence) % {"subject": "Ziel 3"} for verb, sentence in verbs().items()}

    assert [verb for verb in said if not re.fullmatch(r"[a-z_]+\.[a-z_]+", verb)] == []
    assert {
        verb: text for verb, text in said.items() if "Ziel 3" not in text or "%" in text or text.endswith(".")
    } == {}


def test_log_knows_verbs():
    assert len(verbs()) > 10


def test_verb_values_belong_to_one_context_each():
    """The registry is one dictionary: a value used by two contexts would lose one of the sentences."""
    from importlib import import_module

    listed = [
        value
        for config in apps.get_app_configs()
        if config.name.startswith("roterfaden.") and (SOURCE / config.label / "enums.py").is_file()
        for value in getattr(getattr(import_module(f"{config.name}.enums"), "Verb", None), "values", ())
    ]

    assert sorted(listed) == sorted(verbs())


def test_every_model_stands_in_the_glossary():
    glossary = GLOSSARY.read_text(encoding="utf-8")

    with translation.override("de"):
        assert [fault for model in our_models() for fault in glossary_faults(model, glossary)] == []


def test_every_setting_is_documented_and_every_documented_setting_exists():
    text = SETTINGS.read_text(encoding="utf-8")
    documented = {name.removesuffix("_FILE") for name in VARIABLE.findall(text)}

    assert documented == read_variables()


def test_only_the_configuration_reads_the_environment():
    readers = {
        path.relative_to(SOURCE).as_posix()
        for path in all_files()
        if path.is_relative_to(SOURCE) and re.search(r"\bos\.(?:environ|getenv)\b", path.read_text(encoding="utf-8"))
    }

    assert readers == {"config/env.py", "config/wsgi.py"}


def test_gettext_gets_plain_sentences():
    """No f-string, no .format and no % inside gettext: the sentence in the catalogue has to be the one in the code."""
    import ast

    names = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
    faults = [
        f"{path.name}:{node.lineno}"
        for path in all_files()
        if path.is_relative_to(SOURCE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names
        for argument in node.args[:1]
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
        or re.search(r"%[sd]", argument.value)
    ]

    assert faults == []


def test_every_translation_is_found_by_makemessages():
    assert hidden_translations() == []
