"""App registration of roterfaden.directory."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Organisations, sites, services."""

    name = "roterfaden.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
