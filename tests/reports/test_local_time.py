import pytest

from reports.local_time import clock_time, day_in_words, duration, in_words


def test_says_moments_in_dutch_time() -> None:
    assert in_words("2026-06-03T12:05:09.000Z") == "3 juni 2026, 14:05:09 (UTC+02:00)"
    assert in_words("2026-03-01T12:05:09Z") == "1 maart 2026, 13:05:09 (UTC+01:00)"
    assert clock_time("2026-03-01T12:05:09Z") == "13:05:09"


def test_leaves_other_text_alone() -> None:
    assert in_words("onbekend") == "onbekend"
    assert clock_time("onbekend") == "onbekend"
    assert duration("onbekend", "2026-03-01T12:05:09Z") == "onbekend"


@pytest.mark.parametrize(
    ("end", "words"),
    [("12:00:04.250Z", "4,2 seconden"), ("12:03:00Z", "3 min"), ("14:00:05Z", "2 uur 5 s")],
)
def test_says_durations_in_words(end: str, words: str) -> None:
    assert duration("2026-03-01T12:00:00Z", f"2026-03-01T{end}") == words


@pytest.mark.parametrize(("day", "words"), [("2026-06-03", "3 juni 2026"), ("", ""), ("morgen", "morgen")])
def test_a_day_in_words(day: str, words: str) -> None:
    assert day_in_words(day) == words
