from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from protocol.saml.claims import format_instant, parse_instant
from tests.protocol.saml.samples import CLAIMS


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 3, 14, 9, 30, tzinfo=UTC), "2026-03-14T09:30:00.000Z"),
        (datetime(2026, 7, 1, 1, 0, 0, 123_999, timezone(timedelta(hours=2))), "2026-06-30T23:00:00.123Z"),
    ],
)
def test_times_are_written_in_utc(moment: datetime, text: str) -> None:
    assert format_instant(moment) == text


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-14T09:30:00Z", datetime(2026, 3, 14, 9, 30, tzinfo=UTC)),
        (" 2026-03-14T09:30:00.1Z ", datetime(2026, 3, 14, 9, 30, 0, 100_000, UTC)),
        ("2026-03-14T09:30:00.123456789Z", datetime(2026, 3, 14, 9, 30, 0, 123_456, UTC)),
        ("2026-03-14T09:30:00", datetime(2026, 3, 14, 9, 30, tzinfo=UTC)),
        ("2026-03-14T11:30:00+02:00", datetime(2026, 3, 14, 9, 30, tzinfo=UTC)),
    ],
)
def test_the_forms_in_use_are_read(text: str, moment: datetime) -> None:
    assert parse_instant(text) == moment


@pytest.mark.parametrize("text", ["", "2026-03-14", "20260314093000", "2026-03-14 09:30:00Z", "2026-03-14T09:30:00z"])
def test_other_texts_are_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match="JJJJ-MM-DDTUU:MM:SSZ"):
        parse_instant(text)


@pytest.mark.parametrize("text", ["2026-13-14T09:30:00Z", "2026-03-14T25:30:00Z", "0001-01-01T00:00:00+14:00"])
def test_what_does_not_exist_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="geen bestaand tijdstip"):
        parse_instant(text)


def test_the_name_id_of_a_system_is_empty() -> None:
    assert CLAIMS.name_id == "900001234:01.015"
    assert replace(CLAIMS, uzi_nummer=None).name_id == ""
    assert replace(CLAIMS, rolcode="").name_id == "900001234"
