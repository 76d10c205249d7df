"""What people type when they plan a process and its events."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.participation.enums import (
    ContributionKind,
    EventKind,
    StageKind,
)
from roterfaden.participation.methods import STAGE_ROLES, ProcessTemplate, read_questions, write_questions
from roterfaden.participation.models import ActorGroup, Event, Process, Stage
from roterfaden.participation.queries import staff_for
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateInput, DateTimeInput, FilterForm, LongText


class ProcessForm(forms.Form):
    """A new process, from a template or empty."""

    EMPTY = "leer"

    template = forms.ChoiceField(
        label=_("Womit möchten Sie beginnen?"),
        help_text=_("Alles, was das Muster anlegt, können Sie danach ändern."),
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("Titel"), help_text=_("So heißt das Verfahren für alle, zum Beispiel: Integrationsdialog."),
        max_length=160,
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Kurzbeschreibung"), help_text=_("Worum geht es, und wer ist gefragt? Ein oder zwei Sätze."),
        widget=LongText(rows=3),
    )  # fmt: skip
    mandate = forms.CharField(label=_("Auftrag"), help_text=_("Wer hat wann was beschlossen?"), widget=LongText(rows=4))
    opened_on = forms.DateField(
        label=_("Eröffnet am"), help_text=_("Von diesem Tag an rechnet das Muster seine Abschnitte."), widget=DateInput
    )

    def __init__(self, *args: Any, templates: Sequence[ProcessTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        named = [(template.slug, f"{template.title} – {template.summary}") for template in templates]
        fields["template"].choices = [*named, (self.EMPTY, _("Leer – ich plane jeden Abschnitt selbst"))]

    def words(self) -> dict[str, Any]:
        """Everything but the template, as the actions take it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "template"}


class ActorGroupForm(forms.Form):
    """A group voices can speak for."""

    name = forms.CharField(
        label=_("Name"), help_text=_("Für wen spricht, wer dazugehört? Zum Beispiel: Ehrenamtlich Engagierte."),
        max_length=100,
    )  # fmt: skip


class StageForm(forms.Form):
    """A step of a process. What it opens is every chosen kind to every chosen group."""

    before = forms.TypedChoiceField(
        label=_("Steht vor"), help_text=_("Die Reihenfolge, in der alle die Abschnitte lesen."), coerce=int,
        empty_value=None, required=False,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Art"), choices=StageKind.choices)
    title = forms.CharField(label=_("Titel"), max_length=160)
    starts_on = forms.DateField(label=_("Erster Tag"), widget=DateInput)
    ends_on = forms.DateField(
        label=_("Letzter Tag"), help_text=_("Leer lassen, wenn der Abschnitt kein festes Ende hat."), widget=DateInput,
        required=False,
    )  # fmt: skip
    description = forms.CharField(
        label=_("Was geschieht"), help_text=_("Das lesen alle. Kurze Sätze, mit „Sie“."), widget=LongText(rows=4),
        required=False,
    )  # fmt: skip
    gate = forms.CharField(
        label=_("Bedingung für den nächsten Abschnitt"),
        help_text=_("Was muss erfüllt sein, bevor es weitergeht? Auch das lesen alle."), widget=LongText(rows=3),
        required=False,
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("Zuständige Rolle"), choices=[("", _("keine bestimmte")), *((r.value, r.label) for r in STAGE_ROLES)],
        required=False,
    )  # fmt: skip
    responsible = forms.ModelChoiceField(
        label=_("Zuständige Person"), help_text=_("Nur das Büro sieht den Namen."), queryset=User.objects.none(),
        required=False, empty_label=_("keine bestimmte"),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Was kann man beitragen?"), help_text=_("Nichts ankreuzen, wenn keine Beiträge vorgesehen sind."),
        choices=ContributionKind.choices, widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    groups = forms.ModelMultipleChoiceField(
        label=_("Wer kann beitragen?"), help_text=_("Nichts ankreuzen, wenn alle beitragen können."),
        queryset=ActorGroup.objects.none(), to_field_name="slug", widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, process: Process, stage: Stage | None = None, **kwargs: Any) -> None:
        openings = _grid(stage) if stage else {}
        if stage is not None:
            names = ("title", "starts_on", "ends_on", "description", "gate", "role", "responsible")
            kwargs["initial"] = {name: getattr(stage, name) for name in names} | (openings or {})
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["groups"].queryset = process.actor_groups.order_by("position", "pk")
        fields["responsible"].queryset = staff_for(process, now=timezone.now())
        if stage is not None:
            del self.fields["before"], self.fields["kind"]
        else:
            later = process.stages.order_by("position", "pk").values_list("position", "title")
            fields["before"].choices = [("", _("keinem – er ist der letzte")), *later]
        if openings is None:  # different kinds for different groups: more than this form can say
            del self.fields["kinds"], self.fields["groups"]

    def clean(self) -> dict[str, Any]:
        """A step ends after it begins; groups need something to contribute."""
        super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Der letzte Tag liegt vor dem ersten."))
        if self.cleaned_data.get("groups") and not self.cleaned_data.get("kinds"):
            self.add_error("kinds", _("Kreuzen Sie an, was diese Gruppen beitragen können."))
        return self.cleaned_data

    def openings(self) -> list[tuple[str, ActorGroup | None]] | None:
        """What the step opens; None when the form does not ask."""
        if "kinds" not in self.fields:
            return None
        groups = list(self.cleaned_data["groups"]) or [None]
        return [(kind, group) for kind in self.cleaned_data["kinds"] for group in groups]

    def words(self) -> dict[str, Any]:
        """Everything but order and openings, as the actions take it."""
        skipped = {"before", "kinds", "groups"}
        return {name: value for name, value in self.cleaned_data.items() if name not in skipped}


def _grid(stage: Stage) -> dict[str, list[str]] | None:
    """Kinds and groups when each kind is open to each group; otherwise None."""
    rows = list(stage.openings.order_by("pk").values_list("kind", "actor_group__slug"))
    kinds = list(dict.fromkeys(kind for kind, _slug in rows))
    slugs = list(dict.fromkeys(slug for _kind, slug in rows))
    if len(rows) != len(kinds) * len(slugs) or (None in slugs and len(slugs) > 1):
        return None
    return {"kinds": kinds, "groups": [slug for slug in slugs if slug]}


class GateForm(forms.Form):
    """The condition for the next step is met."""

    passed_on = forms.DateField(label=_("Erfüllt am"), widget=DateInput)
    reason = forms.CharField(
        label=_("Woran sieht man das?"), help_text=_("Zum Beispiel: Die Dokumentation ist seit heute veröffentlicht."),
        widget=LongText(rows=3), max_length=1000,
    )  # fmt: skip


class EventForm(forms.Form):
    """An event inside a stage."""

    stage = forms.ModelChoiceField(
        label=_("Abschnitt"), help_text=_("Die Veranstaltung liegt an Tagen, an denen er offen ist."),
        queryset=Stage.objects.none(), to_field_name="slug", empty_label=None,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Art"), choices=EventKind.choices)
    title = forms.CharField(label=_("Titel"), max_length=160)
    starts_at = forms.DateTimeField(label=_("Beginn"), widget=DateTimeInput)
    ends_at = forms.DateTimeField(label=_("Ende"), widget=DateTimeInput)
    place = forms.CharField(
        label=_("Ort"), help_text=_("Gebäude, Raum und Adresse – oder „online“."), max_length=200, required=False
    )
    area = forms.ModelChoiceField(
        label=_("Kommune"), queryset=Area.objects.none(), to_field_name="slug", required=False,
        empty_label=_("keine bestimmte"),
    )  # fmt: skip
    description = forms.CharField(
        label=_("Beschreibung"), widget=LongText(rows=4), required=False,
        help_text=_("Was erwartet die Menschen? Nennen Sie auch Zugang, Übersetzung und Kinderbetreuung."),
    )  # fmt: skip
    questions = forms.CharField(
        label=_("Fragen auf den Karten"), widget=LongText(rows=6, attrs={"dir": "auto"}), required=False,
        help_text=_("Eine Frage in jeder Zeile. Eine Übersetzung steht in der Zeile darunter und beginnt mit dem "
                    "Kürzel der Sprache, zum Beispiel: en: What works well?"),
    )  # fmt: skip
    capacity = forms.IntegerField(label=_("Plätze"), min_value=1, max_value=9999, required=False)
    tables = forms.IntegerField(
        label=_("Tische"), help_text=_("0, wenn es keine Tischgruppen gibt."), min_value=0, max_value=99, initial=0
    )
    actor_groups = forms.ModelMultipleChoiceField(
        label=_("Eingeladene Akteursgruppen"), help_text=_("Nichts ankreuzen, wenn alle eingeladen sind."),
        queryset=ActorGroup.objects.none(), to_field_name="slug", widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, process: Process, event: Event | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _planned(event) if event else {"stage": _first_stage_with_voices(process)}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["stage"].queryset = process.stages.order_by("position", "pk")
        fields["area"].queryset = Area.objects.partners().order_by("name", "pk")
        fields["actor_groups"].queryset = process.actor_groups.order_by("position", "pk")

    def clean_questions(self) -> list[str | dict[str, str]]:
        return read_questions(self.cleaned_data["questions"])

    def clean(self) -> dict[str, Any]:
        """An event ends after it begins."""
        super().clean()
        starts_at, ends_at = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("Das Ende liegt nicht nach dem Beginn."))
        return self.cleaned_data


def _first_stage_with_voices(process: Process) -> str | None:
    """Where most events take place: the first stage in which something can be said."""
    stages = process.stages.filter(openings__isnull=False).order_by("position", "pk")
    return stages.values_list("slug", flat=True).first()


def _planned(event: Event) -> dict[str, Any]:
    """An event as its form shows it."""
    names = ("kind", "title", "starts_at", "ends_at", "place", "description", "capacity", "tables")
    return {name: getattr(event, name) for name in names} | {
        "stage": event.stage.slug,
        "area": event.area.slug if event.area else None,
        "questions": write_questions(event.questions),
        "actor_groups": list(event.actor_groups.order_by("position", "pk").values_list("slug", flat=True)),
    }


class EventFilter(FilterForm):
    """Which events are listed."""

    verfahren = forms.ModelChoiceField(
        label=_("Verfahren"), queryset=Process.objects.none(), to_field_name="slug", empty_label=_("alle Verfahren")
    )
    zeit = forms.ChoiceField(label=_("Zeit"), choices=[("", _("alle")), ("kommend", _("heute und später"))])

    def __init__(self, *args: Any, processes: QuerySet[Process], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["verfahren"].queryset = processes.order_by("-opened_on", "pk")
