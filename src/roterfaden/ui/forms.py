"""Django forms in KERN: a renderer, a bound field that knows KERN's classes, and small helpers for forms."""

from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.forms.renderers import BaseRenderer
from django.template.backends.django import DjangoTemplates, Template

OVERRIDES = Path(__file__).resolve().parent / "templates" / "ui" / "forms"
DJANGO_FORMS = Path(django.forms.__file__).resolve().parent / "templates"

CHECKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


def kern_class(widget: forms.Widget) -> str:
    """KERN's class for the control of a widget; empty for controls KERN does not style."""
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):  # the latter is a RadioSelect to Django
        return "kern-form-check__checkbox"
    if isinstance(widget, forms.RadioSelect):
        return "kern-form-check__radio"
    if isinstance(widget, forms.Select):
        return "kern-form-input__select"
    if isinstance(widget, forms.HiddenInput):
        return ""
    return "kern-form-input__input"


class KernBoundField(forms.BoundField):
    """A bound field that carries KERN's classes and says where a link to it should land."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add KERN's class, and its error variant after a failed submit."""
        attrs = super().build_widget_attrs(attrs, widget)
        used = widget or self.field.widget
        base = kern_class(used)
        if base:
            own = str(attrs.get("class", used.attrs.get("class", "")))
            attrs["class"] = " ".join(part for part in (own, base, f"{base}--error" if self.errors else "") if part)
        return attrs

    @property
    def is_check(self) -> bool:
        """Whether the control is a single checkbox, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_select(self) -> bool:
        """Whether the control is a drop-down list, which KERN draws in a wrapper."""
        widget = self.field.widget
        return (
            isinstance(widget, forms.Select) and not isinstance(widget, CHECKS) and not widget.allow_multiple_selected
        )

    @property
    def summary_label(self) -> str:
        """The label as the error summary names it, without its closing mark."""
        return str(self.label).rstrip(".:?! ")

    @property
    def focus_id(self) -> str:
        """Id of the control a link in the error summary should lead to."""
        return f"{self.auto_id}_0" if self.use_fieldset else (self.id_for_label or self.auto_id)


class KernRenderer(BaseRenderer):
    """Renders every form of the project; our widget templates come before Django's."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "django/forms/formsets/div.html"
    bound_field_class = KernBoundField

    @cached_property
    def engine(self) -> DjangoTemplates:
        """An engine of its own, so that the widget templates of Django can be replaced."""
        return DjangoTemplates(
            {
                "APP_DIRS": True,
                "DIRS": [OVERRIDES, DJANGO_FORMS],
                "NAME": "kern",
                "OPTIONS": {"builtins": ["django.templatetags.i18n", "roterfaden.ui.templatetags.faden"]},
            }
        )

    def get_template(self, template_name: str) -> Template:
        """One template by name."""
        return self.engine.get_template(template_name)


class DateInput(forms.DateInput):
    """The browser's own date control; the value is always written as ISO 8601, as the control needs it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own date and time control, in local time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class LongText(forms.Textarea):
    """A text area of a fitting height; it grows by hand, never sideways."""

    def __init__(self, rows: int = 5, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": rows, **(attrs or {})})


class FilterForm(forms.Form):
    """Base of the GET forms above lists: nothing is required, empty is "all", so nothing is marked as optional."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def chosen(self) -> dict[str, Any]:
        """The valid filters that narrow the list, by field name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
