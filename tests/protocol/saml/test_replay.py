import tracemalloc
from datetime import timedelta

import pytest

from protocol.saml.replay import ReplayCache, ReplayCacheFull
from tests.protocol.saml.samples import NOW

HOUR, DAY = timedelta(hours=1), timedelta(hours=24)


def test_a_remembered_token_is_known() -> None:
    cache = ReplayCache()
    assert "a" not in cache
    cache.remember("a", NOW + HOUR, NOW)
    assert "a" in cache
    assert "b" not in cache
    assert len(cache) == 1


def test_it_is_remembered_for_a_day() -> None:
    cache = ReplayCache()
    cache.remember("a", NOW + HOUR, NOW)
    cache.forget_old(NOW + DAY)
    assert "a" in cache
    cache.forget_old(NOW + DAY + timedelta(minutes=2))
    assert "a" not in cache
    assert len(cache) == 0


def test_it_is_remembered_until_it_expires_if_that_is_later() -> None:
    cache = ReplayCache()
    cache.remember("lang", NOW + 3 * DAY, NOW)
    cache.remember("kort", NOW + HOUR, NOW)
    cache.forget_old(NOW + 2 * DAY)
    assert "lang" in cache
    assert "kort" not in cache
    cache.forget_old(NOW + 3 * DAY + timedelta(minutes=2))
    assert "lang" not in cache


def test_what_has_expired_makes_room() -> None:
    cache = ReplayCache(capacity=3)
    for name in "abc":
        cache.remember(name, NOW + HOUR, NOW)
    cache.remember("d", NOW + 3 * HOUR, NOW + 2 * HOUR)
    assert [name in cache for name in "abcd"] == [False, False, False, True]


def test_a_valid_token_is_never_forgotten_for_room() -> None:
    cache = ReplayCache(capacity=2)
    cache.remember("a", NOW + HOUR, NOW)
    cache.remember("b", NOW + 2 * HOUR, NOW)
    with pytest.raises(ReplayCacheFull):
        cache.remember("c", NOW + HOUR, NOW)
    assert "a" in cache
    cache.remember("c", NOW + 3 * HOUR, NOW + HOUR)
    assert "a" not in cache
    assert "b" in cache


def test_long_ids_take_no_more_room() -> None:
    cache = ReplayCache()
    tracemalloc.start()
    for number in range(1000):
        cache.remember(f"{number}" + "x" * 100_000, NOW + HOUR, NOW)
    current, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert current < 400_000


def test_what_is_known_twice_is_forgotten_once() -> None:
    cache = ReplayCache()
    cache.remember("a", NOW + HOUR, NOW)
    cache.remember("a", NOW + HOUR, NOW + HOUR)
    cache.forget_old(NOW + 3 * DAY)
    assert len(cache) == 0


def test_a_lone_surrogate_is_an_id_like_another() -> None:
    cache = ReplayCache()
    cache.remember("\ud800", NOW + HOUR, NOW)
    assert "\ud800" in cache
