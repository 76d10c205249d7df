"""Areas with their official keys. Never joined by name: sources write the same place differently."""

from datetime import date

from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.files.models import KeptFile
from roterfaden.places.enums import AreaKind, HousePage


class AreaQuerySet(models.QuerySet["Area"]):
    def on(self, day: date) -> "AreaQuerySet":
        """Areas that exist on `day`; periods are half-open."""
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gt=day))

    def partners(self) -> "AreaQuerySet":
        """Who the house offers its goals to: unitary and joint municipalities (21 in Osnabrück); where the house is a
        joint municipality itself, its members."""
        return self.filter(_is_partner())

    def with_partners_marked(self) -> "AreaQuerySet":
        """Each area with `is_partner`."""
        return self.annotate(is_partner=ExpressionWrapper(_is_partner(), models.BooleanField()))

    def basic(self) -> "AreaQuerySet":
        """The Gemeinden of official statistics: unitary and member municipalities (34 in Osnabrück)."""
        return self.filter(kind__in=[AreaKind.UNITARY, AreaKind.MEMBER])


def _is_partner() -> Q:
    houses = Instance.objects.values("county")
    free = Q(kind=AreaKind.UNITARY) | (Q(kind=AreaKind.JOINT) & ~Q(pk__in=houses))
    return free | Q(kind=AreaKind.MEMBER, parent__in=houses)


class Area(models.Model):
    """A county, a municipality, a joint municipality or one of its members.

    Keys: `ars` (Regionalschlüssel) has 5 digits for a county, 9 for a joint municipality, 12 for a Gemeinde; `ags`
    (Gemeindeschlüssel) has 8 digits and joint municipalities have none; the regional database uses its own
    `regional_key` for joint municipalities and their members.
    """

    key = models.CharField(_("Schlüssel"), max_length=12, unique=True)
    ars = models.CharField(_("Regionalschlüssel"), max_length=12, unique=True)
    ags = models.CharField(_("Gemeindeschlüssel"), max_length=8, unique=True, null=True, blank=True)
    regional_key = models.CharField(_("Schlüssel der Regionaldatenbank"), max_length=12, blank=True)
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    short_name = models.CharField(_("Kurzname"), max_length=60)
    kind = models.CharField(_("Art"), max_length=20, choices=AreaKind.choices)
    is_town = models.BooleanField(_("Stadt"), default=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="members", null=True, blank=True, verbose_name=_("gehört zu")
    )
    area_km2 = models.DecimalField(_("Fläche in km²"), max_digits=9, decimal_places=2, null=True, blank=True)
    latitude = models.DecimalField(_("Breite"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("Länge"), max_digits=9, decimal_places=6, null=True, blank=True)
    geometry = models.JSONField(_("Umriss (GeoJSON)"), null=True, blank=True)
    valid_from = models.DateField(_("gültig ab"))
    valid_until = models.DateField(_("gültig bis"), null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=AreaKind.JOINT) | Q(ags=None), name="places_joint_municipality_has_no_ags"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[AreaKind.JOINT, AreaKind.COUNTY]) | Q(ags__isnull=False),
                name="places_municipality_has_ags",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=models.F("valid_from")),
                name="places_area_valid_until_after_from",
            ),
        ]

    class Privacy:
        public = {
            "id", "key", "ars", "ags", "regional_key", "slug", "name", "short_name", "kind", "is_town", "parent",
            "area_km2", "latitude", "longitude", "geometry", "valid_from", "valid_until",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return f"{self.name} ({self.key})"


class Instance(models.Model):
    """Which house this installation belongs to. One row."""

    county = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    name = models.CharField(_("Name der Einrichtung"), max_length=120)
    contact_unit = models.CharField(_("Zuständige Stelle"), max_length=160)
    contact_email = models.EmailField(_("E-Mail der zuständigen Stelle"))
    is_example = models.BooleanField(_("Beispiel mit erfundenen Teilen"), default=False)
    # Those of the interface that this house does not offer; a language that is added later is offered at once.
    closed_languages = models.JSONField(_("ausgeschaltete Sprachen"), default=list, blank=True)
    # How public pages look; without them as the program looks.
    colour = models.CharField(_("Hauptfarbe"), max_length=7, blank=True)
    logo = models.ForeignKey(KeptFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Logo"))
    set_up_at = models.DateTimeField(_("eingerichtet am"))

    class Meta:
        verbose_name = _("Einrichtung")
        verbose_name_plural = _("Einrichtungen")

    class Privacy:
        public = {
            "id", "county", "name", "contact_unit", "contact_email", "is_example", "closed_languages", "colour",
            "logo", "set_up_at",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class HouseText(models.Model):
    """What the house itself says on a page the program writes: names, offices, its own law. German, CommonMark."""

    on_page = models.CharField(_("Seite"), max_length=20, choices=HousePage.choices, unique=True)
    text = models.TextField(_("Text"), max_length=20_000, blank=True)
    written_at = models.DateTimeField(_("geschrieben am"))

    class Meta:
        verbose_name = _("eigener Text")
        verbose_name_plural = _("eigene Texte")

    class Privacy:
        public = {"id", "on_page", "text", "written_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.get_on_page_display()

    @property
    def audit_label(self) -> str:
        return str(self)
