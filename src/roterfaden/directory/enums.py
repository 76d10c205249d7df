"""Vocabulary of the directory."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

SPOKEN = ("de", "en", "ar", "uk", "tr", "ru", "fa", "pl", "ro", "fr", "bg", "ku", "ti", "so", "sq", "es")
"""Languages in which help may be given; each is shown by its own name."""


class OrganisationKind(TextChoices):
    """Who stands behind a service."""

    AUTHORITY = "authority", _("Behörde")
    WELFARE = "welfare", _("Wohlfahrtsverband")
    ASSOCIATION = "association", _("Verein")
    MIGRANT = "migrant", _("Migrantenselbstorganisation")
    EDUCATION = "education", _("Bildungsträger")
    HEALTH = "health", _("Gesundheitswesen")
    FAITH = "faith", _("Religionsgemeinschaft")
    BUSINESS = "business", _("Unternehmen oder Kammer")
    OTHER = "other", _("andere Einrichtung")


class TargetGroup(TextChoices):
    """For whom a service is meant. Residence status is no target group: nobody is asked for it (§ 87 AufenthG)."""

    EVERYBODY = "everybody", _("alle Menschen")
    CHILDREN = "children", _("Kinder")
    YOUNG = "young", _("Jugendliche und junge Erwachsene")
    FAMILIES = "families", _("Familien und Eltern")
    WOMEN = "women", _("Frauen")
    OLDER = "older", _("ältere Menschen")
    WORKERS = "workers", _("Menschen, die Arbeit suchen oder haben")
    NEWCOMERS = "newcomers", _("Menschen, die neu hier sind")
    VOLUNTEERS = "volunteers", _("Menschen, die freiwillig mithelfen")


class Cost(TextChoices):
    """What a service costs whoever uses it."""

    UNKNOWN = "unknown", _("Kosten nicht bekannt")
    FREE = "free", _("kostenlos")
    REDUCED = "reduced", _("mit Nachweis kostenlos oder günstiger")
    PAID = "paid", _("kostet etwas")


class StepFree(TextChoices):
    """Whether one gets in without a step."""

    UNKNOWN = "unknown", _("nicht bekannt, ob es Stufen gibt")
    YES = "yes", _("ohne Stufen")
    PARTLY = "partly", _("zum Teil ohne Stufen")
    NO = "no", _("mit Stufen")


class Weekday(IntegerChoices):
    """Days of the week as Python counts them."""

    MONDAY = 0, _("Montag")
    TUESDAY = 1, _("Dienstag")
    WEDNESDAY = 2, _("Mittwoch")
    THURSDAY = 3, _("Donnerstag")
    FRIDAY = 4, _("Freitag")
    SATURDAY = 5, _("Samstag")
    SUNDAY = 6, _("Sonntag")


class CheckedBy(TextChoices):
    """Who said that an entry is right."""

    NOBODY = "", _("niemand")
    OFFICE = "office", _("die Redaktion")
    ORGANISATION = "organisation", _("die Einrichtung selbst")


class Freshness(TextChoices):
    """How far one can rely on the facts of an entry."""

    UNCHECKED = "unchecked", _("noch nicht geprüft")
    OVERDUE = "overdue", _("lange nicht geprüft")
    CHECKED = "checked", _("geprüft")


class CorrectionKind(TextChoices):
    """What an organisation says about one of its entries that does not fit any more."""

    CHANGED = "changed", _("Etwas hat sich geändert")
    GONE = "gone", _("Das Angebot gibt es nicht mehr")


class PageStatus(TextChoices):
    """How far a page of a guide in one language is."""

    DRAFT = "draft", _("Entwurf")
    CHECKED = "checked", _("geprüft")


class PageState(TextChoices):
    """How a language of a guide or a service stands against its German words."""

    MISSING = "missing", _("fehlt")
    DRAFT = "draft", _("Entwurf")
    OUTDATED = "outdated", _("veraltet")
    CURRENT = "current", _("aktuell")


class TableFormat(TextChoices):
    """How the directory comes in and goes out."""

    TABLE = "table", _("Tabelle (CSV, XLSX, ODS)")
    HSDS = "hsds", _("Open Referral (HSDS, JSON)")


class RowOutcome(TextChoices):
    """What becomes of one row of an import."""

    NEW = "new", _("neu")
    CHANGED = "changed", _("wird geändert")
    SAME = "same", _("unverändert")
    WRONG = "wrong", _("wird nicht übernommen")


class Verb(TextChoices):
    """What can happen in the directory."""

    ORGANISATION_ADDED = "organisation.added", _("hat die Einrichtung %(subject)s aufgenommen")
    ORGANISATION_CHANGED = "organisation.changed", _("hat die Einrichtung %(subject)s geändert")
    SITE_ADDED = "site.added", _("hat den Standort %(subject)s aufgenommen")
    SITE_CHANGED = "site.changed", _("hat den Standort %(subject)s geändert")
    SERVICE_ADDED = "service.added", _("hat das Angebot %(subject)s aufgenommen")
    SERVICE_CHANGED = "service.changed", _("hat das Angebot %(subject)s geändert")
    SERVICE_CHECKED = "service.checked", _("hat das Angebot %(subject)s geprüft")
    SERVICE_ENDED = "service.ended", _("hat das Angebot %(subject)s beendet")
    SERVICE_WORDED = "service.worded", _("hat das Angebot in einer anderen Sprache beschrieben: %(subject)s")
    CHECK_ASKED = "check.asked", _("hat um Prüfung der Angebote gebeten: %(subject)s")
    CHECK_ANSWERED = "check.answered", _("hat über den Link auf die Bitte um Prüfung geantwortet: %(subject)s")
    CORRECTION_SETTLED = "correction.settled", _("hat eine Berichtigung erledigt: %(subject)s")
    LISTING_PREPARED = "listing.prepared", _("hat Angebote zum Einlesen vorbereitet: %(subject)s")
    LISTING_TAKEN = "listing.taken", _("hat Angebote eingelesen: %(subject)s")
    GUIDE_ADDED = "guide.added", _("hat den Wegweiser %(subject)s angelegt")
    GUIDE_WRITTEN = "guide.written", _("hat am Wegweiser %(subject)s geschrieben")
    GUIDE_PUBLISHED = "guide.published", _("hat den Wegweiser %(subject)s veröffentlicht")
    GUIDE_HIDDEN = "guide.hidden", _("hat den Wegweiser %(subject)s zurückgezogen")
    TERM_EXPLAINED = "term.explained", _("hat das Wort %(subject)s erklärt")
