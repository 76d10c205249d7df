"""Names for the parts of figures, what the checks found in the real series, and what the planner made of it."""

from datetime import timedelta

from roterfaden.example.read import toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.indicators import actions
from roterfaden.indicators.models import FigureFinding
from roterfaden.indicators.tasks import check_and_keep


def tell(story: Story) -> None:
    """The office named the breakdowns; last night the figures were checked; some findings are explained."""
    data = toml("quality.toml")
    for row in data["breakdown"]:
        names = [actions.Naming("", row["words"]), *(actions.Naming(*pair) for pair in row["values"].items())]
        actions.name_breakdowns(actor=EXAMPLE, dimension=row["dimension"], names=names, now=story.loaded_at)
    now = story.loaded_at - timedelta(hours=7)
    check_and_keep(actor=EXAMPLE, now=now)
    for row in data["answer"]:
        found = FigureFinding.objects.standing().filter(indicator__slug=row["indicator"], kind=row["kind"])
        finding = found.filter(on__year=row["year"]).order_by("pk").first()
        if finding is not None:
            actions.answer_finding(
                actor=story.person("strategy_officer"), finding=finding, state=row["state"], reason=row["reason"],
                now=now + timedelta(hours=1),
            )  # fmt: skip
