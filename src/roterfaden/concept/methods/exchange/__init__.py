"""A whole version as a file: Markdown and JSON, both ways. Pure: text in, elements out."""

from roterfaden.concept.methods.exchange.as_json import from_json, schema, to_json
from roterfaden.concept.methods.exchange.as_markdown import from_markdown, to_markdown
from roterfaden.concept.methods.exchange.parts import Exchanged, ExchangedElement, SeriesKey

__all__ = [
    "Exchanged", "ExchangedElement", "SeriesKey", "from_json", "from_markdown", "schema", "to_json", "to_markdown",
]  # fmt: skip
