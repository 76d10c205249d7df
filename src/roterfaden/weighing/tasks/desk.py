"""Answers for many voices in the background, and the weekly reminder of what lies on the desks."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation

from roterfaden.jobs.methods import Progress, every, job
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message
from roterfaden.weighing.actions import continue_batch, continue_undoing
from roterfaden.weighing.methods.reminding import desk_letter
from roterfaden.weighing.models import AnswerBatch
from roterfaden.weighing.queries import reminders

ANSWER_BATCH, UNDO_BATCH = "weighing.answer_batch", "weighing.undo_batch"
REMINDER = System("desk-reminder")


@job(ANSWER_BATCH)
def answer_batch(progress: Progress, *, batch: int) -> None:
    """Answer the voices of a batch; begun again after a crash it goes on where it stopped."""
    found = AnswerBatch.objects.select_related("process", "element", "module").get(pk=batch)
    continue_batch(actor=progress.actor, batch=found, progress=progress, now=timezone.now())
    items = found.items
    counts = {
        "answered": items.filter(consideration__isnull=False).count(),
        "left_out": items.exclude(left_out="").count(),
    }
    progress.finish(counts)


@job(UNDO_BATCH)
def take_batch_back(progress: Progress, *, batch: int) -> None:
    """Take an undone batch from its voices; begun again after a crash it goes on where it stopped."""
    found = AnswerBatch.objects.select_related("process").get(pk=batch)
    continue_undoing(actor=progress.actor, batch=found, progress=progress, now=timezone.now())
    items = found.items
    progress.finish({"undone": items.filter(undone_at__isnull=False).count(), "kept": items.exclude(kept="").count()})


@every(minutes=24 * 60)
def send_desk_reminders(*, now: datetime) -> None:
    """Every day, but to each person once in a calendar week: whoever was told on Monday hears nothing on Tuesday."""
    today = local_day(now)
    year, week, _day = today.isocalendar()
    house = house_name()
    for reminder in reminders(on=today):
        person = reminder.person
        with translation.override(person.language):
            letter = desk_letter(house, reminder.lines, late=reminder.late, link=f"{settings.BASE_URL}/buero/tische/")
        write_message(
            actor=REMINDER, to=person.email, subject=letter.subject, text=letter.text, language=person.language,
            about="Abwägung: was auf dem Tisch liegt", once=f"desk:{person.pk}:{year}-{week}", now=now,
        )  # fmt: skip
