"""Reading seals, agreements, requests to look again, and what has outlived its period."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Min, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.labels import label_words
from roterfaden.participation.enums import ConsentPurpose, Retention, SealKind, Verb
from roterfaden.participation.methods import DEFAULTS, RetentionDefault, consent_text
from roterfaden.participation.models import (
    CardPhoto,
    Comment,
    Consent,
    ContactAddress,
    Contribution,
    Flag,
    ImportRun,
    ProcessQuerySet,
    ReceiptCode,
    RetentionRule,
    ReviewRequest,
    SealedOriginal,
    SealedPassage,
    SourceDocument,
    Theme,
    Translation,
)

Holder = Contribution | Translation


# --- seals --------------------------------------------------------------------------------------------------------
def seals_of(contribution: Contribution) -> dict[int | None, SealedOriginal]:
    """The present seals of a voice by the key of the translation, None for the original. Two queries."""
    passages = Prefetch("passages", SealedPassage.objects.order_by("start", "pk"))
    rows = SealedOriginal.objects.current().filter(contribution=contribution).prefetch_related(passages)
    return {row.translation_id: row for row in rows.order_by("pk")}


def holders_of(contribution: Contribution) -> list[Holder]:
    """The voice and its translations: everything that holds its words. One query."""
    return [contribution, *contribution.translations.order_by("language", "pk")]


@dataclass(frozen=True)
class SealPage:
    """What the office sees of the seals of a voice: never the words."""

    contribution: Contribution
    passages: tuple[tuple[str, int], ...]
    sealed_on: datetime | None
    is_erased: bool
    history: tuple[SealedOriginal, ...]

    @property
    def can_open(self) -> bool:
        """Whether there is still an original to open."""
        return self.sealed_on is not None and not self.is_erased


def seal_page(contribution: Contribution) -> SealPage:
    """The seals of a voice with how many passages were left out for which reason. Two queries."""
    passages = Prefetch("passages", SealedPassage.objects.order_by("start", "pk"))
    history = tuple(
        SealedOriginal.objects.filter(contribution=contribution, translation=None)
        .select_related("made_by")
        .prefetch_related(passages)
        .order_by("-made_at", "-pk")
    )
    current = next((row for row in history if row.superseded_at is None), None)
    kinds: dict[str, int] = {}
    for passage in current.passages.all() if current else ():
        label = str(passage.get_kind_display())
        kinds[label] = kinds.get(label, 0) + 1
    return SealPage(
        contribution=contribution,
        passages=tuple(kinds.items()),
        sealed_on=current.made_at if current else None,
        is_erased=current is not None and current.erased_at is not None,
        history=history,
    )


# --- agreements and addresses -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Agreed:
    """One thing somebody agreed to: the words of that day, since when, and whether it still stands."""

    purpose: str
    label: str
    words: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class OwnVoice:
    """What whoever holds the code may decide about a voice."""

    contribution: Contribution
    agreed: tuple[Agreed, ...]
    contact: ContactAddress | None
    review: ReviewRequest | None
    restorable_until: date | None

    @property
    def quotes(self) -> Agreed | None:
        """The agreement to be quoted, if it stands."""
        return next((row for row in self.agreed if row.purpose == ConsentPurpose.QUOTE and row.until is None), None)


def own_voice(contribution: Contribution) -> OwnVoice:
    """Agreements, address and requests of one voice. At most five queries."""
    consents = contribution.consents.order_by("given_at", "pk")
    restorable = None
    if contribution.withdrawn_at is not None:
        seal = SealedOriginal.objects.current().filter(contribution=contribution, translation=None).first()
        if seal is not None and seal.erased_at is None:
            kept = timedelta(days=periods()[Retention.WITHDRAWN_WORDS])
            restorable = timezone.localtime(contribution.withdrawn_at + kept).date()
    return OwnVoice(
        contribution=contribution,
        agreed=tuple(
            Agreed(
                row.purpose, str(row.get_purpose_display()), consent_text(row.purpose, row.text_version), row.given_at,
                row.withdrawn_at,
            )
            for row in consents
        ),
        contact=ContactAddress.objects.filter(contribution=contribution).first(),
        review=contribution.reviews.order_by("-asked_at", "-pk").first(),
        restorable_until=restorable,
    )  # fmt: skip


def quotable(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Those of which the words may be quoted in a report: shown to everybody, and the person has agreed."""
    agreed = Consent.objects.standing().filter(purpose=ConsentPurpose.QUOTE).values("contribution")
    return contributions.filter(pk__in=agreed, withdrawn_at=None)


def open_reviews(processes: ProcessQuerySet) -> QuerySet[ReviewRequest]:
    """Requests to look again that wait for an answer, the oldest first."""
    return (
        ReviewRequest.objects.filter(
            contribution__process__in=processes.order_by(), answered_at=None, contribution__withdrawn_at=None
        )
        .select_related("contribution__process")
        .order_by("asked_at", "pk")
    )


# --- where else words stand -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Mention:
    """Another place where words to be left out stand: what it is, and its key."""

    what: str
    label: str
    pk: int


def mentions(contribution: Contribution, passages: Iterable[str]) -> tuple[Mention, ...]:
    """Other voices, comments and themes of the process that hold one of the passages. Three queries for any number."""
    asked = [" ".join(passage.split()) for passage in passages if passage.strip()]
    if not asked:
        return ()
    process = contribution.process_id
    voices = Contribution.objects.filter(holding(asked, "text"), process=process, withdrawn_at=None)
    comments = Comment.objects.filter(
        holding(asked, "text"), contribution__process=process, withdrawn_at=None
    ).select_related("contribution")
    themes = Theme.objects.filter(holding(asked, "title", "summary"), process=process)
    return (
        *(Mention("contribution", str(row), row.pk) for row in voices.exclude(pk=contribution.pk).order_by("number")),
        *(
            Mention("comment", label_words(row.audit_label), row.pk)
            for row in comments.select_related("contribution").order_by("pk")
        ),
        *(Mention("theme", row.title, row.pk) for row in themes.order_by("title", "pk")),
    )


def holding(passages: Iterable[str], *columns: str) -> Q:
    """A condition: one of the columns holds one of the passages, in capitals or not as far as the engine folds them."""
    found = Q()
    for passage in passages:
        for column in columns:
            found |= Q(**{f"{column}__icontains": passage})
    return found


# --- periods ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class RetentionRow:
    """A kind of personal data: how long it is kept, how many there are, how many have outlived their period, and when
    the next one will."""

    kind: Retention
    default: RetentionDefault
    days: int
    rule: RetentionRule | None
    held: int
    due: int
    next_on: date | None


def periods() -> dict[str, int]:
    """Kind → days that hold now. One query."""
    decided = dict(RetentionRule.objects.current().values_list("kind", "days"))
    return {kind: decided.get(kind, DEFAULTS[kind].days) for kind in Retention.values}


def retention_rows(*, on: date) -> tuple[RetentionRow, ...]:
    """What will be erased when, as counts. Three queries a kind and one for the periods."""
    rules = {row.kind: row for row in RetentionRule.objects.current().select_related("made_by")}
    rows = []
    for kind in Retention:
        rule = rules.get(kind)
        days = rule.days if rule else DEFAULTS[kind].days
        held = HELD[kind]
        rows.append(
            RetentionRow(
                kind=kind, default=DEFAULTS[kind], days=days, rule=rule, held=held.rows().count(),
                due=outlived(kind, days=days, on=on).count(), next_on=_next_day(held, days, on),
            )
        )  # fmt: skip
    return tuple(rows)


def outlived(kind: str, *, days: int, on: date) -> QuerySet[Any]:
    """Rows of a kind whose period was over before the day `on` began."""
    held = HELD[kind]
    return held.rows().filter(**{f"{held.path}__lt": held.limit(days, on)}).order_by("pk")


@dataclass(frozen=True)
class Held:
    """What is held of a kind, and the column from which its period counts: a day, or a moment."""

    rows: Callable[[], QuerySet[Any]]
    path: str
    is_day: bool = False

    def limit(self, days: int, on: date) -> date | datetime:
        """The first day or moment that is still kept."""
        day = on - timedelta(days=days)
        return day if self.is_day else timezone.make_aware(datetime.combine(day, time.min))


def _next_day(held: Held, days: int, on: date) -> date | None:
    """The day on which the next row will have outlived its period."""
    kept = held.rows().filter(**{f"{held.path}__gte": held.limit(days, on)})
    first = kept.aggregate(first=Min(held.path))["first"]
    if first is None:
        return None
    day = timezone.localtime(first).date() if isinstance(first, datetime) else first
    return day + timedelta(days=days + 1)


def _unconfirmed() -> QuerySet[ContactAddress]:
    return ContactAddress.objects.filter(confirmed_at=None)


def _addresses() -> QuerySet[ContactAddress]:
    """Those of processes that are closed; while a process runs there is something to tell."""
    return ContactAddress.objects.filter(
        confirmed_at__isnull=False, contribution__process__closed_on__isnull=False
    ).select_related("contribution")


def _held_seals(kind: str) -> QuerySet[SealedOriginal]:
    return SealedOriginal.objects.current().filter(kind=kind, erased_at=None)


def _answered() -> QuerySet[ReviewRequest]:
    return ReviewRequest.objects.filter(answered_at__isnull=False).exclude(words="")


def _free_codes() -> QuerySet[ReceiptCode]:
    """Codes that no card, comment or support was given with."""
    free = ReceiptCode.objects.filter(contribution=None, supports=None, comments=None)
    return free.annotate(printed_for=Coalesce(F("event__ends_at"), F("issued_at")))


def _sources() -> QuerySet[SourceDocument]:
    """Originals of processes that are closed."""
    return SourceDocument.objects.exclude(file=None).filter(process__closed_on__isnull=False)


def _photos() -> QuerySet[CardPhoto]:
    """Photos nobody has released, of processes that are closed: of walls too."""
    return CardPhoto.objects.filter(released_at=None, process__closed_on__isnull=False).select_related("kept")


def _flags() -> QuerySet[Flag]:
    return Flag.objects.filter(decided_at__isnull=False).exclude(note="")


HELD: dict[str, Held] = {
    Retention.UNCONFIRMED_ADDRESS: Held(_unconfirmed, "left_at"),
    Retention.ADDRESS: Held(_addresses, "contribution__process__closed_on", is_day=True),
    Retention.WITHDRAWN_WORDS: Held(lambda: _held_seals(SealKind.WITHDRAWAL), "made_at"),
    Retention.SEALED_ORIGINAL: Held(lambda: _held_seals(SealKind.PASSAGES), "made_at"),
    Retention.REVIEW_REQUEST: Held(_answered, "answered_at"),
    Retention.FREE_CODE: Held(_free_codes, "printed_for"),
    Retention.CARD_PHOTO: Held(_photos, "process__closed_on", is_day=True),
    Retention.FLAG_NOTE: Held(_flags, "decided_at"),
    Retention.IMPORT_FILE: Held(lambda: ImportRun.objects.exclude(file=None), "opened_at"),
    Retention.SOURCE_FILE: Held(_sources, "process__closed_on", is_day=True),
}
"""What is held of each kind of personal data."""


def words_went_since(moment: datetime) -> bool:
    """Whether words or addresses were sealed, withdrawn or erased since then, as the log knows. One query."""
    verbs = [Verb.PASSAGES_SEALED, Verb.VOICE_WITHDRAWN, Verb.ADDRESS_REMOVED, Verb.RETENTION_RUN]
    return AuditEvent.objects.filter(verb__in=verbs, at__gte=moment).exists()
