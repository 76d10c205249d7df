"""Calculations of the directory: hours, distances, freshness, search, guides, listings; no database."""

from roterfaden.directory.methods.distance import Point, kilometres
from roterfaden.directory.methods.freshness import checksum, due_before, freshness, text_state
from roterfaden.directory.methods.guides import Explained, Section, marked_keys, sections, unmarked
from roterfaden.directory.methods.hours_text import parse_specials, parse_spells, specials_text, spells_text
from roterfaden.directory.methods.hsds import hsds_page, hsds_service, read_hsds
from roterfaden.directory.methods.links import (
    LINK_LASTS,
    LINK_PATH,
    LinkedOrganisation,
    check_letter,
    hash_of,
    new_link,
)
from roterfaden.directory.methods.listing import ENTRIES_LIMIT, WEEK, ReadRow, ServiceFacts
from roterfaden.directory.methods.listing_tables import columns, read_rows, table_row
from roterfaden.directory.methods.opening import Day, Hours, Opening, Special, Spell, day_hours, opening_at
from roterfaden.directory.methods.searching import (
    AskedWord,
    Holding,
    IndexTerms,
    Words,
    asked_words,
    holding,
    index_terms,
    ranked,
)

__all__ = [
    "ENTRIES_LIMIT",
    "LINK_LASTS",
    "LINK_PATH",
    "WEEK",
    "AskedWord",
    "Day",
    "Explained",
    "Holding",
    "Hours",
    "IndexTerms",
    "LinkedOrganisation",
    "Opening",
    "Point",
    "ReadRow",
    "Section",
    "ServiceFacts",
    "Special",
    "Spell",
    "Words",
    "asked_words",
    "check_letter",
    "checksum",
    "columns",
    "day_hours",
    "due_before",
    "freshness",
    "hash_of",
    "holding",
    "hsds_page",
    "hsds_service",
    "index_terms",
    "kilometres",
    "marked_keys",
    "new_link",
    "opening_at",
    "parse_specials",
    "parse_spells",
    "ranked",
    "read_hsds",
    "read_rows",
    "sections",
    "specials_text",
    "spells_text",
    "table_row",
    "text_state",
    "unmarked",
]
