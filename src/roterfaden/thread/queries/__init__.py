"""Reading the chain across all contexts, with residents' eyes: only what is public appears."""

from roterfaden.thread.queries.path import Step, Thread, thread_of

__all__ = ["Step", "Thread", "thread_of"]
