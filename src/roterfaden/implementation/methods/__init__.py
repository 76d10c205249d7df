"""Pure calculation of the implementation; no database."""

from roterfaden.implementation.methods.answers import AnswerValues, fitting, lacks, values_of, with_resolution
from roterfaden.implementation.methods.care import (
    LINK,
    LINK_LASTS,
    LINK_PATH,
    LinkedOwner,
    address_key,
    hash_of,
    new_link,
)
from roterfaden.implementation.methods.carrying import ASKED_AGAIN, Carried, Mapped, carry_over
from roterfaden.implementation.methods.handover import TAKEN, AnswerCount, count_answers
from roterfaden.implementation.methods.initiatives import NEEDS_REASON, SETTLED
from roterfaden.implementation.methods.owner_letters import OwnInitiative, owner_letter
from roterfaden.implementation.methods.plans import (
    FUNDING_STEPS,
    REPORT_AFTER,
    Due,
    Lateness,
    funding_step,
    lateness,
    months_later,
    next_due,
    report_due,
    way,
)
from roterfaden.implementation.methods.reminding import USUAL_DAYS, reminder_due, reminder_letter

__all__ = [
    "ASKED_AGAIN",
    "FUNDING_STEPS",
    "LINK",
    "LINK_LASTS",
    "LINK_PATH",
    "NEEDS_REASON",
    "REPORT_AFTER",
    "SETTLED",
    "TAKEN",
    "USUAL_DAYS",
    "AnswerCount",
    "AnswerValues",
    "Carried",
    "Due",
    "Lateness",
    "LinkedOwner",
    "Mapped",
    "OwnInitiative",
    "address_key",
    "carry_over",
    "count_answers",
    "fitting",
    "funding_step",
    "hash_of",
    "lacks",
    "lateness",
    "months_later",
    "new_link",
    "next_due",
    "owner_letter",
    "reminder_due",
    "reminder_letter",
    "report_due",
    "values_of",
    "way",
    "with_resolution",
]
