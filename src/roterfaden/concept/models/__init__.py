"""The concept: one tree that is document and goal system at once."""

from roterfaden.concept.models.answers import SHOWN, Consideration, ConsiderationQuerySet, Incorporation
from roterfaden.concept.models.maps import ElementMap
from roterfaden.concept.models.tree import Concept, Element, ElementRevision, Node, Target, Version, VersionQuerySet
from roterfaden.concept.models.word_import import (
    WordBlock,
    WordDocument,
)

__all__ = [
    "SHOWN",
    "Concept",
    "Consideration",
    "ConsiderationQuerySet",
    "Element",
    "ElementMap",
    "ElementRevision",
    "Incorporation",
    "Node",
    "Target",
    "Version",
    "VersionQuerySet",
    "WordBlock",
    "WordDocument",
]
