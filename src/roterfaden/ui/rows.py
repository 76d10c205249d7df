"""A form field of several small rows, such as day, value and reason: a table of inputs, by keyboard, without scripts.

There are always some empty rows below the filled ones; an emptied row is gone after saving.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_ROWS = 30
SPARE_ROWS = 2
FEWEST_ROWS = 3

Typed = dict[str, str]


class RowsWidget(forms.Widget):
    """The rows as a table; each input is named `<field>-<row>-<column>` and says which row and column it is."""

    template_name = "ui/forms/rows.html"
    use_fieldset = True

    def __init__(self, columns: Mapping[str, forms.Field], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.columns = columns

    def __deepcopy__(self, memo: dict[int, Any]) -> "RowsWidget":
        return type(self)(self.columns, dict(self.attrs))

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Typed]:
        """What was typed, row by row, empty rows left out."""
        rows = [
            {column: str(data.get(f"{name}-{row}-{column}", "")).strip() for column in self.columns}
            for row in range(MOST_ROWS)
        ]
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the page that was sent had no such table."""
        return not any(f"{name}-0-{column}" in data for column in self.columns)

    def id_for_label(self, id_: str) -> str:
        """The first input: where a link to the field should land."""
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Heads and inputs for the template."""
        context = super().get_context(name, value, attrs)
        filled = list(_rows(value, self.columns))
        count = min(MOST_ROWS, max(FEWEST_ROWS, len(filled) + SPARE_ROWS))
        filled += [{}] * (count - len(filled))
        start = str(context["widget"]["attrs"].get("id", f"id_{name}"))
        heads = [column.label for column in self.columns.values()]
        rows = [list(self._inputs(name, start, number, row)) for number, row in enumerate(filled[:count])]
        context["widget"] |= {"heads": heads, "rows": rows}
        return context

    def _inputs(self, name: str, start: str, number: int, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for place, (key, column) in enumerate(self.columns.items()):
            said = {"column": column.label, "number": number + 1}
            attrs = {
                "id": f"{start}_{number}" if place == 0 else f"{start}_{number}_{key}",
                "aria-label": _("%(column)s, Zeile %(number)s") % said, "class": "kern-form-input__input",
            }  # fmt: skip
            yield str(column.label), column.widget.render(f"{name}-{number}-{key}", row.get(key, ""), attrs)

    def carried(self, name: str, value: Any) -> list[tuple[str, str]]:
        """Name and text of every input, to take what was typed along in hidden fields."""
        plain = forms.HiddenInput()
        return [
            (f"{name}-{number}-{key}", str(plain.format_value(row[key]) or ""))
            for number, row in enumerate(_rows(value, self.columns))
            for key in self.columns
        ]


def _rows(value: Any, columns: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Rows by column, of what was typed (mappings) or of what `build` made (objects)."""
    for row in value or ():
        yield {key: row.get(key, "") if isinstance(row, Mapping) else getattr(row, key) for key in columns}


class RowsField(forms.Field):
    """Rows of a few columns; the value is a tuple of what `build` makes of each row, in the order of `sorted`."""

    default_error_messages = {"row": gettext_lazy("Zeile %(number)s, %(column)s: %(fault)s")}

    def __init__(
        self,
        *,
        columns: Mapping[str, forms.Field],
        build: Callable[..., Any],
        tell: Callable[[Any], str],
        **kwargs: Any,
    ) -> None:
        self.columns, self.build, self.tell = columns, build, tell
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def clean(self, value: Any) -> tuple[Any, ...]:
        """Each row by the rules of its columns; every fault names row and column."""
        rows, faults = [], []
        for number, typed in enumerate(value or (), start=1):
            cleaned = {}
            for key, column in self.columns.items():
                try:
                    cleaned[key] = column.clean(typed.get(key, ""))
                except ValidationError as error:
                    said = {"number": number, "column": column.label, "fault": " ".join(error.messages)}
                    faults.append(ValidationError(self.error_messages["row"], code="row", params=said))
            if len(cleaned) == len(self.columns):
                rows.append(self.build(**cleaned))
        if faults:
            raise ValidationError(faults)
        return tuple(sorted(rows))

    def worded(self, value: Iterable[Any] | None) -> str:
        """The rows as people read them, one a line."""
        return "\n".join(self.tell(row) for row in value or ())
