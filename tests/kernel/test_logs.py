"""Log lines carry nothing that leads to a person."""

import logging

import pytest

from roterfaden.kernel.logs import NoPersonalData, without_personal_data


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Not Found: /karte/K7M2QX9AB/", "Not Found: /karte/<code>/"),
        ("Not Found: /ar/karte/K7M-2QX-9AB/", "Not Found: /ar/karte/<code>/"),
        ("Not Found: /en/karte/adresse/IjRk:1abc:xyz/", "Not Found: /en/karte/adresse/<code>/"),
        ("Not Found: /karte/K7M2QX9AB/adresse/", "Not Found: /karte/<code>/adresse/"),
        ("GET /beitraege/?q=Name", "GET /beitraege/?<query>"),
        ("mail to petra.plan@example.org failed", "mail to <mail> failed"),
        ("started in 3 s", "started in 3 s"),
    ],
)
def test_line_without_personal_data(line, written):
    assert without_personal_data(line) == written


def test_filter_cleans_message_and_arguments_together():
    record = logging.LogRecord("django", logging.WARNING, __file__, 1, "Not Found: %s", ("/karte/K7M2QX9AB/",), None)

    assert NoPersonalData().filter(record)
    assert record.getMessage() == "Not Found: /karte/<code>/"
