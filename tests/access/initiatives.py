"""Lines of the access table: plans of initiatives and the care for them."""

from tests.access.lines import FIGURES, IMPLEMENTATION, MOVED, REPORTERS, Line, public

INITIATIVES = (
    public("public:initiatives_schedule"),
    public("public:initiative_update", lambda w: [w.update_token]),
    Line("office:initiatives", IMPLEMENTATION),
    Line("office:initiative", IMPLEMENTATION, lambda w: [w.initiative.pk]),
    Line("office:initiative_report", REPORTERS, lambda w: [w.initiative.pk]),
    Line("office:initiative_milestone", FIGURES, lambda w: [w.initiative.pk]),
    Line("office:milestone_reach", FIGURES, lambda w: [w.milestone.pk]),
    Line("office:milestone_move", FIGURES, lambda w: [w.milestone.pk]),
    Line("office:milestone_reached", FIGURES, lambda w: [w.milestone.pk], status=MOVED, method="post"),
    Line("office:initiatives_file", IMPLEMENTATION),
    Line("office:own_initiatives", REPORTERS),
    Line("office:initiative_confirm", FIGURES, lambda w: [w.initiative.pk], status=MOVED, method="post"),
    Line("office:initiative_plan", FIGURES, lambda w: [w.initiative.pk]),
    Line("office:initiative_budget", FIGURES, lambda w: [w.initiative.pk]),
    Line("office:funding_new", FIGURES, lambda w: [w.initiative.pk]),
    Line("office:funding", FIGURES, lambda w: [w.funding.pk]),
    Line("office:funding_end", FIGURES, lambda w: [w.funding.pk]),
    Line("office:dependency_new", FIGURES, lambda w: [w.initiative.pk]),
    Line("office:dependency_end", FIGURES, lambda w: [w.dependency.pk], status=MOVED, method="post"),
    Line("office:caretaker_new", "planner", lambda w: [w.initiative.pk]),
    Line("office:care_end", "planner", lambda w: [w.caretaker.pk], status=MOVED, method="post"),
)
