"""One voice and what became of it: for its public page and for whoever holds the code of the card."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods.differences import Piece, has_changed, words
from roterfaden.concept.methods.editing import living
from roterfaden.concept.models import Consideration, ElementRevision, Incorporation, Node, Version
from roterfaden.concept.queries import ShownTexts, texts_of, went_on
from roterfaden.council.models import Amendment, Resolution
from roterfaden.indicators.queries import ShownValue, shown
from roterfaden.kernel.languages import SOURCE
from roterfaden.monitoring.models import Assessment
from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Contribution, ReceiptCode, Theme, Translation
from roterfaden.thread.queries.versions import REASONS, current_version, nodes_of
from roterfaden.thread.queries.voices import VoiceFilter, VoiceRow, voice_rows, voices
from roterfaden.weighing.models import AdviceReply, Reply
from roterfaden.weighing.queries import released_advice, released_replies

NEIGHBOURS = 3


@dataclass(frozen=True)
class Standing:
    """Where a voice stands now: an element of the newest readable version, and how its goal is doing.

    `lang` marks a title that is not in the language of the page.
    """

    element_id: int
    kind: str
    kind_label: str
    number: str
    title: str
    lang: str
    field_name: str
    status: str
    status_reason: str
    reviewed_on: date | None
    value: ShownValue | None
    unit: str
    decimals: int


@dataclass(frozen=True)
class WordingChange:
    """The wording of a place when the answer was worded and now, in pieces: what went stands in `then`, what came in
    `now`."""

    then_title: str
    then_from: str
    then: tuple[Piece, ...]
    now_title: str
    now_from: str
    now: tuple[Piece, ...]


@dataclass(frozen=True)
class EarlierAnswer:
    """An answer that was public until another one was published in its place."""

    passage: str
    outcome: str
    referred_to: str
    plain_reason: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class AnswerCard:
    """One answer to the voice, with where it stands now (empty when that may not be read yet).

    `passage` is the part of a split voice it answers, word for word; empty when it answers the whole voice. `change` is
    the change of the wording since (None: none, or not readable), `said` what the person released about the answer.
    """

    pk: int
    passage: str

    outcome: str
    referred_to: str
    plain_reason: str
    reason: str
    on: datetime
    role: str
    changed_text: bool
    standing: Standing | None
    change: WordingChange | None
    said: Reply | None
    politics: tuple[Amendment, ...]


@dataclass(frozen=True)
class VoiceStory:
    """A published voice with its whole way."""

    voice: Contribution
    group_name: str
    place: str
    origin: str
    themes: tuple[Theme, ...]
    translations: tuple[Translation, ...]
    answers: tuple[AnswerCard, ...]
    earlier: tuple[EarlierAnswer, ...]
    advice: tuple[AdviceReply, ...]
    decision: Resolution | None
    version: Version | None
    neighbours: tuple[VoiceRow, ...]
    neighbour_count: int

    @property
    def theme(self) -> Theme | None:
        """The theme whose other voices are shown beside it: the one its first part lies in."""
        return self.themes[0] if self.themes else None

    @property
    def goal(self) -> Standing | None:
        """The first goal the voice led to, for the one next step."""
        standings = [answer.standing for answer in self.answers if answer.standing]
        return next((standing for standing in standings if standing.kind == ElementKind.GOAL), None)


@dataclass(frozen=True)
class CardStatus:
    """What a code opens: nothing yet, a voice that is not shown, or the story of a published one."""

    code: ReceiptCode
    voice: Contribution | None
    story: VoiceStory | None

    @property
    def is_captured(self) -> bool:
        """Whether somebody has typed the card in."""
        return self.voice is not None

    @property
    def is_withheld(self) -> bool:
        """Whether the voice is kept but not shown."""
        return self.voice is not None and self.voice.moderation == Moderation.WITHHELD

    @property
    def is_withdrawn(self) -> bool:
        """Whether its author took the voice back."""
        return self.voice is not None and self.voice.is_withdrawn


def voices_numbered(number: int) -> QuerySet[Contribution]:
    """The voices of this number, each of another process, published once; perhaps withdrawn since. One query."""
    rows = Contribution.objects.traceable().filter(number=number)
    return rows.select_related("process", "actor_group", "area", "event").order_by("process__opened_on", "pk")


def voice_by_number(process: str, number: int) -> Contribution | None:
    """The voice of this number in the process with this slug, published once; perhaps withdrawn since. One query."""
    return voices_numbered(number).filter(process__slug=process).first()


def card_status(code: str, language: str = SOURCE) -> CardStatus | None:
    """What stands behind a code in stored form; None when it was never issued. At most twenty queries."""
    found = (
        ReceiptCode.objects.filter(code=code)
        .select_related(
            "event", "contribution__process", "contribution__actor_group", "contribution__area", "contribution__event"
        )
        .first()
    )
    if found is None:
        return None
    voice = found.contribution
    is_public = voice is not None and voice.moderation == Moderation.PUBLISHED
    story = voice_story(voice, language) if voice is not None and is_public else None
    return CardStatus(code=found, voice=voice, story=story)


def voice_story(voice: Contribution, language: str = SOURCE) -> VoiceStory:
    """The way of one published voice. At most nineteen queries, one more in other languages than German."""
    lying = voice.assignments.filter(superseded_at=None).select_related("theme__field")
    themes = tuple(dict.fromkeys(row.theme for row in lying.order_by("segment__first_word", "pk")))
    theme = themes[0] if themes else None
    version = current_version()
    neighbours = voices(VoiceFilter(theme=theme.pk, sort="punkte")).exclude(pk=voice.pk) if theme else None
    return VoiceStory(
        voice=voice,
        group_name=voice.actor_group.name if voice.actor_group else "",
        place=voice.area.name if voice.area else "",
        origin=voice.event.title if voice.event else str(voice.get_channel_display()),
        themes=themes,
        translations=tuple(voice.translations.order_by("language", "pk")),
        answers=_answers(voice, version, language),
        earlier=_earlier(voice),
        advice=released_advice(voice),
        decision=_decision(version),
        version=version,
        neighbours=voice_rows(neighbours[:NEIGHBOURS]) if neighbours is not None else (),
        neighbour_count=neighbours.count() if neighbours is not None else 0,
    )


def _answers(voice: Contribution, version: Version | None, language: str) -> tuple[AnswerCard, ...]:
    """Six queries: answers, their places in the version and in those looked at, last reviews, replies, amendments."""
    worked_in = Incorporation.objects.current().filter(consideration=OuterRef("pk"))
    rows = list(
        Consideration.objects.shown()
        .filter(contribution=voice)
        .annotate(changed_text=Exists(worked_in))
        .select_related("segment")
        .order_by("segment__first_word", "made_at", "pk")
    )
    placed = [row.element_id for row in rows if row.element_id is not None]
    standings = _standings(placed, version, language)
    changes = _changes(rows, placed, version)
    said = released_replies(voice)
    politics = _politics(placed)
    return tuple(
        AnswerCard(
            pk=row.pk,
            politics=tuple(politics[row.element_id or 0]),
            change=changes.get(row.pk),
            said=said.get(row.pk),
            passage=row.segment.quoted(voice) if row.segment else "",
            outcome=row.outcome,
            referred_to=row.referred_to,
            plain_reason=row.plain_reason,
            reason=row.reason,
            on=row.made_at,
            role=row.role_label,
            changed_text=row.changed_text,
            standing=standings.get(row.element_id) if row.element_id is not None else None,
        )
        for row in rows
    )


def _politics(element_ids: list[int]) -> dict[int, list[Amendment]]:
    """What the bodies changed about these elements, in public. One query, none where a voice stands nowhere."""
    found: dict[int, list[Amendment]] = defaultdict(list)
    rows = Amendment.objects.filter(element__in=element_ids, resolution__in=Resolution.objects.public())
    for row in rows.select_related("resolution__consultation__meeting__body").order_by("pk") if element_ids else ():
        found[row.element_id].append(row)
    return found


def _standings(element_ids: list[int], version: Version | None, language: str) -> dict[int, Standing]:
    """Where each of these stands in the version, or what it ended in; two queries, two more where one has ended."""
    nodes = {node.element_id: node for node in nodes_of(version).filter(element_id__in=element_ids)}
    if version is not None and set(element_ids) - nodes.keys():
        nodes |= _ended(set(element_ids) - nodes.keys(), version)
    reviews: dict[int, Assessment] = {}
    rows = Assessment.objects.filter(
        element_id__in={node.element_id for node in nodes.values()}, superseded_at=None, cycle__closed_at__isnull=False
    ).select_related("cycle", "observation__series__definition")
    for row in rows.order_by("cycle__reference_date", "pk"):
        reviews[row.element_id] = row
    texts = texts_of(ElementRevision.objects.filter(pk__in={node.revision_id for node in nodes.values()}), language)
    return {element: _standing(node, reviews.get(node.element_id), texts) for element, node in nodes.items()}


def _ended(element_ids: set[int], version: Version) -> dict[int, Node]:
    """For elements that do not stand in the version, the first one they went on in that does. At most two queries."""
    links = went_on()
    if not any(element in links for element in element_ids):
        return {}
    standing = {node.element_id: node for node in nodes_of(version)}
    left = living(element_ids, links, standing.keys())
    found = {element: [node for key, node in standing.items() if key in keys] for element, keys in left.items()}
    return {element: nodes[0] for element, nodes in found.items() if nodes}


def _changes(rows: list[Consideration], placed: list[int], version: Version | None) -> dict[int, WordingChange]:
    """How the wording differs from that of the version looked at; only where both may be read. One query."""
    seen = {row.version_id for row in rows if row.version_id is not None}
    if version is None or not seen:
        return {}
    wanted = (
        Node.objects.filter(version__in={*seen, version.pk}, element__in=placed)
        .filter(version__in=Version.objects.published())
        .select_related("revision", "version")
        .order_by("pk")
    )
    nodes = {(node.version_id, node.element_id): node for node in wanted}
    found = {}
    for row in rows:
        then, now = nodes.get((row.version_id or 0, row.element_id or 0)), nodes.get((version.pk, row.element_id or 0))
        if then is None or now is None or then.revision_id == now.revision_id:
            continue
        pieces = words(then.revision.body, now.revision.body)
        if has_changed(pieces) or then.revision.title != now.revision.title:
            found[row.pk] = WordingChange(
                then_title=then.revision.title,
                then_from=then.version.title,
                then=tuple(piece for piece in pieces if not piece.is_added),
                now_title=now.revision.title,
                now_from=now.version.title,
                now=tuple(piece for piece in pieces if not piece.is_removed),
            )
    return found


def _earlier(voice: Contribution) -> tuple[EarlierAnswer, ...]:
    """Answers that were public once, newest first. One query."""
    rows = Consideration.objects.filter(contribution=voice, retired_at__isnull=False).select_related("segment")
    return tuple(
        EarlierAnswer(
            passage=row.segment.quoted(voice) if row.segment else "",
            outcome=row.outcome,
            referred_to=row.referred_to,
            plain_reason=row.plain_reason,
            since=row.published_at,
            until=row.retired_at,
        )
        for row in rows.order_by("-retired_at", "-pk")
        if row.published_at is not None and row.retired_at is not None
    )


def _standing(node: Node, review: Assessment | None, texts: ShownTexts) -> Standing:
    observation = review.observation if review else None
    definition = observation.series.definition if observation else None
    field, text = node.element.field, texts.of(node.revision)
    return Standing(
        element_id=node.element_id,
        kind=node.element.kind,
        kind_label=str(node.element.get_kind_display()),
        number=node.number,
        title=text.title,
        lang=text.lang,
        field_name=field.name if field else "",
        status=review.status if review else "",
        status_reason=str(REASONS.get(review.reason_code, "")) if review else "",
        reviewed_on=review.cycle.reference_date if review else None,
        value=shown(observation, definition) if observation and definition else None,
        unit=definition.unit if definition else "",
        decimals=definition.decimals if definition else 0,
    )


def _decision(version: Version | None) -> Resolution | None:
    """The public resolution that first adopted the version people read. One query."""
    if version is None:
        return None
    about = [pk for pk in (version.pk, version.based_on_id) if pk is not None]
    return (
        Resolution.objects.public()
        .adopting()
        .filter(consultation__paper__version__in=about)
        .select_related("consultation__paper", "consultation__meeting__body")
        .order_by("decided_on", "pk")
        .first()
    )
