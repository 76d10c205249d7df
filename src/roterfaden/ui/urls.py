"""Addresses of the design system."""

from django.urls import path

from roterfaden.ui import views

app_name = "ui"
urlpatterns = [path("", views.gallery, name="gallery")]
