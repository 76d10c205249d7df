"""App registration of roterfaden.weighing."""

from django.apps import AppConfig


class WeighingConfig(AppConfig):
    """The desk on which voices are weighed: advice, text modules, checks, published answers."""

    name = "roterfaden.weighing"
    label = "weighing"
    default_auto_field = "django.db.models.BigAutoField"
