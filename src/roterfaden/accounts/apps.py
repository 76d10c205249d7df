"""App registration of roterfaden.accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and roles."""

    name = "roterfaden.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
