"""Sorting what people said into themes."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.enums import Moderation, Verb
from roterfaden.participation.models import (
    Contribution,
    Process,
    Theme,
    ThemeAssignment,
)
from roterfaden.participation.queries import for_update
from roterfaden.topics.models import FieldOfAction


def add_theme(
    *, actor: Actor, process: Process, field: FieldOfAction, slug: str, title: str, summary: str = "", now: datetime
) -> Theme:
    """Name what several voices are about, inside one field of action. Audited as theme.added."""
    require(actor, "participation.add_theme", process)
    with transaction.atomic():
        theme = Theme(process=process, field=field, slug=slug, title=title, summary=summary)
        theme.full_clean()
        theme.save()
        record(actor=actor, verb=Verb.THEME_ADDED, subject=theme, now=now)
    return theme


def assign_contribution(
    *, actor: Actor, contribution: Contribution, theme: Theme, reason: str = "", now: datetime
) -> ThemeAssignment:
    """Lay a voice into a theme; where it lay before is superseded, with the link kept.

    Refuses a theme of another process, a withheld voice and the theme it lies in. Audited as contribution.assigned.
    """
    require(actor, "participation.assign_contribution", contribution)
    if theme.process_id != contribution.process_id:
        raise errors.OtherProcess()
    with transaction.atomic():
        locked = for_update(contribution)
        if locked.moderation == Moderation.WITHHELD:
            raise errors.IsWithheld(number=locked.number)
        before = locked.assignments.filter(superseded_at=None).select_related("theme").first()
        if before is not None:
            if before.theme_id == theme.pk:
                raise errors.AlreadyInTheme(number=locked.number)
            before.superseded_at = now
            before.save(update_fields=["superseded_at"])
        assignment = ThemeAssignment(
            contribution=locked, theme=theme, reason=reason, supersedes=before, **signed(actor, now)
        )
        assignment.full_clean()
        assignment.save()
        changes = {"theme": (before.theme.title if before else None, theme.title)}
        record(
            actor=actor, verb=Verb.CONTRIBUTION_ASSIGNED, subject=assignment, now=now, changes=changes, reason=reason
        )
    return assignment
