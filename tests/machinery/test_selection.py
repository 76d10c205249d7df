"""How the tests are dealt to workers, and which of them PostgreSQL sees."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.db.models.sql.compiler import SQLCompiler

from roterfaden.accounts.models import User
from tests.conftest import LONGEST, long_ones_first, shares
from tests.statements import Notes, nothing_new, shapes


def item(name, *fixtures):
    return SimpleNamespace(path=Path("/tests") / name, fixturenames=fixtures)


def test_workers_begin_with_the_long_files_and_walk_through_the_county_afterwards():
    long = [item(name) for name in LONGEST[:5]]
    walks = [item(f"browser/test_{number}.py", "county") for number in range(3)]
    rest = [item(f"concept/test_{number}.py") for number in range(17)]

    found = long_ones_first([*rest, *walks, *long], workers=4)

    assert shares(25, 4) == [6, 6, 6, 7]
    assert sorted(map(id, found)) == sorted(map(id, [*rest, *walks, *long]))
    first, second, third, fourth = found[:6], found[6:12], found[12:18], found[18:]
    assert first[:3] == [long[0], long[4], walks[0]]
    assert second[:3] == [long[1], *walks[1:]]
    assert (third[0], fourth[0]) == (long[2], long[3])
    assert first[3:] + second[3:] + third[1:] + fourth[1:] == rest


def test_few_tests_are_all_dealt():
    tests = [item(name) for name in LONGEST]

    assert sorted(map(id, long_ones_first(tests, workers=4))) == sorted(map(id, tests))
    assert long_ones_first([], workers=3) == []


def test_number_of_values_makes_no_other_statement():
    one, two = "SELECT a FROM b WHERE c IN (%s) LIMIT 1", "SELECT a FROM b WHERE c IN (%s, %s) LIMIT 1"
    row, rows = "INSERT INTO b (c, d) VALUES (%s, %s)", "INSERT INTO b (c, d) VALUES (%s, %s), (%s, %s), (%s, %s)"

    assert shapes([one]) == shapes([two])
    assert shapes([row]) == shapes([rows])
    assert len(shapes([one, row, f"refused: {row}", "SELECT a FROM b WHERE c IN (%s) LIMIT 2"])) == 4
    assert shapes(['SAVEPOINT "s1_x2"', 'RELEASE SAVEPOINT "s1_x2"', "BEGIN IMMEDIATE"]) == set()


def test_lock_and_refusal_are_heard_too(tmp_path):
    notes, rows = Notes(tmp_path, "alone"), User.objects.order_by("pk")
    heard = notes.hearing_locks(SQLCompiler.as_sql)

    def refuse(*_sent):
        raise DatabaseError

    for query in (rows.query, rows.select_for_update().query):
        heard(query.get_compiler("default"))
    (locking,) = notes.asked
    assert locking.endswith("FOR UPDATE")
    refusals = set()
    for notes.test in ("one", "another"):
        with pytest.raises(DatabaseError):
            notes.hear(refuse, "INSERT", None, False, None)
        refusals.update(shapes(notes.asked))
        notes.asked = set()
    assert len(refusals - shapes([locking, "INSERT"])) == 2


def test_test_of_a_surface_is_left_out_when_others_send_all_its_statements():
    noted = {"context": {"a", "b"}, "page": {"a"}, "both": {"a", "c", "d"}, "half": {"c"}, "new": {"e"}}
    tests = {"context": False, "page": True, "both": True, "half": True, "new": True, "never seen": True}

    assert nothing_new(tests, noted) == {"page", "half"}
    assert nothing_new(tests, {}) == set()
    assert nothing_new({"page": True, "half": True}, noted) == set()
