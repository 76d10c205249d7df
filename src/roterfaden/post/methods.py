"""What an answer of the mail server means, and how long to wait after it. No database."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from roterfaden.post.enums import Trouble

PAUSES = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4),
    timedelta(hours=12), timedelta(hours=24),
)  # fmt: skip
"""How long a message rests after its first, second … try; after the last one it is given up (RFC 5321, 4.5.4.1)."""
MOST_DOUBTS = 1
"""How often a message is sent again although it may have arrived: at most one duplicate."""
CLAIM_LASTS = timedelta(minutes=10)
"""A claim older than this belongs to a worker that died; handing over takes a minute at most."""
PERMANENT = 500
"""SMTP replies from here on are final (RFC 5321, 4.2.1)."""


HINDERS_ALL = {Trouble.UNREACHABLE, Trouble.SIGN_IN, Trouble.SENDER}
"""The next message would fare the same, so a round had better end."""


class Outcome(Enum):
    """What to do with a message that was not handed over well."""

    AGAIN = "certainly not sent, the next try may succeed"
    NEVER = "certainly not sent, and never will be"
    DOUBTFUL = "perhaps sent"


@dataclass(frozen=True)
class Verdict:
    """Why, and what to do."""

    trouble: Trouble
    outcome: Outcome


def judge_opening(error: Exception) -> Verdict:
    """The mail server could not be reached, or did not let us in: nothing has been handed over."""
    signing_in = isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPNotSupportedError)
    return Verdict(Trouble.SIGN_IN if signing_in else Trouble.UNREACHABLE, Outcome.AGAIN)


def judge_sending(error: Exception) -> Verdict:
    """The mail server said no, or nothing at all.

    A reply is certain: temporary below 500, final from there on, except that a refused sender is the house's fault and
    not the message's. A broken line is not: the server may have taken the message and died before saying so.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return Verdict(Trouble.ADDRESS, _outcome(min(codes, default=PERMANENT)))
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Verdict(Trouble.SENDER, Outcome.AGAIN)
    if isinstance(error, smtplib.SMTPResponseException):
        return Verdict(Trouble.CONTENT, _outcome(error.smtp_code))
    if isinstance(error, ValueError):  # what cannot be written as a mail was never handed over
        return Verdict(Trouble.CONTENT, Outcome.NEVER)
    return Verdict(Trouble.UNCERTAIN, Outcome.DOUBTFUL)


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries; None when it is time to give up."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None


def _outcome(code: int) -> Outcome:
    return Outcome.NEVER if code >= PERMANENT else Outcome.AGAIN
