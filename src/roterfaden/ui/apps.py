"""App registration of roterfaden.ui."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, layouts, charts."""

    name = "roterfaden.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
