"""The ratings of the NCSC, row by row of the table in the interface facts (transport, section 5.2)."""

import pytest

from catalogue import Catalogue, Level

TLS12, TLS13 = 0x0303, 0x0304
GOED, VOLDOENDE, UITFASEREN, ONVOLDOENDE = Level.GOED, Level.VOLDOENDE, Level.UIT_TE_FASEREN, Level.ONVOLDOENDE
AEAD = ("AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256", "AES_128_GCM_SHA256")
CBC_SHA2 = ("AES_256_CBC_SHA384", "AES_128_CBC_SHA256")
CBC_SHA1 = ("AES_256_CBC_SHA", "AES_128_CBC_SHA")
DHE_CBC_SHA2 = ("AES_256_CBC_SHA256", "AES_128_CBC_SHA256")
CCM = ("AES_256_CCM", "AES_128_CCM")
ARIA = ("ARIA_256_GCM_SHA384", "ARIA_128_GCM_SHA256", "ARIA_256_CBC_SHA384", "ARIA_128_CBC_SHA256")
CAMELLIA = ("CAMELLIA_256_GCM_SHA384", "CAMELLIA_128_GCM_SHA256", "CAMELLIA_256_CBC_SHA384", "CAMELLIA_128_CBC_SHA256")
DHE_CAMELLIA = (
    "CAMELLIA_256_GCM_SHA384",
    "CAMELLIA_128_GCM_SHA256",
    "CAMELLIA_256_CBC_SHA256",
    "CAMELLIA_128_CBC_SHA256",
)
ECDHE = ("ECDHE_ECDSA", "ECDHE_RSA")
ALL_ECDHE_DHE = (*ECDHE, "DHE_RSA")
TRIPLE_DES = ("3DES_EDE_CBC_SHA",)


@pytest.mark.parametrize(
    ("edition", "ratings"),
    [
        ("2.1", {0x0304: GOED, 0x0303: VOLDOENDE, 0x0302: UITFASEREN, 0x0301: UITFASEREN, 0x0300: ONVOLDOENDE}),
        ("2025-05", {0x0304: GOED, 0x0303: VOLDOENDE, 0x0302: ONVOLDOENDE, 0x0301: ONVOLDOENDE, 0x0300: ONVOLDOENDE}),
    ],
)
def test_versions(catalogue: Catalogue, edition: str, ratings: dict[int, Level]) -> None:
    assert {version: catalogue.ncsc.version_level(edition, version) for version in ratings} == ratings
    assert catalogue.ncsc.version_level(edition, 0x0305) is ONVOLDOENDE


@pytest.mark.parametrize(
    ("suite", "older", "newer"),
    [
        ("TLS_AES_256_GCM_SHA384", GOED, GOED),
        ("TLS_CHACHA20_POLY1305_SHA256", GOED, GOED),
        ("TLS_AES_128_GCM_SHA256", GOED, VOLDOENDE),
        ("TLS_AES_128_CCM_SHA256", GOED, VOLDOENDE),
        ("TLS_AES_128_CCM_8_SHA256", ONVOLDOENDE, ONVOLDOENDE),
    ],
)
def test_suites_of_tls_1_3(catalogue: Catalogue, suite: str, older: Level, newer: Level) -> None:
    assert catalogue.ncsc.level("2.1", suite, TLS13) is older
    assert catalogue.ncsc.level("2025-05", suite, TLS13) is newer


@pytest.mark.parametrize(
    ("exchanges", "ciphers", "older", "newer"),
    [
        (ECDHE, AEAD, GOED, VOLDOENDE),
        (("ECDHE_ECDSA",), CCM, GOED, VOLDOENDE),
        (ECDHE, CBC_SHA2, VOLDOENDE, UITFASEREN),
        (ECDHE, CBC_SHA1, VOLDOENDE, ONVOLDOENDE),
        (("DHE_RSA",), (*AEAD, *DHE_CBC_SHA2), VOLDOENDE, UITFASEREN),
        (("DHE_RSA",), CBC_SHA1, VOLDOENDE, ONVOLDOENDE),
        (("DHE_RSA",), CCM, ONVOLDOENDE, UITFASEREN),
        (ECDHE, CAMELLIA, VOLDOENDE, UITFASEREN),
        (("DHE_RSA",), DHE_CAMELLIA, VOLDOENDE, UITFASEREN),
        (ALL_ECDHE_DHE, ARIA, ONVOLDOENDE, UITFASEREN),
        (ALL_ECDHE_DHE, TRIPLE_DES, UITFASEREN, ONVOLDOENDE),
        (
            ("RSA",),
            ("AES_256_GCM_SHA384", "AES_128_GCM_SHA256", *DHE_CBC_SHA2, *CBC_SHA1, *TRIPLE_DES),
            UITFASEREN,
            ONVOLDOENDE,
        ),
        (("ECDHE_ECDSA",), ("AES_256_CCM_8", "AES_128_CCM_8"), ONVOLDOENDE, ONVOLDOENDE),
        (("ECDHE_RSA", "RSA"), ("RC4_128_SHA", "NULL_SHA"), ONVOLDOENDE, ONVOLDOENDE),
        (("PSK", "DHE_PSK", "DH_anon"), AEAD, ONVOLDOENDE, ONVOLDOENDE),
        (("RSA_EXPORT",), ("RC4_40_MD5",), ONVOLDOENDE, ONVOLDOENDE),
    ],
)
def test_suites_of_tls_1_2(
    catalogue: Catalogue, exchanges: tuple[str, ...], ciphers: tuple[str, ...], older: Level, newer: Level
) -> None:
    for suite in (f"TLS_{exchange}_WITH_{cipher}" for exchange in exchanges for cipher in ciphers):
        assert (suite, catalogue.ncsc.level("2.1", suite, TLS12)) == (suite, older)
        assert (suite, catalogue.ncsc.level("2025-05", suite, TLS12)) == (suite, newer)


def test_a_suite_counts_in_its_own_version_only(catalogue: Catalogue) -> None:
    assert catalogue.ncsc.level("2.1", "TLS_AES_256_GCM_SHA384", TLS12) is ONVOLDOENDE
    assert catalogue.ncsc.level("2.1", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", TLS13) is ONVOLDOENDE


def test_below_goed_in_every_edition(catalogue: Catalogue) -> None:
    best = catalogue.ncsc.best_level
    assert best("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", TLS12) is GOED
    assert best("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", TLS12) is VOLDOENDE


@pytest.mark.parametrize(
    ("kind", "older", "newer"),
    [
        ("geen", GOED, GOED),
        ("beperkt", VOLDOENDE, VOLDOENDE),
        ("onbeperkt", VOLDOENDE, UITFASEREN),
        ("onveilig", ONVOLDOENDE, ONVOLDOENDE),
    ],
)
def test_renegotiation(catalogue: Catalogue, kind: str, older: Level, newer: Level) -> None:
    assert catalogue.ncsc.renegotiation_level("2.1", kind) is older
    assert catalogue.ncsc.renegotiation_level("2025-05", kind) is newer


def test_levels_are_ordered_and_have_a_label() -> None:
    assert ONVOLDOENDE < UITFASEREN < VOLDOENDE < GOED
    assert [level.label for level in Level] == ["onvoldoende", "uit te faseren", "voldoende", "goed"]


def test_disputed_suites_are_marked(catalogue: Catalogue) -> None:
    assert catalogue.ncsc.disputed("2.1", "TLS_AES_128_CCM_SHA256")
    assert catalogue.ncsc.disputed("2.1", "TLS_ECDHE_ECDSA_WITH_AES_128_CCM")
    assert not catalogue.ncsc.disputed("2025-05", "TLS_AES_128_CCM_SHA256")


def test_an_edition_that_is_not_there(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError):
        catalogue.ncsc.level("1.0", "TLS_AES_128_CCM_SHA256", TLS13)
