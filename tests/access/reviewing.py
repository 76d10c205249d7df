"""Who gets which answer on the pages of the review, of early warnings, and where figures are delivered by link."""

from tests.access.lines import INVALID, MOVED, REVIEWERS, Line, public

REVIEW = (
    public("public:figures_asked", lambda w: [w.delivery_token]),
    public("public:figures_receipt", lambda w: [w.delivery_token]),
    Line(
        "public:figures_attach", "all", lambda w: [w.delivery_token], status=INVALID, anonymous=INVALID, method="post"
    ),
    Line(
        "public:figures_detach",
        "all",
        lambda w: [w.delivery_token, w.spare_request_file.pk],
        status=MOVED,
        anonymous=MOVED,
        method="post",
    ),
    Line("office:review", REVIEWERS),
    Line("office:review_open", "planner"),
    Line("office:review_cycle", REVIEWERS, lambda w: [w.cycle.slug]),
    Line("office:review_assess", "planner", lambda w: [w.cycle.slug], status=MOVED, method="post"),
    Line("office:review_signals", "planner", lambda w: [w.cycle.slug], status=MOVED, method="post"),
    Line("office:review_close", "planner", lambda w: [w.cycle.slug], status=MOVED, method="post"),
    Line("office:review_rate", "planner group_member", lambda w: [w.cycle.slug, w.goal.pk]),
    Line("office:review_correct", "planner group_member", lambda w: [w.cycle.slug, w.goal.pk]),
    Line("office:review_places", "planner"),
    Line("office:review_place_new", "planner"),
    Line("office:review_place", "planner", lambda w: [w.deliverer.pk]),
    Line("office:review_place_retire", "planner", lambda w: [w.spare_deliverer.pk], status=MOVED, method="post"),
    Line("office:review_asked", REVIEWERS, lambda w: [w.cycle.slug]),
    Line("office:review_ask", "planner", lambda w: [w.cycle.slug]),
    Line("office:review_request", "planner", lambda w: [w.cycle.slug, w.data_request.pk]),
    Line(
        "office:review_take_over", "planner", lambda w: [w.cycle.slug, w.data_request.pk], status=MOVED, method="post"
    ),
    Line("office:review_revoke", "planner", lambda w: [w.cycle.slug, w.data_request.pk]),
    Line("office:review_question", "planner", lambda w: [w.cycle.slug, w.data_request.pk, w.requested_value.pk]),
    Line("office:review_file", "planner", lambda w: [w.cycle.slug, w.data_request.pk, w.request_file.pk]),
    Line("office:review_follow_ups", REVIEWERS, lambda w: [w.cycle.slug]),
    Line("office:review_follow_up", "planner group_member", lambda w: [w.cycle.slug, w.early_correction.pk]),
    Line("office:review_session", "planner group_member", lambda w: [w.cycle.slug]),
    Line("office:review_session_goal", "planner group_member", lambda w: [w.cycle.slug, w.goal.pk]),
    Line("office:signals", REVIEWERS),
    Line("office:signal_snooze", "planner group_member", lambda w: [w.signal.pk]),
    Line("office:signal_close", "planner group_member", lambda w: [w.signal.pk]),
    Line("office:signal_correct", "planner group_member", lambda w: [w.signal.pk]),
)
