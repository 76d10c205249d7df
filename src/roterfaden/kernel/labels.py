"""What things are called in the log: kept without a language, put into words when somebody reads them.

A label is text in which `{app.model}` stands for the name of a kind of thing and `{app.model.field:value}` for the name
of a choice: "{participation.contribution} 5". Names people gave stay as they are.
"""

import re

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

_TOKEN = re.compile(r"\{(?P<app>[a-z_]+)\.(?P<model>[a-z]+)(?:\.(?P<field>[a-z_]+):(?P<value>[\w-]*))?\}")


def kind_token(model: models.Model | type[models.Model]) -> str:
    """The name of this kind of thing, as a token."""
    return f"{{{model._meta.label_lower}}}"


def choice_token(row: models.Model, field: str) -> str:
    """The name of what `row` chose in `field`, as a token."""
    return f"{{{row._meta.label_lower}.{field}:{getattr(row, field)}}}"


def label_words(label: str) -> str:
    """The label in the language of the reader. A token nobody knows any more stays as it is."""
    return _TOKEN.sub(_word, label)


def _word(found: re.Match[str]) -> str:
    try:
        meta = apps.get_model(found["app"], found["model"])._meta
        if found["field"] is None:
            return str(meta.verbose_name)
        names = dict(meta.get_field(found["field"]).flatchoices)
    except (LookupError, FieldDoesNotExist):
        return found[0]
    return str(names.get(found["value"], found["value"]))
