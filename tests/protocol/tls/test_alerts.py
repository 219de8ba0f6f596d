"""Names of alerts."""

from protocol.tls import alerts


def test_numbers_have_names_known_or_not() -> None:
    assert [alerts.name_of(n) for n in (45, 48, 116, 99)] == [
        "certificate_expired",
        "unknown_ca",
        "certificate_required",
        "alert 99",
    ]
    assert [alerts.level_of(n) for n in (1, 2, 7)] == ["warning", "fatal", "level 7"]
