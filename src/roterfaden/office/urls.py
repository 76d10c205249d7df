"""Addresses of the office. Each subject module lists its own `urlpatterns`; here they are put together."""

from django.urls import URLPattern, URLResolver

from roterfaden.office import (
    board,
    capture,
    concepts,
    council,
    events,
    figures,
    initiatives,
    log,
    municipalities,
    my_day,
    processes,
    reports,
    review,
    settings,
    weighing,
)

app_name = "office"

SUBJECTS = (
    my_day,
    processes,
    events,
    capture,
    board,
    weighing,
    concepts,
    council,
    municipalities,
    initiatives,
    figures,
    review,
    reports,
    settings,
    log,
)

urlpatterns: list[URLPattern | URLResolver] = [pattern for subject in SUBJECTS for pattern in subject.urlpatterns]
