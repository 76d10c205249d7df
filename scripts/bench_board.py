"""Called by `./faden bench board`: the board of the office with 2,000 cards, and with as many as the example has.

Data of its own that is thrown away afterwards. Pages are asked for in this process, so that SQL queries can be counted;
the figures are those of the server without the way through the network.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from bench_pages import machine, set_up

SIZES = (300, 2_000)  # at least; the example county brings some more than 300 itself
MOST_TIMES = 100
HTTP_OK = 200
OPEN_SHARE = 10  # one card in so many lies in no theme


@dataclass(frozen=True)
class Result:
    """One page, or one step, at one size."""

    what: str
    cards: int
    seconds: list[float]
    queries: int
    kilobytes: float

    def row(self) -> str:
        """A row of the table: milliseconds for the median and for the slowest of twenty."""
        p50 = statistics.median(self.seconds) * 1000
        p95 = statistics.quantiles(self.seconds, n=20)[-1] * 1000
        return f"| {self.what} | {self.cards:,} | {p50:.0f} | {p95:.0f} | {self.queries} | {self.kilobytes:.0f} |"


def main() -> None:
    """Set up, measure each size, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench board", description="Misst die Pinnwand.")
    parser.add_argument("--times", type=int, default=20, help="Abrufe je Seite (höchstens 100)")
    options = parser.parse_args()
    times = min(max(options.times, 2), MOST_TIMES)
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        set_up(data)
        results = []
        for size in SIZES:
            count = grow_to(size)
            for what, call in calls().items():
                results.append(measure(what, count, call, times))
                print(results[-1].row(), file=sys.stderr, flush=True)
        print(f"\n{machine()}, {times} Abrufe je Zeile, SQLite\n")
        print("| Was | Karten | p50 ms | p95 ms | SQL-Abfragen | kB |")
        print("|---|---:|---:|---:|---:|---:|")
        for result in results:
            print(result.row())


def grow_to(size: int) -> int:
    """Copy published voices into the newest process until there are `size`; one in ten lies in no theme.

    Written in bulk and past the actions, so neither log nor history know of them: good for measuring, for nothing else.
    """
    from bench_pages import copy_of
    from django.db import connection, transaction
    from django.db.models import Max

    from roterfaden.participation.models import Contribution, ThemeAssignment

    process = newest_process()
    voices = Contribution.objects.filter(process=process)
    lying = dict(ThemeAssignment.objects.current().filter(segment=None).values_list("contribution", "pk"))
    links = ThemeAssignment.objects.in_bulk(lying.values())
    originals = [voice for voice in voices.order_by("pk") if voice.pk in lying][:240]
    number = voices.aggregate(last=Max("number"))["last"] or 0
    with transaction.atomic():
        numbered = [(number + step + 1, originals[step % len(originals)]) for step in range(size - voices.count())]
        copies = Contribution.objects.bulk_create(
            [copy_of(voice, number=new, text=f"{voice.text} ({new})", client_id=None) for new, voice in numbered]
        )
        ThemeAssignment.objects.bulk_create(
            copy_of(links[lying[voice.pk]], contribution=copy, supersedes=None)
            for (new, voice), copy in zip(numbered, copies, strict=True)
            if new % OPEN_SHARE
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return voices.count()


def newest_process() -> Any:
    """The process the board opens with."""
    from roterfaden.participation.models import Process

    return Process.objects.order_by("-opened_on", "-pk")[0]


def calls() -> dict[str, Callable[[], Any]]:
    """Name → what is measured: pages by a moderator's client, and moving fifty cards at once."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from roterfaden.accounts.models import User
    from roterfaden.participation.models import BoardStep, Theme

    settings.SECOND_FACTOR = "optional"  # as in every trial; nobody is there to type one
    process = newest_process()
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="moderation@example.org"))
    board = f"{reverse('office:board')}?verfahren={process.slug}"
    fullest = max(Theme.objects.filter(process=process), key=lambda theme: theme.assignments.count())
    step = BoardStep.objects.filter(process=process).order_by("-pk")[0]
    pages = {
        "Pinnwand": board,
        "Thema mit den meisten Karten": reverse("office:theme", args=[fullest.pk]),
        "Verlauf": reverse("office:board_history", args=[process.slug]),
        "Stand von damals": f"{reverse('office:board_then', args=[process.slug])}?schritt={step.pk}",
    }
    targets = cycle(Theme.objects.filter(process=process, retired_at=None).order_by("pk"))
    return {name: lambda path=path: client.get(path) for name, path in pages.items()} | {
        "50 Karten verschieben": lambda: move_fifty(client, process, next(targets))
    }


def move_fifty(client: Any, process: Any, target: Any) -> Any:
    """Move the fifty newest cards into a theme, as the script of the board does it."""
    from django.urls import reverse

    from roterfaden.participation.models import Contribution
    from roterfaden.participation.queries import board_cards

    voices = Contribution.objects.filter(process=process, moderation="published").order_by("-number")[:50]
    cards = [card for row in board_cards(list(voices)) for card in row]
    keys = [card.key for card in cards]
    data = {"cards": keys, "theme": target.pk, "do": "move"}
    return client.post(reverse("office:board_sort", args=[process.slug]), data, headers={"accept": "application/json"})


def measure(what: str, cards: int, call: Callable[[], Any], times: int) -> Result:
    """Call `times` times after one that warms up; queries are counted in the last."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call()
    taken = []
    for _time in range(times):
        started = time.perf_counter()
        answer = call()
        taken.append(time.perf_counter() - started)
        if answer.status_code != HTTP_OK:
            raise SystemExit(f"{what} antwortet mit {answer.status_code}.")
    with CaptureQueriesContext(connection) as queries:
        answer = call()
    return Result(what, cards, taken, len(queries), len(answer.content) / 1000)


if __name__ == "__main__":
    main()
