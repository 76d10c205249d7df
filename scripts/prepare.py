"""Called by `./faden demo`: catalogues, database, example county and static files, in one process.

Each step is skipped when nothing changed, so a second start takes seconds.
"""

import hashlib
import os
import sys
from pathlib import Path

import django
from catalogues import compile_catalogues
from django.conf import settings
from django.core.management import call_command


def collect_static() -> None:
    """Collect and compress static files when one of them is new, changed or gone."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest.hexdigest():
        return
    print("Statische Dateien werden gesammelt …", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest(), encoding="utf-8")


def prepare() -> None:
    """Make the installation in FADEN_DATA ready to be served."""
    compile_catalogues()
    django.setup()
    print("Datenbank wird geprüft …", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_example", if_empty=True)
    collect_static()


def main() -> None:
    """Prepare, and say how to get in."""
    prepare()
    print(f"\nRoter Faden läuft auf {settings.BASE_URL}/ – beenden mit Strg-C.\n", flush=True)
    call_command("load_example", hints=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nAbgebrochen.")
