"""App registration of roterfaden.advice."""

from django.apps import AppConfig


class AdviceConfig(AppConfig):
    """Migrationszentrum."""

    name = "roterfaden.advice"
    label = "advice"
    default_auto_field = "django.db.models.BigAutoField"
