"""Translation catalogues: compile them (.po → .mo), hand out what is missing, take in what was translated.

Needs no gettext.

    catalogues.py                              compile what is out of date (./faden demo and ./faden test do it)
    catalogues.py export uk missing.json       the texts residents read that Ukrainian lacks, for a translator
    catalogues.py import uk missing.json       take the finished file in, if it passes every check
    catalogues.py import uk list.json texts.json     the same, with the translations as a list beside the texts

An exported file is a list of {"id", "context", "en", "in", "text"}: German, its context, English as a help, where it
stands; the translator fills "text", with a list of forms where there are several. Entries left empty stay untranslated.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from copy import copy
from gettext import c2py  # how gettext itself reads a plural rule
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "roterfaden" / "locale"
ENGLISH, REFERENCE = "en", "ar"
"""English is complete; what Arabic translates is what residents read (ADR 29)."""
RESIDENTS_FOLDERS = ("public/", "thread/", "ui/", "web/", "kernel/")
"""Where words of residents come from, whether or not the reference catalogue has them yet."""
SLAVIC = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
PLURALS = {
    "de-simple": (2, "n != 1"),
    "en": (2, "n != 1"),
    "ar": (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5"),
    "uk": (3, SLAVIC),
    "tr": (2, "n != 1"),
    "ru": (3, SLAVIC),
    "fa": (2, "n != 1"),
    "pl": (3, "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"),
    "ro": (3, "n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2"),
    "fr": (2, "n > 1"),
}
"""Number of forms and which one counts n things (CLDR, for whole numbers)."""
PLACEHOLDER = re.compile(r"%%?\((\w+)\)s")  # %%: filled in by JavaScript
TAG = re.compile(r"</?\w+[^>]*>")
COUNTED_UP_TO = 1_000


# --- reading and writing ------------------------------------------------------------------------------------------
def folder(language: str) -> str:
    """The name of a language's folder: "de-simple" → "de_Simple"."""
    code, _dash, variant = language.partition("-")
    return f"{code}_{variant.title()}" if variant else code


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / folder(language) / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """A catalogue."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=folder(language))


def write(language: str, catalogue: Catalog) -> None:
    """Write a catalogue as makemessages does: one line a text, files without line numbers."""
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    with path_of(language).open("wb") as file:
        write_po(file, catalogue, width=0, include_lineno=False, ignore_obsolete=True)


def new(language: str) -> Catalog:
    """An empty catalogue of a language with every text there is."""
    forms, rule = PLURALS[language]
    about = f"# Catalogue of Roter Faden: {language}. German is the source language; see docs/how-to/translate.md."
    made = Catalog(locale=folder(language), project="Roter Faden", header_comment=about)
    made.mime_headers = [
        ("Language", folder(language)),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", f"nplurals={forms}; plural=({rule});"),
    ]
    for message in messages(read(ENGLISH)):
        empty = copy(message)
        empty.string = ("",) * forms if message.pluralizable else ""
        empty.flags, empty.previous_id = message.flags - {"fuzzy"}, []
        made[message.id] = empty
    return made


def messages(catalogue: Catalog) -> list[Message]:
    """The messages without the header, which is the one with an empty id."""
    return [message for message in catalogue if message.id]


def ids(message: Message) -> tuple[str, ...]:
    """Its German: one text, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    """Its translation, form by form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def key(message: Message) -> tuple[str | None, str]:
    """What a catalogue knows it by."""
    return message.context, ids(message)[0]


def is_translated(message: Message | None) -> bool:
    """Whether every form is there."""
    return message is not None and all(texts(message)) and not message.fuzzy


def for_residents() -> list[Message]:
    """The messages every language of residents translates: those the reference catalogue does, and what is new."""
    return [
        message
        for message in messages(read(REFERENCE))
        if is_translated(message) or any(file.startswith(RESIDENTS_FOLDERS) for file, _line in message.locations)
    ]


# --- checks -------------------------------------------------------------------------------------------------------
def forms_of_one_number(language: str) -> frozenset[int]:
    """The forms that count one number only, and may therefore say it as a word or leave it out.

    None is not counted here: where French has nothing it takes the form of one, but the German then says so in a
    sentence of its own.
    """
    forms, rule = PLURALS[language]
    form_of = c2py(rule)
    counted = [form_of(number) for number in range(1, COUNTED_UP_TO)]
    return frozenset(form for form in range(forms) if counted.count(form) <= 1)


def faults(german: tuple[str, ...], translated: tuple[str, ...], language: str) -> Iterator[str]:
    """What is wrong with a translation, in words. An empty one is not wrong, it is missing; half of one is."""
    if not any(translated):
        return
    forms = PLURALS[language][0] if len(german) > 1 else 1
    if len(translated) != forms or not all(translated):
        yield f"{sum(map(bool, translated))} forms of {forms}"
        return
    wanted = set().union(*(PLACEHOLDER.findall(text) for text in german))
    for form, text in enumerate(translated):
        found = set(PLACEHOLDER.findall(text))
        may_drop = len(german) > 1 and form in forms_of_one_number(language)
        if found - wanted:
            yield f"placeholder not in the German: {', '.join(sorted(found - wanted))}"
        if wanted - found and not may_drop:
            yield f"placeholder lost in form {form}: {', '.join(sorted(wanted - found))}"
        if "%" in PLACEHOLDER.sub("", text) and "%" not in PLACEHOLDER.sub("", german[-1]):
            yield "a % outside a placeholder"
        if sorted(TAG.findall(text)) != sorted(TAG.findall(german[-1])) and not may_drop:
            yield "other HTML tags than the German"
        if _edges(text) != _edges(german[-1]):
            yield "other spaces or line breaks at its ends than the German"


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


# --- the commands -------------------------------------------------------------------------------------------------
def compile_catalogues() -> int:
    """Compile what is out of date and return how many that were. Fuzzy entries stay out, as with msgfmt."""
    written = 0
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, domain=source.stem)
        beside = target.with_suffix(f".{os.getpid()}")
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(target)
        written += 1
    return written


def missing(language: str) -> list[dict[str, Any]]:
    """What residents read and a language does not say yet, for a translator."""
    own = {key(message): message for message in messages(read(language))} if path_of(language).is_file() else {}
    english = {key(message): message for message in messages(read(ENGLISH))}
    return [
        {
            "id": message.id if isinstance(message.id, str) else list(message.id),
            "context": message.context,
            "en": english[key(message)].string if key(message) in english else "",
            "in": sorted({file for file, _line in message.locations})[:2],
            "text": [""] * PLURALS[language][0] if message.pluralizable else "",
        }
        for message in for_residents()
        if not is_translated(own.get(key(message)))
    ]


def take_in(language: str, entries: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """Put translations into the catalogue of a language: how many, and what was wrong. A fault, and none is taken."""
    catalogue = read(language) if path_of(language).is_file() else new(language)
    wrong, done = [], 0
    for entry in entries:
        german = (entry["id"],) if isinstance(entry["id"], str) else tuple(entry["id"])
        text = (entry["text"],) if isinstance(entry["text"], str) else tuple(entry["text"])
        message = catalogue.get(german[0], entry.get("context"))
        if message is None or not any(text):
            continue
        if message.pluralizable != (len(german) > 1):
            wrong.append(f"{german[0]!r}: counts now, or no longer")
            continue
        wrong += [f"{german[0]!r}: {fault}" for fault in faults(ids(message), text, language)]
        message.string = text if message.pluralizable else text[0]
        message.flags.discard("fuzzy")
        done += 1
    if not wrong:
        write(language, catalogue)
    return (0 if wrong else done), wrong


def _finished(file: Path, beside: Path | None) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    if beside is None:
        return entries
    translated = json.loads(beside.read_text(encoding="utf-8"))
    if len(translated) != len(entries):
        sys.exit(f"{beside}: {len(translated)} translations for {len(entries)} texts")
    return [entry | {"text": text} for entry, text in zip(entries, translated, strict=True)]


def main(arguments: list[str]) -> int:
    """Run one command; the exit code says whether everything was right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("compile")  # what is done without a command, too
    out = commands.add_parser("export")
    back = commands.add_parser("import")
    for command in (out, back):
        command.add_argument("language", choices=sorted(PLURALS))
        command.add_argument("file", type=Path)
    back.add_argument("beside", type=Path, nargs="?")
    given = parser.parse_args(arguments)
    if given.command == "export":
        entries = missing(given.language)
        given.file.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"{given.language}: {len(entries)} texts to translate in {given.file}\n")
    elif given.command == "import":
        done, wrong = take_in(given.language, _finished(given.file, given.beside))
        sys.stdout.write("".join(f"{fault}\n" for fault in wrong))
        sys.stdout.write(f"{given.language}: {done} texts taken in, {len(wrong)} faults\n")
        return bool(wrong)
    else:
        compile_catalogues()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
