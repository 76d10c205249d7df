"""The concept in other languages: proposed by a machine, written in Leichte Sprache, checked, one outdated."""

from typing import Any

from roterfaden.concept import actions as concept
from roterfaden.concept.models import Element, ElementRevision
from roterfaden.example.read import moment, toml
from roterfaden.example.story import Story

LANGUAGES = {"simple": "de-simple", "en": "en", "ar": "ar"}


def tell(story: Story) -> None:
    """A third of the adopted version in three languages."""
    script = toml("texts.toml")
    proposed_at, written_at, checked_at = (
        moment(script["meta"][name]) for name in ("proposed_at", "written_at", "checked_at")
    )
    for name, language in LANGUAGES.items():
        rows = [(row, _wording(story.elements[row["key"]], row.get("of", {}).get(name))) for row in script["text"]]
        if name == "simple":
            for row, revision in rows:
                is_checked = name in row["checked"]
                concept.write_text(
                    actor=story.person("strategy_officer"), revision=revision, language=language, title=row[name][0],
                    body=row[name][1], is_checked=is_checked, expected_number=0,
                    now=checked_at if is_checked else written_at,
                )  # fmt: skip
            continue
        proposals = [concept.ProposedText(revision, *row[name]) for row, revision in rows]
        made = concept.propose_texts(
            actor=story.person("strategy_officer"), concept=story.concept, language=language, proposals=proposals,
            now=proposed_at,
        )  # fmt: skip
        for (row, _revision), text in zip(rows, made, strict=True):
            if name in row["checked"]:
                concept.check_text(actor=story.person("strategy_officer"), text=text, now=checked_at)


def _wording(element: Element, number: int | None) -> ElementRevision:
    """The German wording a text was written for: the adopted one, if no older one is named."""
    revisions = element.revisions.select_related("element__concept__process").order_by("-number")
    found: Any = revisions.filter(number=number).first() if number else revisions.first()
    return found
