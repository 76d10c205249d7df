"""Forms for what was resolved and what becomes of it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Concept, Element, ElementRevision, Node, Version
from roterfaden.council.enums import AmendmentKind, Result
from roterfaden.council.methods import GroupVotes, NotVotes, allowed_results, as_lines, votes_from_lines
from roterfaden.council.models import Amendment, Consultation
from roterfaden.council.queries import group_names
from roterfaden.ui.forms import DateInput, LongText


class ResolutionForm(forms.Form):
    """What was resolved; only results that fit the role of the body are offered."""

    result = forms.ChoiceField(label=_("Ergebnis"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("Wortlaut"), widget=LongText(5))
    decided_on = forms.DateField(label=_("beschlossen am"), widget=DateInput())
    yes = forms.IntegerField(label=_("Ja-Stimmen"), min_value=0, required=False)
    no = forms.IntegerField(label=_("Nein-Stimmen"), min_value=0, required=False)
    abstentions = forms.IntegerField(label=_("Enthaltungen"), min_value=0, required=False)
    groups = forms.CharField(
        label=_("Stimmen je Fraktion"), required=False, widget=LongText(7),
        help_text=_(
            "Eine Zeile je Fraktion: Name; Ja; Nein; Enthaltungen. Sie können auch Spalten aus einer Tabelle einfügen. "
            "Die Summen oben dürfen leer bleiben."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("groups", as_lines(group_names(consultation.meeting.body)))
        fitting = allowed_results(consultation.role)
        self.fields["result"].choices = [choice for choice in Result.choices if choice[0] in fitting]

    def clean_groups(self) -> tuple[GroupVotes, ...]:
        """Lines as votes."""
        try:
            return votes_from_lines(self.cleaned_data["groups"])
        except NotVotes as error:
            said = _("Diese Zeile lässt sich nicht lesen: „%(line)s“. Schreiben Sie: Name; Ja; Nein; Enthaltungen.")
            raise forms.ValidationError(said, params={"line": error.args[0]}) from error


class AmendmentForm(forms.Form):
    """A change politics made to one element of the version consulted about."""

    element = forms.ModelChoiceField(
        label=_("Was wird geändert?"), queryset=Element.objects.none(),
        help_text=_("Wird etwas eingefügt: das Element, unter dem es stehen soll."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Art der Änderung"), choices=AmendmentKind.choices, widget=forms.RadioSelect,
        initial=AmendmentKind.REWORD,
    )  # fmt: skip
    text = forms.CharField(label=_("Änderung"), widget=LongText(4), help_text=_("Im Wortlaut des Beschlusses."))
    proposed_title = forms.CharField(
        label=_("Neuer Titel"), max_length=240, required=False, help_text=_("Nur beim Neufassen und Einfügen.")
    )
    proposed_body = forms.CharField(
        label=_("Neuer Text"), widget=LongText(4), required=False, help_text=_("Nur beim Neufassen und Einfügen.")
    )
    destination = forms.ModelChoiceField(
        label=_("Künftig unter"), queryset=Element.objects.none(), required=False,
        help_text=_("Nur beim Verschieben; leer heißt: auf oberster Ebene."),
    )  # fmt: skip
    proposer = forms.CharField(label=_("eingebracht von"), max_length=160, required=False)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = Node.objects.filter(version=version).select_related("revision").order_by("order_key", "pk")
        titles = {node.element_id: f"{node.number} {node.revision.title}" for node in nodes}
        for name, empty in (("element", _("Bitte wählen")), ("destination", _("oberste Ebene"))):
            field = self.fields[name]
            field.queryset = Element.objects.filter(pk__in=titles)
            field.choices = [("", empty), *titles.items()]


class IncorporationForm(forms.Form):
    """The wording in which an amendment has been worked in; nothing to choose where it was struck or moved."""

    revision = forms.ModelChoiceField(
        label=_("Eingearbeitet in"),
        queryset=ElementRevision.objects.none(),
        help_text=_("Wortlaute, der neueste zuerst. Ändern Sie den Arbeitsentwurf vorher im Konzept."),
    )

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if amendment.kind in {AmendmentKind.STRIKE, AmendmentKind.MOVE}:
            del self.fields["revision"]
            return
        field = self.fields["revision"]
        field.queryset = _candidates(amendment)
        field.label_from_instance = lambda revision: f"{revision.number}. {revision.title}"


def _candidates(amendment: Amendment) -> QuerySet[ElementRevision]:
    """Wordings of the element; for something inserted those of elements the body did not have before it."""
    if amendment.kind == AmendmentKind.REWORD:
        return amendment.element.revisions.order_by("-number", "-pk")
    consulted = Node.objects.filter(version=amendment.resolution.consultation.paper.version_id)
    drafted = Node.objects.filter(version__concept=amendment.element.concept_id, version__frozen_at=None)
    new = ElementRevision.objects.filter(pk__in=drafted.values("revision"))
    return new.exclude(element__in=consulted.values("element")).order_by("-made_at", "-pk")


class AdoptedVersionForm(forms.Form):
    """Name of the version that is frozen as adopted."""

    title = forms.CharField(label=_("Titel der Fassung"), max_length=160)
    slug = forms.SlugField(label=_("Kurzname in Adressen"), max_length=60)

    def __init__(self, *args: Any, concept: Concept, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("title", f"{concept.title}, {_('beschlossene Fassung')}"[:160])
        self.initial.setdefault("slug", "beschlossen")
