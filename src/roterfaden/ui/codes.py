"""The status and outcome codes every page shows in the same way: symbol, word, tone. Never colour alone."""

from django.utils.translation import pgettext_lazy

from roterfaden.ui.parts import Status

STATUSES = {
    status.code: status
    for status in (
        Status("reached", pgettext_lazy("status", "erreicht"), "check-circle", "good"),
        Status("on_track", pgettext_lazy("status", "auf Kurs"), "arrow-up", "good"),
        Status("uncertain", pgettext_lazy("status", "unsicher"), "question", "unsure"),
        Status("at_risk", pgettext_lazy("status", "gefährdet"), "triangle", "risk"),
        Status("missed", pgettext_lazy("status", "verfehlt"), "cross-circle", "bad"),
        Status("not_assessable", pgettext_lazy("status", "nicht beurteilbar"), "dash-circle", "open"),
    )
}

OUTCOMES = {
    status.code: status
    for status in (
        Status("taken_up", pgettext_lazy("outcome", "aufgenommen"), "check-circle", "good"),
        Status("partly", pgettext_lazy("outcome", "teilweise aufgenommen"), "half-circle", "part"),
        Status("already_covered", pgettext_lazy("outcome", "schon enthalten"), "equals-circle", "part"),
        Status("referred", pgettext_lazy("outcome", "weitergegeben"), "arrow-out", "open"),
        Status("not_taken_up", pgettext_lazy("outcome", "nicht aufgenommen"), "dash-circle", "open"),
    )
}

ALL_CODES = STATUSES | OUTCOMES
