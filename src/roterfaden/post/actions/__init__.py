"""Everything that changes messages: writing, delivering, erasing."""

from roterfaden.post.actions.delivery import deliver_message, release_message, retry_message
from roterfaden.post.actions.erasing import erase_messages
from roterfaden.post.actions.writing import Enclosed, write_message

__all__ = ["Enclosed", "deliver_message", "erase_messages", "release_message", "retry_message", "write_message"]
