"""What a worker does for participation, by job and by clock."""

from roterfaden.participation.tasks.bulk import (
    CHECK_ROWS,
    IMPORT_ROWS,
    check_rows,
    import_rows,
)
from roterfaden.participation.tasks.card_photos import (
    read_photo,
)
from roterfaden.participation.tasks.digests import (
    send_task_digests,
)
from roterfaden.participation.tasks.registrations import (
    erase_old_registrations,
)
from roterfaden.participation.tasks.retention import (
    erase_what_has_outlived,
)
from roterfaden.participation.tasks.translating import (
    DRAFT_TRANSLATION,
    draft_translation,
)

__all__ = [
    "CHECK_ROWS",
    "DRAFT_TRANSLATION",
    "IMPORT_ROWS",
    "check_rows",
    "draft_translation",
    "erase_old_registrations",
    "erase_what_has_outlived",
    "import_rows",
    "read_photo",
    "send_task_digests",
]
