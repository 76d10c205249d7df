"""What the checks noticed in the answers, and the one finding the planner has looked at."""

from datetime import timedelta

from roterfaden.example.story import EXAMPLE, Story
from roterfaden.weighing import actions
from roterfaden.weighing.enums import CheckKind
from roterfaden.weighing.models import Finding
from roterfaden.weighing.tasks import check_answers

REASON = (
    "Mit der Fachstelle angesehen: Die Beiträge nennen verschiedene Orte, die Antworten sagen, warum es hier "
    "geht und dort nicht."
)


def tell(story: Story) -> None:
    """The answers were checked last night; one finding was ticked off."""
    now = story.loaded_at - timedelta(hours=8)
    check_answers(actor=EXAMPLE, process=story.process, now=now)
    found = Finding.objects.open().filter(process=story.process, kind=CheckKind.THEME_DIFFERENT).order_by("pk").first()
    if found is not None:
        actions.dismiss_finding(
            actor=story.person("strategy_officer"), finding=found, reason=REASON, now=now + timedelta(hours=1)
        )
