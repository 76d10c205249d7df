"""Addresses of roterfaden.api: no language, no account."""

from django.urls import URLPattern, URLResolver, path

from roterfaden.api import operation, plain
from roterfaden.api.office import views as office
from roterfaden.api.oparl import views as oparl
from roterfaden.api.opendata import views as opendata

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = [
    path(".well-known/security.txt", plain.security_txt, name="security_txt"),
    path("robots.txt", plain.robots_txt, name="robots_txt"),
    path("health", plain.health, name="health"),
    path("ready", operation.ready, name="ready"),
    path("metrics", operation.metrics, name="metrics"),
    *oparl.urlpatterns,
    *opendata.urlpatterns,
    *office.urlpatterns,
]
