"""Themes, and every card in one of them."""

from datetime import datetime, timedelta

from roterfaden.example.read import table, toml
from roterfaden.example.story import Story
from roterfaden.participation import actions as participation
from roterfaden.participation.enums import EventKind
from roterfaden.participation.models import ThemeAssignment


def tell(story: Story) -> None:
    """Open the themes after the last forum."""
    for row in toml("themes.toml")["theme"]:
        story.themes[row["key"]] = participation.add_theme(
            actor=story.person("strategy_officer"),
            now=after_the_forums(story),
            process=story.process,
            field=story.fields[row["field"]],
            slug=row["key"],
            title=row["title"],
            summary=row["summary"],
        )


def sort_cards(story: Story) -> None:
    """Put every published card that lies nowhere yet into its theme, a week after it was captured at the earliest."""
    lying = set(ThemeAssignment.objects.values_list("contribution_id", flat=True))
    for row in table("contributions.csv"):
        card = story.contributions.get(int(row["nr"]))
        if card is None or card.pk in lying or row["moderation"] != "published":
            continue
        participation.assign_contribution(
            actor=story.person("moderator"),
            now=max(after_the_forums(story), card.captured_at + timedelta(days=7)),
            contribution=card,
            theme=story.themes[row["theme"]],
            reason="",
        )


def after_the_forums(story: Story) -> datetime:
    """Three days after the last forum, when everything has been typed in."""
    return max(event.ends_at for event in story.events.values() if event.kind == EventKind.FORUM) + timedelta(days=3)
