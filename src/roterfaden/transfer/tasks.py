"""What a worker does: takes bundles over, writes the whole stock into a locked file, throws such files away."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pyrage
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.jobs.methods import Progress, every, job
from roterfaden.kernel.actors import System
from roterfaden.kernel.takeout import write_takeout
from roterfaden.transfer.actions import end_takeout, keep_takeout, take_over_bundle
from roterfaden.transfer.enums import Part
from roterfaden.transfer.errors import TakeoutNotThere
from roterfaden.transfer.models import Arrival, Takeout
from roterfaden.transfer.models.takeouts import FOLDER

TAKE_OVER = "transfer.take_over"
TAKE_OUT = "transfer.take_out"
CLEANER = System("takeouts")
BEHIND_THE_FIREWALL = ("advice", "courses")
"""Contexts whose rows are in no file that somebody of the office can order: who advises people keeps them."""


class Stopped(Exception):
    """Somebody asked the job to stop."""


@job(TAKE_OVER)
def take_over(progress: Progress, *, arrival: str) -> None:
    """Take over a bundle that was started; all of it or nothing, so beginning again after a crash does no harm."""
    found = Arrival.objects.select_related("origin").get(uid=arrival)
    taken = take_over_bundle(actor=progress.actor, arrival=found, now=timezone.now())
    progress.finish({part.value: taken.result.get(part.value, 0) for part in Part})


@job(TAKE_OUT)
def take_out(progress: Progress, *, takeout: str) -> None:
    """Write and lock the file of an order that stands. Beginning again writes it again; a stopped one is ended."""
    found = Takeout.objects.standing().filter(uid=takeout).first()
    if found is None:
        return

    def tell(done: int, total: int) -> None:
        if progress.cancelled:
            raise Stopped
        progress.set(done, total, _("Tabellen"))

    found.file.parent.mkdir(mode=0o700, exist_ok=True)
    plain = found.file.with_suffix(".plain")
    try:
        out = write_takeout(plain, now=timezone.now(), without=BEHIND_THE_FIREWALL, tell=tell)
        _lock(plain, found)
        keep_takeout(actor=progress.actor, takeout=found, size=found.file.stat().st_size, now=timezone.now())
    except Stopped:
        with suppress(TakeoutNotThere):  # somebody threw it away first
            end_takeout(actor=progress.actor, takeout=found, now=timezone.now())
        return
    except TakeoutNotThere:  # thrown away while it was being written
        found.file.unlink(missing_ok=True)
        return
    finally:
        plain.unlink(missing_ok=True)
    progress.finish({"tables": out.tables, "rows": out.rows})


@every(minutes=15)
def end_takeouts(*, now: datetime) -> None:
    """Throw away what nobody may fetch any more, and what a worker that died left of it, unlocked perhaps."""
    folder = Path(settings.DATA_DIR) / FOLDER
    left = list(folder.iterdir()) if folder.is_dir() else []
    for row in Takeout.objects.over(now).order_by("pk"):
        end_takeout(actor=CLEANER, takeout=row, now=now)
    wanted = [str(uid) for uid in Takeout.objects.standing().values_list("uid", flat=True)]
    for file in left:
        if not any(uid in file.name for uid in wanted):
            file.unlink(missing_ok=True)


def _lock(plain: Path, takeout: Takeout) -> None:
    """The file under its name, readable only with the other half of the key; there all at once."""
    unfinished = takeout.file.with_suffix(".unfinished")
    try:
        pyrage.encrypt_file(str(plain), str(unfinished), [pyrage.x25519.Recipient.from_str(takeout.recipient)])
        unfinished.chmod(0o600)
        unfinished.replace(takeout.file)
    finally:
        unfinished.unlink(missing_ok=True)
