"""Addresses and numbers of people in texts that may travel. No database."""

import re

from django.utils.translation import gettext as _

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/.,-])(?:\+\d{2}|00\d{2}|0)[\s/()-]*\d(?:[\s/()-]*\d){5,}(?![\w-])")
"""A number in the German way of writing: begins with 0 or +, at least seven digits. Days and keys have points or begin
otherwise."""


def without_contacts(text: str) -> str:
    """A text without mail addresses and telephone numbers; a word in brackets says what stood there.

    Declared fields hold no persons; this is for what somebody typed into one nevertheless, such as a direct line.
    """
    return PHONE.sub(_("[Telefonnummer]"), EMAIL.sub(_("[E-Mail-Adresse]"), text))
