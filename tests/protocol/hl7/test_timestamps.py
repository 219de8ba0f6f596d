from datetime import UTC, datetime, timedelta, timezone

import pytest

from protocol.hl7.timestamps import format_ts, parse_ts


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 3, 1, 9, 15, tzinfo=UTC), "20260301101500"),
        (datetime(2026, 7, 1, 9, 15, tzinfo=UTC), "20260701111500"),
        (datetime(2026, 7, 1, 9, 15, 1, 999_000, timezone(timedelta(hours=9))), "20260701021501"),
    ],
)
def test_we_write_dutch_local_time_to_the_second(moment: datetime, text: str) -> None:
    assert format_ts(moment) == text


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("20260301101500", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
        ("202603011015", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
        (" 20260301101500.25 ", datetime(2026, 3, 1, 9, 15, 0, 250_000, UTC)),
        ("20260301101500+0000", datetime(2026, 3, 1, 10, 15, tzinfo=UTC)),
        ("20260301101500.5-0130", datetime(2026, 3, 1, 11, 45, 0, 500_000, UTC)),
        ("20261025023000", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_other_forms_are_read(text: str, moment: datetime) -> None:
    assert parse_ts(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "20260301",
        "2026030110",
        "2026-03-01T10:15:00Z",
        "20260301101500Z",
        "202603011015.5",
        "2026030110150",
    ],
)
def test_what_is_no_ts_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="verwacht wordt JJJJMMDDUUMMSS"):
        parse_ts(text)


@pytest.mark.parametrize(
    "text", ["20261301101500", "20260230101500", "20260301251500", "00000301101500", "20260301101560"]
)
def test_what_does_not_exist_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="geen bestaand tijdstip"):
        parse_ts(text)


@pytest.mark.parametrize("text", ["20260301101500+9999", "00010101000000+1400", "99991231235959-1400"])
def test_an_impossible_zone_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="geen bestaand tijdstip"):
        parse_ts(text)


def test_every_second_of_a_day_survives() -> None:
    start = datetime(2026, 3, 29, tzinfo=UTC)
    for minute in range(0, 24 * 60, 7):
        moment = start + timedelta(minutes=minute, seconds=minute % 60)
        assert parse_ts(format_ts(moment)) == moment
