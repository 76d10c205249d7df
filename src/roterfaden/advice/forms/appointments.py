"""What residents choose for an appointment, and the office for them. Nothing is asked about the case; no name."""

from collections.abc import Iterable, Sequence
from typing import Any

from babel.dates import format_time
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roterfaden.advice.errors import TimeTaken
from roterfaden.advice.methods import SPOKEN, OpenTime, Wish, language_choices, own_language_word
from roterfaden.advice.methods.topics import topic_word
from roterfaden.directory.models import Site
from roterfaden.kernel.time import local_day
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.filters import current_locale, day, writing_language

ANYTHING = "anderes"
DAYS_SHOWN = 5


class WishForm(forms.Form):
    """What somebody needs. Read from the address, so that the page can be opened again and sent to others."""

    thema = forms.ChoiceField(label=_("Worum geht es?"), widget=forms.RadioSelect)
    ort = forms.ChoiceField(label=_("Wohin möchten Sie kommen?"), required=False)
    sprache = forms.ChoiceField(label=_("Welche Sprache sprechen Sie am liebsten?"))
    dolmetschen = forms.BooleanField(label=_("Bitte dolmetschen Sie für mich in diese Sprache."), required=False)

    def __init__(self, *args: Any, topics: Iterable[FieldOfAction], sites: Iterable[Site], **kwargs: Any) -> None:
        kwargs["initial"] = {"sprache": writing_language(SPOKEN)} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.topics, self.sites = {row.slug: row for row in topics}, {str(row.uid): row for row in sites}
        fields: dict[str, Any] = self.fields
        fields["thema"].choices = [
            *((row.slug, topic_word(row.slug, row.short_name)) for row in self.topics.values()),
            (ANYTHING, _("Etwas anderes, oder ich weiß es nicht")),
        ]
        anywhere = ("", _("Egal, wo zuerst etwas frei ist"))
        fields["ort"].choices = [anywhere, *((key, site_words(row)) for key, row in self.sites.items())]
        fields["sprache"].choices = [(code, own_language_word(code)) for code in SPOKEN]

    @property
    def topic(self) -> FieldOfAction | None:
        """The field, or none."""
        return self.topics.get(self.cleaned_data["thema"])

    @property
    def site(self) -> Site | None:
        """The site, or anywhere."""
        return self.sites.get(self.cleaned_data["ort"])

    @property
    def wish(self) -> Wish:
        """What free times are asked for with."""
        topic, site = self.topic, self.site
        data = self.cleaned_data
        return Wish(topic.pk if topic else None, site.pk if site else None, data["sprache"], data["dolmetschen"])

    @property
    def answers(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        return {
            "topic": self.topic, "site": self.site, "language": data["sprache"],
            "needs_interpreter": data["dolmetschen"],
        }  # fmt: skip


class TimeField(forms.ChoiceField):
    """One of the free times, also one the page does not show; one that is gone says so in words."""

    default_error_messages = {"invalid_choice": TimeTaken.message, "required": _("Bitte wählen Sie eine Zeit.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.times: dict[str, OpenTime] = {}

    def valid_value(self, value: Any) -> bool:
        """Whether it is free."""
        return value in self.times


class TimeForm(forms.Form):
    """Which of the free times; `shown` are those of the page."""

    time = TimeField(label=_("Freie Zeiten"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, times: Sequence[OpenTime], shown: Sequence[OpenTime], sites: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.times = {each.token: each for each in times}
        fields: dict[str, Any] = self.fields
        fields["time"].times = self.times
        places = {each.site for each in shown}
        self.has_places = len(places) > 1
        fields["time"].help_text = "" if self.has_places else "".join(sites.get(each, "") for each in places)
        fields["time"].choices = _by_day(shown, sites if self.has_places else {})

    def clean_time(self) -> OpenTime:
        """The free time that was chosen."""
        return self.times[self.cleaned_data["time"]]


class BookingForm(TimeForm):
    """A time, and an address for the confirmation if somebody wants one."""

    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"), required=False,
        help_text=_("Nur für die Bestätigung und eine Erinnerung. Am Tag nach dem Termin löschen wir sie."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )  # fmt: skip
    website = forms.CharField(
        label=_("Dieses Feld bitte leer lassen"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.times:
            del self.fields["time"]

    def clean_website(self) -> str:
        """A trap: nobody sees this field, programs fill it in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Bitte lassen Sie dieses Feld leer."))
        return ""


class GiveForm(TimeForm):
    """What the office asks when it gives somebody a time: language, what it is about, and nothing else."""

    field_order = ("language", "needs_interpreter", "topic", "time")
    language = forms.ChoiceField(label=_("Sprache"), choices=language_choices)
    needs_interpreter = forms.BooleanField(label=_("mit Dolmetschen"), required=False)
    topic = forms.ModelChoiceField(
        label=_("Thema"), queryset=FieldOfAction.objects.none(), required=False, empty_label=_("nicht angegeben")
    )
    email = forms.EmailField(
        label=_("E-Mail-Adresse der Person"), required=False,
        help_text=_("Für Bestätigung und Erinnerung, in ihrer Sprache. Am Tag nach dem Termin löschen wir sie."),
    )  # fmt: skip

    def __init__(self, *args: Any, topics: QuerySet[FieldOfAction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["topic"].queryset = topics


def site_words(site: Site) -> str:
    """A place as people choose it: its name and town."""
    return f"{site.name}, {site.town}" if site.town else site.name


def _by_day(shown: Sequence[OpenTime], sites: dict[int, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The times in groups: the day as heading, then each time, with its place where there are several."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in shown:
        local = timezone.localtime(each.starts_at)
        clock = format_time(local.time(), format="short", locale=current_locale())
        words = f"{clock} · {sites[each.site]}" if each.site in sites else clock
        groups.setdefault(day(local, "full"), []).append((each.token, words))
    return list(groups.items())


def first_days(times: Sequence[OpenTime], count: int = DAYS_SHOWN) -> list[OpenTime]:
    """The times of the first days on which there are any."""
    days = list(dict.fromkeys(local_day(each.starts_at) for each in times))[:count]
    return [each for each in times if local_day(each.starts_at) in days]
