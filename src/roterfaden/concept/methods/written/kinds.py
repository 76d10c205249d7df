"""What documents leave in a template of the house: the concept, and what contexts above add (papers for the bodies).

Each kind has its own template, its own placeholders and its own people who may bring one. Contexts above register
theirs when they are loaded, as they do with conditions for freezing (rules.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.enums import Role
from roterfaden.concept.enums import CONCEPT_TEMPLATE
from roterfaden.concept.methods.written.template import PLACEHOLDERS, built_in_template


@dataclass(frozen=True)
class TemplateKind:
    """A kind of document. `key` stands in addresses, `about` on the page where a template is brought."""

    key: str
    about: Promise
    placeholders: Mapping[str, Promise]
    built_in: Callable[[], bytes]
    roles: frozenset[Role]


_kinds: dict[str, TemplateKind] = {}


def register_template(kind: TemplateKind) -> TemplateKind:
    """From now on documents of this kind can have a template of the house."""
    _kinds[kind.key] = kind
    return kind


def template_kinds() -> tuple[TemplateKind, ...]:
    """All kinds, in the order they were registered."""
    return tuple(_kinds.values())


def template_kind(key: str) -> TemplateKind | None:
    """The kind of this key, if there is one."""
    return _kinds.get(key)


register_template(
    TemplateKind(
        key=CONCEPT_TEMPLATE,
        about=_("Dokumente des Konzepts"),
        placeholders=PLACEHOLDERS,
        built_in=built_in_template,
        roles=frozenset({Role.STRATEGY_OFFICER, Role.ADMINISTRATOR}),
    )
)
