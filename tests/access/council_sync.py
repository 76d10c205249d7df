"""The part of the access table for other council systems the office reads."""

from tests.access.lines import COUNCIL, MOVED, Line

SYNC = (
    Line("office:council_sources", COUNCIL),
    Line("office:council_source_add", "clerk administrator"),
    Line("office:council_source", COUNCIL, lambda w: [w.council_source.pk]),
    Line(
        "office:council_source_read",
        "clerk administrator",
        lambda w: [w.council_source.pk],
        status=MOVED,
        method="post",
    ),
    Line(
        "office:council_source_turn",
        "clerk administrator",
        lambda w: [w.council_source.pk],
        status=MOVED,
        method="post",
    ),
    Line("office:council_match", COUNCIL, lambda w: [w.council_match.pk]),
    Line("office:council_match_decide", "clerk", lambda w: [w.proposed_match.pk], status=MOVED, method="post"),
    Line("office:council_decision_take_over", "clerk", lambda w: [w.copied.pk, w.step.pk]),
)
