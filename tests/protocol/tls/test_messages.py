"""Names of versions."""

from protocol.tls.messages import version_name


def test_versions_have_names_known_or_not() -> None:
    assert [version_name(v) for v in (0x0301, 0x0303, 0x0304, 0x7F1C)] == ["TLS 1.0", "TLS 1.2", "TLS 1.3", "0x7F1C"]
