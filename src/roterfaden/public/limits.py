"""How often one address may try something: `web.limits`, which the machines' surface shares."""

from roterfaden.web.limits import WINDOW, too_many, tried

__all__ = ["WINDOW", "too_many", "tried"]
