"""App registration of roterfaden.places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Areas with official keys."""

    name = "roterfaden.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
