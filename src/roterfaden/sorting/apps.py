"""App registration of roterfaden.sorting."""

from django.apps import AppConfig


class SortingConfig(AppConfig):
    """What the program suggests and shows when voices are sorted; a person decides."""

    name = "roterfaden.sorting"
    label = "sorting"
    default_auto_field = "django.db.models.BigAutoField"
