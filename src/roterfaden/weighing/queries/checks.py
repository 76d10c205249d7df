"""What the checks read, and the work list of what they found."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, QuerySet, Value, When

from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration, ElementRevision, Incorporation, Node, Version
from roterfaden.participation.enums import Language
from roterfaden.participation.models import (
    ActorGroup,
    Contribution,
    GroupMembership,
    Process,
    ProcessQuerySet,
    SplitPart,
    Theme,
    ThemeAssignment,
)
from roterfaden.places.models import Area
from roterfaden.weighing.enums import CheckKind
from roterfaden.weighing.methods.checks import Answer, Facts, Said, Wording
from roterfaden.weighing.models import CheckRun, Dismissal, Finding

VOICES_SHOWN = 12
"""Voices a finding links to by number; the rest is counted."""
MOST_VOICES = 900
"""Voices one page names at most."""


# --- what the checks read -----------------------------------------------------------------------------------------
def check_facts(process: Process) -> Facts:
    """Everything the checks look at. Nine queries, whatever the size of the process; no voice's text is read."""
    voices = _voices(process)
    answers = tuple(_answers(process))
    return Facts(
        voices=voices,
        answers=tuple(answer for answer in answers if answer.voice in voices),
        wordings=_wordings(process, {answer.element for answer in answers if answer.element is not None}),
        newest_version=Version.objects.frozen().filter(concept__process=process).aggregate(newest=Max("pk"))["newest"],
    )


def _voices(process: Process) -> dict[int, Said]:
    here = {"contribution__process": process, "superseded_at": None}
    themes: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
    for voice, segment, theme in (
        ThemeAssignment.objects.filter(**here).order_by("pk").values_list("contribution", "segment", "theme")
    ):
        themes[voice].append((segment, theme))
    parts: dict[int, list[int]] = defaultdict(list)
    for voice, segment in (
        SplitPart.objects.filter(speaks=True, **here).order_by("pk").values_list("contribution", "segment")
    ):
        parts[voice].append(segment)
    groups = dict(GroupMembership.objects.filter(**here).values_list("contribution", "group"))
    rows = Contribution.objects.published().filter(process=process).order_by("number", "pk")
    return {
        key: Said(key, number, group, area, language, groups.get(key), tuple(themes[key]), tuple(parts[key]))
        for key, number, group, area, language in rows.values_list("pk", "number", "actor_group", "area", "language")
    }


def _answers(process: Process) -> Iterable[Answer]:
    done = Incorporation.objects.current().filter(consideration=OuterRef("pk"))
    rows = Consideration.objects.in_force().filter(contribution__process=process).annotate(worked_in=Exists(done))
    for row in rows.order_by("pk"):
        yield Answer(
            row.pk, row.contribution_id, row.outcome, row.reason, row.plain_reason, row.made_at, row.segment_id,
            row.element_id, row.version_id, row.referred_to, row.worked_in,
        )  # fmt: skip


def _wordings(process: Process, elements: set[int]) -> dict[int, Wording]:
    """The newest words of the elements. Three queries."""
    came_from: dict[int, set[int]] = defaultdict(set)
    for revision, answer in (
        Incorporation.objects.current()
        .filter(consideration__contribution__process=process)
        .values_list("revision", "consideration")
    ):
        came_from[revision].add(answer)
    living = set(
        Node.objects.filter(version__concept__process=process, version__frozen_at=None).values_list(
            "element", flat=True
        )
    )
    newest: dict[int, ElementRevision] = {}
    for row in ElementRevision.objects.filter(element__concept__process=process).order_by("number", "pk"):
        newest[row.element_id] = row
    return {
        key: Wording(key, row.number, row.made_at, frozenset(came_from[row.pk]), key not in living)
        for key, row in newest.items()
        if key in elements
    }


# --- the work list ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ShownFinding:
    """A finding as a person reads it. `subject` names what it is about, `words` is the reason it speaks of.

    `voices` are (key, number) of the first few, `more` how many there are besides; `outcomes` (label, count).
    """

    finding: Finding
    subject: str
    words: str
    voices: tuple[tuple[int, int], ...]
    more: int
    outcomes: tuple[tuple[str, int], ...]
    since: datetime | None
    dismissal: Dismissal | None


@dataclass(frozen=True)
class CheckProgress:
    """How many findings of each kind are open, how many were ticked off, and when was checked last."""

    by_kind: tuple[tuple[str, str, int], ...]
    open: int
    dismissed: int
    run: CheckRun | None


def check_progress(process: Process) -> CheckProgress:
    """The head of the work list. Three queries."""
    counts = dict(Finding.objects.open().filter(process=process).values_list("kind").annotate(n=Count("pk")).order_by())
    return CheckProgress(
        tuple((kind.value, str(kind.label), counts[kind.value]) for kind in CheckKind if kind.value in counts),
        sum(counts.values()),
        Finding.objects.dismissed().filter(process=process).count(),
        CheckRun.objects.filter(process=process).first(),
    )


def findings(process: Process, *, kind: str = "", dismissed: bool = False) -> QuerySet[Any]:
    """The work list, the most serious first. Slice it, then pass the slice to `shown_findings`."""
    rows = Finding.objects.dismissed() if dismissed else Finding.objects.open()
    rows = rows.filter(process=process)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.annotate(rank=_rank()).order_by("rank", "-found_at", "pk")


def _rank() -> Case:
    return Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(CheckKind.values)),
                default=Value(len(CheckKind.values)), output_field=IntegerField())  # fmt: skip


def shown_findings(page: Iterable[Finding], *, all_voices: bool = False) -> list[ShownFinding]:
    """A slice of the list with everything it names. Ten queries, however long."""
    rows = list(page)
    most = None if all_voices else VOICES_SHOWN
    wanted = [voice for row in rows for voice in row.voices[:most]]
    numbers = dict(Contribution.objects.filter(pk__in=wanted[:MOST_VOICES]).values_list("pk", "number"))
    words = _words(rows)
    names = _names(rows)
    standing = {
        row.finding_id: row
        for row in Dismissal.objects.current().filter(finding__in=[row.pk for row in rows]).select_related("made_by")
    }
    return [_shown(row, numbers, words, names, standing.get(row.pk), most) for row in rows]


def _shown(
    row: Finding,
    numbers: dict[int, int],
    words: dict[int, str],
    names: dict[str, str],
    dismissal: Dismissal | None,
    most: int | None,
) -> ShownFinding:
    labels = dict(Outcome.choices)
    since = row.numbers.get("since")
    answers = row.facts.get("answers", [])
    listed = tuple((voice, numbers[voice]) for voice in row.voices[:most] if voice in numbers)
    return ShownFinding(
        row,
        row.about if row.kind == CheckKind.NO_REPLY else names.get(row.key, ""),
        words.get(answers[0], "") if answers and row.kind in REASONS else "",
        listed,
        len(row.voices) - len(listed),
        tuple((str(labels[code]), count) for code, count in row.numbers.get("outcomes", {}).items()),
        datetime.fromisoformat(since) if since else None,
        dismissal,
    )


REASONS = {
    CheckKind.REASON_SHORT, CheckKind.FILE_REASON_SHORT, CheckKind.REASON_JARGON, CheckKind.REASON_WITHOUT_VERB,
    CheckKind.REASON_HARD, CheckKind.REASON_OVERUSED,
}  # fmt: skip
"""Findings about the words of a reason."""


def _words(rows: Sequence[Finding]) -> dict[int, str]:
    """Answer → the reason its finding speaks of. One query."""
    first = {row.facts["answers"][0]: row.kind for row in rows if row.kind in REASONS and row.facts.get("answers")}
    return {
        row.pk: row.reason if first[row.pk] == CheckKind.FILE_REASON_SHORT else row.plain_reason
        for row in Consideration.objects.filter(pk__in=first)
    }


def _names(rows: Sequence[Finding]) -> dict[str, str]:
    """Key of a finding → the name of what it is about. Six queries."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        what, _sign, key = row.key.partition(":")
        if key.isdecimal():
            wanted[what].add(int(key))
    found = {f"theme:{row.pk}": row.title for row in Theme.objects.filter(pk__in=wanted["theme"])}
    found |= {f"area:{row.pk}": row.short_name for row in Area.objects.filter(pk__in=wanted["area"])}
    found |= {f"version:{row.pk}": row.title for row in Version.objects.filter(pk__in=wanted["version"])}
    found |= {f"language:{code}": label for code, label in Language.choices}
    found |= {f"actor_group:{row.pk}": row.name for row in ActorGroup.objects.filter(pk__in=wanted["actor_group"])}
    return found | _element_names(wanted["element"])


def _element_names(keys: set[int]) -> dict[str, str]:
    """Number in the working draft and title. Two queries."""
    titles: dict[int, str] = {}
    for row in ElementRevision.objects.filter(element__in=keys).order_by("number", "pk"):
        titles[row.element_id] = row.title
    places = dict(Node.objects.filter(element__in=keys, version__frozen_at=None).values_list("element", "number"))
    return {f"element:{key}": f"{places.get(key, '')} {title}".strip() for key, title in titles.items()}


def open_findings(processes: ProcessQuerySet) -> list[tuple[Process, int]]:
    """Processes with how many findings are open in each. Two queries."""
    rows = list(processes)
    counts = dict(
        Finding.objects.open().filter(process__in=rows).values_list("process").annotate(n=Count("pk")).order_by()
    )
    return [(process, counts.get(process.pk, 0)) for process in rows]
