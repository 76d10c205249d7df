"""`./faden bench quality`: protecting and checking figures of 100 indicators, 35 areas and 20 years.

In a database of its own. Told are seconds, the number of values and of those hidden, and whether the auditor finds any
small count open.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import django

AREAS, YEARS = 35, 20


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indicators", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "FADEN_DATA": folder, "FADEN_SECRET_KEY": "bench" * 12,
            "DJANGO_SETTINGS_MODULE": "roterfaden.config.settings",
        }  # fmt: skip
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        measure(options.indicators)


def measure(indicators: int) -> None:
    """Fill, protect, protect again, check and audit."""
    from django.core.management import call_command
    from django.utils import timezone

    from roterfaden.indicators.actions import protect_figures
    from roterfaden.indicators.enums import Protection
    from roterfaden.indicators.models import Observation
    from roterfaden.indicators.tasks import check_and_keep
    from roterfaden.kernel.actors import System

    call_command("migrate", verbosity=0, interactive=False)
    fill(indicators)
    actor, values = System("bench"), Observation.objects.count()
    print("| what | values | seconds | result |\n|---|---:|---:|---|")
    steps: dict[str, Callable[[], Any]] = {
        "protect new values": lambda: protect_figures(actor=actor, now=timezone.now()),
        "protect again": lambda: protect_figures(actor=actor, now=timezone.now()),
        "check": lambda: check_and_keep(actor=actor, now=timezone.now()),
        "audit": lambda: call_command("check_figures", audit=True, stdout=sys.stderr),
    }
    for name, step in steps.items():
        began = time.perf_counter()
        result = step()
        seconds = time.perf_counter() - began
        said = ""
        if name.startswith("protect"):
            said = f"{Observation.objects.exclude(protection=Protection.FREE).count():,} hidden"
        elif name == "check":
            said = f"{result.came:,} findings"
        else:
            said = "every small count safe"
        print(f"| {name} | {values:,} | {seconds:.1f} | {said} |", flush=True)


def fill(indicators: int) -> None:
    """A county with municipalities; each indicator a count by area and year, some of them small."""
    from roterfaden.indicators.enums import Accountability, Direction, ObservationStatus, Protection
    from roterfaden.indicators.models import Definition, Indicator, Observation, Series
    from roterfaden.places.enums import AreaKind
    from roterfaden.places.models import Area

    random, since = Random(7), date(1980, 1, 1)  # noqa: S311 -- made-up figures, no secret
    county = Area.objects.create(
        key="03999", ars="03999", slug="kreis", name="Kreis", short_name="Kreis", kind=AreaKind.COUNTY, ags="03999",
        valid_from=since,
    )  # fmt: skip
    towns = [
        Area.objects.create(
            key=f"03999{number:03d}", ars=f"03999000{number:04d}"[:12], ags=f"03999{number:03d}", slug=f"ort-{number}",
            name=f"Ort {number}", short_name=f"Ort {number}", kind=AreaKind.UNITARY, parent=county, valid_from=since,
        )
        for number in range(1, AREAS)
    ]  # fmt: skip
    for number in range(indicators):
        indicator = Indicator.objects.create(
            slug=f"m-{number}", title=f"Messgröße {number}", accountability=Accountability.CONDITION
        )
        definition = Definition.objects.create(
            indicator=indicator, number=1, text="Zählung", unit="Personen", direction=Direction.UP, source="Bench",
            valid_from=since,
        )  # fmt: skip
        lines = Series.objects.bulk_create([Series(definition=definition, area=area) for area in (county, *towns)])
        levels = [round(random.lognormvariate(3.5, 1.2)) for _town in towns]
        values = []
        for year in range(2025 - YEARS, 2025):
            amounts = [max(0, round(random.gauss(level, 1 + level / 20))) for level in levels]
            day = date(year, 12, 31)
            values += [
                Observation(
                    series=line, period_start=day, period_end=day, raw=str(amount), value=amount, source="Bench",
                    status=ObservationStatus.NORMAL, known_on=date(year + 1, 7, 1), protection=Protection.WAITING,
                )
                for line, amount in zip(lines, (sum(amounts), *amounts), strict=True)
            ]  # fmt: skip
        Observation.objects.bulk_create(values, batch_size=1_000)


if __name__ == "__main__":
    main()
