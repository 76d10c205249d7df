"""What a worker does for the implementation, by the clock."""

from roterfaden.implementation.tasks.handover import send_handover_reminders
from roterfaden.implementation.tasks.owners import remind_owners

__all__ = ["remind_owners", "send_handover_reminders"]
