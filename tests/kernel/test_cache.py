"""Counting from several processes at once."""

import multiprocessing
from pathlib import Path

import pytest

from roterfaden.kernel.cache import SharedFileCache

PROCESSES, EACH = 4, 50


def count_up(folder: str) -> int:
    cache = SharedFileCache(folder, {})
    firsts = 0
    for _turn in range(EACH):
        if cache.add("tries", 1, 600):
            firsts += 1
        else:
            cache.incr("tries")
    return firsts


def test_no_count_is_lost_between_processes(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        firsts = pool.map(count_up, [str(tmp_path)] * PROCESSES)

    assert sum(firsts) == 1
    assert SharedFileCache(str(tmp_path), {}).get("tries") == PROCESSES * EACH


def test_counting_does_not_prolong(tmp_path: Path) -> None:
    cache = SharedFileCache(str(tmp_path), {})
    cache.add("tries", 1, 600)
    before = cache._kept("tries", None)[1]

    assert cache.incr("tries") == 2
    assert cache._kept("tries", None)[1] == pytest.approx(before, abs=1)


def test_what_is_not_there_cannot_be_counted(tmp_path: Path) -> None:
    cache = SharedFileCache(str(tmp_path), {})
    cache.add("tries", 1, -1)

    with pytest.raises(ValueError, match="tries"):
        cache.incr("tries")
