"""Themes: naming, rewording, moving to another field, merging and retiring them."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.steps import Step
from roterfaden.participation.enums import StepKind, Verb
from roterfaden.participation.models import Process, Theme, ThemeAssignment, ThemeRevision
from roterfaden.participation.queries import locked_board
from roterfaden.topics.models import FieldOfAction


def add_theme(
    *, actor: Actor, process: Process, field: FieldOfAction, slug: str, title: str, summary: str = "", now: datetime
) -> Theme:
    """Name what several voices are about, inside one field of action. Audited as theme.added."""
    require(actor, "participation.add_theme", process)
    with transaction.atomic():
        locked_board(process)
        theme = Theme(process=process, field=field, slug=slug, title=title, summary=summary)
        theme.full_clean()
        theme.save()
        step = Step(actor=actor, process=process, kind=StepKind.THEME_ADDED, now=now)
        step.revise(theme, ThemeRevision(field=field, title=title, summary=summary))
        record(actor=actor, verb=Verb.THEME_ADDED, subject=theme, now=now)
    return theme


def revise_theme(
    *, actor: Actor, theme: Theme, field: FieldOfAction, title: str, summary: str, reason: str = "", now: datetime
) -> Theme:
    """Give a theme another title or summary, or move it with all its cards to another field of action.

    Refuses a theme that is not used any more, and a change that changes nothing. Audited as theme.revised.
    """
    require(actor, "participation.revise_theme", theme)
    with transaction.atomic():
        fresh = _living(theme)
        title, summary = title.strip(), summary.strip()
        if (fresh.field_id, fresh.title, fresh.summary) == (field.pk, title, summary):
            raise errors.ThemeUnchanged()
        changes = {
            "field": (fresh.field.name, field.name), "title": (fresh.title, title),
            "summary": (fresh.summary, summary),
        }  # fmt: skip
        step = Step(actor=actor, process=fresh.process, kind=StepKind.THEME_REVISED, reason=reason, now=now)
        step.revise(fresh, ThemeRevision(field=field, title=title, summary=summary))
        record(actor=actor, verb=Verb.THEME_REVISED, subject=fresh, now=now, changes=changes, reason=reason)
    return fresh


def merge_themes(*, actor: Actor, theme: Theme, into: Theme, reason: str = "", now: datetime) -> Theme:
    """Move all cards of `theme` into another one and retire it; every link is kept, the old address leads on.

    Refuses the same theme, one of another process and one that is not used any more. Audited as themes.merged.
    """
    require(actor, "participation.merge_themes", theme)
    if theme.pk == into.pk:
        raise errors.SameTheme()
    if theme.process_id != into.process_id:
        raise errors.OtherProcess()
    with transaction.atomic():
        fresh, target = _living(theme), _living(into)
        step = Step(actor=actor, process=fresh.process, kind=StepKind.THEMES_MERGED, reason=reason, now=now)
        lying = list(ThemeAssignment.objects.current().filter(theme=fresh).order_by("pk"))
        step.end(lying)
        step.begin(
            ThemeAssignment(
                contribution_id=row.contribution_id, segment_id=row.segment_id, theme=target, supersedes=row
            )
            for row in lying
        )
        step.revise(fresh, _retired(fresh, into=target))
        changes = {"merged_into": (None, target.title), "cards": (None, len(lying))}
        record(actor=actor, verb=Verb.THEMES_MERGED, subject=fresh, now=now, changes=changes, reason=reason)
    return target


def retire_theme(*, actor: Actor, theme: Theme, reason: str = "", now: datetime) -> Theme:
    """Stop using an empty theme; it is never deleted.

    Refuses a theme in which cards lie and one that is not used already. Audited as theme.retired.
    """
    require(actor, "participation.retire_theme", theme)
    with transaction.atomic():
        fresh = _living(theme)
        holds = ThemeAssignment.objects.current().filter(theme=fresh).count()
        if holds:
            raise errors.ThemeHoldsCards(theme=fresh.title, count=holds)
        step = Step(actor=actor, process=fresh.process, kind=StepKind.THEME_RETIRED, reason=reason, now=now)
        step.revise(fresh, _retired(fresh))
        record(actor=actor, verb=Verb.THEME_RETIRED, subject=fresh, now=now, reason=reason)
    return fresh


def _living(theme: Theme) -> Theme:
    """The theme, fresh, with the board locked; refused when it is not used any more."""
    locked_board(theme.process)
    fresh = Theme.objects.select_related("process", "field").get(pk=theme.pk)
    if fresh.retired_at is not None:
        raise errors.ThemeIsRetired(theme=fresh.title)
    return fresh


def _retired(theme: Theme, *, into: Theme | None = None) -> ThemeRevision:
    return ThemeRevision(field=theme.field, title=theme.title, summary=theme.summary, is_retired=True, merged_into=into)
