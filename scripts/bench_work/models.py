"""What the work leaves behind: how often something was run, and what came of it."""

from typing import Any, ClassVar

from django.db import models


class Run(models.Model):
    """A piece of work was begun; a repetition makes a second row."""

    key = models.CharField(max_length=80)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        app_label = "bench_work"


class Effect(models.Model):
    """A piece of work was done; a repetition finds its row."""

    key = models.CharField(max_length=80, unique=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        app_label = "bench_work"
