"""What is wrong with this installation, and what to do about it: facts are gathered, then judged (ADR 49)."""

from roterfaden.office.doctor.database import Unreachable
from roterfaden.office.doctor.facts import Facts, gather
from roterfaden.office.doctor.findings import Finding, Level, findings

__all__ = ["Facts", "Finding", "Level", "Unreachable", "findings", "gather"]
