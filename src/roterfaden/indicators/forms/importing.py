"""Forms for files of figures: laying one before, saying what it means."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.enums import DashMeaning, FigureFormat, Notation, TableColumn, YearMeaning
from roterfaden.indicators.methods.formats import ALL, TOTAL_ONLY, Contents, Plan, Rule
from roterfaden.ui.forms import DateInput, LongText

MOST_VALUES = 60
"""A cut with more values than this is kept or left out, not narrowed to one of them."""
MOST_VARIABLES = 300
PAIR = 2


class FigureFileForm(forms.Form):
    """A file of figures."""

    upload = forms.FileField(
        label=_("Datei mit Zahlen"),
        help_text=_("CSV, ZIP, XLSX oder ODS. Noch wird nichts eingelesen."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.zip,.xlsx,.ods"}),
        allow_empty_file=True,  # the domain says what is wrong with it
    )


class FigurePlanForm(forms.Form):
    """What a file means: its variables, cuts, columns, signs and days."""

    source = forms.CharField(label=_("Quelle"), max_length=300, help_text=_("Steht später an jedem Wert."))
    known_on = forms.DateField(label=_("Datenstand vom"), widget=DateInput())
    dash = forms.ChoiceField(
        label=_("Ein Strich bedeutet"),
        choices=DashMeaning.choices,
        widget=forms.RadioSelect,
        help_text=_("Lesen Sie in den Erläuterungen der Quelle nach. Ein Strich wird nie von selbst zur Null."),
    )
    notation = forms.ChoiceField(label=_("Schreibweise der Zahlen"), choices=Notation.choices)
    year_means = forms.ChoiceField(label=_("Eine Jahreszahl steht für"), choices=YearMeaning.choices)
    base = forms.CharField(label=_("Bevölkerungsbasis"), max_length=80, required=False)
    areas = forms.CharField(
        label=_("Gebiete, die anders heißen"),
        required=False,
        widget=LongText(rows=3),
        help_text=_("Je Zeile: Bezeichnung in der Datei = unser Schlüssel. Vor = nichts: gilt für die ganze Datei."),
    )
    key_prefix = forms.RegexField(label=_("Fehlender Anfang der Schlüssel"), regex=r"^[0-9]{0,8}$", required=False)
    key_digits = forms.IntegerField(
        label=_("Stellen der Schlüssel"), min_value=0, max_value=12, required=False,
        help_text=_("Ergänzt führende Nullen, die verloren gegangen sind. Leer: nichts ergänzen."),
    )  # fmt: skip
    sum_members = forms.BooleanField(label=_("Samtgemeinden aus ihren Mitgliedern summieren"), required=False)
    breaks = forms.CharField(
        label=_("Brüche"),
        required=False,
        widget=LongText(rows=2),
        help_text=_("Je Zeile: 2022-05-15 Zensus 2022"),
    )
    profile = forms.CharField(
        label=_("Als Profil merken unter"),
        max_length=160,
        required=False,
        help_text=_("Die nächste Datei dieser Art ist dann schon zugeordnet."),
    )

    def __init__(
        self, *args: Any, plan: Plan, found: Contents, indicators: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.found = plan, found
        wanted = {rule.variable: rule.indicator for rule in plan.rules if not rule.where}
        self.variables = list(found.variables)[:MOST_VARIABLES]
        for number, name in enumerate(self.variables):
            label = found.variables[name]
            self.fields[f"variable_{number}"] = forms.ChoiceField(
                label=name if label in name else f"{label} – {name}",
                choices=[("", _("nicht einlesen")), *indicators], initial=wanted.get(name, ""), required=False,
            )  # fmt: skip
        self.cuts = list(found.cuts)
        for number, name in enumerate(self.cuts):
            values = found.cut_values[name]
            choices: list[tuple[str, Any]] = [(ALL, _("jede Ausprägung einzeln")), (TOTAL_ONLY, _("nur Insgesamt"))]
            if len(values) <= MOST_VALUES:
                choices += [(code, _("nur %(value)s") % {"value": label}) for code, label in values.items()]
            self.fields[f"cut_{number}"] = forms.ChoiceField(
                label=found.cuts[name] or name, choices=choices, initial=plan.cuts.get(name, ALL), required=False
            )
        self.columns = list(plan.columns) if plan.format == FigureFormat.TABLE else []
        for number, name in enumerate(self.columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=name, choices=TableColumn.choices, initial=plan.columns[name]
            )
        if plan.format == FigureFormat.SHEET:
            self.fields["head_data"] = forms.IntegerField(
                label=_("Erste Zeile mit Werten"), min_value=2, initial=plan.head["data"] + 1
            )
            self.fields["head_period"] = forms.CharField(
                label=_("Jahr oder Stichtag der ganzen Tabelle"), max_length=20, required=False,
                initial=plan.head.get("period", ""), help_text=_("Nur, wenn er in keiner Zeile und Spalte steht."),
            )  # fmt: skip

    def named(self, prefix: str) -> Iterator[forms.BoundField]:
        """The fields of one kind, in order."""
        return (self[name] for name in self.fields if name.startswith(prefix))

    def clean_areas(self) -> dict[str, str]:
        """Lines as pairs."""
        pairs = [line.partition("=") for line in self.cleaned_data["areas"].splitlines() if line.strip()]
        if any(not equals or not key.strip() for _name, equals, key in pairs):
            raise forms.ValidationError(_("Bitte schreiben Sie je Zeile: Bezeichnung = Schlüssel."))
        return {name.strip(): key.strip() for name, _equals, key in pairs}

    def clean_breaks(self) -> tuple[tuple[str, str], ...]:
        """Lines as day and note."""
        found = []
        for line in self.cleaned_data["breaks"].splitlines():
            words = line.split(None, 1)
            if not words:
                continue
            try:
                day = date.fromisoformat(words[0])
            except ValueError:
                day = None
            if day is None or len(words) < PAIR:
                raise forms.ValidationError(
                    _("Bitte schreiben Sie je Zeile einen Tag und den Grund: 2022-05-15 Zensus.")
                )
            found.append((day.isoformat(), words[1]))
        return tuple(found)

    def as_plan(self) -> Plan:
        """The valid form as a plan; narrow rules of a profile stay."""
        given = self.cleaned_data
        rules = [Rule(name, given[f"variable_{n}"]) for n, name in enumerate(self.variables) if given[f"variable_{n}"]]
        return replace(
            self.plan,
            rules=(*rules, *(rule for rule in self.plan.rules if rule.where)),
            cuts={name: given[f"cut_{n}"] for n, name in enumerate(self.cuts) if given[f"cut_{n}"] != ALL},
            columns={name: given[f"column_{n}"] for n, name in enumerate(self.columns)},
            key_digits=given["key_digits"] or 0,
            **{name: given[name] for name in ("source", "dash", "notation", "year_means", "base", "areas", "breaks")},
            **{name: given[name] for name in ("key_prefix", "sum_members")},
        )


def plan_initial(plan: Plan, found: Contents, known_on: date, title: str) -> dict[str, Any]:
    """What the form starts with: the plan, and how the numbers of this file are written."""
    return {
        "source": plan.source, "known_on": known_on, "dash": plan.dash, "year_means": plan.year_means,
        "notation": plan.notation if plan.notation != Notation.AUTO else found.notation,
        "base": plan.base, "key_prefix": plan.key_prefix, "key_digits": plan.key_digits or None,
        "areas": "\n".join(f"{name} = {key}" for name, key in plan.areas.items()),
        "sum_members": plan.sum_members, "breaks": "\n".join(f"{on} {note}" for on, note in plan.breaks),
        "profile": title,
    }  # fmt: skip
