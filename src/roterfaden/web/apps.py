"""App registration of roterfaden.web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What all surfaces share."""

    name = "roterfaden.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
