"""What is processed, read from the models: every field declared personal, under the activity its model belongs to."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from roterfaden.kernel.vault import SealedField

FILE = Path(__file__).resolve().parent.parent / "data" / "processing.toml"


@dataclass(frozen=True)
class Activity:
    """A processing activity: what a model cannot know. `holds` names contexts or single models."""

    key: str
    name: str
    purpose: str
    legal_basis: str
    persons: str
    recipients: str
    deletion: str
    measures: str
    holds: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """What one model keeps about people; `sealed` are the fields that are encrypted."""

    name: str
    fields: tuple[str, ...]
    sealed: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """An activity with everything personal it keeps."""

    activity: Activity
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Risk:
    """A risk for people, as far as the program can name it; how likely and how grave it is, the house assesses."""

    activities: tuple[str, ...]
    what: str
    harm: str
    measures: str


def records() -> tuple[Record, ...]:
    """Every activity with what it keeps, in the order of the file. No query."""
    held: dict[str, list[Kind]] = {activity.key: [] for activity in _activities()}
    for model in personal_models():
        activity = activity_of(model)
        if activity is not None:
            held[activity.key].append(_kind(model))
    return tuple(
        Record(activity, tuple(sorted(held[activity.key], key=lambda kind: kind.name))) for activity in _activities()
    )


def risks(key: str = "") -> tuple[Risk, ...]:
    """The risks of one activity, or all of them."""
    found = (Risk(**each | {"activities": tuple(each["activities"])}) for each in _data()["risk"])
    return tuple(risk for risk in found if not key or key in risk.activities)


def personal_models() -> tuple[type[models.Model], ...]:
    """Our models that keep something personal."""
    found = [model for model in apps.get_models() if model.__module__.startswith("roterfaden.") and _personal(model)]
    return tuple(sorted(found, key=lambda model: model._meta.label))


def activity_of(model: type[models.Model]) -> Activity | None:
    """The activity that names the model, or else its context."""
    for name in (model._meta.label, model._meta.app_label):
        for activity in _activities():
            if name in activity.holds:
                return activity
    return None


def without_activity() -> tuple[str, ...]:
    """Models that keep something personal and belong to no activity: the record would be incomplete."""
    return tuple(model._meta.label for model in personal_models() if activity_of(model) is None)


def _personal(model: type[models.Model]) -> set[str]:
    return set(getattr(getattr(model, "Privacy", None), "personal", ()))


def _kind(model: type[models.Model]) -> Kind:
    names = _personal(model)
    fields = [field for field in (*model._meta.fields, *model._meta.many_to_many) if field.name in names]
    return Kind(
        str(model._meta.verbose_name),
        tuple(str(field.verbose_name) for field in fields),
        tuple(str(field.verbose_name) for field in fields if isinstance(field, SealedField)),
    )


@cache
def _data() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _activities() -> tuple[Activity, ...]:
    return tuple(Activity(**each | {"holds": tuple(each["holds"])}) for each in _data()["activity"])
