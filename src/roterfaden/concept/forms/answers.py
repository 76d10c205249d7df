"""What people type when they weigh voices."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.enums import Outcome
from roterfaden.concept.forms.words import Outline
from roterfaden.concept.models import Consideration, ElementRevision
from roterfaden.participation.models import Segment
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.forms import FilterForm, LongText


class ConsiderForm(forms.Form):
    """What becomes of one voice, or of one part of it."""

    segment = forms.TypedChoiceField(
        label=_("Antwort auf"), empty_value=None, required=False, widget=forms.RadioSelect,
        help_text=_("Eine Antwort auf den ganzen Beitrag ersetzt die Antworten auf seine Teile."),
    )  # fmt: skip
    outcome = forms.ChoiceField(label=_("Ergebnis"), choices=Outcome.choices, widget=forms.RadioSelect)
    element = forms.TypedChoiceField(
        label=_("Stelle im Konzept"), help_text=_("Wo steht es – oder wo wird es aufgenommen?"), empty_value=None,
        required=False,
    )  # fmt: skip
    referred_to = forms.CharField(
        label=_("Weitergegeben an"), help_text=_("Nur beim Ergebnis „weitergegeben“."), max_length=200, required=False
    )
    reason = forms.CharField(
        label=_("Begründung für die Akte"), help_text=_("Fachlich, mit Bezug auf Beschlüsse oder Zahlen."),
        widget=LongText(rows=3),
    )  # fmt: skip
    plain_reason = forms.CharField(
        label=_("Begründung in einfachen Worten"),
        help_text=_("Das liest die Person, die den Beitrag geschrieben hat. Kurze Sätze, mit „Sie“."),
        widget=LongText(rows=4),
    )
    supersedes = forms.TypedChoiceField(
        label=_("Ersetzt"), empty_value=None, required=False,
        help_text=_("Ein Beitrag kann an mehreren Stellen beantwortet werden. An derselben Stelle ersetzt die neue "
                    "Antwort die alte von selbst."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        outline: Outline,
        in_force: Sequence[tuple[Consideration, str]],
        parts: Sequence[tuple[Segment, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if parts:
            by_key = {str(segment.pk): segment for segment, _text in parts}
            fields["segment"].choices = [("", _("den ganzen Beitrag")), *((str(s.pk), text) for s, text in parts)]
            fields["segment"].coerce = by_key.__getitem__
        else:
            del self.fields["segment"]
        elements = {str(element.pk): element for element, _label in outline}
        fields["element"].choices = [("", _("keine Stelle")), *((str(e.pk), label) for e, label in outline)]
        fields["element"].coerce = elements.__getitem__
        if not in_force:
            del self.fields["supersedes"]
            return
        answers = {str(answer.pk): answer for answer, _label in in_force}
        fields["supersedes"].choices = [
            ("", _("keine – zusätzliche Antwort")),
            *((str(answer.pk), label) for answer, label in in_force),
        ]
        fields["supersedes"].coerce = answers.__getitem__

    def clean(self) -> dict[str, Any]:
        """A taking-up names its place, a referral its receiver."""
        super().clean()
        outcome = self.cleaned_data.get("outcome")
        needs_place = outcome in (Outcome.TAKEN_UP, Outcome.PARTLY, Outcome.ALREADY_COVERED)
        if needs_place and not self.cleaned_data.get("element") and "element" not in self.errors:
            self.add_error("element", _("Nennen Sie die Stelle im Konzept, an der das steht."))
        if outcome == Outcome.REFERRED and not self.cleaned_data.get("referred_to"):
            self.add_error("referred_to", _("Nennen Sie die Stelle, an die der Beitrag weitergegeben wird."))
        return self.cleaned_data


class IncorporateForm(forms.Form):
    """Which wording a voice led to."""

    revision = forms.TypedChoiceField(label=_("Eingearbeitet in"))

    def __init__(self, *args: Any, revisions: Sequence[ElementRevision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        by_key = {str(revision.pk): revision for revision in revisions}
        fields["revision"].choices = [(key, f"{row.number}. {row.title}") for key, row in by_key.items()]
        fields["revision"].coerce = by_key.__getitem__


class WeighingFilter(FilterForm):
    """Which voices are listed for weighing."""

    verfahren = forms.CharField(widget=forms.HiddenInput)
    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[
            ("", _("offen")),
            ("erledigt", _("abgewogen")),
            ("einarbeiten", _("noch einzuarbeiten")),
            ("alle", _("alle")),
        ],
    )
    feld = forms.ModelChoiceField(
        label=_("Handlungsfeld"), queryset=FieldOfAction.objects.order_by("number", "pk"), to_field_name="slug",
        empty_label=_("alle Handlungsfelder"),
    )  # fmt: skip
    suche = forms.CharField(label=_("Wort oder Nummer"), max_length=80)
