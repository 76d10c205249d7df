"""App registration of roterfaden.public."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Pages for residents."""

    name = "roterfaden.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"
