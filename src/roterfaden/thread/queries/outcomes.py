"""From all voices to outcomes: every number is the count of a list one can open."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration
from roterfaden.participation.models import ActorGroup, Contribution
from roterfaden.thread.queries.steps import Tally
from roterfaden.thread.queries.voices import UNANSWERED
from roterfaden.topics.models import FieldOfAction


@dataclass(frozen=True)
class OutcomeRow:
    """A field or an actor group: how many voices in all, how many with each outcome, how many without an answer."""

    slug: str
    name: str
    total: int
    counts: tuple[Tally, ...]


@dataclass(frozen=True)
class OutcomesPage:
    """All published voices by outcome. A voice with several answers counts at each of its outcomes once."""

    total: int
    answered: int
    tallies: tuple[Tally, ...]
    by_field: tuple[OutcomeRow, ...]
    by_group: tuple[OutcomeRow, ...]

    @property
    def unanswered(self) -> int:
        """Voices that wait for an answer."""
        return self.total - self.answered


def outcomes_page() -> OutcomesPage:
    """Nine queries, however many voices there are."""
    heard = Contribution.objects.published()
    total = heard.count()
    answered = heard.filter(Exists(Consideration.objects.current().filter(contribution=OuterRef("pk")))).count()
    fields = {row.slug: row.name for row in FieldOfAction.objects.order_by("number", "pk")}
    groups = dict(ActorGroup.objects.order_by("process", "position", "pk").values_list("slug", "name"))
    return OutcomesPage(
        total=total,
        answered=answered,
        tallies=_overall(),
        by_field=_rows("assignments__theme__field__slug", fields, lying=True),
        by_group=_rows("actor_group__slug", groups, lying=False),
    )


def _overall() -> tuple[Tally, ...]:
    counts = _counts_by_outcome("outcome")
    return tuple(Tally(each.value, str(each.label), counts.get((each.value,), 0)) for each in Outcome)


def _counts_by_outcome(*path: str, **only: object) -> dict[tuple[object, ...], int]:
    rows = (
        Consideration.objects.current()
        .filter(contribution__in=Contribution.objects.published(), **only)
        .values(*path)
        .annotate(n=Count("contribution", distinct=True))
        .order_by()
    )
    return {tuple(row[name] for name in path): row["n"] for row in rows}


def _rows(path: str, names: dict[str, str], *, lying: bool) -> tuple[OutcomeRow, ...]:
    """Two queries: voices by `path`, and outcomes by `path`. `lying` narrows to the theme a voice lies in now."""
    current: dict[str, object] = {"assignments__superseded_at": None} if lying else {}
    heard = Contribution.objects.published().filter(**current)
    rows = (
        heard.values(path)
        .annotate(
            n=Count("pk", distinct=True),
            open=Count(
                "pk", distinct=True, filter=~Exists(Consideration.objects.current().filter(contribution=OuterRef("pk")))
            ),
        )
        .order_by()
    )
    totals = {row[path]: (row["n"], row["open"]) for row in rows}
    at = f"contribution__{path}"
    counts = _counts_by_outcome(at, "outcome", **{f"contribution__{name}": value for name, value in current.items()})
    return tuple(
        OutcomeRow(
            slug=slug,
            name=name,
            total=totals[slug][0],
            counts=(
                *(Tally(each.value, str(each.label), counts.get((slug, each.value), 0)) for each in Outcome),
                Tally(UNANSWERED, "", totals[slug][1]),
            ),
        )
        for slug, name in names.items()
        if slug in totals
    )
