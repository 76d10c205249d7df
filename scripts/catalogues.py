"""Compile translation catalogues (.po → .mo) where they are missing or out of date. Needs no gettext.

Called by `./faden demo` and `./faden test`; the compiled files are not kept in git.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "roterfaden" / "locale"


def compile_catalogues() -> int:
    """Compile what is out of date and return how many that were. Fuzzy entries stay out, as with msgfmt."""
    written = 0
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, domain=source.stem)
        beside = target.with_suffix(".mo.new")
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(target)
        written += 1
    return written


if __name__ == "__main__":
    compile_catalogues()
