"""Called by `./faden bench sorting`: suggestions for one new card among 10,000, and grouping 10,000 and 100,000 cards.

The cards are SYNTHETIC: sentences of the example county's cards are cut into phrases and put together anew with a fixed
seed, one in twenty is a near copy of an earlier one. They have the words, lengths and languages of real cards, but say
nothing; their number of near copies is made, not observed. Each measurement is a process of its own, so that its memory
is its own. The first line of numbers is without what Python and Django need themselves.
"""

import argparse
import csv
import os
import platform
import random
import re
import resource
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CARDS = ROOT / "src" / "roterfaden" / "example" / "data" / "contributions.csv"
SEED = 20180416
FIELDS = 9
ASKED = 100
NEAR_COPY = 20
SIZES = (10_000, 100_000)
MOST = 200_000


def main() -> None:
    """Measure each in a process of its own, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench sorting", description="Misst Vorschläge und Gruppen.")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="Karten für das Gruppieren")
    parser.add_argument("--here", nargs=2, metavar=("WAS", "KARTEN"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(MEASURES[options.here[0]](min(int(options.here[1]), MOST)), flush=True)
        return
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"{os.cpu_count()} Kerne, {memory:.0f} GiB Arbeitsspeicher, Python {platform.python_version()}; ", end="")
    print("Karten aus dem Wortschatz des Beispiel-Landkreises zusammengesetzt (synthetisch)\n")
    print("| Messung | Karten | Ergebnis | s | Speicher höchstens MB |\n|---|---:|---|---:|---:|", flush=True)
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        environment = os.environ | {
            "FADEN_DATA": data, "FADEN_SECRET_KEY": secrets.token_urlsafe(48), "FADEN_ENCODER": "",
            "DATABASE_URL": f"sqlite:///{data}/faden.sqlite3", "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "roterfaden.config.settings",
        }  # fmt: skip
        for what, size in [("suggest", SIZES[0]), *(("group", size) for size in options.sizes)]:
            subprocess.run([sys.executable, __file__, "--here", what, str(size)], env=environment, check=True)


# --- cards ------------------------------------------------------------------------------------------------------------
def made_cards(count: int) -> list[tuple[str, int]]:
    """(text, field) of `count` cards, the same in every run."""
    chance = random.Random(SEED)  # noqa: S311 -- no secret, only the same cards every time
    with CARDS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["theme"] and row["language"] == "de"]
    by_field: dict[str, list[str]] = {}
    for row in rows:
        phrases = [part.strip() for part in re.split(r"[.,;:!?]|\bund\b", row["text"]) if len(part.strip()) > 3]  # noqa: PLR2004
        by_field.setdefault(row["theme"].split("-")[1], []).extend(phrases)
    fields = sorted(by_field)
    every = [phrase for field in fields for phrase in by_field[field]]
    made: list[tuple[str, int]] = []
    while len(made) < count:
        if made and chance.randrange(NEAR_COPY) == 0:
            text, number = made[chance.randrange(len(made))]
            made.append((near_copy(text, chance), number))
            continue
        number = chance.randrange(len(fields))
        own = chance.sample(by_field[fields[number]], 2)
        made.append((". ".join([*own, chance.choice(every)]) + ".", number + 1))
    return made


def near_copy(text: str, chance: random.Random) -> str:
    """The same card as somebody else types it: two letters exchanged, or no capitals."""
    if chance.randrange(2):
        return text.lower().rstrip(".")
    place = chance.randrange(1, len(text) - 2)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


# --- measuring --------------------------------------------------------------------------------------------------------
def suggest(size: int) -> str:
    """Suggestions for new cards one by one, with database, reasons and writing; the model is in memory."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from roterfaden.kernel.actors import System
    from roterfaden.sorting import tasks

    call_command("migrate", verbosity=0)
    texts = made_cards(size + ASKED)
    process, rows = written(texts)
    started = time.monotonic()
    tasks.learn(process)
    learning = time.monotonic() - started
    times = []
    for row in rows[-ASKED:]:
        started = time.monotonic()
        tasks.suggest_for(actor=System("bench"), card=row, now=timezone.now())
        times.append(time.monotonic() - started)
    slowest = statistics.quantiles(times, n=20)[-1]
    first = f"| Lernen aus allen sortierten Karten | {size:,} | Modell auf der Platte | {learning:.1f} | {memory()} |\n"
    return first + (
        f"| Vorschläge für eine neue Karte | {size:,} | Median {statistics.median(times) * 1000:.0f} ms, "
        f"95 % unter {slowest * 1000:.0f} ms | {sum(times):.1f} für {ASKED} | {memory()} |"
    )


def written(texts: list[tuple[str, int]]) -> tuple[Any, list[Any]]:
    """A process with these cards, all but the last ASKED sorted into a theme of their field. Past the actions."""
    from datetime import UTC, date, datetime

    from roterfaden.participation.models import BoardStep, Contribution, Process, Theme, ThemeAssignment
    from roterfaden.places.models import Area
    from roterfaden.topics.models import FieldOfAction

    day, now = date(2017, 6, 15), datetime(2017, 6, 15, tzinfo=UTC)
    area = Area.objects.create(
        key="03459", ars="03459", slug="kreis", name="Kreis", short_name="Kreis", kind="county", valid_from=day
    )
    process = Process.objects.create(slug="bench", title="Bench", summary="…", mandate="…", area=area, opened_on=day)
    themes = []
    for number in range(1, FIELDS + 1):
        field = FieldOfAction.objects.create(slug=f"f-{number}", number=number, name=f"F {number}", short_name="F")
        themes.append(Theme.objects.create(process=process, field=field, slug=f"t-{number}", title=f"T {number}"))
    rows = Contribution.objects.bulk_create(
        [
            Contribution(
                process=process, number=number, kind="challenge", text=text, channel="card", said_on=day,
                captured_at=now, moderation="published",
            )
            for number, (text, _field) in enumerate(texts, start=1)
        ],
        batch_size=500,
    )  # fmt: skip
    step = BoardStep.objects.create(process=process, kind="sorted", made_as="moderator", made_at=now)
    ThemeAssignment.objects.bulk_create(
        [
            ThemeAssignment(contribution=row, theme=themes[field - 1], step=step, made_as="moderator", made_at=now)
            for row, (_text, field) in zip(rows[:-ASKED], texts, strict=False)
        ],
        batch_size=500,
    )
    return process, rows


def group(size: int) -> str:
    """Both groupings, words included."""
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()
    from roterfaden.sorting.methods.grouping import group_cards
    from roterfaden.sorting.methods.texts import card, tokens_of

    texts = made_cards(size)
    before = memory()
    started = time.monotonic()
    cards = [card(number, text) for number, (text, _field) in enumerate(texts, start=1)]
    found = group_cards(cards, [tokens_of(row.passages) for row in cards])
    seconds = time.monotonic() - started
    same = sum(len(row.keys) for row in found.same)
    return (
        f"| Gruppieren | {size:,} | {len(found.same):,} Gruppen sagen dasselbe ({same:,} Karten), "
        f"{len(found.together):,} gehören zusammen | {seconds:.1f} | {memory()} (davor {before}) |"
    )


def memory() -> int:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


MEASURES = {"suggest": suggest, "group": group}

if __name__ == "__main__":
    main()
