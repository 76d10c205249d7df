"""What changes tokens, webhooks and deliveries."""

from roterfaden.machines.actions.delivery import collect_events, deliver_event, release_deliveries
from roterfaden.machines.actions.tokens import issue_token, note_use, revoke_token
from roterfaden.machines.actions.webhooks import add_webhook, pause_webhook, remove_webhook, resume_webhook

__all__ = [
    "add_webhook",
    "collect_events",
    "deliver_event",
    "issue_token",
    "note_use",
    "pause_webhook",
    "release_deliveries",
    "remove_webhook",
    "resume_webhook",
    "revoke_token",
]
