"""The table of suites against the OpenSSL that is installed."""

import subprocess

import pytest

from protocol.tls import suites


def test_every_suite_of_the_installed_openssl_is_in_the_table_under_its_names() -> None:
    listed = subprocess.run(
        ["openssl", "ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"],
        check=True,
        capture_output=True,
        text=True,
        timeout=8,
    ).stdout.splitlines()
    wrong = []
    for line in listed:
        code, _, name, _, openssl, *_ = line.split()
        found = suites.by_code(int(code.replace("0x", "").replace(",", ""), 16))
        if "SRP" not in name and (found is None or (found.name, found.openssl) != (name, openssl)):
            wrong.append(line)
    assert len(listed) > 100
    assert not wrong


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", ("ECDHE", "RSA", "AES_256_GCM", "SHA384")),
        ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", ("RSA", "RSA", "3DES_EDE_CBC", "SHA")),
        ("TLS_DH_anon_WITH_RC4_128_MD5", ("DH", "anon", "RC4_128", "MD5")),
        ("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", ("ECDHE", "ECDSA", "AES_128_CCM_8", "SHA256")),
        ("TLS_PSK_DHE_WITH_AES_128_CCM_8", ("DHE", "PSK", "AES_128_CCM_8", "SHA256")),
        ("TLS_PSK_WITH_AES_128_GCM_SHA256", ("PSK", "PSK", "AES_128_GCM", "SHA256")),
        ("TLS_RSA_EXPORT_WITH_RC4_40_MD5", ("RSA", "RSA", "RC4_40", "MD5")),
        ("TLS_AES_128_CCM_8_SHA256", ("TLS 1.3", "TLS 1.3", "AES_128_CCM_8", "SHA256")),
    ],
)
def test_a_name_is_taken_apart(name: str, facts: tuple[str, str, str, str]) -> None:
    suite = suites.by_name(name)
    assert suite is not None
    assert (suite.key_exchange, suite.authentication, suite.cipher, suite.mac) == facts
    assert suite.is_tls13 is (facts[0] == "TLS 1.3")


def test_codes_and_names_are_unique() -> None:
    for key in ("code", "name", "openssl"):
        assert len({getattr(suite, key) for suite in suites.SUITES}) == len(suites.SUITES)


def test_every_kind_of_name_finds_a_suite() -> None:
    found = suites.by_code(0xC02B)
    assert found is not None
    assert suites.by_name("ECDHE_ECDSA_WITH_AES_128_GCM_SHA256") is found
    assert suites.by_name("ECDHE-ECDSA-AES128-GCM-SHA256") is found
    assert suites.by_name("ROT13") is None
    assert suites.by_code(0xFFFE) is None


def test_codes_without_a_suite_have_a_name_too() -> None:
    assert suites.name_of(0x1301) == "TLS_AES_128_GCM_SHA256"
    assert suites.name_of(0x00FF) == "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"
    assert suites.name_of(0x3A3A) == "GREASE 0x3A3A"
    assert suites.name_of(0xFFFE) == "0xFFFE"
    assert [suites.is_signal(code) for code in (0x00FF, 0x5600, 0x0A0A, 0x0A1A, 0x1301)] == [
        True,
        True,
        True,
        False,
        False,
    ]
