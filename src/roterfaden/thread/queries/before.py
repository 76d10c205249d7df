"""From the voice to the wording: the part of the thread that people began."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Subquery

from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration, ElementRevision, Incorporation, Node, Version
from roterfaden.concept.queries import at_elements
from roterfaden.kernel.time import local_day
from roterfaden.participation.models import Theme
from roterfaden.thread.enums import Focus, Station
from roterfaden.thread.queries.scope import Scope
from roterfaden.thread.queries.steps import SHOWN, Step, Tally


def voices(scope: Scope) -> Iterator[Step]:
    """The cards, the weightiest first; beyond three, one step says how many there are. Two queries."""
    totals = scope.contributions.aggregate(count=Count("pk"), first=Min("said_on"), last=Max("said_on"))
    rows = scope.contributions.select_related("process", "event", "actor_group", "area").order_by(
        "-weight", "number", "pk"
    )
    for voice in rows[:SHOWN]:
        yield Step(
            station=Station.VOICE,
            title=str(voice),
            text=voice.words.text or voice.words.note,
            on=voice.said_on,
            role=voice.actor_group.name if voice.actor_group else "",
            reason=voice.event.title if voice.event else voice.get_channel_display(),
            language=voice.language,
            target="contribution",
            target_pk=(voice.process.slug, voice.number),
            is_focus=scope.is_about_one_voice,
        )
    if totals["count"] > SHOWN:
        yield Step(
            station=Station.VOICE,
            title="",
            on=totals["first"],
            until=totals["last"],
            total=totals["count"],
            target=scope.focus.value,
            target_pk=scope.pk,
        )


def themes(scope: Scope) -> Iterator[Step]:
    """The themes the voices lie in. One query."""
    rows = (
        Theme.objects.filter(
            assignments__contribution_id__in=scope.contributions.values("pk"), assignments__superseded_at=None
        )
        .annotate(voices=Count("assignments__contribution", distinct=True), first=Min("assignments__made_at"))
        .select_related("field")
        .order_by("-voices", "pk")
    )
    found: list[Any] = list(rows)
    for theme in found[:SHOWN]:
        yield Step(
            station=Station.THEME,
            title=theme.title,
            text=theme.summary,
            reason=theme.field.name,
            on=local_day(theme.first),
            target=Focus.THEME.value,
            target_pk=theme.pk,
            is_focus=scope.focus is Focus.THEME and theme.pk == scope.pk,
        )
    if len(found) > SHOWN:
        yield Step(station=Station.THEME, title="", total=len(found))


def considerations(scope: Scope) -> Iterator[Step]:
    """One voice: each answer with its reason. Many voices: how many had which outcome. One query."""
    rows = Consideration.objects.shown()
    if scope.is_about_one_voice:
        readable = Node.objects.filter(element=OuterRef("element"), version__in=Version.objects.published())
        newest = readable.order_by("-version__number", "-pk").values("revision__title")
        single = rows.filter(contribution_id=scope.pk).annotate(about=Subquery(newest[:1])).order_by("made_at", "pk")
        for row in single:
            yield Step(
                station=Station.CONSIDERATION,
                title=row.about or row.get_outcome_display(),
                text=row.plain_reason,
                reason=row.referred_to,
                on=local_day(row.made_at),
                role=row.role_label,
                code=row.outcome,
                target=Focus.ELEMENT.value if row.about else "",
                target_pk=row.element_id if row.about else None,
            )
        return
    rows = rows.filter(contribution_id__in=scope.contributions.values("pk"))
    if scope.element_ids and scope.focus is not Focus.THEME:
        rows = rows.filter(at_elements(scope.element_ids))
    counts = {row["outcome"]: row for row in rows.values("outcome").annotate(n=Count("pk"), last=Max("made_at"))}
    if counts:
        yield Step(
            station=Station.CONSIDERATION,
            title="",
            total=sum(row["n"] for row in counts.values()),
            until=local_day(max(row["last"] for row in counts.values())),
            tallies=tuple(Tally(o.value, str(o.label), counts[o]["n"]) for o in Outcome if o in counts),
        )


def wordings(scope: Scope) -> Iterator[Step]:
    """The wordings the voices led to; for a goal or measure its present wording. Two queries."""
    if scope.focus is Focus.ELEMENT:
        yield from _present_wording(scope)
        return
    worked_in = Incorporation.objects.filter(
        superseded_at=None, consideration__contribution_id__in=scope.contributions.values("pk")
    )
    rows = (
        ElementRevision.objects.filter(pk__in=worked_in.values("revision_id"))
        .filter(Exists(Node.objects.filter(revision=OuterRef("pk"), version__in=Version.objects.published())))
        .select_related("element")
        .order_by("-made_at", "pk")
    )
    total = rows.count()
    for revision in rows[:SHOWN]:
        yield _wording(revision, is_focus=False)
    if total > SHOWN:
        yield Step(station=Station.WORDING, title="", total=total)


def _present_wording(scope: Scope) -> Iterator[Step]:
    node = Node.objects.filter(version=scope.version, element_id=scope.pk).select_related("revision__element").first()
    if node is not None:
        yield _wording(node.revision, is_focus=True)


def _wording(revision: ElementRevision, *, is_focus: bool) -> Step:
    return Step(
        station=Station.WORDING,
        title=revision.title,
        text=revision.body,
        reason=revision.reason,
        on=local_day(revision.made_at),
        role=revision.role_label,
        target=revision.element.kind,
        target_pk=revision.element_id,
        is_focus=is_focus,
    )
