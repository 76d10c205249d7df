"""The goal page: what is promised, how it stands, which voices, decisions and municipalities are behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, QuerySet

from roterfaden.concept.enums import ElementKind, Outcome, VersionKind
from roterfaden.concept.models import Consideration, Node, Version
from roterfaden.concept.queries import ShownText, ShownTexts, at_elements, shown_texts
from roterfaden.council.models import Amendment, Resolution
from roterfaden.implementation.models import Adoption, OfferItem
from roterfaden.indicators.queries import ShownValue
from roterfaden.kernel.languages import SOURCE
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.models import Assessment, Correction
from roterfaden.monitoring.queries.corrections import SETTLED, told_corrections, with_told_outcomes
from roterfaden.monitoring.queries.figures import GoalFigure, Reviewed, goal_figure
from roterfaden.participation.enums import Language, Moderation, TranslationStatus
from roterfaden.reporting.models import Edition
from roterfaden.thread.queries.steps import Tally
from roterfaden.thread.queries.versions import InitiativeLine, initiative_line, nodes_of, with_progress

VOICES_SHOWN = 5


@dataclass(frozen=True)
class VoiceLine:
    """A voice behind something, with what became of it there. `process` is the slug of its process."""

    process: str
    number: int
    text: str
    language: str
    translation: str
    is_machine: bool
    actor_group: str
    place: str
    event_title: str
    said_on: date
    outcome: str
    plain_reason: str


@dataclass(frozen=True)
class WordingLine:
    """The words of the goal from a version on, and what led to them."""

    version_title: str
    version_slug: str
    on: datetime
    title: str
    body: str
    reason: str
    role: str
    target_value: Decimal | None
    target_on: date | None


@dataclass(frozen=True)
class AnswerLine:
    """How one municipality answered."""

    municipality: str
    slug: str
    answer: str
    answer_label: str
    adapted_text: str
    reason: str
    resolution_reference: str
    resolved_on: date | None


@dataclass(frozen=True)
class CorrectionLine:
    """Counter-steering a resident may read, and what the newest closed review said came of it.

    `cycle_title` is empty where it was agreed between two reviews; `state` while none has looked after it.
    """

    fact: str
    cause: str
    action: str
    effect: str
    owner: str
    agreed_on: date
    due_on: date
    cycle_title: str
    outcome: str
    state: str
    state_reason: str
    result: str
    state_on: date | None
    is_late: bool


@dataclass(frozen=True)
class GoalPage:
    """Everything the goal page shows."""

    element_id: int
    number: str
    text: ShownText
    accountable: str
    field_name: str
    field_slug: str
    version: Version
    figure: GoalFigure
    corrections: tuple[CorrectionLine, ...]
    tallies: tuple[Tally, ...]
    voice_count: int
    voices: tuple[VoiceLine, ...]
    wordings: tuple[WordingLine, ...]
    resolutions: tuple[Resolution, ...]
    amendments: tuple[Amendment, ...]
    answers: tuple[AnswerLine, ...]
    offered_to: int
    initiatives: tuple[InitiativeLine, ...]
    editions: tuple[Edition, ...]

    @property
    def title(self) -> str:
        """The title in the language of the reader."""
        return self.text.title

    @property
    def review(self) -> Reviewed | None:
        """The last closed review."""
        return self.figure.latest

    @property
    def latest(self) -> ShownValue | None:
        """The value the last review looked at; before the first review the newest. A number before a sign.

        A later value stands in the chart; beside the status it would seem to contradict it.
        """
        until = self.review.reference_date if self.review else date.max
        values = [value for value in self.figure.values if value.on <= until]
        numbers = [value for value in values if value.value is not None]
        return numbers[-1] if numbers else values[-1] if values else None


def goal_page(element_id: int, *, on: date, language: str = SOURCE) -> GoalPage | None:
    """The goal in its newest readable version, with figures as known on `on`; None when no such goal may be read.

    Twenty queries at most, however many voices, values or municipalities there are; one more in other languages than
    German.
    """
    node = _newest_node(element_id)
    figure = goal_figure(node.element, node.version, on=on, only_closed=True) if node else None
    if node is None or figure is None:
        return None
    field = node.element.field
    tallies = _tallies(element_id)
    texts = shown_texts(node.version, language)
    return GoalPage(
        element_id=element_id,
        number=node.number,
        text=texts.of(node.revision),
        accountable=node.revision.accountable,
        field_name=field.name if field else "",
        field_slug=field.slug if field else "",
        version=node.version,
        figure=figure,
        corrections=_corrections(element_id, on),
        tallies=tallies,
        voice_count=_weighed_at(element_id).values("contribution").distinct().count(),
        voices=tuple(voice_line(row) for row in voices_behind(element_id)[:VOICES_SHOWN]),
        wordings=_wordings(element_id),
        resolutions=tuple(_resolutions(element_id)),
        amendments=tuple(_amendments(element_id)),
        answers=_answers(element_id),
        offered_to=OfferItem.objects.filter(element=element_id).values("offer__municipality").distinct().count(),
        initiatives=_initiatives(node, texts),
        editions=tuple(_editions(element_id)),
    )


def _newest_node(element_id: int) -> Node | None:
    return (
        Node.objects.filter(
            element_id=element_id, element__kind=ElementKind.GOAL, version__in=Version.objects.published()
        )
        .select_related("version__concept", "revision", "element__field", "parent__revision")
        .order_by("-version__number", "-pk")
        .first()
    )


def _corrections(element_id: int, on: date) -> tuple[CorrectionLine, ...]:
    rows = with_told_outcomes(told_corrections().filter(element_id=element_id)).order_by("-made_at", "-pk")
    return tuple(_correction(row, on) for row in rows)


def _correction(row: Correction, on: date) -> CorrectionLine:
    said = row.kept[0] if row.kept else None  # type: ignore[attr-defined]
    return CorrectionLine(
        fact=row.fact, cause=row.reason, action=row.action, effect=row.effect, owner=row.owner,
        agreed_on=local_day(row.made_at), due_on=row.due_on, cycle_title=row.cycle.title if row.cycle else "",
        outcome=said.outcome if said else "", state=str(said.get_outcome_display()) if said else "",
        state_reason=said.reason if said else "", result=said.effect if said else "",
        state_on=said.cycle.reference_date if said else None,
        is_late=row.due_on < on and not (said and said.outcome in SETTLED),
    )  # fmt: skip


def _weighed_at(element_id: int) -> QuerySet[Consideration]:
    return Consideration.objects.shown().filter(
        at_elements([element_id]), contribution__moderation=Moderation.PUBLISHED
    )


def _tallies(element_id: int) -> tuple[Tally, ...]:
    rows = _weighed_at(element_id).values("outcome").annotate(n=Count("contribution", distinct=True)).order_by()
    counts = {row["outcome"]: row["n"] for row in rows}
    return tuple(Tally(outcome.value, str(outcome.label), counts[outcome]) for outcome in Outcome if outcome in counts)


def voices_behind(element_id: int) -> QuerySet[Consideration]:
    """The published voices weighed at an element, the weightiest first, with everything `voice_line` reads."""
    rows = (
        _weighed_at(element_id)
        .select_related(
            "contribution__process", "contribution__actor_group", "contribution__area", "contribution__event"
        )
        .prefetch_related("contribution__translations")
    )
    return rows.order_by("-contribution__weight", "contribution__number", "pk")


def voice_line(row: Consideration) -> VoiceLine:
    """A weighed voice as a line, with its German translation. No query for the rows of `voices_behind`."""
    voice = row.contribution
    german = next((each for each in voice.translations.all() if each.language == Language.DE), None)
    return VoiceLine(
        process=voice.process.slug,
        number=voice.number,
        text=voice.words.text,
        language=voice.language,
        translation=german.words.text if german else "",
        is_machine=german is not None and german.status == TranslationStatus.MACHINE,
        actor_group=voice.actor_group.name if voice.actor_group else "",
        place=voice.area.short_name if voice.area else "",
        event_title=voice.event.title if voice.event else str(voice.get_channel_display()),
        said_on=voice.said_on,
        outcome=row.outcome,
        plain_reason=row.plain_reason,
    )


def _wordings(element_id: int) -> tuple[WordingLine, ...]:
    """Each wording once, from the first readable version it stands in, oldest first. One query."""
    nodes = (
        Node.objects.filter(element_id=element_id, version__in=Version.objects.published())
        .select_related("version", "revision__target")
        .order_by("version__number", "pk")
    )
    found: dict[int, WordingLine] = {}
    for node in nodes:
        target = getattr(node.revision, "target", None)
        if node.revision_id not in found and node.version.frozen_at is not None:
            found[node.revision_id] = WordingLine(
                version_title=node.version.title,
                version_slug=node.version.slug,
                on=node.version.frozen_at,
                title=node.revision.title,
                body=node.revision.body,
                reason=node.revision.reason,
                role=node.revision.role_label,
                target_value=target.target_value if target else None,
                target_on=target.target_on if target else None,
            )
    return tuple(found.values())


def _resolutions(element_id: int) -> QuerySet[Resolution]:
    """What was resolved on the way to the adopted version; later reports about it stand in the list of resolutions."""
    adopted = (VersionKind.ADOPTED, VersionKind.AMENDED)
    holding = Version.objects.published().filter(nodes__element_id=element_id).exclude(kind__in=adopted)
    return (
        Resolution.objects.public()
        .filter(consultation__paper__version__in=holding)
        .select_related("consultation__paper", "consultation__meeting__body")
        .order_by("decided_on", "pk")
    )


def _amendments(element_id: int) -> QuerySet[Amendment]:
    return (
        Amendment.objects.filter(element_id=element_id, resolution__in=Resolution.objects.public())
        .select_related("resolution__consultation__meeting__body")
        .order_by("pk")
    )


def _answers(element_id: int) -> tuple[AnswerLine, ...]:
    rows = (
        Adoption.objects.current()
        .filter(element_id=element_id)
        .select_related("municipality")
        .order_by("municipality__short_name", "pk")
    )
    return tuple(
        AnswerLine(
            municipality=row.municipality.short_name,
            slug=row.municipality.slug,
            answer=row.answer,
            answer_label=str(row.get_answer_display()),
            adapted_text=row.adapted_text,
            reason=row.reason,
            resolution_reference=row.resolution_reference,
            resolved_on=row.resolved_on,
        )
        for row in rows
    )


def _initiatives(goal: Node, texts: ShownTexts) -> tuple[InitiativeLine, ...]:
    rows = with_progress(nodes_of(goal.version).filter(element__kind=ElementKind.INITIATIVE, parent=goal))
    return tuple(initiative_line(node, texts) for node in rows)


def _editions(element_id: int) -> QuerySet[Edition]:
    cycles = Assessment.objects.filter(element_id=element_id).values("cycle_id")
    return Edition.objects.public().filter(report__cycle_id__in=cycles).order_by("-published_at", "-pk")
