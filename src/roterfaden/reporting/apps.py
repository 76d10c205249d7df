"""App registration of roterfaden.reporting."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Report, frozen edition."""

    name = "roterfaden.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
