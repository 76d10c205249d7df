"""Reading the chain across all contexts, with residents' eyes: only what is public appears."""

from roterfaden.thread.queries.path import Thread, thread_of
from roterfaden.thread.queries.steps import Step

__all__ = ["Step", "Thread", "thread_of"]
