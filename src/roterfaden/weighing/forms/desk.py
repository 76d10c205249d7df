"""What people type at the desk: which voices they look at, their answer, whose work it is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.concept.forms import ConsiderForm, WeighingFilter
from roterfaden.concept.forms.words import Outline
from roterfaden.participation.models import Theme
from roterfaden.ui.forms import DateInput
from roterfaden.weighing.models import ModuleRevision, Unit
from roterfaden.weighing.queries.desk import Desk

STATES = [
    ("", _("offen")),
    ("erledigt", _("abgewogen")),
    ("einarbeiten", _("noch einzuarbeiten")),
    ("rat", _("wartet auf Rat")),
    ("entwurf", _("von mir angefangen")),
    ("unveroeffentlicht", _("beantwortet, nicht veröffentlicht")),
    ("veroeffentlicht", _("veröffentlicht")),
    ("alle", _("alle")),
]
DESKS = [
    ("", _("alle Tische")),
    ("mein", _("mein Tisch")),
    ("faellig", _("fällig in sieben Tagen")),
    ("keiner", _("auf keinem Tisch")),
]
ORDERS = [("", _("Nummer")), ("thema", _("Thema")), ("stelle", _("Stelle im Konzept"))]


class DeskFilter(WeighingFilter):
    """Which voices lie on the workbench, and in which order."""

    stand = forms.ChoiceField(label=_("Stand"), choices=STATES)
    tisch = forms.ChoiceField(label=_("Tisch"))
    thema = forms.TypedChoiceField(label=_("Thema"), coerce=int, empty_value=None)
    stelle = forms.TypedChoiceField(label=_("Stelle im Konzept"), coerce=int, empty_value=None)
    nach = forms.ChoiceField(label=_("Reihenfolge"), choices=ORDERS)

    def __init__(
        self, *args: Any, themes: Sequence[Theme], outline: Outline, desks: Sequence[Desk], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        named = [(desk.key, str(desk.owner)) for desk in desks]
        fields["tisch"].choices = DESKS + named
        by_field: dict[str, list[tuple[str, str]]] = {}
        for theme in themes:
            by_field.setdefault(theme.field.short_name, []).append((str(theme.pk), theme.title))
        fields["thema"].choices = [("", _("alle Themen")), *by_field.items()]
        fields["stelle"].choices = [("", _("alle Stellen")), *((str(e.pk), label) for e, label in outline)]
        self.order_fields(["verfahren", "stand", "tisch", "thema", "stelle", "feld", "suche", "nach"])


def _by_outcome(modules: Sequence[ModuleRevision]) -> list[tuple[str, list[tuple[str, str]]]]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for revision in modules:
        label = str(revision.module.get_outcome_display())
        grouped.setdefault(label, []).append((str(revision.pk), revision.module.title))
    return list(grouped.items())


class PicksModule(forms.Form):
    """The part of a form that picks a text module and remembers which one the words began with."""

    pick = forms.TypedChoiceField(
        label=_("Textbaustein"), empty_value=None, required=False,
        help_text=_("„Einfügen“ schreibt ihn unten in die Begründungen; dort ändern Sie ihn."),
    )  # fmt: skip
    module = forms.TypedChoiceField(widget=forms.HiddenInput, empty_value=None, required=False)

    def _offer(self, modules: Sequence[ModuleRevision]) -> None:
        fields: dict[str, Any] = self.fields
        by_key = {str(revision.pk): revision for revision in modules}
        if not by_key:
            del self.fields["pick"], self.fields["module"]
            return
        fields["pick"].choices = [("", _("keiner")), *_by_outcome(modules)]
        fields["module"].choices = [("", ""), *((key, key) for key in by_key)]
        for name in ("pick", "module"):
            fields[name].coerce = by_key.__getitem__


class WeighForm(ConsiderForm, PicksModule):
    """The answer to one voice at the desk."""

    field_order = (
        "segment", "outcome", "pick", "element", "referred_to", "plain_reason", "reason", "supersedes", "module",
    )  # fmt: skip

    def __init__(self, *args: Any, modules: Sequence[ModuleRevision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(modules)

    def typed(self) -> dict[str, str]:
        """Everything as it stands in the form, right or wrong: what a draft keeps."""
        return {name: self[name].value() or "" for name in self.fields if name != "pick"}

    def answer(self) -> dict[str, Any]:
        """The valid answer as `weighing.answer_voice` takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "pick"}


class BatchForm(ConsiderForm, PicksModule):
    """One answer for many voices; each is ticked in the list beside it."""

    field_order = ("outcome", "pick", "element", "referred_to", "plain_reason", "reason", "module")

    def __init__(self, *args: Any, modules: Sequence[ModuleRevision], outline: Outline, **kwargs: Any) -> None:
        super().__init__(*args, outline=outline, in_force=(), **kwargs)
        self._offer(modules)

    def answer(self) -> dict[str, Any]:
        """The valid answer as `weighing.open_batch` takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "pick"}


class DeskForm(forms.Form):
    """Whose work it is, until when, and what they should know."""

    desk = forms.TypedChoiceField(label=_("Auf den Tisch von"), empty_value=None)
    due_on = forms.DateField(label=_("Bis"), required=False, widget=DateInput())
    note = forms.CharField(label=_("Notiz"), required=False, max_length=500)

    def __init__(self, *args: Any, people: Sequence[User], units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        owners = {f"p{person.pk}": person for person in people} | {f"s{unit.pk}": unit for unit in units}
        choices: list[Any] = [("", _("bitte wählen")), (_("Personen"), [(f"p{row.pk}", row.name) for row in people])]
        if units:
            choices.append((_("Fachstellen"), [(f"s{row.pk}", row.name) for row in units]))
        fields["desk"].choices = choices
        fields["desk"].coerce = owners.__getitem__
