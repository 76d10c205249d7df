"""Addresses of the office. Each subject module lists its own `urlpatterns`; here they are put together."""

from django.urls import URLPattern, URLResolver

from roterfaden.office import council, initiatives, log, municipalities, my_day, settings

app_name = "office"

SUBJECTS = (my_day, council, municipalities, initiatives, settings, log)

urlpatterns: list[URLPattern | URLResolver] = [pattern for subject in SUBJECTS for pattern in subject.urlpatterns]
