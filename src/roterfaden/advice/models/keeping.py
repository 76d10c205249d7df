"""What every kept record says: what for, and until when. And the runs that delete what is over."""

from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.advice.enums import Purpose
from roterfaden.kernel.keeping import RUN_FIELDS, DeletionRunBase


class Kept(models.Model):
    """A record with a purpose and a day on which it goes. The deletion run finds every model that is one."""

    purpose = models.CharField(_("Zweck"), max_length=20, choices=Purpose.choices)
    delete_on = models.DateField(_("wird gelöscht am"), db_index=True)

    class Meta:
        abstract = True

    @classmethod
    def forget(cls, keys: Collection[int]) -> int:
        """Delete the rows with these keys and what hangs on them; returns how many of them there were.

        A model of which something harmless stays (a row without its contact, say) overrides this, and moves `delete_on`
        or empties it in the same statement.
        """
        rows = cls._default_manager.filter(pk__in=keys)
        count = rows.count()
        rows.delete()
        return count


KEPT = {"purpose", "delete_on"}
"""The fields of Kept, for the privacy declaration of what inherits it. Internal: they say nothing about a person."""


class DeletionRun(DeletionRunBase):
    """One run over everything that is `Kept`: begun, done batch by batch, ended. Holds numbers and nothing else."""

    class Meta:
        verbose_name = _("Löschlauf")
        verbose_name_plural = _("Löschläufe")
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="running"), name="advice_one_deletion_at_once"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = RUN_FIELDS
        personal: set[str] = set()
