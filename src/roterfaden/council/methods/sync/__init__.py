"""Reading another council system (OParl 1.0 and 1.1) as it really answers; no database, no network.

values (single properties) → objects (whole answers) → walking (from page to page) → vocabulary (their words, our kinds)
→ matching (is this our paper?) → steps (what was decided about it, and does it agree with ours?).
"""

from roterfaden.council.methods.sync.matching import (
    NEAR_DAYS,
    Candidate,
    Likeness,
    Reason,
    likeness,
    reference_key,
    title_likeness,
)
from roterfaden.council.methods.sync.objects import (
    Entrance,
    ForeignRow,
    Found,
    ListPage,
    details_of,
    embedded,
    read_entrance,
    read_page,
    read_row,
    row_name,
)
from roterfaden.council.methods.sync.steps import (
    Difference,
    Recorded,
    Step,
    differences,
    fitting_step,
    read_steps,
)
from roterfaden.council.methods.sync.values import (
    Json,
    as_urls,
    digest_of,
    object_key,
    read_json,
    since_parameter,
    without_persons,
)
from roterfaden.council.methods.sync.vocabulary import read_result, read_role, read_votes, suggested_result
from roterfaden.council.methods.sync.walking import Walk, at_home, with_query

__all__ = [
    "NEAR_DAYS",
    "Candidate",
    "Difference",
    "Entrance",
    "ForeignRow",
    "Found",
    "Json",
    "Likeness",
    "ListPage",
    "Reason",
    "Recorded",
    "Step",
    "Walk",
    "as_urls",
    "at_home",
    "details_of",
    "differences",
    "digest_of",
    "embedded",
    "fitting_step",
    "likeness",
    "object_key",
    "read_entrance",
    "read_json",
    "read_page",
    "read_result",
    "read_role",
    "read_row",
    "read_steps",
    "read_votes",
    "reference_key",
    "row_name",
    "since_parameter",
    "suggested_result",
    "title_likeness",
    "with_query",
    "without_persons",
]
