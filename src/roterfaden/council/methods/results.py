"""What may come out of a consultation; no database."""

from roterfaden.council.enums import ConsultationRole, Result

ADOPTING = frozenset({Result.ADOPTED, Result.ADOPTED_WITH_CHANGES})
CHANGING = frozenset({Result.ADOPTED_WITH_CHANGES, Result.RECOMMENDED})
_ALWAYS = frozenset({Result.DEFERRED, Result.NOTED})
_RESULTS: dict[str, frozenset[Result]] = {
    ConsultationRole.DECIDING: ADOPTING | _ALWAYS | {Result.REJECTED},
    ConsultationRole.PRELIMINARY: _ALWAYS | {Result.RECOMMENDED, Result.REJECTED},
    ConsultationRole.PREPARING: _ALWAYS | {Result.RECOMMENDED, Result.REJECTED},
    ConsultationRole.NOTING: _ALWAYS,
}


def allowed_results(role: str) -> frozenset[Result]:
    """What may come out of a consultation in this role."""
    return _RESULTS[role]
