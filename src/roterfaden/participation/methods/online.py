"""When people may support and comment. No database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OnlineDoor:
    """Whether an online event of a process runs now, so that people may support and comment without being there."""

    process_slug: str
    is_open: bool
