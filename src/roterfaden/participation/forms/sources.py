"""What people type when they keep a letter or an interview and write down what it says."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.enums import ContributionKind, Language
from roterfaden.participation.models import ActorGroup, Process, SourceDocument
from roterfaden.places.models import Area
from roterfaden.ui.forms import DateInput, LongText


class SourceForm(forms.Form):
    """The original of a letter or an interview."""

    upload = forms.FileField(
        label=_("Original"),
        help_text=_("Als PDF, Foto oder Scan, DOCX, ODT oder TXT. Nur die Moderation kann es öffnen."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,.docx,.odt,.txt"}),
        allow_empty_file=True,  # the domain says what is wrong with it
    )
    channel = forms.ChoiceField(
        label=_("Was ist das?"), choices=SourceDocument._meta.get_field("channel").choices or [],
        widget=forms.RadioSelect,
    )  # fmt: skip
    received_on = forms.DateField(label=_("Eingegangen oder geführt am"), widget=DateInput)
    note = forms.CharField(
        label=_("Notiz"), help_text=_("Damit Sie es wiederfinden, zum Beispiel: Brief einer Elterninitiative."),
        max_length=200, required=False,
    )  # fmt: skip
    actor_group = forms.ModelChoiceField(
        label=_("Akteursgruppe"), queryset=ActorGroup.objects.none(), to_field_name="slug", required=False,
        empty_label=_("keine Angabe"),
    )  # fmt: skip
    area = forms.ModelChoiceField(
        label=_("Kommune"), queryset=Area.objects.none(), to_field_name="slug", required=False,
        empty_label=_("keine Angabe"),
    )  # fmt: skip

    def __init__(self, *args: Any, process: Process, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields, process, on)


class QuoteForm(forms.Form):
    """One statement from an original."""

    text = forms.CharField(
        label=_("Was steht im Original?"),
        help_text=_("Eine Aussage, Wort für Wort. Namen und Adressen von Personen lassen Sie weg."),
        widget=LongText(rows=4, attrs={"dir": "auto"}), max_length=4000,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Art des Beitrags"), choices=ContributionKind.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Sprache"), choices=Language.choices)
    actor_group = SourceForm.base_fields["actor_group"]
    area = SourceForm.base_fields["area"]
    late = forms.BooleanField(
        label=_("Nachträglich aufnehmen"),
        help_text=_("Nur ankreuzen, wenn der Abschnitt schon geschlossen ist. Das wird im Protokoll vermerkt."),
        required=False,
    )

    def __init__(self, *args: Any, source: SourceDocument, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "language": Language.DE,
            "actor_group": source.actor_group and source.actor_group.slug,
            "area": source.area and source.area.slug,
        }
        super().__init__(*args, **kwargs)
        _offer(self.fields, source.process, source.received_on)


class EraseSourceForm(forms.Form):
    """Why an original is deleted."""

    reason = forms.CharField(
        label=_("Grund"), help_text=_("Zum Beispiel: Die Person möchte, dass ihr Brief gelöscht wird."), max_length=300
    )


def _offer(fields: dict[str, Any], process: Process, on: date) -> None:
    fields["actor_group"].queryset = process.actor_groups.order_by("position", "pk")
    fields["area"].queryset = Area.objects.partners().on(on).order_by("name", "pk")
