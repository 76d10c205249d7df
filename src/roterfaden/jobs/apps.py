"""App registration of roterfaden.jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work with progress: started by a person or the clock, done exactly once in effect."""

    name = "roterfaden.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
