"""What the engine calls (running), and what keeps it going when processes die and clocks tick (upkeep)."""

from roterfaden.jobs.tasks.running import perform, tick
from roterfaden.jobs.tasks.upkeep import prune

__all__ = ["perform", "prune", "tick"]
