"""Who gets which answer where: one line for each route of the program.

A line names the route, what goes into its address, and who gets in. A new route needs a line here; the test compares
this table with the URL configuration both ways.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ROLES = (
    "planner", "moderator", "goal_owner", "coordinator", "coordinator_elsewhere", "clerk", "group_member", "counsellor",
    "course_coordinator", "provider", "auditor", "administrator",
)  # fmt: skip
PERSONAS = ("anonymous", "outsider", *ROLES)

OK, MOVED, UNAUTHORIZED, FORBIDDEN, MISSING, INVALID = 200, 302, 401, 403, 404, 422


@dataclass(frozen=True)
class Line:
    """One route. `opens_to` get `status`; other staff get `otherwise`; who is not signed in gets `anonymous`."""

    route: str
    opens_to: str
    args: Callable[[Any], list[Any]] = lambda _world: []
    status: int = OK
    otherwise: int = FORBIDDEN
    anonymous: int = MOVED
    method: str = "get"

    def expected(self, persona: str) -> int:
        """The status this persona gets."""
        if persona == "anonymous":
            return self.anonymous
        return self.status if self.opens_to == "all" or persona in self.opens_to.split() else self.otherwise


def public(route: str, args: Callable[[Any], list[Any]] = lambda _world: [], status: int = OK) -> Line:
    """Open to everybody."""
    return Line(route, "all", args, status=status, anonymous=status)


def staff(route: str, args: Callable[[Any], list[Any]] = lambda _world: [], status: int = OK) -> Line:
    """Open to everybody who is signed in."""
    return Line(route, "all", args, status=status)


def entrance(route: str, args: Callable[[Any], list[Any]] = lambda _world: [], anonymous: int = OK) -> Line:
    """For people who are not signed in yet; others are led on."""
    return Line(route, "all", args, status=MOVED, anonymous=anonymous)


PROCESS_STAFF = "planner moderator goal_owner clerk group_member"
MODERATION = "planner moderator"
FIGURES = "planner goal_owner"
REVIEWERS = "planner group_member goal_owner clerk auditor"
REPORT_READERS = "planner group_member clerk auditor"
FIGURE_READERS = "planner goal_owner coordinator coordinator_elsewhere clerk group_member auditor"
COUNCIL = "planner clerk group_member administrator"
IMPLEMENTATION = "planner goal_owner coordinator coordinator_elsewhere group_member administrator"
REPORTERS = "planner goal_owner coordinator coordinator_elsewhere"

TABLE = (
    # --- for machines -------------------------------------------------------------------------------------------
    public("api:security_txt"),
    public("api:robots_txt"),
    public("api:health"),
    # --- residents ----------------------------------------------------------------------------------------------
    public("public:start"),
    public("public:process", lambda w: [w.process.slug]),
    public("public:heard", lambda w: [w.process.slug]),
    public("public:events"),
    public("public:event", lambda w: [w.event.slug]),
    public("public:contribute", lambda w: [w.process.slug]),
    public("public:card"),
    public("public:card_status", lambda w: [w.code]),
    public("public:contributions"),
    public("public:contributions_csv"),
    public("public:contribution", lambda w: [w.contribution.number]),
    public("public:outcomes"),
    public("public:concept", status=MOVED),
    public("public:version", lambda w: [w.version.slug]),
    public("public:field", lambda w: [w.version.slug, w.field.slug]),
    public("public:goals"),
    public("public:goal", lambda w: [w.goal.pk]),
    public("public:initiatives"),
    public("public:initiative", lambda w: [w.initiative.pk]),
    public("public:thread", lambda w: ["beitrag", w.contribution.pk]),
    public("public:resolutions"),
    public("public:resolution", lambda w: [w.resolution.pk]),
    public("public:reports"),
    public("public:report", lambda w: [w.public_edition.pk]),
    public("public:municipalities"),
    public("public:municipality", lambda w: [w.municipality.slug]),
    public("public:figures"),
    public("public:figure", lambda w: [w.indicator.slug]),
    public("public:plain_language"),
    public("public:accessibility"),
    public("public:privacy"),
    public("public:imprint"),
    # --- the design system ----------------------------------------------------------------------------------------
    public("ui:gallery"),
    # --- sign-in and one's own account ----------------------------------------------------------------------------
    entrance("account_login"),
    Line("account_logout", "all", anonymous=MOVED),
    public("account_inactive"),
    public("account_reset_password"),
    public("account_reset_password_done"),
    public("account_reset_password_from_key", lambda _world: ["1", "abc-def"]),
    public("account_reset_password_from_key_done"),
    staff("account_change_password", status=MOVED),  # people of the tests have no password yet
    staff("account_set_password"),
    staff("account_reauthenticate", status=FORBIDDEN),  # people of the tests have nothing to confirm with
    staff("mfa_index"),
    entrance("mfa_authenticate", anonymous=MOVED),
    staff("mfa_reauthenticate", status=FORBIDDEN),
    staff("mfa_activate_totp"),
    staff("mfa_deactivate_totp", status=MISSING),
    staff("mfa_view_recovery_codes", status=MISSING),
    staff("mfa_generate_recovery_codes"),
    staff("mfa_download_recovery_codes", status=MISSING),
    public("socialaccount_login_cancelled"),
    public("socialaccount_login_error", status=UNAUTHORIZED),
    entrance("socialaccount_signup", anonymous=MOVED),
    public("openid_connect_login", lambda _world: ["haus"], status=MISSING),  # no provider is set
    public("openid_connect_callback", lambda _world: ["haus"], status=MISSING),
    # --- the office: participation ----------------------------------------------------------------------------------
    staff("office:my_day"),
    Line("office:processes", PROCESS_STAFF),
    Line("office:process", PROCESS_STAFF, lambda w: [w.process.slug]),
    Line("office:process_open", "planner"),
    Line("office:process_group_add", "planner", lambda w: [w.process.slug]),
    Line("office:process_stage_plan", "planner", lambda w: [w.process.slug]),
    Line("office:process_stage_change", "planner", lambda w: [w.process.slug, w.event.stage.slug]),
    Line("office:process_stage_gate", "planner", lambda w: [w.process.slug, w.event.stage.slug], status=MISSING),
    Line("office:events", PROCESS_STAFF),
    Line("office:event_plan", "planner", lambda w: [w.process.slug]),
    Line("office:event_change", "planner", lambda w: [w.event.slug]),
    Line("office:event", PROCESS_STAFF, lambda w: [w.event.slug]),
    Line("office:event_cards", MODERATION, lambda w: [w.event.slug]),
    Line("office:capture", MODERATION),
    Line("office:capture_event", MODERATION, lambda w: [w.event.slug]),
    Line("office:capture_process", MODERATION, lambda w: [w.process.slug]),
    Line("office:board", MODERATION),
    Line("office:card", MODERATION, lambda w: [w.contribution.pk]),
    Line("office:card_assign", MODERATION, lambda w: [w.contribution.pk], status=INVALID, method="post"),
    Line("office:card_publish", MODERATION, lambda w: [w.contribution.pk], status=MOVED, method="post"),
    Line("office:card_withhold", MODERATION, lambda w: [w.contribution.pk], status=INVALID, method="post"),
    Line("office:card_translate", MODERATION, lambda w: [w.contribution.pk], status=INVALID, method="post"),
    Line("office:theme", MODERATION, lambda w: [w.theme.pk]),
    Line("office:theme_new", MODERATION, lambda w: [w.process.slug]),
    # --- the office: concept ------------------------------------------------------------------------------------------
    Line("office:weighing", "planner"),
    Line("office:weighing_voice", "planner", lambda w: [w.contribution.pk]),
    Line("office:weighing_incorporate", "planner", lambda w: [w.consideration.pk], status=MOVED, method="post"),
    Line("office:concept", PROCESS_STAFF),
    Line("office:concept_draft", PROCESS_STAFF, lambda w: [w.concept.slug]),
    Line("office:element", "planner", lambda w: [w.goal.pk]),
    Line("office:element_new", "planner", lambda w: [w.concept.slug, "goal"]),
    Line("office:element_move", "planner", lambda w: [w.goal.pk]),
    Line("office:element_withdraw", "planner", lambda w: [w.goal.pk]),
    Line("office:concept_open", "planner", lambda w: [w.process.slug]),
    Line("office:concept_versions", PROCESS_STAFF, lambda w: [w.concept.slug]),
    Line("office:concept_version", PROCESS_STAFF, lambda w: [w.concept.slug, w.version.slug]),
    # --- the office: bodies -------------------------------------------------------------------------------------------
    Line("office:council", COUNCIL),
    Line("office:council_paper", COUNCIL, lambda w: [w.paper.pk]),
    Line("office:council_body_add", "clerk administrator"),
    Line("office:council_meeting_plan", "clerk"),
    Line("office:council_paper_submit", "clerk"),
    Line("office:council_consultation_plan", "clerk", lambda w: [w.paper.pk]),
    Line("office:council_resolution_record", "clerk", lambda w: [w.consultation.pk]),
    Line("office:council_amendment_record", "clerk", lambda w: [w.resolution.pk]),
    Line("office:council_amendment_incorporate", "planner", lambda w: [w.amendment.pk]),
    Line("office:council_version_adopt", "planner", lambda w: [w.resolution.pk]),
    # --- the office: implementation -----------------------------------------------------------------------------------
    Line("office:municipalities", IMPLEMENTATION),
    Line("office:municipality", IMPLEMENTATION, lambda w: [w.municipality.slug]),
    Line("office:municipalities_offer", "planner"),
    Line("office:municipality_answer", "planner coordinator", lambda w: [w.municipality.slug, w.goal.pk]),
    Line("office:initiatives", IMPLEMENTATION),
    Line("office:initiative", IMPLEMENTATION, lambda w: [w.initiative.pk]),
    Line("office:initiative_report", REPORTERS, lambda w: [w.initiative.pk]),
    Line("office:initiative_milestone", FIGURES, lambda w: [w.initiative.pk]),
    Line("office:milestone_reach", FIGURES, lambda w: [w.milestone.pk]),
    # --- the office: figures ------------------------------------------------------------------------------------------
    Line("office:figures", FIGURE_READERS),
    Line("office:figure", FIGURE_READERS, lambda w: [w.indicator.slug]),
    Line("office:figure_break", "planner", lambda w: [w.indicator.slug]),
    Line("office:figure_record", FIGURES, lambda w: [w.indicator.slug, w.series.pk]),
    # --- the office: review and reports -------------------------------------------------------------------------------
    Line("office:review", REVIEWERS),
    Line("office:review_open", "planner"),
    Line("office:review_cycle", REVIEWERS, lambda w: [w.cycle.slug]),
    Line("office:review_assess", "planner", lambda w: [w.cycle.slug], status=MOVED, method="post"),
    Line("office:review_signals", "planner", lambda w: [w.cycle.slug], status=MOVED, method="post"),
    Line("office:review_close", "planner", lambda w: [w.cycle.slug], status=MOVED, method="post"),
    Line("office:review_rate", "planner group_member", lambda w: [w.cycle.slug, w.goal.pk]),
    Line("office:review_correct", "planner group_member", lambda w: [w.cycle.slug, w.goal.pk]),
    Line("office:reports", REPORT_READERS),
    Line("office:report_open", "planner", lambda w: [w.closed_without_report.slug]),
    Line("office:report", REPORT_READERS, lambda w: [w.report.slug]),
    Line("office:edition", REPORT_READERS, lambda w: [w.edition.pk]),
    Line("office:edition_freeze", "planner", lambda w: [w.report.slug, "gruppe"]),
    Line("office:edition_publish", "planner", lambda w: [w.edition.pk], status=MOVED, method="post"),
    # --- the office: the house ----------------------------------------------------------------------------------------
    Line("office:settings", "administrator"),
    Line("office:settings_invite", "administrator"),
    Line("office:settings_person", "administrator", lambda w: [w.person.pk]),
    Line("office:settings_role_grant", "administrator", lambda w: [w.person.pk]),
    Line("office:settings_person_deactivate", "administrator", lambda w: [w.person.pk], status=MOVED, method="post"),
    Line("office:settings_role_revoke", "administrator", lambda w: [w.membership.pk], status=MOVED, method="post"),
    Line("office:log", "auditor administrator"),
    Line("office:log_verification", "auditor administrator"),
)
