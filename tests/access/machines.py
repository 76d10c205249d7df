"""The part of the access table for programs: all of it is open to everybody."""

from tests.access.lines import MISSING, public

OF_THE_COUNTY = (
    "body", "organizations", "persons", "memberships", "legislative_terms", "meetings", "locations", "papers",
    "consultations", "agenda_items", "files",
)  # fmt: skip
INTERFACE = ("entry", "indicators", "series", "observations", "goals", "assessments", "areas")
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
    public("api:v1_nothing", lambda _w: ["people"], status=MISSING),
    public("api:oparl_nothing", lambda _w: ["v1.0/system"], status=MISSING),
)
