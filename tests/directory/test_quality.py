"""How good the search is: our own labelled queries against the services of the example county (no database).

success@3: a service that helps is among the first three. MRR: mean of 1 / place of the first one that helps. The
floor is what was measured when the set was written, less a little; `pytest -s` prints the table.
"""

import sys
import tomllib
from collections import defaultdict
from pathlib import Path

from roterfaden.directory.methods import Words, asked_words, holding, index_terms, ranked, read_rows
from roterfaden.example.read import DATA
from roterfaden.kernel.tables import read_table

QUERIES = tomllib.loads((Path(__file__).parent / "queries.toml").read_text(encoding="utf-8"))["query"]
SUCCESS_FLOOR, MRR_FLOOR = 0.9, 0.8


def entries():
    """Titles with the terms each service is found by."""
    rows = read_rows(read_table((DATA / "services.csv").read_bytes(), "services.csv"))
    found = []
    for row in rows:
        facts = row.facts
        texts = [Words("de", facts.title, facts.text), *(Words(*text) for text in facts.texts)]
        found.append((facts.title, index_terms(texts, [facts.organisation])))
    return found


def places(listed):
    """For each query the place of the first service that helps; 0 when none is found."""
    for query in QUERIES:
        asked = asked_words(query["typed"], query["language"])
        held = {
            number: [holding(word, terms.title, terms.all) for word in asked]
            for number, (_title, terms) in enumerate(listed)
        }
        titles = [listed[number][0] for number, _score in ranked(asked, held, len(listed))]
        yield query, next((place for place, title in enumerate(titles, 1) if title in query["fits"]), 0), titles[:3]


def test_search_finds_what_people_mean():
    listed = entries()
    titles = {title for title, _terms in listed}
    assert {title for query in QUERIES for title in query["fits"]} <= titles

    by_language, lines, measured = defaultdict(list), [], {}
    for query, place, first in places(listed):
        by_language[query["language"]].append(place)
        by_language["all"].append(place)
        if not 0 < place <= 3:
            lines.append(f"{query['language']:3} {query['typed']!r}: {place or 'not found'} – {first}")
    lines.append(f"{'':4}{'queries':>8}{'success@3':>11}{'MRR':>7}")
    for language, found in by_language.items():
        success = sum(0 < place <= 3 for place in found) / len(found)
        mrr = sum(1 / place for place in found if place) / len(found)
        lines.append(f"{language:4}{len(found):8}{success:11.2f}{mrr:7.2f}")
        measured[language] = (success, mrr)
    sys.stdout.write("\n".join(["", *lines, ""]))

    assert measured["all"][0] >= SUCCESS_FLOOR
    assert measured["all"][1] >= MRR_FLOOR
