"""A bundle of another county arrived: its text modules are taken over, the rest waits to be looked at."""

from datetime import timedelta

from roterfaden.example.read import toml
from roterfaden.example.story import Story
from roterfaden.transfer import actions
from roterfaden.transfer.enums import Part
from roterfaden.transfer.methods import Sender, Wishes, new_key, write_bundle
from roterfaden.transfer.queries import preview


def tell(story: Story) -> None:
    """Yesterday the planner uploaded it, kept the proposed names and ticked the modules."""
    data = toml("transfer.toml")
    sender = Sender(**{**data["sender"], "municipalities": tuple(data["sender"]["municipalities"])})
    parts = {part.value: data[part.value] for part in (Part.INDICATORS, Part.MODULES, Part.GUIDES)}
    file = write_bundle(parts, origin=sender, made_at=data["made_at"], key=new_key())
    planner, now = story.person("strategy_officer"), story.loaded_at - timedelta(days=1)
    arrival = actions.receive_bundle(actor=planner, data=file, now=now)
    picks = [step.pick for step in preview(arrival, Part.MODULES).steps if step.is_proposed]
    actions.start_take_over(actor=planner, arrival=arrival, picks=picks, wishes=Wishes(), now=now)
    actions.take_over_bundle(actor=planner, arrival=arrival, now=now)
