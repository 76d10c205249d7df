"""Text modules: what can be picked, and where each was used."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from roterfaden.weighing.methods.modules import UNCHANGED
from roterfaden.weighing.models import ModuleRevision, ModuleUse, TextModule


def pickable_modules() -> "QuerySet[ModuleRevision]":
    """The present words of every module in use, by outcome and title."""
    rows = ModuleRevision.objects.filter(superseded_at=None, module__in=TextModule.objects.living())
    return rows.select_related("module").order_by("module__outcome", "module__title", "pk")


@dataclass(frozen=True)
class ModuleRow:
    """A module with how often it was used, how often unchanged, and when last."""

    module: TextModule
    revision: ModuleRevision
    used: int
    unchanged: int
    last_used_at: datetime | None

    @property
    def changed(self) -> int:
        return self.used - self.unchanged


def module_rows() -> list[ModuleRow]:
    """Every module, those in use first, by title. Two queries."""
    present = ModuleRevision.objects.filter(superseded_at=None).select_related("module")
    rows = TextModule.objects.annotate(
        used=Count("revisions__uses"),
        unchanged=Count("revisions__uses", filter=Q(revisions__uses__similarity__gte=UNCHANGED)),
        last=Max("revisions__uses__used_at"),
    ).prefetch_related(Prefetch("revisions", present.order_by("pk"), to_attr="present"))
    counted: QuerySet[Any] = rows.order_by("title", "pk")
    found = [ModuleRow(row, row.present[0], row.used, row.unchanged, row.last) for row in counted]
    return sorted(found, key=lambda row: row.module.retired_at is not None)


def uses_of(module: TextModule) -> "QuerySet[ModuleUse]":
    """Answers that began with this module, the newest first. Slice it."""
    rows = ModuleUse.objects.filter(revision__module=module)
    return rows.select_related("consideration__contribution", "revision").order_by("-used_at", "-pk")


def wordings_of(module: TextModule) -> "QuerySet[ModuleRevision]":
    """Every wording a module ever had, the newest first."""
    return module.revisions.select_related("made_by").order_by("-number", "-pk")
