"""From what the thread names to the address that shows it."""

from urllib.parse import urlencode

from django.urls import reverse

from roterfaden.concept.enums import ElementKind
from roterfaden.participation.models import Contribution
from roterfaden.thread.enums import Focus
from roterfaden.thread.queries import Step

ROUTES = {
    "contribution": "public:contribution",
    "version": "public:version",
    "indicator": "public:figure",
    ElementKind.GOAL.value: "public:goal",
    ElementKind.INITIATIVE.value: "public:initiative",
    Focus.RESOLUTION.value: "public:resolution",
    Focus.EDITION.value: "public:report",
}
THREADS = {Focus.ELEMENT.value, Focus.THEME.value, ElementKind.FIELD.value, ElementKind.CHALLENGE.value,
           ElementKind.PRINCIPLE.value, ElementKind.TEXT.value}  # fmt: skip
"""Things without a page of their own: their thread is their page."""
FILTERS = {Focus.ELEMENT.value: "ziel", Focus.THEME.value: "thema"}


def voices_address(**filters: object) -> str:
    """The list of voices with these filters."""
    chosen = {name: str(value) for name, value in filters.items() if value not in ("", None)}
    address = reverse("public:contributions")
    return f"{address}?{urlencode(chosen)}" if chosen else address


def address_of_voice(voice: Contribution) -> str:
    """The page of one voice. Numbers are given by process, so its address names both."""
    return reverse("public:contribution", args=[voice.process.slug, voice.number])


def address_of(step: Step) -> str:
    """The page of what a step stands for; empty when it has none."""
    if not step.target or step.target_pk is None:
        return ""
    if step.total is not None:
        name = FILTERS.get(step.target)
        return voices_address(**{name: step.target_pk} if name else {})
    if step.target in ROUTES:
        named = step.target_pk
        return reverse(ROUTES[step.target], args=named if isinstance(named, tuple) else [named])
    if step.target in THREADS:
        focus = Focus.THEME if step.target == Focus.THEME else Focus.ELEMENT
        return reverse("public:thread", args=[focus.value, step.target_pk])
    return ""
