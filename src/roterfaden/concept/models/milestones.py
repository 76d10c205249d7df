"""The column that holds the values agreed on the way to a target.

They are part of one promise: written with it, frozen with it, never looked for one by one. So they stand in its row and
not in a table of their own, and whoever reads a target has them without another query (ADR 57).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import DecimalValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.methods import TargetMilestone


class MilestonesField(models.JSONField):
    """A tuple of `TargetMilestone` in order of time, kept as JSON: [{"on": …, "value": …, "reason": …}, …]."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"encoder": DjangoJSONEncoder, "default": tuple, "blank": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Without what is always so."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: value for key, value in kwargs.items() if key not in FIXED}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """What is stored, as milestones."""
        return self.to_python(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> tuple[TargetMilestone, ...]:
        """Milestones from their JSON or from themselves. Raises ValidationError."""
        try:
            return tuple(sorted(_milestones(value or ())))
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise ValidationError(_("Das sind keine Zwischenziele."), code="invalid") from error

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse numbers no column of values could hold."""
        super().validate(value, model_instance)
        for each in value:
            DIGITS(each.value)

    def get_prep_value(self, value: Any) -> Any:
        """As JSON; numbers as text, so that no digit is lost."""
        return [
            {"on": each.on.isoformat(), "value": str(each.value), "reason": each.reason}
            for each in self.to_python(value)
        ]

    def value_to_string(self, obj: models.Model) -> Any:
        """For serialised rows."""
        return self.get_prep_value(self.value_from_object(obj))


FIXED = frozenset({"encoder", "default", "blank"})
DIGITS = DecimalValidator(18, 6)
"""As the columns of baseline and target."""


def _milestones(rows: Iterable[Any]) -> Iterable[TargetMilestone]:
    for row in rows:
        if isinstance(row, TargetMilestone):
            yield row
        else:
            yield TargetMilestone(date.fromisoformat(row["on"]), Decimal(row["value"]), str(row.get("reason", "")))
