"""The concept: one tree that is document and goal system at once."""

from roterfaden.concept.models.answers import SHOWN, Consideration, ConsiderationQuerySet, Incorporation
from roterfaden.concept.models.consulting import (
    Consultation,
    ConsultationGroup,
    ConsultationQuerySet,
    Remark,
    RemarkAddress,
    RemarkQuerySet,
    RemarkState,
)
from roterfaden.concept.models.maps import ElementMap
from roterfaden.concept.models.texts import RevisionText, RevisionTextQuerySet
from roterfaden.concept.models.tree import Concept, Element, ElementRevision, Node, Target, Version, VersionQuerySet
from roterfaden.concept.models.word_import import (
    WordBlock,
    WordDocument,
)
from roterfaden.concept.models.written import WordTemplate

__all__ = [
    "SHOWN",
    "Concept",
    "Consideration",
    "ConsiderationQuerySet",
    "Consultation",
    "ConsultationGroup",
    "ConsultationQuerySet",
    "Element",
    "ElementMap",
    "ElementRevision",
    "Incorporation",
    "Node",
    "Remark",
    "RemarkAddress",
    "RemarkQuerySet",
    "RemarkState",
    "RevisionText",
    "RevisionTextQuerySet",
    "Target",
    "Version",
    "VersionQuerySet",
    "WordBlock",
    "WordDocument",
    "WordTemplate",
]
