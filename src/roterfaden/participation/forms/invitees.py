"""Lists of people to invite, as they come out of a spreadsheet."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from babel import Locale
from django.utils.translation import gettext as _

from roterfaden.kernel.tables import Table, read_table
from roterfaden.participation.actions import InviteeRow
from roterfaden.participation.enums import Language
from roterfaden.participation.errors import UnknownColumns
from roterfaden.participation.methods import headings, known_columns
from roterfaden.participation.models import ActorGroup, Event
from roterfaden.places.models import Area

WORDS = ("organisation", "name", "street", "postcode", "city", "email")
Named = TypeVar("Named", ActorGroup, Area)
Refusals = list[tuple[int, str]]


def read_invitees(event: Event, data: bytes, name: str) -> tuple[list[InviteeRow], Refusals]:
    """The rows of a list, and the lines that name a group, municipality or language there is not. Two queries.

    Raises a DomainError when it is no table or its first row names neither organisation nor name.
    """
    table: Table = read_table(data, name)
    places = known_columns(table.columns, headings("invitees"))
    if not {"organisation", "name"} & places.keys():
        raise UnknownColumns()
    groups = _by_name((group.slug, group.name, group) for group in event.process.actor_groups.order_by("pk"))
    areas = _by_name((area.short_name, area.name, area) for area in Area.objects.partners().order_by("pk"))
    languages: dict[str, str] = {
        _bare(word): each.value for each in Language for word in (each.value, each.label, *_names_of(each))
    }
    rows, refused = [], []
    for line in table.rows:
        cells = {field: line.cells[place].strip() for field, place in places.items() if place < len(line.cells)}
        known: dict[str, Mapping[str, object]] = {"actor_group": groups, "area": areas, "language": languages}
        wrong = _unknown(cells, known, {field: table.columns[place] for field, place in places.items()})
        if wrong:
            refused.append((line.line, wrong))
            continue
        rows.append(InviteeRow(
            line=line.line, **{field: cells.get(field, "") for field in WORDS},
            language=languages.get(_bare(cells.get("language", "")), Language.DE.value),
            actor_group=groups.get(_bare(cells.get("actor_group", ""))),
            area=areas.get(_bare(cells.get("area", ""))),
        ))  # fmt: skip
    return rows, refused


def _unknown(cells: Mapping[str, str], known: Mapping[str, Mapping[str, object]], written: Mapping[str, str]) -> str:
    """What is wrong with a line, in words; empty when nothing is. `written`: the headings as they stand in the list."""
    for field, values in known.items():
        typed = cells.get(field, "")
        if typed and _bare(typed) not in values:
            return _("„%(typed)s“ gibt es unter %(column)s nicht.") % {"typed": typed, "column": written[field]}
    return ""


def _by_name(rows: Iterable[tuple[str, str, Named]]) -> dict[str, Named]:
    return {_bare(word): row for slug, name, row in rows for word in (slug, name)}


def _names_of(language: str) -> tuple[str, ...]:
    """What the language is called in German and English."""
    return tuple(Locale.parse(language).get_display_name(reads) or language for reads in ("de", "en"))


def _bare(word: str) -> str:
    return " ".join(str(word).casefold().split())
