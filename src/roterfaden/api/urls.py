"""Addresses of roterfaden.api: no language, no account."""

from django.urls import URLPattern, URLResolver, path

from roterfaden.api import plain
from roterfaden.api.oparl import views as oparl

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = [
    path(".well-known/security.txt", plain.security_txt, name="security_txt"),
    path("robots.txt", plain.robots_txt, name="robots_txt"),
    path("health", plain.health, name="health"),
    *oparl.urlpatterns,
]
