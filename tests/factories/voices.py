"""Voices and what hangs on them."""

from typing import Any

from roterfaden.accounts.enums import Role
from roterfaden.kernel.codes import new_code
from roterfaden.participation.enums import (
    Channel,
    ContributionKind,
    ImportState,
    Language,
    Moderation,
    StepKind,
)
from roterfaden.participation.models import (
    BoardStep,
    CardPhoto,
    Comment,
    Contribution,
    Event,
    ImportRun,
    Process,
    ReceiptCode,
    Segment,
    SourceDocument,
    SplitPart,
    Theme,
    ThemeAssignment,
    ThemeRevision,
)
from roterfaden.sorting.enums import ScoreKind, SuggestionKind
from roterfaden.sorting.models import Suggestion
from roterfaden.topics.models import FieldOfAction
from roterfaden.weighing.models import Unit
from tests.factories.base import NOW, TODAY, _serial
from tests.factories.kept import kept_file, picture


def contribution(process: Process, *, code: bool = True, **values: Any) -> Contribution:
    """A published card with a receipt code."""
    number = values.pop("number", None) or process.contributions.count() + 1
    made = Contribution.objects.create(
        **{
            "process": process, "number": number, "kind": ContributionKind.CHALLENGE,
            "text": f"Am Abend fährt kein Bus zum Sprachkurs ({number}).", "language": Language.DE,
            "channel": Channel.CARD, "said_on": TODAY, "captured_at": NOW, "moderation": Moderation.PUBLISHED,
        }
        | values
    )  # fmt: skip
    if code:
        ReceiptCode.objects.create(code=new_code(), process=process, contribution=made, issued_at=NOW)
    return made


def board_step(process: Process, **values: Any) -> BoardStep:
    """A step on the board, as the moderator makes them."""
    return BoardStep.objects.create(
        **{"process": process, "kind": StepKind.SORTED, "made_as": Role.MODERATOR, "made_at": NOW} | values
    )


def import_run(process: Process, **values: Any) -> ImportRun:
    """A list of one card, checked and not yet read in."""
    return ImportRun.objects.create(
        **{
            "process": process, "file": kept_file(), "name": "karten.csv", "columns": ["Text"], "total": 1,
            "mapping": {"columns": {"Text": "text"}, "kind": "goal", "said_on": TODAY.isoformat()},
            "check_result": {"counts": {"imported": 1, "known": 0, "faulty": 0, "held": 0}, "faults": []},
            "state": ImportState.CHECKED, "opened_at": NOW,
        }
        | values
    )  # fmt: skip


def source(process: Process, **values: Any) -> SourceDocument:
    """A letter that was kept."""
    return SourceDocument.objects.create(
        **{
            "process": process, "file": kept_file(b"Sehr geehrte Damen und Herren", "brief.txt"),
            "channel": Channel.LETTER, "received_on": TODAY, "note": "Brief einer Elterninitiative", "kept_at": NOW,
        }
        | values
    )  # fmt: skip


def comment(contribution: Contribution, *, parent: Comment | None = None, **values: Any) -> Comment:
    """A published comment by somebody with a code of their own."""
    code = values.pop("code", None) or ReceiptCode.objects.create(
        code=new_code(), process=contribution.process, issued_at=NOW
    )
    return Comment.objects.create(
        **{
            "contribution": contribution, "text": "Das sehe ich auch so.", "language": Language.DE, "code": code,
            "made_as": "participant", "made_at": NOW, "moderation": Moderation.PUBLISHED, "parent": parent,
            "root": (parent.root or parent) if parent else None, "level": parent.level + 1 if parent else 1,
        }
        | values
    )  # fmt: skip


def card_photo(event: Event, **values: Any) -> CardPhoto:
    """A photo of a wall of cards, not released."""
    return CardPhoto.objects.create(
        **{"process": event.process, "event": event, "kept": kept_file(picture(), "wand.jpg"), "kept_at": NOW} | values
    )


def theme(process: Process, field: FieldOfAction, **values: Any) -> Theme:
    """A theme in a field, with its first revision."""
    number = next(_serial)
    made = Theme.objects.create(
        **{"process": process, "field": field, "slug": f"thema-{number}", "title": f"Thema {number}"} | values
    )
    ThemeRevision.objects.create(
        theme=made, field=field, title=made.title, summary=made.summary, made_as=Role.MODERATOR, made_at=NOW,
        step=board_step(process, kind=StepKind.THEME_ADDED),
    )  # fmt: skip
    return made


def assignment(contribution: Contribution, theme: Theme, **values: Any) -> ThemeAssignment:
    """The current link of a card to a theme."""
    step = board_step(contribution.process)
    ended = {"ended_by": step} if values.get("superseded_at") else {}
    return ThemeAssignment.objects.create(
        **{"contribution": contribution, "theme": theme, "made_as": Role.MODERATOR, "made_at": NOW, "step": step}
        | ended
        | values
    )


def suggestion(contribution: Contribution, theme: Theme, **values: Any) -> Suggestion:
    """The program would lay the card into this theme, because of its first word."""
    return Suggestion.objects.create(
        **{
            "contribution": contribution, "kind": SuggestionKind.THEME, "rank": 1, "theme": theme, "method": "ridge",
            "version": 1, "inputs": "0" * 64, "learnt": 12, "score": 0.82, "score_kind": ScoreKind.CHANCE,
            "why": {"words": [[contribution.pk, 0, 0, 0.4]], "cards": []}, "made_at": NOW,
        }
        | values
    )  # fmt: skip


def split(contribution: Contribution, *marks: tuple[int, int], silent: tuple[int, ...] = ()) -> list[Segment]:
    """The parts of a split voice; `silent` are the positions of those without a statement of their own."""
    step, words = board_step(contribution.process, kind=StepKind.SPLIT), len(contribution.text.split())
    segments = []
    for position, (first, last) in enumerate(marks):
        segment = Segment.objects.create(contribution=contribution, first_word=first, last_word=last, words=words)
        SplitPart.objects.create(
            contribution=contribution, segment=segment, speaks=position not in silent, made_as=Role.MODERATOR,
            made_at=NOW, step=step,
        )  # fmt: skip
        segments.append(segment)
    return segments


def unit(**values: Any) -> Unit:
    """A unit that may be asked for advice, with the address of its function."""
    number = Unit.objects.count() + 1
    return Unit.objects.create(
        **{"name": f"Fachdienst Jugend {number}", "email": f"jugend-{number}@example.org"} | values
    )
