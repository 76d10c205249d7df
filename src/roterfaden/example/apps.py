"""App registration of roterfaden.example."""

from django.apps import AppConfig


class ExampleConfig(AppConfig):
    """The example county."""

    name = "roterfaden.example"
    label = "example"
    default_auto_field = "django.db.models.BigAutoField"
