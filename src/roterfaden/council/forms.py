"""Forms for the records of the bodies. They check what is typed; what is allowed, the actions say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Concept, Element, ElementRevision, Node, Version
from roterfaden.council.enums import Result
from roterfaden.council.methods import allowed_results, suggested_role
from roterfaden.council.models import Amendment, Body, Consultation, Meeting, Paper
from roterfaden.council.queries import bodies
from roterfaden.ui.forms import DateInput, DateTimeInput, LongText


class BodyForm(forms.ModelForm):
    """A committee or council."""

    class Meta:
        model = Body
        fields = ("name", "slug", "kind", "is_public", "valid_from", "valid_until")
        widgets = {"valid_from": DateInput(), "valid_until": DateInput()}
        help_texts = {
            "slug": _("Kleinbuchstaben und Bindestriche, zum Beispiel kreistag."),
            "is_public": _("Der Kreisausschuss tagt nie öffentlich (§ 78 NKomVG)."),
        }


class MeetingForm(forms.ModelForm):
    """A sitting."""

    class Meta:
        model = Meeting
        fields = ("body", "starts_at", "place", "is_public")
        widgets = {"starts_at": DateTimeInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies()


class PaperForm(forms.ModelForm):
    """A Vorlage."""

    class Meta:
        model = Paper
        fields = (
            "reference", "kind", "title", "version", "submitted_on", "proposal", "reasons", "financial_effects",
            "is_public",
        )  # fmt: skip
        widgets = {
            "submitted_on": DateInput(),
            "proposal": LongText(6),
            "reasons": LongText(8),
            "financial_effects": LongText(3),
        }
        help_texts = {"version": _("Nur festgehaltene Fassungen: Worüber beraten wird, ändert sich nicht mehr.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frozen = Version.objects.frozen().select_related("concept").order_by("-frozen_at", "-pk")
        self.fields["version"].queryset = frozen


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
        self.fields["meeting"].queryset = meetings.filter(starts_at__date__gte=paper.submitted_on)
        self.fields["meeting"].label_from_instance = lambda meeting: meeting.audit_label
        body = self._first_body()
        if body and not self.is_bound:
            self.initial.setdefault("role", suggested_role(body.kind, paper.kind))

    def _first_body(self) -> Body | None:
        first = self.fields["meeting"].queryset.first()
        return first.body if first else None


class ResolutionForm(forms.Form):
    """What was resolved; only results that fit the role of the body are offered."""

    result = forms.ChoiceField(label=_("Ergebnis"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("Wortlaut"), widget=LongText(5))
    decided_on = forms.DateField(label=_("beschlossen am"), widget=DateInput())
    yes = forms.IntegerField(label=_("Ja-Stimmen"), min_value=0, required=False)
    no = forms.IntegerField(label=_("Nein-Stimmen"), min_value=0, required=False)
    abstentions = forms.IntegerField(label=_("Enthaltungen"), min_value=0, required=False)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = allowed_results(consultation.role)
        self.fields["result"].choices = [choice for choice in Result.choices if choice[0] in fitting]


class AmendmentForm(forms.Form):
    """A change politics made to one element of the version consulted about."""

    element = forms.ModelChoiceField(label=_("Was wird geändert?"), queryset=Element.objects.none())
    text = forms.CharField(label=_("Änderung"), widget=LongText(4), help_text=_("Im Wortlaut des Beschlusses."))
    proposer = forms.CharField(label=_("eingebracht von"), max_length=160, required=False)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = Node.objects.filter(version=version).select_related("revision").order_by("order_key", "pk")
        titles = {node.element_id: f"{node.number} {node.revision.title}" for node in nodes}
        field = self.fields["element"]
        field.queryset = Element.objects.filter(pk__in=titles)
        field.choices = [("", _("Bitte wählen")), *titles.items()]


class IncorporationForm(forms.Form):
    """The wording in which an amendment has been worked in."""

    revision = forms.ModelChoiceField(
        label=_("Eingearbeitet in"),
        queryset=ElementRevision.objects.none(),
        help_text=_("Wortlaute dieses Elements, der neueste zuerst. Fassen Sie das Element vorher im Konzept neu."),
    )

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].queryset = amendment.element.revisions.order_by("-number", "-pk")
        self.fields["revision"].label_from_instance = lambda revision: f"{revision.number}. {revision.title}"


class AdoptedVersionForm(forms.Form):
    """Name of the version that is frozen as adopted."""

    title = forms.CharField(label=_("Titel der Fassung"), max_length=160)
    slug = forms.SlugField(label=_("Kurzname in Adressen"), max_length=60)

    def __init__(self, *args: Any, concept: Concept, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("title", f"{concept.title}, {_('beschlossene Fassung')}"[:160])
        self.initial.setdefault("slug", "beschlossen")
