"""States of initiatives; no database."""

from roterfaden.implementation.enums import Progress

# Initiatives in these states need no further report.
SETTLED = frozenset({Progress.DONE, Progress.REGULAR_WORK, Progress.DROPPED})
# These states must say why.
NEEDS_REASON = frozenset({Progress.POSTPONED, Progress.DROPPED})
