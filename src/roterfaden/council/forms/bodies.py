"""Forms for bodies, their sittings and the usual order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.council.enums import BodyKind, ConsultationRole
from roterfaden.council.errors import InvitesBeforeSubmission
from roterfaden.council.methods import Template
from roterfaden.council.models import Body, Meeting
from roterfaden.council.queries import bodies
from roterfaden.ui.forms import DateInput, DateTimeInput, LongText

USUAL_STEPS = 6
"""As many steps as the form offers; no order we know has more."""


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


class BodyChangeForm(forms.ModelForm):
    """What can be mended about a body."""

    class Meta:
        model = Body
        fields = ("name", "remit", "submission_days", "invitation_days")
        widgets = {"remit": LongText(3)}
        help_texts = {
            "name": _(
                "Nur Schreibfehler berichtigen. Heißt das Gremium künftig anders, legen Sie einen Nachfolger an."
            ),
            "submission_days": _("So viele Arbeitstage vor der Sitzung muss eine Vorlage da sein (Geschäftsordnung)."),
            "invitation_days": _("So viele Arbeitstage vor der Sitzung wird eingeladen (Geschäftsordnung)."),
        }

    def clean(self) -> dict[str, Any]:
        """The periods fit each other; the action says so again."""
        values = super().clean() or {}
        if (values.get("submission_days") or 0) < (values.get("invitation_days") or 0):
            self.add_error("submission_days", str(InvitesBeforeSubmission()))
        return values


class BodySuccessorForm(forms.ModelForm):
    """The body under a new name or with new tasks."""

    on = forms.DateField(label=_("ab"), widget=DateInput())

    class Meta:
        model = Body
        fields = ("name", "slug", "remit")
        widgets = {"remit": LongText(3)}
        help_texts = {"slug": _("Kleinbuchstaben und Bindestriche, anders als beim alten Gremium.")}


class BodyEndForm(forms.Form):
    """The first day without the body."""

    on = forms.DateField(
        label=_("besteht nicht mehr ab"), widget=DateInput(), help_text=_("Der erste Tag ohne dieses Gremium.")
    )


class UsualOrderForm(forms.Form):
    """The usual order, a step a line."""

    def __init__(self, *args: Any, order: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(f"{kind}:{role}", f"{kind.label}: {role.label}") for kind in BodyKind for role in ConsultationRole]
        for place in range(1, USUAL_STEPS + 1):
            now = order[place - 1] if place <= len(order) else None
            self.fields[f"step_{place}"] = forms.ChoiceField(
                label=_("%(place)s. Schritt") % {"place": place},
                choices=[("", _("kein weiterer Schritt")), *steps],
                required=False,
                initial=f"{now[0]}:{now[1]}" if now else "",
            )

    def steps(self) -> Template:
        """What was chosen, without gaps."""
        chosen = [self.cleaned_data[f"step_{place}"] for place in range(1, USUAL_STEPS + 1)]
        pairs = [each.split(":") for each in chosen if each]
        return tuple((BodyKind(kind), ConsultationRole(role)) for kind, role in pairs)


class MeetingForm(forms.ModelForm):
    """A sitting."""

    class Meta:
        model = Meeting
        fields = ("body", "starts_at", "place", "is_public")
        widgets = {"starts_at": DateTimeInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies()
