"""A data sheet on a page: the same content as its PDF, with the small pictures as SVG."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from roterfaden.places.models import Instance
from roterfaden.reporting.exports import sheet_content, sheet_pdf
from roterfaden.reporting.models import Sheet
from roterfaden.reporting.queries.sheets import sheet_content_of
from roterfaden.ui.charts import svg

WIDTH, HEIGHT, EDGE = 160, 44, 6
DOT = 4


@dataclass(frozen=True)
class ShownSheet:
    """The content of a sheet (reporting.exports.sheets), each row with its `drawing`."""

    content: dict[str, Any]


def shown_sheet(sheet: Sheet, house: Instance | None) -> ShownSheet:
    """A frozen sheet for a page. No query when edition and area are at hand."""
    content = sheet_content(
        sheet_content_of(sheet), edition=sheet.edition.title, checksum=sheet.checksum, site=house.name if house else ""
    )
    for chapter in content["chapters"]:
        for row in chapter["rows"]:
            row["drawing"] = drawing(row["picture"])
    return ShownSheet(content)


def made_sheet(sheet: Sheet, house: Instance | None) -> bytes:
    """The PDF of a frozen sheet, set now."""
    return sheet_pdf(
        sheet_content_of(sheet), edition=sheet.edition.title, checksum=sheet.checksum, site=house.name if house else "",
        made_at=sheet.edition.frozen_at,
    )  # fmt: skip


def drawing(picture: dict[str, Any]) -> SafeString:
    """A picture of `reporting.methods.pictures` as SVG; empty where there is none. Its words are its name."""
    if not picture["kind"]:
        return mark_safe("")
    make = _dots if picture["kind"] == "dots" else _line
    made = svg.element(
        "svg", svg.title(picture["alt"]), *make(picture), xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}", width=WIDTH, height=HEIGHT, role="img", class_="rf-svg rf-mini",
    )  # fmt: skip
    return mark_safe(made)  # noqa: S308 -- built by element(), which escapes


def _line(picture: dict[str, Any]) -> list[str]:
    drawn = [svg.polyline([_at(place) for place in run], "rf-c-forecast") for run in picture["county"]]
    drawn += [svg.polyline([_at(place) for place in run], "rf-c-line") for run in picture["own"]]
    if picture["own"]:
        drawn.append(svg.circle(*_at(picture["own"][-1][-1]), DOT, "rf-c-dot"))
    return drawn


def _dots(picture: dict[str, Any]) -> list[str]:
    own, county = _at(picture["own"][0][0]), _at(picture["county"][0][0])
    return [
        svg.line(EDGE, HEIGHT / 2, WIDTH - EDGE, HEIGHT / 2, "rf-c-grid"),
        svg.line(*own, *county, "rf-c-span"),
        svg.circle(*county, DOT, "rf-c-open"),
        svg.circle(*own, DOT, "rf-c-dot"),
    ]


def _at(place: tuple[float, float]) -> tuple[float, float]:
    x, y = place
    return EDGE + x * (WIDTH - 2 * EDGE), HEIGHT - EDGE - y * (HEIGHT - 2 * EDGE)
