"""The parts of a situation analysis, in the order in which they are asked (domain.md §4.1). No database."""

from dataclasses import asdict, dataclass

PARTS = ("family", "learning", "work", "wishes")


@dataclass(frozen=True)
class Situation:
    """What a person told, opened. Never logged, never put into an address, never kept anywhere unsealed."""

    family: str = ""
    learning: str = ""
    work: str = ""
    wishes: str = ""

    def parts(self) -> dict[str, str]:
        """Part → words, in the order in which they are asked."""
        return asdict(self)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not any(self.parts().values())
