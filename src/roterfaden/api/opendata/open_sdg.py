"""All figures as an Open SDG site reads them: a CSV and YAML metadata for each indicator, in one ZIP.

Format: docs.open-sdg.org, "Data format" and "Metadata format". `Year` comes first, `Value` last, a blank cell is a
total; years only, so of several values in a year the latest stands. Numbers of indicators are field.1.place, as Open
SDG wants three parts; the order of the places is that of the short names. Only values that may be shown are in it, and
signs without a number stand as a comment.
"""

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

import yaml

from roterfaden.api.opendata.addresses import address
from roterfaden.api.opendata.tables import IN_MEMORY, plain_number
from roterfaden.indicators.methods import breakdown_parts
from roterfaden.thread.queries.datasets import DataRow, Dataset
from roterfaden.thread.queries.open_goals import OpenGoal

SAME_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The same figures make the same file, byte for byte."""


def open_sdg_file(found: Sequence[Dataset], rows: Iterable[DataRow], goals: Sequence[OpenGoal]) -> IO[bytes]:
    """The ZIP, open at its beginning. `rows` may come in any order of indicators."""
    by_indicator: dict[str, list[DataRow]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator, []).append(row)
    archive = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the caller reads and closes it
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for number, each in numbered(found):
            newest = [row for row in by_indicator.get(each.slug, ()) if row.definition == each.definition_number]
            _put(file, f"data/indicator_{number}.csv", data_csv(newest))
            _put(file, f"meta/{number}.yml", metadata(number, each, goals))
    archive.seek(0)
    return archive


def numbered(found: Sequence[Dataset]) -> list[tuple[str, Dataset]]:
    """Each data set with its number in three parts."""
    places: dict[int, int] = {}
    numbers = []
    for each in sorted(found, key=lambda one: (one.field_number, one.slug)):
        places[each.field_number] = places.get(each.field_number, 0) + 1
        numbers.append((f"{each.field_number}-1-{places[each.field_number]}", each))
    return numbers


def data_csv(rows: Sequence[DataRow]) -> str:
    """The values of one indicator; breakdowns are columns of their own."""
    names = list(dict.fromkeys(name for row in rows for name, _value in breakdown_parts(row.breakdown)))
    newest: dict[tuple[str, str, int], DataRow] = {}
    for row in rows:
        key = (row.area_key, row.breakdown, row.period_end.year)
        if key not in newest or row.period_end >= newest[key].period_end:
            newest[key] = row
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["Year", *names, "Units", "GeoCode", "Gebiet", "COMMENT_OBS", "Value"])
    for (_area, _breakdown, year), row in sorted(newest.items(), key=lambda item: (item[0][2], item[0][0], item[0][1])):
        parts = dict(breakdown_parts(row.breakdown))
        value = "" if row.value is None else plain_number(row.value)
        writer.writerow(
            [year, *(parts.get(name, "") for name in names), row.unit, row.area_key, row.area, row.note, value]
        )
    return text.getvalue()


def metadata(number: str, found: Dataset, goals: Sequence[OpenGoal]) -> str:
    """What Open SDG wants to know of an indicator. Targets of the concept that are measured by it come along."""
    content: dict[str, Any] = {
        "indicator_number": number.replace("-", "."),
        "indicator_name": found.title,
        "graph_title": found.title,
        "sdg_goal": str(found.field_number),
        "target_id": ".".join(number.split("-")[:2]),
        "target_name": found.field_name,
        "graph_type": "line",
        "published": True,
        "reporting_status": "complete",
        "data_non_statistical": False,
        "computation_units": found.unit,
        "national_indicator_description": found.text,
        "computation_calculations": found.denominator,
        "decimals": found.decimals,
        "data_show_map": False,
        "source_active_1": True,
        "source_organisation_1": found.source,
        "source_url_1": address("public:figure", found.slug),
        "copyright": found.licence.name,
        "other_info": "Werte erfunden für das Beispiel" if found.is_fictitious else "",
    }
    if found.direction in {"up", "down"}:
        content["progress_calculation_options"] = _targets(found, goals)
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000))


def _targets(found: Dataset, goals: Sequence[OpenGoal]) -> list[dict[str, Any]]:
    direction = "positive" if found.direction == "up" else "negative"
    targets = [
        {"direction": direction, "target": float(goal.target.target_value), "target_year": goal.target.target_on.year}
        for goal in goals
        if goal.target
        and goal.target.indicator_slug == found.slug
        and goal.target.target_value is not None
        and goal.target.target_on is not None
    ]
    return targets or [{"direction": direction}]


def _put(file: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, SAME_MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    file.writestr(entry, text.encode("utf-8"))
