"""On the board: cards that say the same are put together, cards that say several things are split."""

from datetime import timedelta

from roterfaden.concept import actions as concept
from roterfaden.example.chapters.sorting import after_the_forums
from roterfaden.example.read import toml
from roterfaden.example.story import Story
from roterfaden.participation import actions as participation
from roterfaden.participation.methods import Passage


def tell(story: Story) -> None:
    """A week after the first sorting, when the moderation reads everything a second time."""
    script = toml("board.toml")
    now = after_the_forums(story) + timedelta(days=12)
    for group in script["group"]:
        voices = [story.contributions[number] for number in group["numbers"]]
        participation.group_contributions(
            actor=story.person("moderator"), process=story.process, contributions=voices, leading=voices[0],
            reason=group["reason"], now=now,
        )  # fmt: skip
    for split in script["split"]:
        passages, first = [], 0
        for part in split["parts"]:
            count = len(part["text"].split())
            passages.append(Passage(first, first + count - 1, speaks="theme" in part))
            first += count
        participation.split_contribution(
            actor=story.person("moderator"), contribution=story.contributions[split["number"]], passages=passages,
            themes={
                passage.marks: story.themes[part["theme"]]
                for passage, part in zip(passages, split["parts"], strict=True)
                if passage.speaks
            },
            reason=split["reason"], now=now + timedelta(hours=1),
        )  # fmt: skip


def answer(story: Story) -> None:
    """One part of a card gets an answer of its own, a day after the card was answered as a whole."""
    for row in toml("board.toml")["answer"]:
        voice = story.contributions[row["number"]]
        segments = [part.segment for part in voice.parts.order_by("segment__first_word", "pk")]
        concept.consider_contribution(
            actor=story.person("strategy_officer"), contribution=voice, segment=segments[row["part"]],
            element=story.elements[row["element"]], outcome=row["outcome"], reason=row["reason"],
            plain_reason=row["plain_reason"], now=story.considerations[row["number"]].made_at + timedelta(days=1),
        )  # fmt: skip
        concept.publish_answers(
            actor=story.person("strategy_officer"), contribution=voice,
            now=story.considerations[row["number"]].made_at + timedelta(days=1, hours=2),
        )  # fmt: skip
