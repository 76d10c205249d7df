"""What is typed about a case."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.advice.enums import ConsentManner, FollowUpKind, LockReason, OpeningReason
from roterfaden.advice.methods import PARTS, Situation, language_choices
from roterfaden.advice.models import Case, SituationAnalysis
from roterfaden.advice.queries import possible_members
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.ui.forms import DateInput, FilterForm, LongText

LONGEST = 6000
A_FORTNIGHT = timedelta(days=14)


class NothingForm(forms.Form):
    """A form that only asks for a click."""


class CasesFilter(FilterForm):
    """Narrows the list of one's own cases. A code is never asked here: addresses are kept in histories (`CodeForm`)."""

    auch = forms.BooleanField(label=_("auch abgeschlossene"), required=False)


class CaseForm(forms.Form):
    """A new case: the language and where the person lives. Nothing else is asked."""

    language = forms.ChoiceField(label=_("Sprache"), choices=language_choices)
    area = forms.ModelChoiceField(
        label=_("Wohnt in"), queryset=Area.objects.none(), required=False, empty_label=_("nicht gefragt")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["area"].queryset = partners(on)


class CodeForm(forms.Form):
    """The code on the person's slip. It is sent in the body of the request, never in an address."""

    code = forms.CharField(
        label=_("Code"), max_length=20, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    )


class CorrectForm(CodeForm, CaseForm):
    """The code, and what shall stand there."""

    field_order = ("code", "language", "area")


class EraseForm(CodeForm):
    """The code, and that it is meant."""

    sure = forms.BooleanField(label=_("Die Person möchte, dass alles gelöscht wird. Das lässt sich nicht zurückholen."))


class ConsentForm(forms.Form):
    """How and when the person agreed."""

    manner = forms.ChoiceField(label=_("Form"), choices=ConsentManner.choices, widget=forms.RadioSelect)
    given_on = forms.DateField(label=_("am"), widget=DateInput())

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"given_on": on, "manner": ConsentManner.WRITTEN}} | kwargs)


class SituationForm(forms.Form):
    """What the person told, in four parts."""

    def __init__(self, *args: Any, situation: Situation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": situation.parts() if situation else {}} | kwargs)
        for part in PARTS:
            stored: models.Field[Any, Any] = SituationAnalysis._meta.get_field(part)  # type: ignore[assignment]
            self.fields[part] = forms.CharField(
                label=stored.verbose_name, required=False, max_length=LONGEST, widget=LongText(4)
            )

    def words(self) -> Situation:
        """What was typed."""
        return Situation(**{part: self.cleaned_data[part] for part in PARTS})


class NoteForm(forms.Form):
    """A note of the team."""

    words = forms.CharField(
        label=_("Notiz"), max_length=LONGEST, widget=LongText(5),
        help_text=_("Keine Namen, kein Aufenthaltsstatus. Was nicht hier steht, kann niemand verlangen."),
    )  # fmt: skip


class FollowUpForm(forms.Form):
    """What has to be done, until when, and by whom of the team."""

    kind = forms.ChoiceField(label=_("Was ist zu tun?"), choices=FollowUpKind.choices, widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("bis"), widget=DateInput())
    assigned_to = forms.ModelChoiceField(label=_("wer"), queryset=User.objects.none(), empty_label=None)

    def __init__(self, *args: Any, case: Case, me: User, on: date, **kwargs: Any) -> None:
        initial = {"due_on": on + A_FORTNIGHT, "assigned_to": me, "kind": FollowUpKind.LOOK_AGAIN}
        super().__init__(*args, **{"initial": initial} | kwargs)
        fields: dict[str, Any] = self.fields
        team = case.members.current().values("member")
        fields["assigned_to"].queryset = User.objects.filter(pk__in=team).order_by("name", "pk")


class MemberForm(forms.Form):
    """Another counsellor for the team."""

    member = forms.ModelChoiceField(
        label=_("Wer kommt dazu?"), queryset=User.objects.none(), empty_label=_("Bitte wählen")
    )

    def __init__(self, *args: Any, case: Case, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["member"].queryset = possible_members(case, now=now)


class LeaveForm(forms.Form):
    """Who leaves the team."""

    member = forms.ModelChoiceField(label=_("Wer geht?"), queryset=User.objects.none(), empty_label=_("Bitte wählen"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        team = case.members.current().values("member")
        fields["member"].queryset = User.objects.filter(pk__in=team).order_by("name", "pk")


class EmergencyForm(forms.Form):
    """Why a case of another team is opened."""

    reason = forms.ChoiceField(label=_("Warum?"), choices=OpeningReason.choices, widget=forms.RadioSelect)


class LockForm(forms.Form):
    """Why everything is locked."""

    reason = forms.ChoiceField(label=_("Warum?"), choices=LockReason.choices, widget=forms.RadioSelect)
