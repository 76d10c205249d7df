"""Concepts, figures and reviews."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from roterfaden.accounts.enums import Role
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.models import Concept, Element, ElementRevision, Node, Target, Version
from roterfaden.indicators.enums import Accountability, Direction, ObservationStatus
from roterfaden.indicators.models import Definition, Indicator, Observation, Series
from roterfaden.monitoring.models import ReviewCycle
from tests.factories.base import NOW, _serial, county


def concept(**values: Any) -> Concept:
    """A concept with its open working draft."""
    number = next(_serial)
    made = Concept.objects.create(
        **{
            "slug": f"konzept-{number}", "title": "Konzept Migration und Integration", "area": county(),
            "starts_on": date(2018, 1, 1), "ends_on": date(2023, 1, 1),
        }
        | values
    )  # fmt: skip
    Version.objects.create(concept=made, number=1, slug="entwurf", kind=VersionKind.DRAFT, title="Arbeitsentwurf")
    return made


def element(
    concept: Concept, kind: str = ElementKind.GOAL, *, parent: Element | None = None, title: str = "", **values: Any
) -> Element:
    """An element with one revision, placed in the working draft of `concept`."""
    draft = concept.versions.get(frozen_at=None)
    made = Element.objects.create(concept=concept, kind=kind, field=values.pop("field", None))
    revision = ElementRevision.objects.create(
        **{
            "element": made, "number": 1, "title": title or f"{made}", "body": "", "made_as": Role.STRATEGY_OFFICER,
            "made_at": NOW,
        }
        | values
    )  # fmt: skip
    parent_node = Node.objects.get(version=draft, element=parent) if parent else None
    position = Node.objects.filter(version=draft, parent=parent_node).count() + 1
    number = f"{parent_node.number}.{position}" if parent_node else str(position)
    order_key = f"{parent_node.order_key}.{position:03d}" if parent_node else f"{position:03d}"
    Node.objects.create(
        version=draft, revision=revision, element=made, parent=parent_node, position=position, number=number,
        order_key=order_key,
    )  # fmt: skip
    return made


def definition(**values: Any) -> Definition:
    """An indicator with its first definition."""
    number = next(_serial)
    indicator = values.pop("indicator", None) or Indicator.objects.create(
        slug=f"messgroesse-{number}", title=f"Messgröße {number}", accountability=Accountability.CONDITION
    )
    return Definition.objects.create(
        **{
            "indicator": indicator, "number": 1, "text": "Anteil …", "unit": "Prozent", "denominator": "Alle",
            "direction": Direction.UP,
            "source": "Landesamt für Statistik Niedersachsen", "valid_from": date(2005, 1, 1),
        }
        | values
    )  # fmt: skip


def series(definition: Definition, **values: Any) -> Series:
    """A series for the county."""
    return Series.objects.create(**{"definition": definition, "area": county(), "breakdown": ""} | values)


def observation(series: Series, year: int, value: Any, **values: Any) -> Observation:
    """The value at the end of `year`, known half a year later."""
    day = date(year, 12, 31)
    return Observation.objects.create(
        **{
            "series": series, "period_start": day, "period_end": day, "raw": str(value), "value": value,
            "status": ObservationStatus.NORMAL, "known_on": date(year + 1, 7, 1), "source": "Test",
        }
        | values
    )  # fmt: skip


def frozen_version(concept: Concept, kind: str = VersionKind.SUBMITTED, **values: Any) -> Version:
    """The working draft of `concept`, copied and frozen as `kind`."""
    draft = concept.versions.get(frozen_at=None)
    number = concept.versions.count() + 1
    made = Version.objects.create(
        **{
            "concept": concept, "number": number, "slug": f"fassung-{number}", "kind": kind,
            "title": f"Fassung {number}", "frozen_at": NOW, "checksum": "0" * 64,
            "based_on": concept.versions.frozen().order_by("-number").first(),
        }
        | values
    )  # fmt: skip
    places: dict[int, Node] = {}
    for node in draft.nodes.order_by("order_key", "pk"):
        places[node.pk] = Node.objects.create(
            version=made, revision=node.revision, element=node.element, parent=places.get(node.parent_id),
            position=node.position, number=node.number, order_key=node.order_key,
        )  # fmt: skip
    return made


def target(goal: Element, series: Series | None = None, **values: Any) -> Target:
    """What the newest wording of a goal promises: from 20 in 2016 to 30 in 2022, or not measurable without a series."""
    revision = goal.revisions.order_by("-number").first()
    if series is None:
        return Target.objects.create(
            **{
                "revision": revision, "accountability": Accountability.CONDITION,
                "not_measurable_reason": "Dafür gibt es noch keine Zahl.",
            }
            | values
        )  # fmt: skip
    return Target.objects.create(
        **{
            "revision": revision, "accountability": Accountability.CONDITION, "series": series,
            "baseline_value": 20, "baseline_on": date(2016, 12, 31), "baseline_source": "Test", "target_value": 30,
            "target_on": date(2022, 12, 31),
        }
        | values
    )  # fmt: skip


def measured_goal(
    concept: Concept, values: Mapping[int, Any], *, parent: Element | None = None, **target_values: Any
) -> Element:
    """A goal with a series of its own, whose `values` by year are known half a year later."""
    goal = element(concept, ElementKind.GOAL, parent=parent, title=f"Ziel {next(_serial)}")
    line = series(definition())
    for year, value in values.items():
        observation(line, year, value)
    target(goal, line, **target_values)
    return goal


def cycle(version: Version, **values: Any) -> ReviewCycle:
    """An open review at the end of 2019 with what was known in autumn 2020."""
    number = next(_serial)
    return ReviewCycle.objects.create(
        **{
            "concept": version.concept, "version": version, "slug": f"pruefung-{number}", "title": "Überprüfung 2019",
            "reference_date": date(2019, 12, 31), "known_on": date(2020, 9, 30),
            "opened_at": datetime(2020, 10, 1, 8, 0, tzinfo=UTC),
        }
        | values
    )  # fmt: skip
