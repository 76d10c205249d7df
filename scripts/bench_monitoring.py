"""Called by `./faden bench monitoring`: the dashboard, and computing every goal anew, on both databases.

100 goals, each measured by an indicator of its own in 35 areas over 20 years: 70,000 values, two closed reviews, the
answers of 21 municipalities. Data of its own that is thrown away afterwards; written in bulk and past the actions, so
the log knows nothing of it: good for measuring, for nothing else.
"""

import argparse
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOALS, AREAS, PARTNERS, YEARS = 100, 35, 21, 20
MOST = 1_000
FIRST_YEAR = 2004
REPEATS = 20
BATCH = 5_000
HEADING = (
    "| Datenbank | Was | Ziele | Gebiete | Jahre | Werte | SQL-Abfragen | p50 ms | p95 ms |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|"
)
HTTP_OK = 200


def main() -> None:
    """Measure each database, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench monitoring", description="Misst Überblick und Neuberechnung.")
    parser.add_argument("--goals", type=int, default=GOALS, help=f"Ziele (höchstens {MOST})")
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    goals = min(max(options.goals, 1), MOST)
    if options.child:
        measure(options.child, goals)
        return
    from bench_pages import machine

    print(f"\n{machine()}\n\n{HEADING}", flush=True)
    command = [sys.executable, __file__, f"--goals={goals}", "--child"]
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        subprocess.run([*command, "SQLite"], env=environment(data), check=True)
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        print("PostgreSQL ist nicht installiert und wurde nicht gemessen.")
        return
    from postgres import temporary_server

    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data, temporary_server() as url:
        subprocess.run([*command, "PostgreSQL"], env=environment(data, url), check=True)


def environment(data: str, url: str = "") -> dict[str, str]:
    """The environment of a measurement: nothing of an installation on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FADEN_", "DATABASE_URL"))}
    made = {
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'scripts'}",
        "DJANGO_SETTINGS_MODULE": "roterfaden.config.settings",
        "FADEN_DATA": data,
        "FADEN_SECRET_KEY": secrets.token_urlsafe(48),
    }
    return {**kept, **made, **({"DATABASE_URL": url} if url else {})}


def measure(name: str, goals: int) -> None:
    """Set up one database and print its rows."""
    import django

    django.setup()
    from contextlib import redirect_stdout

    from django.core.management import call_command
    from prepare import collect_static

    call_command("migrate", interactive=False, verbosity=0)
    with redirect_stdout(sys.stderr):
        collect_static()
    town, goal = fill(goals)

    def told(what: str, queries: int, seconds: list[float]) -> None:
        p50 = statistics.median(seconds) * 1000
        p95 = statistics.quantiles(seconds, n=20)[-1] * 1000 if len(seconds) > 1 else p50
        values = goals * AREAS * YEARS
        print(
            f"| {name} | {what} | {goals} | {AREAS} | {YEARS} | {values:,} | {queries} | {p50:,.0f} | {p95:,.0f} |",
            flush=True,
        )

    told("alle Ziele in allen Gebieten neu beurteilen", *repeated(everything_judged, 3))
    told("eine Prüfung neu berechnen und festhalten", *repeated(review_computed, 3))
    from django.test import Client

    client = Client(headers={"host": "localhost"})

    def fetched(path: str) -> Callable[[], None]:
        def fetch() -> None:
            answer = client.get(path)
            if answer.status_code != HTTP_OK:
                raise SystemExit(f"{path} antwortet mit {answer.status_code}.")

        return fetch

    told("Überblick", *repeated(fetched("/stand/")))
    told("Überblick mit einer Kommune", *repeated(fetched(f"/stand/?kommune={town}")))
    told("Zielseite mit Vergleich und Karte", *repeated(fetched(f"/ziele/{goal}/")))
    told("Schnittstelle, 500 Werte", *repeated(fetched("/api/v1/observations?limit=500")))


def repeated(work: Callable[[], Any], times: int = REPEATS) -> tuple[int, list[float]]:
    """How many queries it takes, and seconds for each of `times` runs after a first one that is not timed."""
    from django.db import connection

    queries = 0

    def count(execute: Callable[..., Any], *asked: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*asked)

    with connection.execute_wrapper(count):
        work()
    seconds = []
    for _run in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return queries, seconds


# --- what is measured ------------------------------------------------------------------------------------------------
def everything_judged() -> None:
    """Every goal of the concept judged in every area, from all values known."""
    from roterfaden.concept.models import Version
    from roterfaden.indicators.models import Series
    from roterfaden.indicators.queries import breaks_of, known_values
    from roterfaden.monitoring.methods.judgement import judge
    from roterfaden.monitoring.queries.judgements import goal_of, goals_of, points_of

    on = date(FIRST_YEAR + YEARS + 1, 12, 31)
    targets = {}
    for goal in goals_of(Version.objects.get(slug="beschluss")):
        if goal.target and goal.target.series:
            targets[goal.target.series.definition_id] = goal.target
    rows = list(Series.objects.filter(definition__in=list(targets)).select_related("definition").order_by("pk"))
    values = known_values([row.pk for row in rows], on)
    breaks = breaks_of(list(targets))
    for row in rows:
        judge(
            goal_of(targets[row.definition_id]), points_of(values.get(row.pk, ()), row.definition),
            breaks=[each.on for each in breaks.get(row.definition_id, ())],
            reference=date(FIRST_YEAR + YEARS - 1, 12, 31), rhythm_months=12,
        )  # fmt: skip


def review_computed() -> None:
    """The status of every goal for the county, kept as an assessment."""
    from roterfaden.kernel.actors import System
    from roterfaden.monitoring import actions
    from roterfaden.monitoring.models import ReviewCycle

    cycle = ReviewCycle.objects.get(slug="offen")
    actions.assess_goals(actor=System("bench"), cycle=cycle, now=datetime.now(tz=UTC))


# --- data ------------------------------------------------------------------------------------------------------------
def fill(goals: int) -> tuple[str, int]:
    """Everything in bulk; returns the short name of a municipality and the key of a goal."""
    from django.db import connection, transaction

    with transaction.atomic():
        areas = places()
        series = figures(goals, areas)
        version, goal = concept(goals, areas, series)
        reviews(version)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return areas[1].slug, goal


def places() -> list[Any]:
    """The county with its municipalities; PARTNERS of them are offered goals, the others are members of one of them."""
    from roterfaden.places.models import Area, Instance

    since = date(1974, 1, 1)
    county = Area.objects.create(
        key="03459", ars="03459", slug="kreis", name="Landkreis", short_name="Kreis", kind="county", valid_from=since
    )
    Instance.objects.create(
        county=county, name="Bench", contact_unit="Bench", contact_email="bench@example.org",
        set_up_at=datetime(2020, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    towns = Area.objects.bulk_create(
        Area(
            key=f"03459{number:03d}", ars=f"03459{number:07d}", ags=f"03459{number:03d}", slug=f"gemeinde-{number}",
            name=f"Gemeinde {number}", short_name=f"Gemeinde {number}", parent=county if number <= PARTNERS else None,
            kind="unitary", valid_from=since, valid_until=None if number <= PARTNERS else date(2016, 1, 1),
            latitude=Decimal("52.1") + number % 6 / Decimal(10), longitude=8 + number // 6 / Decimal(10),
        )
        for number in range(1, AREAS)
    )  # fmt: skip
    return [county, *towns]


def figures(goals: int, areas: list[Any]) -> list[Any]:
    """An indicator for each goal, a series in each area, a value in each year; returns the series of the county."""
    from roterfaden.indicators.models import Definition, Indicator, Observation, Series
    from roterfaden.topics.models import FieldOfAction

    fields = FieldOfAction.objects.bulk_create(
        FieldOfAction(number=number, slug=f"feld-{number}", name=f"Handlungsfeld {number}", short_name=f"Feld {number}")
        for number in range(1, 10)
    )
    indicators = Indicator.objects.bulk_create(
        Indicator(slug=f"zahl-{n}", title=f"Messgröße {n}", field=fields[n % 9], accountability="condition")
        for n in range(goals)
    )
    definitions = Definition.objects.bulk_create(
        Definition(
            indicator=each, number=1, text="Anteil an allen Menschen", unit="Prozent", denominator="alle",
            direction="up", source="Landesamt für Statistik", valid_from=date(2000, 1, 1),
        )
        for each in indicators
    )  # fmt: skip
    series = Series.objects.bulk_create(
        (Series(definition=definition, area=area) for definition in definitions for area in areas), batch_size=BATCH
    )
    dice = random.Random(11)  # noqa: S311 -- the same figures in every run
    rows = []
    for line in series:
        value = dice.uniform(10, 30)
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            value = max(0.0, value + dice.gauss(0.3, 1.5))
            day = date(year, 12, 31)
            rows.append(
                Observation(
                    series=line, period_start=day, period_end=day, raw=f"{value:.1f}", status="normal", source="Bench",
                    value=Decimal(f"{value:.1f}"), known_on=date(year + 1, 6, 30),
                )
            )  # fmt: skip
    Observation.objects.bulk_create(rows, batch_size=BATCH)
    if "protection" in {field.name for field in Observation._meta.fields}:
        Observation.objects.update(protection="free")
    return [line for line in series if line.area_id == areas[0].pk]


def concept(goals: int, areas: list[Any], series: list[Any]) -> tuple[Any, int]:
    """A concept with an adopted version that holds every goal, answered by the municipalities."""
    from roterfaden.concept.models import Concept, Element, ElementRevision, Node, Target, Version
    from roterfaden.implementation.models import Adoption

    at = datetime(2018, 4, 16, tzinfo=UTC)
    made = Concept.objects.create(
        slug="konzept", title="Konzept", area=areas[0], starts_on=date(2018, 1, 1), ends_on=date(2028, 1, 1)
    )
    Version.objects.create(concept=made, number=1, slug="entwurf", kind="draft", title="Entwurf")
    version = Version.objects.create(
        concept=made, number=2, slug="beschluss", kind="adopted", title="Beschluss", frozen_at=at, checksum="0" * 64
    )
    elements = Element.objects.bulk_create(
        Element(concept=made, kind="goal", field=line.definition.indicator.field) for line in series[:goals]
    )
    revisions = ElementRevision.objects.bulk_create(
        ElementRevision(
            element=element, number=1, title=f"Mehr Menschen nehmen teil ({number})", body="", made_at=at,
            made_as="strategy_officer",
        )
        for number, element in enumerate(elements)
    )  # fmt: skip
    Target.objects.bulk_create(
        Target(
            revision=revision, accountability="condition", series=line, baseline_value=20,
            baseline_on=date(2016, 12, 31), baseline_source="Bench", target_value=30, target_on=date(2027, 12, 31),
        )
        for revision, line in zip(revisions, series, strict=True)
    )  # fmt: skip
    Node.objects.bulk_create(
        Node(
            version=version, element=element, revision=revision, position=place, number=str(place),
            order_key=f"{place:04d}",
        )
        for place, (element, revision) in enumerate(zip(elements, revisions, strict=True), start=1)
    )  # fmt: skip
    Adoption.objects.bulk_create(
        (
            Adoption(
                element=element,
                revision=revision,
                municipality=town,
                answer="adopt",
                made_at=at,
                made_as="coordinator",
            )
            for element, revision in zip(elements, revisions, strict=True)
            for town in areas[1 : PARTNERS + 1]
        ),
        batch_size=BATCH,
    )
    return version, elements[0].pk


def reviews(version: Any) -> None:
    """Two closed reviews and an open one."""
    from roterfaden.kernel.actors import System
    from roterfaden.monitoring import actions
    from roterfaden.monitoring.models import ReviewCycle

    last = FIRST_YEAR + YEARS - 1
    for slug, year in (("erste", last - 2), ("zweite", last - 1), ("offen", last)):
        at = datetime(year + 1, 10, 1, tzinfo=UTC)
        cycle = ReviewCycle.objects.create(
            concept=version.concept, version=version, slug=slug, title=f"Prüfung {year}",
            reference_date=date(year, 12, 31), known_on=at.date(), opened_at=at,
        )  # fmt: skip
        actions.assess_goals(actor=System("bench"), cycle=cycle, now=at)
        if slug != "offen":
            actions.close_cycle(actor=System("bench"), cycle=cycle, now=at)


if __name__ == "__main__":
    main()
