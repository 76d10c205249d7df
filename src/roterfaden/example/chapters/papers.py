"""A question with its answer, and a paper that is being prepared while the example is new."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from roterfaden.council import actions as council
from roterfaden.council.actions import PaperContent
from roterfaden.council.enums import AnnexKind, PaperKind
from roterfaden.council.models import Paper
from roterfaden.example.read import at, day, toml
from roterfaden.example.story import Story
from roterfaden.kernel.time import local_day
from roterfaden.kernel.workdays import closed_because
from roterfaden.weighing.models import Unit

BEGUN = timedelta(days=9)
"""How long ago the draft was begun."""
FIVE_O_CLOCK = time(17)


def tell(story: Story) -> None:
    """The question and what the administration answered; then the draft with its sittings, sign-offs and annexes."""
    script = toml("papers.toml")
    question = _submit(story, script["question"], PaperKind.QUESTION)
    _submit(story, script["answer"], PaperKind.ANSWER, refers_to=question)
    _prepare(story, script)


def _submit(story: Story, row: dict[str, Any], kind: str, **values: Any) -> Paper:
    return council.submit_paper(
        actor=story.person("council_clerk"), reference=row["reference"], kind=kind, title=row["title"],
        submitted_on=day(row["submitted_on"]), proposal=row["proposal"], reasons=row.get("reasons", ""),
        now=at(row["submitted_on"]), **values,
    )  # fmt: skip


def _prepare(story: Story, script: dict[str, Any]) -> None:
    clerk, planner, now = story.person("council_clerk"), story.person("strategy_officer"), story.loaded_at - BEGUN
    words = dict(script["draft"])
    reference, version = words.pop("reference"), story.versions[words.pop("version")]
    costs = Decimal(words.pop("costs_total"))
    content = PaperContent(kind=PaperKind.DECISION, version=version, costs_total=costs, **words)
    paper = council.draft_paper(actor=planner, reference=reference, content=content, now=now)
    for row in script["meeting"]:
        meeting = council.plan_meeting(
            actor=clerk, body=story.bodies[row["body"]], place=row["place"], now=now,
            starts_at=_sitting(story, row["in_days"]), is_public=story.bodies[row["body"]].is_public,
        )  # fmt: skip
        council.plan_consultation(actor=clerk, paper=paper, meeting=meeting, role=row["role"], now=now)
    for row, unit in zip(script["signoff"], Unit.objects.active().order_by("name", "pk"), strict=False):
        signoff = council.ask_signoff(actor=planner, paper=paper, unit=unit, now=now)
        if "agrees" in row:
            council.record_signoff(
                actor=planner, signoff=signoff, agrees=row["agrees"], note=row["note"], now=story.loaded_at,
                signed_on=local_day(story.loaded_at),
            )  # fmt: skip
    for row in script["annex"]:
        council.add_annex(
            actor=planner, paper=paper, kind=AnnexKind.FILE, title=row["title"], is_public=row["public"], now=now,
            upload=ContentFile(row["text"].encode(), name=row["name"]),
        )  # fmt: skip
    story.papers["entwurf"] = paper


def _sitting(story: Story, in_days: int) -> datetime:
    """Five in the afternoon of a working day, so many days ahead."""
    on: date = local_day(story.loaded_at) + timedelta(days=in_days)
    while closed_because(on):
        on += timedelta(days=1)
    return timezone.make_aware(datetime.combine(on, FIVE_O_CLOCK))
