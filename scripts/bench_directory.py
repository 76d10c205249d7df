"""Called by `./faden bench directory`: the directory of help with 5,000 services described in eleven languages, on
SQLite and PostgreSQL, each with data that is thrown away afterwards: taken in as a table, indexed, searched in several
languages, filtered, shown and given away.

The services of the example county are repeated with other names and places; their words are put into every language
from the ideas of the search, so that the index is as full as with real translations. Requests are answered inside this
process, one after the other: what is measured is the program, without the network.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench_search import row, timed

if TYPE_CHECKING:
    from roterfaden.directory.methods import ServiceFacts

ROOT = Path(__file__).resolve().parent.parent
SERVICES = 5_000
PLACES = 400
"""Different sites among the services."""
ASKED = {
    "Beratung, erste Seite": "/beratung/",
    "Liste, alle": "/beratung/angebote/",
    "Liste, „Kita“": "/beratung/angebote/?suche=Kita",
    "Liste, „learn German with childcare“": "/en/beratung/angebote/?suche=learn+German+with+childcare",
    "Liste, „حضانة“": "/ar/beratung/angebote/?suche=حضانة",
    "Liste, „дитячий садок“": "/uk/beratung/angebote/?suche=дитячий+садок",
    "Liste, in der Nähe, geöffnet": "/beratung/angebote/?ort=melle&umkreis=20&offen=on",
    "Liste, Wort, Ort, Sprache": "/beratung/angebote/?suche=Arzt&ort=melle&sprache=ar",
    "Faltblatt einer Kommune (PDF)": "/beratung/angebote/angebote.pdf?ort=melle&umkreis=0",
}


def main() -> None:
    """Measure on both engines, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="./faden bench directory", description="Misst das Verzeichnis der Angebote.")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), help="nur diese Datenbank")
    parser.add_argument("--services", type=int, default=SERVICES, help="Zahl der Angebote")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        measure(options.services)
        return
    if options.engine != "postgresql":
        run("SQLite", "", options.services)
    if options.engine != "sqlite":
        from postgres import temporary_server

        with temporary_server() as url:
            run("PostgreSQL", url, options.services)


def run(name: str, url: str, services: int) -> None:
    """Measure with a fresh environment, so that nothing of this machine's installation is touched."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FADEN_", "DATABASE_URL"))}
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        own = {"FADEN_DATA": data, "FADEN_SECRET_KEY": secrets.token_urlsafe(48)} | (
            {"DATABASE_URL": url} if url else {}
        )
        print(f"\n{name}\n", flush=True)
        asked = [sys.executable, __file__, "--inside", "--services", str(services)]
        subprocess.run(asked, check=True, env=kept | own, cwd=ROOT)


def measure(services: int) -> None:
    """Fill, index and ask; print Markdown."""
    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roterfaden.config.settings")
    sys.path.insert(0, str(ROOT / "src"))
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from django.utils import timezone

    from roterfaden.directory.actions import prepare_listing, take_listing
    from roterfaden.directory.methods import columns, table_row
    from roterfaden.directory.models import DirectoryEntry, Service
    from roterfaden.example.chapters import house
    from roterfaden.example.story import EXAMPLE, Story
    from roterfaden.kernel.tables import write_csv

    call_command("migrate", interactive=False, verbosity=0)
    house.tell(Story(loaded_at=timezone.now()), password=secrets.token_urlsafe(16))
    data = b"".join(write_csv(columns(), (table_row(facts) for facts in grown(services))))
    now = timezone.now()
    made = []
    read = timed(
        lambda: made.append(prepare_listing(actor=EXAMPLE, upload=ContentFile(data, name="viele.csv"), now=now))
    )
    taken = timed(lambda: take_listing(actor=EXAMPLE, listing=made[0], now=now))
    count = Service.objects.count()
    again = timed(
        lambda: DirectoryEntry.objects.renew_services(Service.objects.order_by("pk").values_list("pk", flat=True))
    )
    print("| Schritt | Angebote | s |\n|---|---:|---:|")
    for name, took in (("Tabelle lesen", read), ("übernehmen und aufnehmen", taken), ("Verzeichnis neu", again)):
        print(f"| {name} | {count:,} | {took:.1f} |", flush=True)
    print("\n| Seite | Angebote | p50 ms | p95 ms | davon Rechenzeit ms | SQL-Abfragen |")
    print("|---|---:|---:|---:|---:|---:|")
    uid = Service.objects.order_by("pk").values_list("uid", flat=True)[0]
    for name, address in {**ASKED, "ein Angebot": f"/beratung/angebote/{uid}/"}.items():
        print(row(name, count, address), flush=True)


def grown(services: int) -> Iterator["ServiceFacts"]:
    """The services of the example again and again, in other places, with words in every language."""
    from roterfaden.directory.methods import read_rows
    from roterfaden.directory.methods.listing_tables import translations
    from roterfaden.example.read import DATA
    from roterfaden.kernel.tables import read_table

    ideas = tomllib.loads((ROOT / "src/roterfaden/directory/data/synonyms.toml").read_text(encoding="utf-8"))["idea"]
    rows = read_rows(read_table((DATA / "services.csv").read_bytes(), "services.csv"))
    for number in range(services):
        facts = rows[number % len(rows)].facts
        idea = ideas[number % len(ideas)]
        said = {code: idea.get(code) or idea["de"] for code in translations()}
        texts = tuple((code, f"{words[0]} {number}", " ".join(words)) for code, words in said.items())
        where = number % PLACES
        yield replace(
            facts, uid="", title=f"{facts.title} {number}", organisation=f"{facts.organisation} {where}", checked_on="",
            site=f"{facts.site} {where}" if facts.site else "", texts=texts,
        )  # fmt: skip


if __name__ == "__main__":
    main()
