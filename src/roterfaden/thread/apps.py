"""App registration of roterfaden.thread."""

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    """Follow a voice to the report and back."""

    name = "roterfaden.thread"
    label = "thread"
    default_auto_field = "django.db.models.BigAutoField"
