"""Services as Open Referral describes them: HSDS 3.0, one page of JSON (docs.openreferral.org).

What HSDS has no place for travels as `attributes` with a taxonomy of ours (field of action, target group, kind) and as
`translations` beside the description. Entries of other systems are read as far as they say what we hold.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from roterfaden.directory.enums import Cost, OrganisationKind, StepFree, TargetGroup
from roterfaden.directory.errors.directory import HoursNotUnderstood
from roterfaden.directory.errors.listing import ListingTooLarge, ListingUnreadable
from roterfaden.directory.methods.hours_text import parse_spells, spells_text
from roterfaden.directory.methods.listing import ENTRIES_LIMIT, WEEK, ReadRow, ServiceFacts, stable_uid
from roterfaden.directory.methods.listing_tables import LENGTHS, coordinate, written_day
from roterfaden.directory.methods.opening import Spell
from roterfaden.ui.filters import lang_name

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIELD, TARGET, KIND, STEP_FREE, COST, FICTITIOUS = (
    "roterfaden:field", "roterfaden:target-group", "roterfaden:organisation-kind", "roterfaden:step-free",
    "roterfaden:cost", "roterfaden:fictitious",
)  # fmt: skip
KNOWN = {TARGET: TargetGroup, KIND: OrganisationKind, STEP_FREE: StepFree, COST: Cost}


def hsds_page(services: Iterable[ServiceFacts]) -> dict[str, Any]:
    """All services as the one page of a list."""
    contents = [hsds_service(each) for each in services]
    return {
        "total_items": len(contents), "total_pages": 1, "page_number": 1, "size": len(contents), "first_page": True,
        "last_page": True, "empty": not contents, "contents": contents,
    }  # fmt: skip


def hsds_service(facts: ServiceFacts) -> dict[str, Any]:
    """One service with its organisation, place, hours and languages."""
    found: dict[str, Any] = {
        "id": facts.uid, "name": facts.title, "description": facts.text,
        "status": "active" if facts.active else "inactive", "email": facts.email, "url": facts.website,
        "fees_description": facts.cost_note, "assured_date": facts.checked_on,
        "application_process": "by_appointment" if facts.by_appointment else "",
        "organization": {
            "id": _id(facts, "organisation"), "name": facts.organisation, "description": facts.organisation,
            "email": facts.email, "website": facts.website,
        },
        "phones": [{"id": _id(facts, "phone"), "number": facts.phone}] if facts.phone else [],
        "languages": [
            {"id": _id(facts, f"language:{code}"), "code": code, "name": lang_name(code)} for code in facts.languages
        ],
        "attributes": list(_attributes(facts)),
        "service_at_locations": [_at_location(facts)] if facts.site else [],
        "translations": [
            {"language": code, "name": title, "description": text} for code, title, text in facts.texts
        ],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in ("", [])}


def read_hsds(data: bytes) -> tuple[ReadRow, ...]:
    """The services of a document: a page of a list, a plain list, or one service.

    Raises ListingUnreadable for anything else and ListingTooLarge above ENTRIES_LIMIT.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ListingUnreadable() from error
    if isinstance(found, Mapping):
        found = next((found[name] for name in ("contents", "services", "items") if name in found), [found])
    if not isinstance(found, list) or not found or not all(isinstance(each, Mapping) for each in found):
        raise ListingUnreadable()
    if len(found) > ENTRIES_LIMIT:
        raise ListingTooLarge(limit=ENTRIES_LIMIT)
    return tuple(_read(number, entry) for number, entry in enumerate(found, 1))


# --- writing --------------------------------------------------------------------------------------------------------
def _id(facts: ServiceFacts, part: str) -> str:
    """An identifier that stays: of the organisation by its name, of anything else by the service."""
    root = facts.organisation if part == "organisation" else facts.uid
    return str(uuid5(NAMESPACE_URL, f"{part}:{root}"))


def _attributes(facts: ServiceFacts) -> Iterable[dict[str, Any]]:
    terms = [(FIELD, slug) for slug in facts.topics]
    terms += [(TARGET, facts.target_group), (KIND, facts.kind), (STEP_FREE, facts.step_free), (COST, facts.cost)]
    if facts.is_fictitious:
        terms.append((FICTITIOUS, "yes"))
    for taxonomy, code in terms:
        if not code:
            continue
        identifier = _id(facts, f"{taxonomy}:{code}")
        term = {"id": str(uuid5(NAMESPACE_URL, f"{taxonomy}:{code}")), "code": code, "name": code, "taxonomy": taxonomy}
        yield {"id": identifier, "link_id": facts.uid, "link_entity": "service", "taxonomy_term": term}


def _at_location(facts: ServiceFacts) -> dict[str, Any]:
    identifier = _id(facts, f"site:{facts.site}")
    location: dict[str, Any] = {
        "id": identifier, "location_type": "physical", "name": facts.site, "description": facts.directions,
        "transportation": facts.stop,
        "addresses": [{
            "id": _id(facts, "address"), "address_1": facts.street, "city": facts.town, "region": facts.area,
            "postal_code": facts.postcode, "state_province": "", "country": "DE", "address_type": "physical",
        }],
    }  # fmt: skip
    if facts.latitude:
        location |= {"latitude": float(facts.latitude), "longitude": float(facts.longitude)}
    found: dict[str, Any] = {"id": _id(facts, "at"), "location": location}
    schedules = [
        {
            "id": _id(facts, f"schedule:{day}:{spell}"), "freq": "WEEKLY", "byday": DAYS[day],
            "opens_at": f"{spell.opens:%H:%M}", "closes_at": f"{spell.closes:%H:%M}",
        }
        for day, text in enumerate(facts.hours or ())
        for spell in parse_spells(text)
    ]  # fmt: skip
    return found | ({"schedules": schedules} if schedules else {})


# --- reading --------------------------------------------------------------------------------------------------------
def _read(number: int, entry: Mapping[str, Any]) -> ReadRow:
    faults: list[str] = []
    organisation, place = _table(entry, "organization"), _table(_first(entry, "service_at_locations"), "location")
    address = _first(place, "addresses")
    terms = _terms(entry)
    values: dict[str, Any] = {
        "uid": stable_uid(_text(entry, "id")), "title": _text(entry, "name"), "text": _text(entry, "description"),
        "organisation": _text(organisation, "name"), "email": _text(entry, "email") or _text(organisation, "email"),
        "website": _text(entry, "url") or _text(organisation, "website"),
        "phone": _text(_first(entry, "phones"), "number"), "site": _text(place, "name"),
        "street": _text(address, "address_1"), "postcode": _text(address, "postal_code"),
        "town": _text(address, "city"), "area": _text(address, "region") or _text(address, "city"),
        "stop": _text(place, "transportation"), "directions": _text(place, "description"),
        "cost_note": _text(entry, "fees_description"), "active": _text(entry, "status") in ("", "active"),
        "by_appointment": _text(entry, "application_process") == "by_appointment",
        "is_fictitious": FICTITIOUS in terms, "topics": tuple(terms.get(FIELD, ())),
        "languages": tuple(_text(each, "code") for each in _list(entry, "languages") if _text(each, "code")),
        "texts": tuple(
            (_text(each, "language"), _text(each, "name"), _text(each, "description"))
            for each in _list(entry, "translations") if _text(each, "name")
        ),
    }  # fmt: skip
    for name, taxonomy in (("target_group", TARGET), ("kind", KIND), ("step_free", STEP_FREE), ("cost", COST)):
        code = next(iter(terms.get(taxonomy, ())), "")
        if code in KNOWN[taxonomy].values:
            values[name] = code
    readings = (
        ("latitude", coordinate, _text(place, "latitude")), ("longitude", coordinate, _text(place, "longitude")),
        ("checked_on", written_day, _text(entry, "assured_date")),
    )  # fmt: skip
    for name, read, text in readings:
        try:
            values[name] = read(text)
        except ValueError:
            faults.append(f"{name}: {text}")
    try:
        values["hours"] = _hours(entry)
    except (HoursNotUnderstood, ValueError) as error:
        faults.append(f"schedules: {error}")
    faults += [name for name in ("name", "organization") if not values["title" if name == "name" else "organisation"]]
    faults += [name for name, longest in LENGTHS.items() if len(str(values.get(name, ""))) > longest]
    return ReadRow(number, ServiceFacts(**values), tuple(faults))


def _terms(entry: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in _list(entry, "attributes"):
        term = _table(each, "taxonomy_term")
        found.setdefault(_text(term, "taxonomy"), []).append(_text(term, "code"))
    return found


def _hours(entry: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The weekly hours of the place, or of the service where the place says nothing."""
    at = _first(entry, "service_at_locations")
    rows = _list(at, "schedules") or _list(_table(at, "location"), "schedules") or _list(entry, "schedules")
    days: list[list[Spell]] = [[] for _day in range(WEEK)]
    for row in rows:
        if not (_text(row, "opens_at") and _text(row, "closes_at")):
            continue
        (spell,) = parse_spells(f"{_text(row, 'opens_at')[:5]}-{_text(row, 'closes_at')[:5]}")
        for code in _text(row, "byday").upper().split(","):
            if code.strip() in DAYS:
                days[DAYS.index(code.strip())].append(spell)
    return tuple(spells_text(spells) for spells in days) if any(days) else None


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _table(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = found.get(name)
    return value if isinstance(value, Mapping) else {}


def _list(found: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    value = found.get(name)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _first(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next(iter(_list(found, name)), {})
