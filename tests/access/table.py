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
    public("public:events_calendar"),
    public("public:events_feed"),
    public("public:event_calendar", lambda w: [w.event.slug]),
    public("public:event_documentation", lambda w: [w.event.slug]),
    public("public:event_photo", lambda w: [w.event.slug, w.event_photo.pk]),
    public("public:register", lambda w: [w.event.slug]),
    public("public:invited", lambda w: [w.invitee.code]),
    Line("public:invitation_decline", "all", lambda w: [w.invitee.code], status=MOVED, anonymous=MOVED, method="post"),
    public("public:registrations"),
    public("public:registration", lambda w: [w.guest.code]),
    public("public:registration_change", lambda w: [w.guest.code]),
    Line("public:registration_cancel", "all", lambda w: [w.guest.code], status=MOVED, anonymous=MOVED, method="post"),
    public("public:registration_calendar", lambda w: [w.guest.code]),
    public("public:contribute", lambda w: [w.process.slug]),
    public("public:phone", lambda w: [w.event.slug]),
    public("public:phone_table", lambda w: [w.event.slug, 1]),
    public("public:phone_cards", lambda w: [w.event.slug]),
    Line(
        "public:phone_photo",
        "all",
        lambda w: [w.event.slug, w.unknown_id],
        status=FORBIDDEN,
        anonymous=FORBIDDEN,
        method="post",
    ),  # who sends from another site gets nothing
    public("public:wall", lambda w: [w.event.slug]),
    public("public:wall_cards", lambda w: [w.event.slug]),
    public("service_worker"),
    public("public:card"),
    public("public:card_status", lambda w: [w.code]),
    public("public:address_confirm", lambda _w: ["erfunden"]),
    public("public:voice_withdraw", lambda w: [w.code]),
    Line("public:voice_restore", "all", lambda w: [w.code], status=MOVED, anonymous=MOVED, method="post"),
    Line("public:voice_quote", "all", lambda w: [w.code], status=MOVED, anonymous=MOVED, method="post"),
    public("public:voice_review", lambda w: [w.code], status=MOVED),
    public("public:address_leave", lambda w: [w.code]),
    Line("public:address_remove", "all", lambda w: [w.code], status=MOVED, anonymous=MOVED, method="post"),
    public("public:contributions"),
    public("public:contributions_csv"),
    public("public:contribution", lambda w: [w.contribution.number]),
    public("public:contributions_feed"),
    public("public:support", lambda w: [w.contribution.number]),
    Line("public:support_withdraw", "all", lambda _w: [1], status=MOVED, anonymous=MOVED, method="post"),
    public("public:comment", lambda w: [w.contribution.number]),
    public("public:comment_answer", lambda w: [w.contribution.number, w.comment.pk]),
    public("public:flag", lambda w: [w.contribution.number]),
    public("public:flag_comment", lambda w: [w.comment.pk]),
    Line("public:comment_withdraw", "all", lambda w: [w.comment.pk], status=MOVED, anonymous=MOVED, method="post"),
    public("public:online", lambda w: [w.online.slug]),
    public("public:online_answer", lambda w: [w.online.slug, 1], status=MOVED),
    public("public:outcomes"),
    public("public:synopsis"),
    public("public:synopsis_file", lambda _w: ["docx"]),
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
    Line("office:tasks", PROCESS_STAFF),
    Line("office:tasks_calendar", PROCESS_STAFF),
    Line("office:task_add", "planner", lambda w: [w.process.slug]),
    Line("office:task_change", "planner", lambda w: [w.task.pk]),
    Line("office:task_done", "planner moderator", lambda w: [w.task.pk], status=MOVED, method="post"),
    Line("office:task_reopen", "planner moderator", lambda w: [w.task.pk], status=MOVED, method="post"),
    Line("office:task_drop", "planner", lambda w: [w.task.pk], status=MOVED, method="post"),
    Line("office:process_templates", "planner"),
    Line("office:process_template_read", "planner"),
    Line("office:process_template_file", "planner", lambda _w: ["modellfall"]),
    Line("office:process_template_remove", "planner", lambda w: [w.own_template.slug], status=MOVED, method="post"),
    Line("office:process_as_template", "planner", lambda w: [w.process.slug]),
    Line("office:process_copy", "planner", lambda w: [w.process.slug]),
    Line("office:process_stage_openings", "planner", lambda w: [w.process.slug, w.stage.slug]),
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
    Line("office:event_agenda", "planner", lambda w: [w.event.slug]),
    Line("office:event_access", "planner", lambda w: [w.event.slug]),
    Line("office:event_registration", "planner", lambda w: [w.event.slug]),
    Line("office:event_cancel", "planner", lambda w: [w.event.slug]),
    Line("office:event_guests", MODERATION, lambda w: [w.event.slug]),
    Line("office:event_guest_cancel", MODERATION, lambda w: [w.event.slug, w.guest.pk], status=MOVED, method="post"),
    Line("office:event_door", MODERATION, lambda w: [w.event.slug]),
    Line("office:event_check_in", MODERATION, lambda w: [w.event.slug, w.guest.pk], status=MOVED, method="post"),
    Line("office:event_table_signs", MODERATION, lambda w: [w.event.slug]),
    Line("office:event_headcounts", MODERATION, lambda w: [w.event.slug]),
    Line("office:invitees", MODERATION, lambda w: [w.event.slug]),
    Line("office:invitee_add", MODERATION, lambda w: [w.event.slug]),
    Line("office:invitees_import", MODERATION, lambda w: [w.event.slug]),
    Line("office:invitation_text", MODERATION, lambda w: [w.event.slug, "de"]),
    Line("office:invitations_send", MODERATION, lambda w: [w.event.slug], status=MOVED, method="post"),
    Line("office:invitations_remind", MODERATION, lambda w: [w.event.slug], status=MOVED, method="post"),
    Line("office:invitation_letters", MODERATION, lambda w: [w.event.slug]),
    Line("office:invitation_letters_sent", MODERATION, lambda w: [w.event.slug], status=MOVED, method="post"),
    Line("office:invitee_remove", MODERATION, lambda w: [w.event.slug, w.invitee.pk], status=MOVED, method="post"),
    Line("office:event_documentation", MODERATION, lambda w: [w.event.slug]),
    Line("office:event_documentation_publish", "planner", lambda w: [w.event.slug], status=MOVED, method="post"),
    Line("office:event_photo_add", MODERATION, lambda w: [w.event.slug]),
    Line("office:event_photo", MODERATION, lambda w: [w.event.slug, w.event_photo.pk]),
    Line("office:event_photo_release", MODERATION, lambda w: [w.event.slug, w.event_photo.pk]),
    Line(
        "office:event_photo_remove", MODERATION, lambda w: [w.event.slug, w.event_photo.pk], status=MOVED, method="post"
    ),
    Line("office:event_cards", MODERATION, lambda w: [w.event.slug]),
    Line("office:capture", MODERATION),
    Line("office:capture_event", MODERATION, lambda w: [w.event.slug]),
    Line("office:capture_shell", MODERATION, lambda w: [w.event.slug]),
    Line("office:capture_event_cards", MODERATION, lambda w: [w.event.slug], anonymous=UNAUTHORIZED),
    Line(
        "office:capture_event_photo",
        MODERATION,
        lambda w: [w.event.slug, w.unknown_id],
        status=MISSING,
        anonymous=UNAUTHORIZED,
        method="post",
    ),
    Line(
        "office:capture_event_slip",
        MODERATION,
        lambda w: [w.event.slug, w.unknown_id],
        status=MISSING,
        anonymous=UNAUTHORIZED,
        method="post",
    ),
    Line("office:capture_slip", MODERATION, lambda w: [w.contribution.pk], status=MOVED, method="post"),
    Line("office:capture_photos", MODERATION, lambda w: [w.event.slug]),
    Line("office:card_photo", MODERATION, lambda w: [w.card_photo.pk]),
    Line("office:card_photo_release", MODERATION, lambda w: [w.card_photo.pk], status=MOVED, method="post"),
    Line("office:event_room", MODERATION, lambda w: [w.event.slug]),
    Line("office:event_posters", MODERATION, lambda w: [w.event.slug]),
    Line("office:wall_hide", MODERATION, lambda w: [w.card_of_event.pk], status=MOVED, method="post"),
    Line("office:capture_process", MODERATION, lambda w: [w.process.slug]),
    Line("office:imports", MODERATION),
    Line("office:import_run", MODERATION, lambda w: [w.import_run.pk]),
    Line("office:import_columns", MODERATION, lambda w: [w.import_run.pk]),
    Line("office:import_start", MODERATION, lambda w: [w.import_run.pk], status=INVALID, method="post"),
    Line("office:import_file", MODERATION, lambda w: [w.import_run.pk]),
    Line("office:import_erase", MODERATION, lambda w: [w.import_run.pk], status=MOVED, method="post"),
    Line("office:import_report", MODERATION, lambda w: [w.import_run.pk, "csv"]),
    Line("office:sources", MODERATION),
    Line("office:source_keep", MODERATION, lambda w: [w.process.slug]),
    Line("office:source", MODERATION, lambda w: [w.source.pk]),
    Line("office:source_erase", MODERATION, lambda w: [w.source.pk], status=INVALID, method="post"),
    Line("office:source_file", MODERATION, lambda w: [w.source.pk]),
    Line("office:queue", MODERATION),
    Line("office:queue_first", MODERATION, lambda w: [w.process.slug], status=MOVED),
    Line("office:queue_publish", MODERATION, lambda w: [w.process.slug], status=MOVED, method="post"),
    Line("office:queue_item", MODERATION, lambda w: [w.process.slug, "beitrag", w.contribution.pk]),
    Line("office:comment_rule", "planner", lambda w: [w.process.slug]),
    Line("office:question_fields", "planner", lambda w: [w.online.slug]),
    Line("office:board", MODERATION),
    Line("office:card", MODERATION, lambda w: [w.contribution.pk]),
    Line("office:card_assign", MODERATION, lambda w: [w.contribution.pk], status=INVALID, method="post"),
    Line("office:card_publish", MODERATION, lambda w: [w.contribution.pk], status=MOVED, method="post"),
    Line("office:card_withhold", MODERATION, lambda w: [w.contribution.pk], status=INVALID, method="post"),
    Line("office:card_translate", MODERATION, lambda w: [w.contribution.pk], status=INVALID, method="post"),
    Line("office:card_passages", MODERATION, lambda w: [w.contribution.pk]),
    Line("office:card_original", "planner", lambda w: [w.contribution.pk]),
    Line("office:card_show_passages", "planner", lambda w: [w.contribution.pk]),
    Line("office:card_consent", MODERATION, lambda w: [w.contribution.pk], status=MOVED, method="post"),
    Line("office:second_looks", MODERATION),
    Line("office:second_look", MODERATION, lambda w: [w.second_look.pk]),
    Line("office:retention", "planner administrator"),
    Line("office:retention_set", "planner administrator", lambda _w: ["free_code"]),
    Line("office:theme", MODERATION, lambda w: [w.theme.pk]),
    Line("office:theme_change", MODERATION, lambda w: [w.theme.pk], status=INVALID, method="post"),
    Line("office:theme_merge", MODERATION, lambda w: [w.theme.pk], status=INVALID, method="post"),
    Line("office:theme_retire", MODERATION, lambda w: [w.theme.pk], status=INVALID, method="post"),
    Line("office:card_split", MODERATION, lambda w: [w.contribution.pk]),
    Line("office:card_join", MODERATION, lambda w: [w.contribution.pk], status=MOVED, method="post"),
    Line("office:card_ungroup", MODERATION, lambda w: [w.contribution.pk], status=MOVED, method="post"),
    Line("office:card_lead", MODERATION, lambda w: [w.contribution.pk], status=MOVED, method="post"),
    Line("office:board_sort", MODERATION, lambda w: [w.process.slug], status=MOVED, method="post"),
    Line("office:board_undo", MODERATION, lambda w: [w.theme.revisions.get().step_id], status=MOVED, method="post"),
    Line("office:board_history", MODERATION, lambda w: [w.process.slug]),
    Line("office:board_then", MODERATION, lambda w: [w.process.slug]),
    Line("office:suggestions", MODERATION),
    Line("office:suggestions_compute", MODERATION, lambda w: [w.process.slug], status=MOVED, method="post"),
    Line("office:suggestion_accept", MODERATION, lambda w: [w.suggestion.pk], status=MOVED, method="post"),
    Line("office:suggestion_reject", MODERATION, lambda w: [w.suggestion.pk], status=MOVED, method="post"),
    Line("office:theme_new", MODERATION, lambda w: [w.process.slug]),
    # --- the office: concept ------------------------------------------------------------------------------------------
    Line("office:weighing", "planner"),
    Line("office:synopsis", "planner"),
    Line("office:synopsis_file", "planner", lambda _w: ["docx"]),
    Line("office:weighing_voice", "planner", lambda w: [w.contribution.pk]),
    Line("office:weighing_publish", "planner", lambda w: [w.contribution.pk], status=MOVED, method="post"),
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
    Line("office:post", "administrator"),
    Line("office:post_test", "administrator", status=MOVED, method="post"),
    Line("office:post_retry", "administrator", lambda w: [w.message.uid], status=MOVED, method="post"),
    staff("office:jobs"),
    Line("office:job", "administrator", lambda w: [w.job.uid], otherwise=MISSING),
    Line("office:job_cancel", "administrator", lambda w: [w.job.uid], status=MOVED, otherwise=MISSING, method="post"),
    Line("office:log", "auditor administrator"),
    Line("office:log_verification", "auditor administrator"),
)
