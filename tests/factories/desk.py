"""What lies on the weighing desk."""

from typing import Any

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from roterfaden.concept.enums import Outcome
from roterfaden.participation.enums import StepKind
from roterfaden.participation.models import Contribution, GroupMembership, Process, Theme, VoiceGroup
from roterfaden.weighing.models import AnswerBatch, DeskItem, ModuleRevision, TextModule
from tests.factories.base import NOW, _serial
from tests.factories.voices import board_step


def voice_group(*voices: Contribution) -> VoiceGroup:
    """Voices that say the same; the first one leads."""
    process = voices[0].process
    group, step = VoiceGroup.objects.create(process=process), board_step(process, kind=StepKind.GROUPED)
    for voice in voices:
        GroupMembership.objects.create(
            group=group, contribution=voice, leads=voice == voices[0], step=step, made_as=Role.MODERATOR, made_at=NOW
        )
    return group


def desk_item(subject: Contribution | VoiceGroup | Theme, person: User, **values: Any) -> DeskItem:
    """Something on the desk of a person, without a deadline."""
    name = {Contribution: "contribution", VoiceGroup: "group", Theme: "theme"}[type(subject)]
    return DeskItem.objects.create(
        **{
            "process": subject.process, name: subject, "person": person, "made_as": Role.STRATEGY_OFFICER,
            "made_at": NOW,
        }
        | values
    )  # fmt: skip


def text_module(**values: Any) -> TextModule:
    """A module with its first wording."""
    words = {
        "file_reason": values.pop("file_reason", "Zuständig ist die Stadt."),
        "plain_reason": values.pop("plain_reason", "Danke für Beitrag {nummer}. Das entscheidet nicht der Landkreis."),
    }
    made = {"title": f"Baustein {next(_serial)}", "outcome": Outcome.NOT_TAKEN_UP, "made_at": NOW}
    module = TextModule.objects.create(**made | values)
    ModuleRevision.objects.create(module=module, number=1, made_as=Role.STRATEGY_OFFICER, made_at=NOW, **words)
    return module


def answer_batch(process: Process, **values: Any) -> AnswerBatch:
    """A common answer that is given and reached nobody."""
    return AnswerBatch.objects.create(
        **{
            "process": process, "outcome": Outcome.NOT_TAKEN_UP, "reason": "Akte", "plain_reason": "Für Sie",
            "made_as": Role.STRATEGY_OFFICER, "made_at": NOW, "finished_at": NOW,
        }
        | values
    )  # fmt: skip
