"""Forms for papers and their order of consultation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Version
from roterfaden.council.enums import PaperKind
from roterfaden.council.errors import QuestionMissing
from roterfaden.council.methods import suggested_role
from roterfaden.council.models import Body, Consultation, Meeting, Paper
from roterfaden.council.queries import usual_order
from roterfaden.ui.forms import DateInput, LongText

VERSION_HELP = _("Nur festgehaltene Fassungen: Worüber beraten wird, ändert sich nicht mehr.")
REFERS_HELP = _("Bei einer Antwort die Anfrage, sonst eine frühere Vorlage.")


class _PaperFields(forms.ModelForm):
    """What both forms choose from, and what belongs together."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frozen = Version.objects.frozen().select_related("concept").order_by("-frozen_at", "-pk")
        self.fields["version"].queryset = frozen
        earlier = Paper.objects.submitted().exclude(pk=self.instance.pk)
        self.fields["refers_to"].queryset = earlier.order_by("-submitted_on", "-pk")

    def clean(self) -> dict[str, Any]:
        """An answer needs its question; the action says so again."""
        values = super().clean() or {}
        question = values.get("refers_to")
        if values.get("kind") == PaperKind.ANSWER and (question is None or question.kind != PaperKind.QUESTION):
            self.add_error("refers_to", str(QuestionMissing()))
        return values


class PaperForm(_PaperFields):
    """A finished Vorlage, put before the bodies at once."""

    class Meta:
        model = Paper
        fields = (
            "reference", "kind", "title", "version", "refers_to", "submitted_on", "proposal", "reasons",
            "financial_effects", "is_public",
        )  # fmt: skip
        widgets = {
            "submitted_on": DateInput(),
            "proposal": LongText(6),
            "reasons": LongText(8),
            "financial_effects": LongText(3),
        }
        help_texts = {"version": VERSION_HELP, "refers_to": REFERS_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submitted_on"].required = True


class PaperDraftForm(_PaperFields):
    """A Vorlage that is being written."""

    class Meta:
        model = Paper
        fields = (
            "reference", "kind", "title", "version", "refers_to", "file_number", "department", "lead_unit", "proposer",
            "proposal", "reasons", "alternatives", "participation", "funding", "costs_total", "costs_yearly",
            "financial_effects", "climate_effects",
        )  # fmt: skip
        widgets = {
            "proposal": LongText(6),
            "reasons": LongText(8),
            "alternatives": LongText(3),
            "participation": LongText(3),
            "financial_effects": LongText(3),
            "climate_effects": LongText(3),
        }
        help_texts = {
            "version": VERSION_HELP,
            "refers_to": REFERS_HELP,
            "proposer": _("Bei Anträgen und Anfragen: die Fraktion oder Gruppe."),
            "proposal": _(
                "Ganze Sätze, die sagen, wer was beschließt. Bei Mitteilung, Anfrage und Antwort der Text in Kürze."
            ),
            "participation": _("Wer beteiligt war und was daraus wurde."),
        }


class HandInForm(forms.Form):
    """A draft goes to the bodies."""

    submitted_on = forms.DateField(label=_("eingebracht am"), widget=DateInput())
    is_public = forms.BooleanField(
        label=_("öffentlich"), required=False, initial=True,
        help_text=_("Alle können die Vorlage und ihre öffentlichen Anlagen sofort lesen."),
    )  # fmt: skip
    because = forms.CharField(
        label=_("Warum ohne alle Mitzeichnungen?"), required=False, widget=LongText(3),
        help_text=_("Nur nötig, wenn eine Stelle noch nicht mitgezeichnet hat. Steht im Protokoll."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_signed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_signed:
            del self.fields["because"]


class ConsultationForm(forms.ModelForm):
    """One step in the order of consultation. The role is suggested by paper and body, and can be changed."""

    class Meta:
        model = Consultation
        fields = ("meeting", "role", "agenda_number")
        help_texts = {
            "role": _("Der Fachausschuss berät vor, der Kreisausschuss bereitet vor, der Kreistag entscheidet.")
        }

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = paper.consultations.values("meeting")
        meetings = Meeting.objects.exclude(pk__in=taken).select_related("body").order_by("starts_at", "pk")
        if paper.submitted_on is not None:
            meetings = meetings.filter(starts_at__date__gte=paper.submitted_on)
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].label_from_instance = lambda meeting: meeting.audit_label
        body = self._first_body()
        if body and not self.is_bound:
            self.initial.setdefault("role", suggested_role(body.kind, paper.kind, usual_order()))

    def _first_body(self) -> Body | None:
        first = self.fields["meeting"].queryset.first()
        return first.body if first else None
