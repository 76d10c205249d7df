"""What the office types when it asks about a version, and when it answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.enums import Role
from roterfaden.concept.enums import Audience, RemarkOutcome
from roterfaden.concept.forms.words import Outline
from roterfaden.concept.models import ElementRevision, Version
from roterfaden.participation.models import ActorGroup
from roterfaden.ui.forms import DateInput, FilterForm, LongText

STATES = [
    ("", _("offen")),
    ("pruefen", _("noch zu lesen")),
    ("beantwortet", _("beantwortet")),
    ("zurueckgehalten", _("zurückgehalten")),
    ("alle", _("alle")),
]


class ConsultationForm(forms.Form):
    """Who is asked about a version, for how long, and what may be said."""

    title = forms.CharField(
        label=_("Titel"), help_text=_("Zum Beispiel: Ihre Meinung zum Konferenzentwurf"), max_length=160
    )
    introduction = forms.CharField(
        label=_("Einleitung"), help_text=_("Worum es geht und was mit den Anmerkungen geschieht. In kurzen Sätzen."),
        widget=LongText(rows=4), required=False, max_length=2000,
    )  # fmt: skip
    audience = forms.ChoiceField(label=_("Wer ist gefragt?"), choices=Audience.choices, widget=forms.RadioSelect)
    groups = forms.TypedMultipleChoiceField(
        label=_("Akteursgruppen"), help_text=_("Nur bei „eingeladene Gruppen“. Jede bekommt einen eigenen Code."),
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    roles = forms.TypedMultipleChoiceField(
        label=_("Rollen"), help_text=_("Nur bei der internen Runde. Außerhalb erfährt niemand davon."),
        widget=forms.CheckboxSelectMultiple, required=False, choices=Role.choices, coerce=Role,
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Was ist möglich?"), widget=forms.CheckboxSelectMultiple,
        choices=[("comments", _("Anmerkungen")), ("proposals", _("Vorschläge für einen anderen Wortlaut"))],
        initial=["comments", "proposals"],
    )  # fmt: skip
    starts_on = forms.DateField(label=_("Erster Tag"), widget=DateInput())
    ends_on = forms.DateField(label=_("Letzter Tag"), widget=DateInput())

    def __init__(self, *args: Any, actor_groups: Sequence[ActorGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(group.pk): group for group in actor_groups}
        fields: dict[str, Any] = self.fields
        if by_key:
            fields["groups"].choices = [(key, group.name) for key, group in by_key.items()]
            fields["groups"].coerce = by_key.__getitem__
        else:
            del self.fields["groups"]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "title": data["title"], "introduction": data["introduction"], "audience": data["audience"],
            "groups": data.get("groups", []), "roles": data["roles"], "starts_on": data["starts_on"],
            "ends_on": data["ends_on"], "takes_comments": "comments" in data["kinds"],
            "takes_proposals": "proposals" in data["kinds"],
        }  # fmt: skip


class RemarkFilter(FilterForm):
    """Which remarks of a consultation are listed."""

    stand = forms.ChoiceField(label=_("Stand"), choices=STATES)
    stelle = forms.TypedChoiceField(label=_("Stelle im Konzept"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["stelle"].choices = [("", _("alle Stellen")), *((str(key), label) for key, label in places)]


class AnswerRemarksForm(forms.Form):
    """What became of one remark, or of several at once."""

    outcome = forms.ChoiceField(label=_("Was wurde daraus?"), choices=RemarkOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Antwort mit Begründung"),
        help_text=_("Die Person liest das, sobald eine neue Fassung veröffentlicht ist. Kurze Sätze, mit „Sie“."),
        widget=LongText(rows=4), max_length=4000,
    )  # fmt: skip
    element = forms.TypedChoiceField(
        label=_("Wo steht es jetzt?"), help_text=_("Bleibt das leer, gilt die Stelle der Anmerkung."),
        empty_value=None, required=False,
    )  # fmt: skip
    revision = forms.TypedChoiceField(
        label=_("In welchem Wortlaut?"),
        help_text=_("Nur bei „eingearbeitet“. Bleibt das leer, gilt der neueste Wortlaut der Stelle."),
        empty_value=None, required=False,
    )  # fmt: skip
    version = forms.TypedChoiceField(label=_("Ab welcher Fassung gilt die Antwort?"), empty_value=None, required=False)

    def __init__(
        self,
        *args: Any,
        outline: Outline,
        revisions: Sequence[ElementRevision] = (),
        versions: Sequence[Version] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        elements = {str(element.pk): element for element, _label in outline}
        fields["element"].choices = [("", _("an derselben Stelle")), *((str(e.pk), label) for e, label in outline)]
        fields["element"].coerce = elements.__getitem__
        wordings = {str(row.pk): row for row in revisions}
        newer = {str(row.pk): row for row in versions}
        fields["revision"].choices = [
            ("", _("im neuesten")), *((key, f"{row.number}. {row.title}") for key, row in wordings.items())
        ]  # fmt: skip
        fields["version"].choices = [
            ("", _("ab der nächsten Fassung")),
            *((key, row.title) for key, row in newer.items()),
        ]
        for name, rows in (("revision", wordings), ("version", newer)):
            fields[name].coerce = rows.__getitem__
            if not rows:
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)


class WithholdRemarkForm(forms.Form):
    """Why a remark is not shown."""

    why = forms.CharField(
        label=_("Warum wird sie nicht gezeigt?"), help_text=_("Die Person kann den Grund mit ihrem Code lesen."),
        max_length=300,
    )  # fmt: skip
