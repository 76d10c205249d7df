"""Rules for models: foreign keys point downwards and are closed, every field has a privacy level."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.house import each_context, layers

MODELS = [model for model in apps.get_models() if model.__module__.startswith("roterfaden.")]
FORWARD_RELATIONS = [
    field
    for model in MODELS
    for field in [*model._meta.fields, *model._meta.many_to_many]
    if field.is_relation and field.model is model
]


def context_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1] if model.__module__.startswith("roterfaden.") else model.__module__


def relation_faults(field: models.ForeignKey) -> list[str]:
    """What is wrong with a key; an import contract cannot see keys, because they are named by text."""
    here, there = context_of(field.model), context_of(field.related_model)
    if here == there or there not in layers():
        return []
    faults = []
    if layers()[there] >= layers()[here]:
        faults.append(f"{field} points upwards or sideways, from {here} to {there}")
    if not (field.remote_field.related_name or "").endswith("+"):  # Django puts words before it for many to many
        faults.append(f'{field} leads to another context and needs related_name="+"')
    # A many-to-many field has no on_delete of its own: its rows go with one side, never the other side with them.
    if not field.many_to_many and field.remote_field.on_delete is not models.PROTECT:
        faults.append(f"{field} leads to another context and needs on_delete=PROTECT")
    return faults


def privacy_faults(model: type[models.Model]) -> list[str]:
    """Fields that stand in none or in several of the three sets, and names that are no field."""
    declaration = getattr(model, "Privacy", None)
    if declaration is None:
        return [f"{model.__name__} has no class Privacy"]
    sets = [set(getattr(declaration, level)) for level in ("public", "internal", "personal")]
    names = {field.name for field in [*model._meta.fields, *model._meta.many_to_many]}
    return [
        f"{model.__name__}.{name} stands in {sum(name in level for level in sets)} sets of Privacy"
        for name in sorted(names)
        if sum(name in level for level in sets) != 1
    ] + [f"{model.__name__}.Privacy names {name!r}, which is no field" for name in sorted(set().union(*sets) - names)]


def is_djangos(method: Callable[..., object]) -> bool:
    """Whether nobody has put anything in place of what Django or a library brings."""
    return method.__module__.startswith("django.")


def test_house_has_models():
    assert len(MODELS) > 20
    assert len(FORWARD_RELATIONS) > 20


@pytest.mark.parametrize("fields", each_context(FORWARD_RELATIONS, lambda field: context_of(field.model)))
def test_foreign_keys_point_downwards_and_are_closed(fields):
    assert [fault for field in fields for fault in relation_faults(field)] == []


@pytest.mark.parametrize("found", each_context(MODELS, context_of))
def test_every_field_has_one_privacy_level(found):
    assert [fault for model in found for fault in privacy_faults(model)] == []


@pytest.mark.parametrize("found", each_context(MODELS, context_of))
def test_models_leave_order_and_saving_alone(found):
    """Lists name their own order; nothing happens behind the back of an action."""
    assert [model for model in found if list(model._meta.ordering)] == []
    assert [model for model in found if not (is_djangos(model.save) and is_djangos(model.delete))] == []
