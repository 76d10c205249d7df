"""Once a week everybody hears by mail which tasks are late and which are due in the next seven days."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day
from roterfaden.participation.methods import digest_letter
from roterfaden.participation.queries import digests
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message

REMINDER = System("task-digest")


@every(minutes=24 * 60)
def send_task_digests(*, now: datetime) -> None:
    """Every day, but to each person once in a calendar week: whoever was told on Monday hears nothing on Tuesday."""
    year, week, _day = local_day(now).isocalendar()
    house = house_name()
    for digest in digests(now=now):
        with translation.override(digest.person.language):
            lines = [(task.due_on, task.title, task.process.title) for task in (*digest.late, *digest.due)]
            letter = digest_letter(house, lines, late=len(digest.late), link=f"{settings.BASE_URL}/buero/aufgaben/")
        write_message(
            actor=REMINDER, to=digest.person.email, subject=letter.subject, text=letter.text,
            language=digest.person.language, about="Aufgaben der Woche",
            once=f"tasks:{digest.person.pk}:{year}-{week}", now=now,
        )  # fmt: skip
