"""The part of the access table for programs: open to everybody, or behind a token; and the pages that let them in."""

from tests.access.lines import MISSING, MOVED, UNAUTHORIZED, Line, public

OF_THE_COUNTY = (
    "body", "organizations", "persons", "memberships", "legislative_terms", "meetings", "locations", "papers",
    "consultations", "agenda_items", "files",
)  # fmt: skip
INTERFACE = ("entry", "indicators", "series", "observations", "goals", "assessments", "areas")
WORKS_HERE = (
    "planner moderator goal_owner coordinator coordinator_elsewhere clerk group_member auditor administrator "
    "course_coordinator provider"
)
MACHINES = (
    public("api:security_txt"),
    public("api:robots_txt"),
    public("api:health"),
    public("api:ready"),
    public("api:metrics", status=MISSING),  # without a token in the settings
    public("api:oparl_system"),
    public("api:oparl_bodies"),
    *(public(f"api:oparl_{name}", lambda _w: ["03459"]) for name in OF_THE_COUNTY),
    public("api:oparl_organization", lambda w: [w.step.meeting.body_id]),
    public("api:oparl_organization_meetings", lambda w: [w.step.meeting.body_id]),
    public("api:oparl_organization_consultations", lambda w: [w.step.meeting.body_id]),
    public("api:oparl_meeting", lambda w: [w.step.meeting_id]),
    public("api:oparl_location", lambda w: [w.step.meeting_id], status=MISSING),  # it names no place
    public("api:oparl_paper", lambda w: [w.paper.pk]),
    public("api:oparl_consultation", lambda w: [w.step.pk]),
    public("api:oparl_agenda_item", lambda w: [w.step.pk]),
    public("api:oparl_file", lambda w: [f"fassung-{w.version.pk}"]),
    public("api:data_package"),
    public("api:open_sdg"),
    public("api:dataset_schema", lambda w: [w.indicator.slug]),
    public("api:dataset_csv", lambda w: [w.indicator.slug]),
    public("api:dataset_json", lambda w: [w.indicator.slug]),
    public("api:catalogue", lambda _w: ["ttl"]),
    public("api:v1_openapi"),
    *(public(f"api:v1_{name}") for name in INTERFACE),
    public("api:v1_indicator", lambda w: [w.indicator.slug]),
    public("api:v1_goal", lambda w: [w.goal.pk]),
    public("api:v1_area", lambda _w: ["03459"]),
    public("api:office_openapi"),
    *(
        public(f"api:office_{name}", status=UNAUTHORIZED)  # a session opens nothing here: only a token does
        for name in (
            "whoami",
            "processes",
            "events",
            "contributions",
            "elements",
            "initiatives",
            "series",
            "papers",
            "adoptions",
            "signals",
            "tasks",
            "courses",
            "course_sites",
            "course_types",
        )
    ),
    public("api:office_paper", lambda w: [w.paper.pk], status=UNAUTHORIZED),
    *(
        Line(
            f"api:office_{name}",
            "all",
            lambda w: [w.task.pk],
            status=UNAUTHORIZED,
            anonymous=UNAUTHORIZED,
            method="post",
        )
        for name in ("task_done", "task_open", "signal_put_off", "signal_closed")
    ),
    public("api:office_course", lambda w: [w.course_run.pk], status=UNAUTHORIZED),
    *(
        Line(f"api:office_{name}", "all", args, status=UNAUTHORIZED, anonymous=UNAUTHORIZED, method="post")
        for name, args in (
            ("course_free", lambda w: [w.course_run.pk]),
            ("course_state", lambda w: [w.course_run.pk]),
            ("course_confirmations", lambda _w: []),
        )
    ),
    public("api:office_contribution", lambda w: [w.contribution.pk], status=UNAUTHORIZED),
    public("api:office_statuses", lambda w: [w.goal.pk], status=UNAUTHORIZED),
    Line("api:office_observations", "all", status=UNAUTHORIZED, anonymous=UNAUTHORIZED, method="post"),
    public("api:office_nothing", lambda _w: ["people"], status=MISSING),
    Line("office:machines", WORKS_HERE),
    Line("office:machines_token_new", WORKS_HERE),
    Line(
        "office:machines_token_revoke",
        "administrator",
        lambda w: [w.token.uid],
        status=MOVED,
        method="post",
    ),
    Line("office:machines_webhook_new", "administrator"),
    Line("office:machines_webhook", "administrator", lambda w: [w.webhook.uid], status=MOVED, method="post"),
    public("api:v1_nothing", lambda _w: ["people"], status=MISSING),
    public("api:oparl_nothing", lambda _w: ["v1.0/system"], status=MISSING),
)
