"""What people type when they read in a list: the list, what its columns mean, what happens to faulty rows."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.tables import Table
from roterfaden.participation.enums import Channel, ContributionKind, ImportField, ImportMode, Language
from roterfaden.participation.methods import ColumnPlan
from roterfaden.participation.models import ActorGroup, Event, ImportRun, Process, ProcessQuerySet
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateInput, LongText

SAMPLES = 3
SAMPLE_LENGTH = 40
ACCEPTED = ".xlsx,.ods,.csv,.tsv,.txt"


class ListForm(forms.Form):
    """A list: a file or pasted lines."""

    marks_optional = False  # one of the two is needed

    process = forms.ModelChoiceField(
        label=_("Verfahren"), queryset=Process.objects.none(), to_field_name="slug", empty_label=None
    )
    upload = forms.FileField(
        label=_("Datei"),
        help_text=_("Eine Tabelle (XLSX, ODS oder CSV), eine Zeile je Beitrag. Die erste Zeile nennt die Spalten."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        required=False,
        allow_empty_file=True,  # the domain says what is wrong with it
    )
    pasted = forms.CharField(
        label=_("Oder eine Liste einfügen"),
        help_text=_("Ein Beitrag je Zeile. Zellen aus einer Tabelle können Sie mit ihrer Überschrift einfügen."),
        widget=LongText(rows=6, attrs={"dir": "auto"}),
        required=False,
        strip=False,
    )

    def __init__(self, *args: Any, processes: ProcessQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["process"].queryset = processes


class ColumnsForm(forms.Form):
    """What each column of a list means, and what holds for rows that say nothing themselves."""

    marks_optional = False  # hardly anything is needed, and saying so twenty times helps nobody

    kind = forms.ChoiceField(
        label=_("Art"), choices=[("", _("steht in jeder Zeile")), *ContributionKind.choices], required=False
    )
    event = forms.ModelChoiceField(
        label=_("Veranstaltung"),
        queryset=Event.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("keine"),
    )
    said_on = forms.DateField(
        label=_("Gesagt am"), help_text=_("Leer lassen, wenn der Tag der Veranstaltung gilt."), widget=DateInput,
        required=False,
    )  # fmt: skip
    actor_group = forms.ModelChoiceField(
        label=_("Akteursgruppe"),
        queryset=ActorGroup.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("keine Angabe"),
    )
    area = forms.ModelChoiceField(
        label=_("Kommune"), queryset=Area.objects.none(), to_field_name="slug", required=False,
        empty_label=_("keine Angabe"),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Sprache"), choices=Language.choices)
    channel = forms.ChoiceField(label=_("Weg"), choices=Channel.choices)
    late = forms.BooleanField(
        label=_("Nachträglich aufnehmen"),
        help_text=_("Nur ankreuzen, wenn der Abschnitt schon geschlossen ist. Das wird im Protokoll vermerkt."),
        required=False,
    )
    FOR_ALL = ("kind", "event", "said_on", "actor_group", "area", "language", "channel")

    def __init__(self, *args: Any, run: ImportRun, table: Table, on: date, **kwargs: Any) -> None:
        plan = ColumnPlan.from_json(run.mapping)
        columns = {f"column_{place}": plan.columns.get(name, "") for place, name in enumerate(run.columns)}
        kwargs["initial"] = plan.as_json() | columns
        super().__init__(*args, **kwargs)
        self.names: list[str] = run.columns
        fields: dict[str, Any] = self.fields
        fields["event"].queryset = run.process.events.order_by("-starts_at", "pk")
        fields["actor_group"].queryset = run.process.actor_groups.order_by("position", "pk")
        fields["area"].queryset = Area.objects.partners().on(on).order_by("name", "pk")
        choices = [("", _("nicht übernehmen")), *ImportField.choices]
        for place, name in enumerate(run.columns):
            fields[f"column_{place}"] = forms.ChoiceField(
                label=name, help_text=samples(table, place), choices=choices, required=False
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The fields of the columns, in the order of the list."""
        return [self[f"column_{place}"] for place in range(len(self.names))]

    @property
    def fields_for_all(self) -> list[forms.BoundField]:
        """What holds for all rows."""
        return [self[name] for name in self.FOR_ALL]

    def plan(self) -> ColumnPlan:
        """The valid form as the actions take it."""
        given = self.cleaned_data
        slugs = {name: given[name].slug if given[name] else "" for name in ("event", "actor_group", "area")}
        return ColumnPlan(
            columns={name: given[f"column_{place}"] for place, name in enumerate(self.names)},
            kind=given["kind"], channel=given["channel"], language=given["language"],
            said_on=given["said_on"].isoformat() if given["said_on"] else "", late=given["late"], **slugs,
        )  # fmt: skip


def samples(table: Table, place: int) -> str:
    """What stands in a column: the first different cells that are not empty."""
    found: list[str] = []
    for row in table.rows[:200]:
        cell = " ".join(row.cells[place].split())
        short = cell if len(cell) <= SAMPLE_LENGTH else f"{cell[: SAMPLE_LENGTH - 1]}…"
        if short and short not in found:
            found.append(short)
        if len(found) == SAMPLES:
            break
    return " · ".join(f"„{cell}“" for cell in found) or str(_("Diese Spalte ist leer."))


class StartForm(forms.Form):
    """What happens to faulty rows."""

    mode = forms.ChoiceField(
        label=_("Was soll mit fehlerhaften Zeilen geschehen?"), choices=ImportMode.choices, widget=forms.RadioSelect
    )
