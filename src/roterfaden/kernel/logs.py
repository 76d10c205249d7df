"""Log lines say what happened, never to whom."""

import logging
import re

_CODE = re.compile(r"(/(?:karte(?:/adresse)?|anmeldung|einladung)/)[^/\s?]+")
_QUERY = re.compile(r"\?\S+")
_MAIL = re.compile(r"[^\s@/]+@[^\s@]+\.[^\s@]+")


def without_personal_data(text: str) -> str:
    """`text` with codes, query strings and mail addresses replaced by a dash of their kind."""
    return _MAIL.sub("<mail>", _QUERY.sub("?<query>", _CODE.sub(r"\1<code>", text)))


class NoPersonalData(logging.Filter):
    """Removes codes, query strings and mail addresses from every line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_personal_data(record.getMessage())
        record.args = ()
        return True
