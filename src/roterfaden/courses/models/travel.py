"""Ways as a timetable says them: whole tables, each from a day on. A table replaces the one before it; none is lost."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.courses.models.offers import Site
from roterfaden.places.models import Area

LONGEST = 24 * 60
"""Minutes nothing takes longer than."""


class WayTableQuerySet(models.QuerySet["WayTable"]):
    """Tables of ways."""

    def standing(self) -> "WayTableQuerySet":
        """Not replaced by a better table for the same first day."""
        return self.filter(withdrawn_at=None)

    def holding(self, day: date) -> "WayTableQuerySet":
        """Those whose first day has come, the one in force first."""
        return self.standing().filter(valid_from__lte=day).order_by("-valid_from", "-pk")


class WayTable(models.Model):
    """A table of ways somebody brought. It holds from `valid_from` until the first day of the next one."""

    valid_from = models.DateField(_("gilt ab"))
    entered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("eingelesen von")
    )
    entered_at = models.DateTimeField(_("eingelesen am"))
    withdrawn_at = models.DateTimeField(_("ersetzt am"), null=True, blank=True)

    objects = WayTableQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tabelle der Wege")
        verbose_name_plural = _("Tabellen der Wege")
        constraints = [
            models.UniqueConstraint(
                fields=["valid_from"], condition=Q(withdrawn_at=None), name="courses_way_table_once"
            ),
        ]  # fmt: skip

    class Privacy:
        public = {"id", "valid_from"}
        internal = {"entered_by", "entered_at", "withdrawn_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.valid_from)

    @property
    def audit_label(self) -> str:
        return str(self.valid_from)


class TimetableWay(models.Model):
    """The way from a municipality to a site by public transport. Without `minutes` the timetable knows none."""

    table = models.ForeignKey(WayTable, models.CASCADE, related_name="ways", verbose_name=_("Tabelle der Wege"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    site = models.ForeignKey(Site, models.PROTECT, related_name="ways", verbose_name=_("Kursort"))
    minutes = models.PositiveSmallIntegerField(_("Minuten"), null=True, blank=True)
    changes = models.PositiveSmallIntegerField(_("Umstiege"), null=True, blank=True)
    by = models.CharField(_("mit"), max_length=60, blank=True)
    source = models.CharField(_("Quelle"), max_length=200)

    class Meta:
        verbose_name = _("Weg nach Fahrplan")
        verbose_name_plural = _("Wege nach Fahrplan")
        constraints = [
            models.UniqueConstraint(fields=["table", "area", "site"], name="courses_way_once"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=LONGEST), name="courses_way_within_a_day"
            ),
        ]  # fmt: skip

    class Privacy:
        public = {"id", "table", "area", "site", "minutes", "changes", "by", "source"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.area_id} {self.site_id}"
