"""What a worker does for the advice centre."""

from roterfaden.advice.tasks.appointments import erase_addresses, keep_waiting_list, remind_of_appointments
from roterfaden.advice.tasks.keeping import delete_on_demand, delete_what_is_past, run_deletion

__all__ = [
    "delete_on_demand",
    "delete_what_is_past",
    "erase_addresses",
    "keep_waiting_list",
    "remind_of_appointments",
    "run_deletion",
]
