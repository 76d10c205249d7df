"""What machines outside are told about a row."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outward(models.Model):
    """What machines outside are told about a row (ADR 37). Only actions set it.

    `published_at` is the first moment anybody could read the row, empty while nobody could; `modified_at` the last
    moment at which what they read changed, its disappearance included.
    """

    published_at = models.DateTimeField(_("zuerst veröffentlicht am"), null=True, blank=True)
    modified_at = models.DateTimeField(_("geändert am"))

    class Meta:
        abstract = True
