"""One step on the board while it is being made: rows begun, rows ended, everything signed alike."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from roterfaden.accounts.authorship import signed
from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import StepKind
from roterfaden.participation.models import BoardAct, BoardStep, Process, Theme, ThemeRevision


class Step:
    """Begins and ends rows in the name of one `BoardStep`. Made inside the transaction that holds the board's lock.

    Links are written in bulk and without `full_clean()`: actions build them from rows they have just loaded and locked,
    and the constraints of the database stand behind them. Words people typed are cleaned where they are taken in.
    """

    def __init__(
        self,
        *,
        actor: Actor,
        process: Process,
        kind: StepKind,
        reason: str = "",
        now: datetime,
        undoes: BoardStep | None = None,
    ) -> None:
        self.signature = signed(actor, now)
        self.row = BoardStep(process=process, kind=kind, reason=reason.strip(), undoes=undoes, **self.signature)
        self.row.full_clean()
        self.row.save()

    def end(self, rows: Iterable[BoardAct]) -> None:
        """Supersede these rows. Ending comes before beginning, because a place holds one row at a time."""
        by_model: dict[type[BoardAct], list[BoardAct]] = {}
        for row in rows:
            row.superseded_at, row.ended_by = self.row.made_at, self.row
            by_model.setdefault(type(row), []).append(row)
        for model, ended in by_model.items():
            found: QuerySet[BoardAct] = model.objects.filter(pk__in=[row.pk for row in ended])
            found.update(superseded_at=self.row.made_at, ended_by=self.row)

    def begin(self, rows: Iterable[BoardAct]) -> None:
        """Write these rows, signed with the step."""
        by_model: dict[type[BoardAct], list[BoardAct]] = {}
        for row in rows:
            row.step, row.reason = self.row, self.row.reason
            for name, value in self.signature.items():
                setattr(row, name, value)
            by_model.setdefault(type(row), []).append(row)
        for model, begun in by_model.items():
            model.objects.bulk_create(begun)

    def revise(self, theme: Theme, revision: ThemeRevision) -> None:
        """Let a theme stand as `revision` says from now on."""
        revision.theme = theme
        revision.supersedes = ThemeRevision.objects.current().filter(theme=theme).first()
        if revision.supersedes is not None:
            self.end([revision.supersedes])
        self.begin([revision])
        self.mirror(theme, revision)

    def mirror(self, theme: Theme, revision: ThemeRevision | None) -> None:
        """Keep the present state of a theme beside it; without a revision it has never been."""
        if revision is not None:
            theme.field, theme.title, theme.summary = revision.field, revision.title, revision.summary
        is_living = revision is not None and not revision.is_retired
        theme.retired_at = None if is_living else self.row.made_at
        theme.merged_into = revision.merged_into if revision else None
        theme.full_clean()
        theme.save()
