"""What the clock starts for courses: each month providers are asked, and some days later the overview goes out."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from roterfaden.courses.actions.providers import ask_provider, send_overview
from roterfaden.courses.exports.course_tables import overview_lines
from roterfaden.courses.queries.offers import providers, readers
from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day

MONTHLY = System("course-offers")
OVERVIEW_FROM = 8
"""Day of the month: by then providers have had a week to answer."""


@every(minutes=24 * 60)
def ask_providers(*, now: datetime) -> None:
    """Send each provider its link, once a month."""
    for provider in providers():
        ask_provider(actor=MONTHLY, provider=provider, now=now)


@every(minutes=24 * 60)
def send_overviews(*, now: datetime) -> None:
    """Send the overview to everybody on the list, once a month, when somebody can still begin a course."""
    today = local_day(now)
    listed = readers() if today.day >= OVERVIEW_FROM else []
    if not listed:
        return
    with translation.override(settings.LANGUAGE_CODE):
        lines = overview_lines(today)
    if not lines:
        return
    for reader in listed:
        send_overview(actor=MONTHLY, reader=reader, month=today.replace(day=1), lines=lines, now=now)
