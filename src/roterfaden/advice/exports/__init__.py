"""What people take home."""

from roterfaden.advice.exports.hours import hours_pdf, hours_table
from roterfaden.advice.exports.papers import Addressee, code_slip, receipt, referral_letter, told_paper

__all__ = [
    "Addressee",
    "code_slip",
    "hours_pdf",
    "hours_table",
    "receipt",
    "referral_letter",
    "told_paper",
]
