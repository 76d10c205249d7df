"""What people type about tasks, copies of a process and templates."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import ContributionKind, TaskAnchor
from roterfaden.participation.methods import STAGE_ROLES
from roterfaden.participation.models import ActorGroup, Event, Process, ProcessTask, Stage
from roterfaden.participation.queries import staff_for
from roterfaden.ui.forms import DateInput, FilterForm, LongText

DIRECTIONS = [
    ("-start", _("Tage vor dem Beginn")),
    ("+start", _("Tage nach dem Beginn")),
    ("-end", _("Tage vor dem Ende")),
    ("+end", _("Tage nach dem Ende")),
]


class TaskForm(forms.Form):
    """What has to be done, by when, by whom."""

    title = forms.CharField(label=_("Was ist zu tun?"), max_length=160)
    place = forms.ChoiceField(
        label=_("Wozu gehört das?"),
        help_text=_("Die Aufgabe verschiebt sich mit, wenn sich der Abschnitt oder die Veranstaltung verschiebt."),
        required=False,
    )
    days = forms.IntegerField(label=_("Abstand"), min_value=0, max_value=3650, required=False)
    direction = forms.ChoiceField(label=_("gezählt"), choices=DIRECTIONS, initial="-start", required=False)
    due_on = forms.DateField(
        label=_("Fester Tag"), help_text=_("Nur ausfüllen, wenn die Aufgabe zu nichts anderem gehört."),
        widget=DateInput, required=False,
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("Zuständige Rolle"), choices=[("", _("keine")), *((role.value, role.label) for role in STAGE_ROLES)],
        required=False,
    )  # fmt: skip
    assignee = forms.ModelChoiceField(
        label=_("Zuständige Person"), help_text=_("Ist eine Person genannt, ist nur sie gemeint."),
        queryset=User.objects.none(), required=False, empty_label=_("keine bestimmte"),
    )  # fmt: skip
    note = forms.CharField(label=_("Hinweis"), widget=LongText(rows=3), required=False)

    def __init__(self, *args: Any, process: Process, task: ProcessTask | None = None, **kwargs: Any) -> None:
        if task is not None:
            kwargs["initial"] = _as_typed(task)
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.places: dict[str, Stage | Event] = {
            **{f"abschnitt:{stage.slug}": stage for stage in process.stages.order_by("position", "pk")},
            **{f"veranstaltung:{event.slug}": event for event in process.events.order_by("starts_at", "pk")},
        }
        named = [
            (str(label), [(key, place.title) for key, place in self.places.items() if key.startswith(kind)])
            for kind, label in (("abschnitt", _("Abschnitte")), ("veranstaltung", _("Veranstaltungen")))
        ]
        fields["place"].choices = [("", _("zu nichts, sie hat einen festen Tag")), *[each for each in named if each[1]]]
        fields["assignee"].queryset = staff_for(process, now=timezone.now())

    def clean(self) -> dict[str, Any]:
        """A fixed day, or a distance to something."""
        super().clean()
        data = self.cleaned_data
        if not data.get("place") and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Nennen Sie einen Tag, oder wozu die Aufgabe gehört."))
        if data.get("place") and data.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("Nennen Sie den Abstand in Tagen. 0 heißt: am selben Tag."))
        return data

    def words(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        place = self.places.get(data["place"])
        sign, anchor = (data["direction"] or "-start")[0], (data["direction"] or "-start")[1:]
        return {
            "title": data["title"], "note": data["note"], "role": data["role"], "assignee": data["assignee"],
            "stage": place if isinstance(place, Stage) else None,
            "event": place if isinstance(place, Event) else None,
            "anchor": anchor if place else TaskAnchor.FIXED,
            "days": (-1 if sign == "-" else 1) * data["days"] if place else None,
            "due_on": None if place else data["due_on"],
        }  # fmt: skip


def _as_typed(task: ProcessTask) -> dict[str, Any]:
    """A task as its form shows it."""
    place = f"veranstaltung:{task.event.slug}" if task.event else f"abschnitt:{task.stage.slug}" if task.stage else ""
    counted = task.days is not None
    return {
        "title": task.title, "note": task.note, "role": task.role, "assignee": task.assignee_id,
        "place": place if counted else "", "days": abs(task.days or 0) if counted else None,
        "direction": f"{'+' if (task.days or 0) > 0 else '-'}{task.anchor}" if counted else "-start",
        "due_on": None if counted else task.due_on,
    }  # fmt: skip


class DoneForm(forms.Form):
    """How it went, if there is something to say."""

    note = forms.CharField(label=_("Ergebnis"), max_length=300, required=False)


class TaskFilter(FilterForm):
    """Of which process tasks are shown."""

    verfahren = forms.ModelChoiceField(
        label=_("Verfahren"), queryset=Process.objects.none(), to_field_name="slug", empty_label=_("alle Verfahren")
    )

    def __init__(self, *args: Any, processes: QuerySet[Process], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["verfahren"].queryset = processes


class CopyForm(forms.Form):
    """A new process after another one."""

    title = forms.CharField(label=_("Titel des neuen Verfahrens"), max_length=160)
    summary = forms.CharField(label=_("Kurzbeschreibung"), widget=LongText(rows=3))
    mandate = forms.CharField(label=_("Auftrag"), help_text=_("Wer hat wann was beschlossen?"), widget=LongText(rows=4))
    opened_on = forms.DateField(
        label=_("Eröffnet am"),
        help_text=_("Von diesem Tag an rechnet das Programm alle Termine neu. Ein Montag ist eine gute Wahl."),
        widget=DateInput,
    )

    def __init__(self, *args: Any, source: Process, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {"title": source.title, "summary": source.summary, "opened_on": local_day(timezone.now())},
        )
        super().__init__(*args, **kwargs)


class TemplateTitleForm(forms.Form):
    """What a template of one's own is called."""

    title = forms.CharField(label=_("Titel des Musters"), max_length=160)


class TemplateFileForm(forms.Form):
    """A template from a file."""

    MOST_BYTES = 500_000

    file = forms.FileField(label=_("Datei"), help_text=_("Ein Muster im Format TOML, höchstens 500 kB."))

    def clean_file(self) -> str:
        """The text of the file."""
        upload = self.cleaned_data["file"]
        if upload.size > self.MOST_BYTES:
            raise forms.ValidationError(_("Diese Datei ist zu groß für ein Muster."))
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("Das ist keine Textdatei in UTF-8.")) from error


class OpeningsForm(forms.Form):
    """Who can contribute what in a stage: a grid of kinds and groups. The first column is everybody."""

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: list[ActorGroup] = list(stage.process.actor_groups.order_by("position", "pk"))
        self.now_open = {
            f"{kind}:{slug or ''}" for kind, slug in stage.openings.values_list("kind", "actor_group__slug")
        }

    @property
    def rows(self) -> list[tuple[ContributionKind, list[tuple[str, str, bool]]]]:
        """Each kind with its boxes: value, name of the group, whether it is ticked."""
        ticked = set(self.data.getlist("offen")) if self.is_bound else self.now_open
        columns = [("", str(_("alle"))), *((group.slug, group.name) for group in self.groups)]
        return [
            (kind, [(f"{kind}:{slug}", name, f"{kind}:{slug}" in ticked) for slug, name in columns])
            for kind in ContributionKind
        ]

    def openings(self) -> list[tuple[str, ActorGroup | None]]:
        """What was ticked; everybody includes each group."""
        ticked = set(self.data.getlist("offen"))
        found: list[tuple[str, ActorGroup | None]] = []
        for kind in ContributionKind:
            if f"{kind}:" in ticked:
                found.append((kind.value, None))
            else:
                found += [(kind.value, group) for group in self.groups if f"{kind}:{group.slug}" in ticked]
        return found
