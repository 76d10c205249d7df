"""Values the tests of the concept share."""

from datetime import date
from decimal import Decimal
from typing import Any

from roterfaden.concept import actions
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods import TargetValues
from roterfaden.concept.models import Concept, Element
from tests import factories
from tests.factories import NOW

NOT_YET = TargetValues(not_measurable_reason="Die Erhebung beginnt 2019.")


def measurable(**values: Any) -> TargetValues:
    """A SMART target on a fresh series."""
    return TargetValues(
        **{
            "series": factories.series(factories.definition()), "target_value": Decimal("25.000000"),
            "target_on": date(2022, 12, 31),
        }
        | values
    )  # fmt: skip


def add(actor: Any, concept: Concept, kind: str, parent: Element | None = None, **values: Any) -> Element:
    """An element made by the action itself."""
    target = NOT_YET if kind == ElementKind.GOAL else None
    return actions.add_element(
        **{
            "actor": actor, "concept": concept, "kind": kind, "parent_element": parent, "title": f"{kind}",
            "target": target, "now": NOW,
        }
        | values
    )  # fmt: skip


def goal_under(actor: Any, concept: Concept, **values: Any) -> Element:
    """A goal below a field and a challenge."""
    field = add(actor, concept, ElementKind.FIELD, field=factories.field())
    return add(actor, concept, ElementKind.GOAL, add(actor, concept, ElementKind.CHALLENGE, field), **values)
