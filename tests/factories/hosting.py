"""Processes, stages, events and the people who come."""

import uuid
from datetime import date, timedelta
from typing import Any

from roterfaden.files.models import KeptFile
from roterfaden.kernel.codes import new_code
from roterfaden.participation.enums import (
    ContributionKind,
    DocumentationState,
    EventKind,
    PhotoConsent,
    RegistrationState,
    StageKind,
)
from roterfaden.participation.models import (
    ActorGroup,
    Documentation,
    Event,
    EventPhoto,
    Invitee,
    Opening,
    Process,
    Registration,
    Stage,
)
from tests.factories.base import NOW, TODAY, _serial, county
from tests.factories.kept import kept_file


def process(**values: Any) -> Process:
    """An open process."""
    number = next(_serial)
    return Process.objects.create(
        **{
            "slug": f"dialog-{number}", "title": "Integrationsdialog", "summary": "Wir sprechen miteinander.",
            "mandate": "Beschluss des Kreistags", "area": county(), "opened_on": date(2016, 12, 19),
        }
        | values
    )  # fmt: skip


def stage(process: Process, *, kinds: tuple[str, ...] = tuple(ContributionKind.values), **values: Any) -> Stage:
    """A forum stage around TODAY that opens `kinds` to everybody."""
    position = values.pop("position", None) or process.stages.count() + 1
    made = Stage.objects.create(
        **{
            "process": process, "slug": f"abschnitt-{position}", "position": position, "kind": StageKind.FORUM,
            "title": "Dialogforen", "starts_on": TODAY - timedelta(days=30), "ends_on": TODAY + timedelta(days=30),
        }
        | values
    )  # fmt: skip
    Opening.objects.bulk_create(Opening(stage=made, kind=kind) for kind in kinds)
    return made


def group(process: Process, **values: Any) -> ActorGroup:
    """An actor group of the process."""
    position = process.actor_groups.count() + 1
    return ActorGroup.objects.create(
        **{"process": process, "slug": f"gruppe-{position}", "name": f"Gruppe {position}", "position": position}
        | values
    )


def event(stage: Stage, **values: Any) -> Event:
    """A dialogue forum on the day of NOW."""
    number = next(_serial)
    return Event.objects.create(
        **{
            "process": stage.process, "stage": stage, "slug": f"forum-{number}", "kind": EventKind.FORUM,
            "title": f"Dialogforum {number}", "starts_at": NOW, "ends_at": NOW + timedelta(hours=4), "tables": 6,
        }
        | values
    )  # fmt: skip


def registration(event: Event, **values: Any) -> Registration:
    """Somebody with a seat and without a name."""
    return Registration.objects.create(
        **{
            "event": event, "code": new_code(), "submission": uuid.uuid4(), "state": RegistrationState.REGISTERED,
            "registered_at": NOW - timedelta(days=7),
        }
        | values
    )  # fmt: skip


def invitee(event: Event, **values: Any) -> Invitee:
    """An organisation on the list of an event."""
    number = next(_serial)
    return Invitee.objects.create(
        **{
            "event": event, "key": f"verein{number}@example.org", "code": new_code(),
            "organisation": f"Verein {number}",
            "email": f"verein{number}@example.org", "added_at": NOW - timedelta(days=14),
        }
        | values
    )  # fmt: skip


def documentation(event: Event, **values: Any) -> Documentation:
    """The published documentation of an event."""
    return Documentation.objects.create(
        **{
            "event": event, "summary": "Viele waren da.", "next_steps": "Die Karten werden sortiert.",
            "state": DocumentationState.PUBLISHED, "written_at": NOW, "published_at": NOW,
        }
        | values
    )  # fmt: skip


def event_photo(event: Event, **values: Any) -> EventPhoto:
    """A released photo of an event (a text file stands for the picture)."""
    file = values.pop("file", None) or kept_file()
    KeptFile.objects.filter(pk=file.pk).update(width=600, height=400)
    return EventPhoto.objects.create(
        **{
            "event": event, "file": file, "alt": "Tische mit Karten", "position": event.photos.count() + 1,
            "consent": PhotoConsent.NOBODY, "added_at": NOW, "released_at": NOW,
        }
        | values
    )  # fmt: skip
