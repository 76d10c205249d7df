"""Courses on the map: how many in which municipality, on the outlines of the county. The list stays the main thing."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from roterfaden.courses.queries import RunLine
from roterfaden.places.models import Area
from roterfaden.places.queries import outlines
from roterfaden.ui.charts.shapes import AreaMap, MapArea
from roterfaden.web.maps import located, point_of, rings


def courses_map(lines: Iterable[RunLine], on: date, address: Callable[[Area], str] | None = None) -> AreaMap | None:
    """How many of these courses are held in which municipality, those online left out; None where no place is known.

    `address` is where the courses of one municipality are listed. One query.
    """
    here = [line.run.site.area for line in lines if not line.run.online]
    if not here:
        return None
    counts, areas = Counter(area.pk for area in here), {area.pk: area for area in here}
    known = outlines(on)
    placed = located(
        MapArea(
            name=area.short_name, value=counts[pk], rings=rings(known.get(pk)), point=point_of(area),
            url=address(area) if address else "",
        )
        for pk, area in sorted(areas.items(), key=lambda pair: (pair[1].short_name, pair[0]))
    )  # fmt: skip
    if not placed:
        return None
    return AreaMap(
        question=_("Wo sind die Kurse?"), unit=_("Kurse"), areas=placed, area_name=_("Ort"), classes=1,
        ground=tuple(ring for geometry in known.values() for ring in rings(geometry)),
    )  # fmt: skip
