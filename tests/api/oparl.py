"""A client of OParl as others would write it: reads addresses, follows links, checks objects against the schemas."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from referencing import Registry, Resource

from roterfaden.council.enums import BodyKind, ConsultationRole, Result
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.models import Edition, Report
from tests import factories
from tests.factories import NOW, TODAY

SCHEMA = "https://schema.oparl.org/1.1/"
SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "data" / "oparl" / "spec-1.1-schema-draft07"
SECRET = "Geheimsache"
KEY = "03459"
LISTS = (
    "organizations", "persons", "memberships", "legislative_terms", "meetings", "locations", "papers", "consultations",
    "agenda_items", "files",
)  # fmt: skip
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")

FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return bool(DATE_TIME.fullmatch(str(value))) and datetime.fromisoformat(str(value)).tzinfo is not None


@FORMATS.checks("date", raises=ValueError)
def _is_day(value: object) -> bool:
    return date.fromisoformat(str(value)).isoformat() == value


@FORMATS.checks("url")
def _is_url(value: object) -> bool:
    parts = urlsplit(str(value))
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


class Reader:
    """Reads addresses of this interface with the test client."""

    def __init__(self) -> None:
        cache.clear()  # all tests come from one network address
        self.client = Client()

    def response(self, url: str, **headers: Any) -> Any:
        """The answer of an address, absolute or not."""
        return self.client.get(url.removeprefix(settings.BASE_URL), headers=headers)

    def read(self, url: str, status: int = 200) -> Any:
        """The JSON behind an address; the test fails when it is not there."""
        response = self.response(url)
        assert response.status_code == status, f"{url}: {response.status_code}"
        return json.loads(response.content)

    def pages(self, url: str) -> list[dict[str, Any]]:
        """All pages of a list, by `next`."""
        pages, seen = [], set()
        while url:
            assert url not in seen, f"{url} leads in a circle"
            seen.add(url)
            pages.append(self.read(url))
            url = pages[-1]["links"].get("next", "")
        return pages

    def all(self, url: str) -> list[dict[str, Any]]:
        """All objects of a list."""
        return [row for page in self.pages(url) for row in page["data"]]

    def ids(self, url: str) -> list[str]:
        """Addresses of all objects of a list."""
        return [row["id"] for row in self.all(url)]


def list_url(name: str, query: str = "") -> str:
    """The address of a list of the county."""
    return reverse(f"api:oparl_{name}", args=[KEY]) + query


def url_of(kind: str, row: Any) -> str:
    """The absolute address of a row."""
    return settings.BASE_URL + reverse(f"api:oparl_{kind}", args=[row.pk])


def validators() -> dict[str, jsonschema.Draft7Validator]:
    """A validator for each type, from the official schemas beside this project."""
    if not SCHEMAS.is_dir():
        pytest.skip("the official OParl schemas are not beside this project")
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*.json"))}
    registry: Registry[Any] = Registry().with_resources(
        [(f"{SCHEMA}{name}.json", Resource.from_contents(schema)) for name, schema in found.items()]
    )
    return {
        name: jsonschema.Draft7Validator(schema, registry=registry, format_checker=FORMATS)
        for name, schema in found.items()
    }


def strict_faults(value: Any, path: str = "") -> list[str]:
    """What the prose of OParl asks for beyond the schemas: no null, nothing empty, times on every object."""
    if isinstance(value, dict):
        faults = [f"{path} has no {name}" for name in ("created", "modified") if "type" in value and name not in value
                  and str(value["type"]).startswith(SCHEMA)]  # fmt: skip
        return faults + [fault for key, inner in value.items() for fault in strict_faults(inner, f"{path}/{key}")]
    if isinstance(value, list):
        empty = [] if value or path.endswith(("/data", "/legislativeTerm")) else [f"{path} is an empty list"]
        return empty + [fault for inner in value for fault in strict_faults(inner, path)]
    return [f"{path} is {value!r}"] if value is None or value == "" else []


def council_world(n: int = 1) -> SimpleNamespace:
    """A concept with two published versions, an edition, and `n` public papers on the way through three bodies.

    Beside them what nobody may read: a paper, a meeting, and what was resolved there, each with SECRET in its words.
    """
    world = SimpleNamespace(house=factories.instance())
    concept = factories.concept()
    factories.element(concept, title="Sprachkurse am Abend")
    factories.frozen_version(concept)
    world.version = factories.frozen_version(concept)
    cycle = factories.cycle(world.version)
    report = Report.objects.create(cycle=cycle, slug="bericht", title="Bericht")
    world.edition = Edition.objects.create(
        report=report, audience=Audience.PUBLIC, title="Was ist erreicht?", snapshot={}, checksum="0", known_on=TODAY,
        frozen_at=NOW, published_at=NOW,
    )  # fmt: skip
    Edition.objects.create(
        report=report, audience=Audience.GROUP, title=SECRET, snapshot={}, checksum="0", known_on=TODAY, frozen_at=NOW,
        published_at=NOW,
    )  # fmt: skip
    world.committee = factories.body(BodyKind.COMMITTEE, name="Ausschuss für Migration, Ämter & Größe")
    world.executive = factories.body(BodyKind.EXECUTIVE_COMMITTEE)
    world.council = factories.body(BodyKind.COUNCIL, valid_until=None)
    world.papers, world.meetings, world.steps = [], [], []
    for number in range(n):
        paper = factories.paper(world.version, title=f"Konzept Integration, Teil {number}")
        first = factories.meeting(world.committee, place="Kreishaus, Am Schölerberg 1")
        last = factories.meeting(world.council)
        world.papers.append(paper)
        world.meetings += [first, last]
        world.steps.append(factories.consultation(paper, first, ConsultationRole.PRELIMINARY, agenda_number="Ö 3"))
        world.steps.append(factories.consultation(paper, last, agenda_number="Ö 12.1"))
        factories.resolution(world.steps[-1], Result.ADOPTED, text="Der Kreistag beschließt das Konzept.")
    _hidden(world)
    return world


def _hidden(world: SimpleNamespace) -> None:
    world.private_meeting = factories.meeting(world.executive, place=SECRET)
    world.private_step = factories.consultation(world.papers[0], world.private_meeting, ConsultationRole.PREPARING)
    factories.resolution(world.private_step, Result.RECOMMENDED, text=SECRET)
    world.private_paper = factories.paper(
        world.version, title=SECRET, reference=SECRET, proposal=SECRET, is_public=False
    )
    world.hidden_step = factories.consultation(world.private_paper, world.meetings[-1], agenda_number=SECRET)
    factories.resolution(world.hidden_step, text=SECRET)
