"""App registration of roterfaden.monitoring."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Review, assessment, signal, correction."""

    name = "roterfaden.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"
