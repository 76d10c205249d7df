"""Addresses of the design system."""

from django.urls import path

from roterfaden.ui.views import gallery

app_name = "ui"
urlpatterns = [path("", gallery, name="gallery")]
