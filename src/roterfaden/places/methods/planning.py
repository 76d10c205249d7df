"""What setting up a house would create: its areas from the directory, and everything doubtful about them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from roterfaden.places.enums import AreaKind, DoubtKind, HouseKind, Level
from roterfaden.places.errors import KeyUnknown, KeyUnusable
from roterfaden.places.methods.directory import Directory, Entry

JOINTS = {"51": "Amt", "52": "Samtgemeinde", "53": "Verbandsgemeinde", "55": "Kirchspielslandgemeinde"}
"""Verbände with tasks of their own, which are partners in place of their members, by Textkennzeichen."""
SHORT = {"51": "Amt", "52": "SG", "53": "VG", "55": "KLG"}
ADMINISTRATIVE = "54"
"""Verwaltungsgemeinschaft; 56, 57 and 58 are alike: they only administer, their Gemeinden decide for themselves."""
USUAL_JOINTS = {"01": "51", "03": "52", "07": "53", "12": "51", "13": "51", "15": "53"}
"""The Verband of a Land (its two digits) where a table does not say which kind it is; elsewhere it only administers."""
TOWNS = {"61", "62", "63", "67"}
DISTRICT_FREE = {"41", "42"}
MARKET = "60"
UNINCORPORATED = {"65": DoubtKind.UNINCORPORATED_INHABITED, "66": DoubtKind.UNINCORPORATED}
LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
LOWER_SAXONY = "03"
OLD_AFTER_DAYS = 550
"""A directory is published every quarter; one and a half years old, it may miss a merger."""


@dataclass(frozen=True)
class Doubt:
    """Something a person should look at before it is done, and what it is about."""

    kind: DoubtKind
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class PlannedArea:
    """An area as it would be added. `population` only helps to recognise it."""

    key: str
    ars: str
    ags: str
    regional_key: str
    slug: str
    name: str
    short_name: str
    kind: AreaKind
    is_town: bool = False
    parent_key: str = ""
    area_km2: Decimal | None = None
    population: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    geometry: dict[str, Any] | None = None


@dataclass(frozen=True)
class SetUpPlan:
    """The house first, then its areas, parents before children."""

    kind: HouseKind
    areas: tuple[PlannedArea, ...]
    doubts: tuple[Doubt, ...]
    as_of: date | None = None

    @property
    def house(self) -> PlannedArea:
        """The area the installation is for."""
        return self.areas[0]

    @property
    def partners(self) -> tuple[PlannedArea, ...]:
        """Who will be offered goals: the Gemeinden and Verbände directly below the house, or the town itself."""
        below = tuple(area for area in self.areas if area.parent_key == self.house.key)
        return below or (self.house,)

    @property
    def with_outline(self) -> int:
        """How many areas have an outline."""
        return sum(1 for area in self.areas if area.geometry)

    def counts(self) -> dict[AreaKind, int]:
        """Areas by kind."""
        found = Counter(area.kind for area in self.areas)
        return {kind: found[kind] for kind in AreaKind if found[kind]}


def plan_of(directory: Directory, key: str, *, on: date, area_name: str = "") -> SetUpPlan:
    """The plan for the county (5 digits), Verband (9) or Gemeinde (8 or 12 digits) with this official key.

    `area_name` replaces the name of the house where the file has none. Raises KeyUnusable for anything that is no such
    key and KeyUnknown when the directory does not hold it.
    """
    key = "".join(key.split())
    if not key.isdigit() or len(key) not in (5, 8, 9, 12):
        raise KeyUnusable()
    doubts: list[Doubt] = []
    if len(key) in (8, 12):
        kind, areas = HouseKind.TOWN, [_town(_municipality(directory, key), area_name)]
    else:
        within = directory.within(key)
        if not any(entry.level == Level.MUNICIPALITY for entry in within):
            raise KeyUnknown(key=key)
        kind, areas = _house_of(key, within, area_name, doubts)
    if directory.as_of and (on - directory.as_of).days > OLD_AFTER_DAYS:
        doubts.append(Doubt(DoubtKind.OLD_DIRECTORY, (directory.as_of.strftime("%d.%m.%Y"),)))
    return SetUpPlan(kind, tuple(_with_slugs(areas, doubts)), tuple(doubts), directory.as_of)


def _house_of(
    key: str, within: tuple[Entry, ...], area_name: str, doubts: list[Doubt]
) -> tuple[HouseKind, list[PlannedArea]]:
    municipalities = [entry for entry in within if entry.level == Level.MUNICIPALITY]
    own = next((entry for entry in within if entry.ars == key), None)
    whole = municipalities[0] if len(municipalities) == 1 else None
    if len(key) == Level.COUNTY.digits:
        is_town = bool(own and own.code in DISTRICT_FREE) or bool(whole and whole.ags == f"{key}000")
        if whole and is_town:
            return HouseKind.TOWN, [_town(whole, area_name)]
        return HouseKind.COUNTY, _county_areas(key, own, within, area_name, doubts)
    if whole and key[5] == "0":
        return HouseKind.TOWN, [_town(whole, area_name)]
    joint = own or Entry(Level.JOINT, key, "")
    if not own:
        doubts.append(Doubt(DoubtKind.UNNAMED, (key,)))
    members = _incorporated(municipalities, doubts)
    house = replace(_joint(joint, members, ""), name=area_name or _joint_name(joint))
    return HouseKind.JOINT, [house, *(_member(entry, key) for entry in members)]


def _municipality(directory: Directory, key: str) -> Entry:
    for entry in directory.entries:
        if entry.level == Level.MUNICIPALITY and key in (entry.ars, entry.ags):
            return entry
    raise KeyUnknown(key=key)


def _county_areas(
    key: str, own: Entry | None, within: tuple[Entry, ...], area_name: str, doubts: list[Doubt]
) -> list[PlannedArea]:
    """The county, its free Gemeinden, its Verbände with tasks of their own, and the members of these."""
    everything = [entry for entry in within if entry.level == Level.MUNICIPALITY]
    municipalities = _incorporated(everything, doubts)
    joints = _joints(key, within, municipalities, doubts)
    name = area_name or (_county_name(own) if own else f"Landkreis {key}")
    if not own and not area_name:
        doubts.append(Doubt(DoubtKind.UNNAMED, (key,)))
    areas = [
        PlannedArea(
            key=key, ars=key, ags="", regional_key=key, slug="", name=name, short_name=_base(own.name) if own else name,
            kind=AreaKind.COUNTY, area_km2=_sum(everything), population=_people(everything),
        )
    ]  # fmt: skip
    free = [entry for entry in municipalities if entry.ars[:9] not in joints]
    areas += [_unitary(entry, key) for entry in free]
    members = {ars: [entry for entry in municipalities if entry.ars[:9] == ars] for ars in joints}
    areas += [_joint(joint, members[ars], key) for ars, joint in joints.items()]
    return areas + [_member(entry, ars) for ars, entries in members.items() for entry in entries]


def _incorporated(entries: Iterable[Entry], doubts: list[Doubt]) -> list[Entry]:
    """The Gemeinden without land that belongs to none; each sort of such land is named as a doubt."""
    entries = list(entries)
    for code, kind in UNINCORPORATED.items():
        found = tuple(entry.name for entry in entries if entry.code == code)
        if found:
            doubts.append(Doubt(kind, found))
    return [entry for entry in entries if entry.code not in UNINCORPORATED and entry.ars[5] != "9"]


def _joints(key: str, within: tuple[Entry, ...], municipalities: list[Entry], doubts: list[Doubt]) -> dict[str, Entry]:
    """The Verbände of a county that are partners in place of their members, by Regionalschlüssel."""
    named = {entry.ars: entry for entry in within if entry.level == Level.JOINT}
    found, unnamed, administrative, lonely = {}, [], [], []
    used = {entry.ars[:9] for entry in municipalities if entry.ars[5] not in "09"}
    for ars in sorted(used):
        joint = named.get(ars) or Entry(Level.JOINT, ars, "")
        if _joint_code(joint) not in JOINTS:
            administrative.append(joint.name or ars)
            continue
        if not joint.name:
            unnamed.append(ars)
        found[ars] = joint
    for ars, joint in named.items():
        if ars[5] not in "09" and ars not in used:
            lonely.append(joint.name)
    for kind, names in (
        (DoubtKind.ADMINISTRATIVE, administrative),
        (DoubtKind.UNNAMED, unnamed),
        (DoubtKind.WITHOUT_MEMBERS, lonely),
    ):
        if names:
            doubts.append(Doubt(kind, tuple(names)))
    return found


def _joint_code(joint: Entry) -> str:
    return joint.code or USUAL_JOINTS.get(joint.ars[:2], ADMINISTRATIVE)


def _joint_name(joint: Entry) -> str:
    word = JOINTS.get(_joint_code(joint), "Verwaltungsgemeinschaft")
    base = _base(joint.name) or joint.ars
    return base if word.casefold() in base.casefold() else f"{word} {base}"


def _joint(joint: Entry, members: list[Entry], parent_key: str) -> PlannedArea:
    short = SHORT.get(_joint_code(joint), "VGem")
    base = _base(joint.name) or joint.ars
    return PlannedArea(
        key=joint.ars, ars=joint.ars, ags="", regional_key=_regional_key(joint.ars), slug="", name=_joint_name(joint),
        short_name=base if base.startswith(short) else f"{short} {base}", kind=AreaKind.JOINT, parent_key=parent_key,
        area_km2=_sum(members), population=_people(members),
    )  # fmt: skip


def _unitary(entry: Entry, parent_key: str) -> PlannedArea:
    base = _base(entry.name)
    return PlannedArea(
        key=entry.ags, ars=entry.ars, ags=entry.ags, regional_key=entry.ags, slug="", name=base, short_name=base,
        kind=AreaKind.UNITARY, is_town=_is_town(entry), parent_key=parent_key, area_km2=entry.area_km2,
        population=entry.population, latitude=entry.latitude, longitude=entry.longitude,
    )  # fmt: skip


def _member(entry: Entry, joint: str) -> PlannedArea:
    return replace(_unitary(entry, joint), kind=AreaKind.MEMBER, regional_key=_regional_key(entry.ars) or entry.ags)


def _town(entry: Entry, area_name: str) -> PlannedArea:
    """A Gemeinde that is the house itself bears its title: "Stadt Emden", "Landeshauptstadt Kiel"."""
    base, _comma, title = entry.name.partition(",")
    title = title.strip()
    if "stadt" not in title.casefold():
        title = "Markt" if entry.code == MARKET else "Stadt" if _is_town(entry) else "Gemeinde"
    return replace(_unitary(entry, ""), name=area_name or f"{title} {base.strip()}")


def _regional_key(ars: str) -> str:
    """The key of the Regionaldatenbank for Verbände and their members; its rule is known for Lower Saxony only."""
    return ars[:5] + ars[6:] if ars.startswith(LOWER_SAXONY) else ""


def _county_name(own: Entry) -> str:
    base = _base(own.name)
    if "kreis" in base.casefold() or base.casefold().startswith(("region", "städteregion")):
        return base
    return f"{'Kreis' if own.code == '43' else 'Landkreis'} {base}"


def _base(name: str) -> str:
    """A name without its title behind the comma and without "(VGem)"."""
    return name.partition(",")[0].removesuffix("(VGem)").strip()


def _is_town(entry: Entry) -> bool:
    return entry.code in TOWNS or (not entry.code and "stadt" in entry.name.partition(",")[2].casefold())


def _sum(entries: Iterable[Entry]) -> Decimal | None:
    return sum((entry.area_km2 for entry in entries if entry.area_km2), Decimal(0)) or None


def _people(entries: Iterable[Entry]) -> int | None:
    return sum(entry.population or 0 for entry in entries) or None


def _with_slugs(areas: list[PlannedArea], doubts: list[Doubt]) -> list[PlannedArea]:
    """Every area with a name for addresses; where two would have the same, both get their key."""
    plain = [_slug(area) for area in areas]
    often = {slug for slug, times in Counter(plain).items() if times > 1}
    same = tuple(area.name for area, slug in zip(areas, plain, strict=True) if slug in often)
    if same:
        doubts.append(Doubt(DoubtKind.SAME_NAME, same))
    return [
        replace(area, slug=f"{slug}-{area.key}" if slug in often else slug)
        for area, slug in zip(areas, plain, strict=True)
    ]


def _slug(area: PlannedArea) -> str:
    if area.kind == AreaKind.JOINT:
        mark, _space, rest = area.short_name.partition(" ")
        return slugify(f"{rest} {mark}".translate(LETTERS))[:60]
    base = area.name if area.kind == AreaKind.COUNTY else area.short_name
    return slugify(base.translate(LETTERS))[:60]
