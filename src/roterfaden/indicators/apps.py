"""App registration of roterfaden.indicators."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Definitions, series, observations."""

    name = "roterfaden.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
