"""Everything that changes participation: planning, capturing, checking and sorting what people say."""

from roterfaden.participation.actions.board import (
    Moved,
    assign_contribution,
    assign_contributions,
)
from roterfaden.participation.actions.bulk import (
    check_import,
    erase_import_file,
    import_contributions,
    open_import,
    plan_import,
    start_import,
)
from roterfaden.participation.actions.capture import (
    SLIP,
    capture_contribution,
    steer_room,
    withdraw_capture,
)
from roterfaden.participation.actions.card_photos import (
    hide_card_photo,
    keep_card_photo,
    read_card_photo,
    release_card_photo,
)
from roterfaden.participation.actions.consent import (
    give_consent,
    restore_voice,
    withdraw_consent,
    withdraw_voice,
)
from roterfaden.participation.actions.contact import (
    confirm_address,
    erase_address,
    inform_author,
    leave_address,
    remove_address,
)
from roterfaden.participation.actions.documentation import (
    PHOTO_PURPOSE,
    add_photo,
    publish_documentation,
    release_photo,
    remove_photo,
    withdraw_documentation,
    write_documentation,
)
from roterfaden.participation.actions.grouping import (
    group_contributions,
    ungroup_contributions,
)
from roterfaden.participation.actions.headcounts import (
    erase_registrations,
    record_headcounts,
)
from roterfaden.participation.actions.hosting import (
    cancel_event,
    describe_access,
    set_agenda,
    set_registration,
    tell_guests_of_change,
)
from roterfaden.participation.actions.invitations import (
    ImportReport,
    InviteeRow,
    add_invitee,
    decline_invitation,
    import_invitees,
    mark_letters_sent,
    remind_invitees,
    remove_invitee,
    send_invitations,
    write_invitation,
)
from roterfaden.participation.actions.moderation import (
    decide_flags,
    flag_comment,
    flag_contribution,
    publish_comment,
    publish_posts,
    suspect_contribution,
    withhold_comment,
)
from roterfaden.participation.actions.online import (
    add_comment,
    set_comment_rule,
    set_question_fields,
    support_contribution,
    withdraw_comment,
    withdraw_support,
)
from roterfaden.participation.actions.planning import (
    add_actor_group,
    open_process,
    pass_gate,
    plan_event,
    plan_stage,
    replan_event,
    reschedule_stage,
)
from roterfaden.participation.actions.process_tasks import (
    add_task,
    change_task,
    drop_task,
    finish_task,
    move_tasks,
    reopen_task,
)
from roterfaden.participation.actions.protection import (
    open_original,
    seal_passages,
    show_passages,
)
from roterfaden.participation.actions.registrations import (
    add_walk_in,
    cancel_registration,
    change_registration,
    check_in_guest,
    move_up_waiting,
    register,
)
from roterfaden.participation.actions.retention import (
    HELD_IN,
    run_retention,
    set_retention,
)
from roterfaden.participation.actions.reviews import (
    answer_review,
    ask_review,
)
from roterfaden.participation.actions.sources import (
    erase_source,
    keep_source,
    quote_source,
)
from roterfaden.participation.actions.splitting import (
    join_contribution,
    split_contribution,
)
from roterfaden.participation.actions.templates import (
    copy_process,
    open_process_from_template,
    remove_template,
    save_template,
)
from roterfaden.participation.actions.themes import (
    add_theme,
    merge_themes,
    retire_theme,
    revise_theme,
)
from roterfaden.participation.actions.undoing import (
    undo_step,
)
from roterfaden.participation.actions.voices import (
    CARDS_AT_ONCE,
    issue_codes,
    publish_contribution,
    translate_contribution,
    withhold_contribution,
)

__all__ = [
    "CARDS_AT_ONCE",
    "HELD_IN",
    "PHOTO_PURPOSE",
    "SLIP",
    "ImportReport",
    "InviteeRow",
    "Moved",
    "add_actor_group",
    "add_comment",
    "add_invitee",
    "add_photo",
    "add_task",
    "add_theme",
    "add_walk_in",
    "answer_review",
    "ask_review",
    "assign_contribution",
    "assign_contributions",
    "cancel_event",
    "cancel_registration",
    "capture_contribution",
    "change_registration",
    "change_task",
    "check_import",
    "check_in_guest",
    "confirm_address",
    "copy_process",
    "decide_flags",
    "decline_invitation",
    "describe_access",
    "drop_task",
    "erase_address",
    "erase_import_file",
    "erase_registrations",
    "erase_source",
    "finish_task",
    "flag_comment",
    "flag_contribution",
    "give_consent",
    "group_contributions",
    "hide_card_photo",
    "import_contributions",
    "import_invitees",
    "inform_author",
    "issue_codes",
    "join_contribution",
    "keep_card_photo",
    "keep_source",
    "leave_address",
    "mark_letters_sent",
    "merge_themes",
    "move_tasks",
    "move_up_waiting",
    "open_import",
    "open_original",
    "open_process",
    "open_process_from_template",
    "pass_gate",
    "plan_event",
    "plan_import",
    "plan_stage",
    "publish_comment",
    "publish_contribution",
    "publish_documentation",
    "publish_posts",
    "quote_source",
    "read_card_photo",
    "record_headcounts",
    "register",
    "release_card_photo",
    "release_photo",
    "remind_invitees",
    "remove_address",
    "remove_invitee",
    "remove_photo",
    "remove_template",
    "reopen_task",
    "replan_event",
    "reschedule_stage",
    "restore_voice",
    "retire_theme",
    "revise_theme",
    "run_retention",
    "save_template",
    "seal_passages",
    "send_invitations",
    "set_agenda",
    "set_comment_rule",
    "set_question_fields",
    "set_registration",
    "set_retention",
    "show_passages",
    "split_contribution",
    "start_import",
    "steer_room",
    "support_contribution",
    "suspect_contribution",
    "tell_guests_of_change",
    "translate_contribution",
    "undo_step",
    "ungroup_contributions",
    "withdraw_capture",
    "withdraw_comment",
    "withdraw_consent",
    "withdraw_documentation",
    "withdraw_support",
    "withdraw_voice",
    "withhold_comment",
    "withhold_contribution",
    "write_documentation",
    "write_invitation",
]
