"""What people type when they freeze a version."""

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.enums import VersionKind


class FreezeForm(forms.Form):
    """Keeping the working draft as a version. The adopted version comes from the resolution, not from here."""

    KINDS = (VersionKind.CONFERENCE, VersionKind.SUBMITTED, VersionKind.AMENDED)

    kind = forms.ChoiceField(
        label=_("Wozu?"), choices=[(kind.value, kind.label) for kind in KINDS], widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Titel der Fassung"), help_text=_("Zum Beispiel: Entwurf für die Integrationskonferenz"), max_length=160
    )
