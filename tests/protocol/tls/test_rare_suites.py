"""The suites that OpenSSL never knew, beside those that it does."""

import shutil
import subprocess

import pytest

from protocol.tls import rare_suites, suites


def test_no_suite_stands_in_both_tables() -> None:
    assert not {suite.code for suite in suites.SUITES} & set(rare_suites.NAMES)
    assert not {suite.name for suite in suites.SUITES} & set(rare_suites.NAMES.values())
    assert len(set(rare_suites.NAMES.values())) == len(rare_suites.NAMES)
    assert list(rare_suites.NAMES) == sorted(rare_suites.NAMES)


def test_they_have_names_and_are_no_signals() -> None:
    assert suites.name_of(0xC07D) == "TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384"
    assert not any(suites.is_signal(code) for code in rare_suites.NAMES)


def test_every_suite_of_gnutls_has_a_name() -> None:
    if shutil.which("gnutls-cli") is None:
        pytest.skip("gnutls-cli is not installed (Debian: gnutls-bin)")
    done = subprocess.run(["gnutls-cli", "--list"], check=True, capture_output=True, text=True, timeout=8)
    rows = [row.split("\t") for row in done.stdout.splitlines() if "\t0x" in row]
    codes = [int(row[1].replace("0x", "").replace(", ", ""), 16) for row in rows]
    assert len(codes) > 100
    nameless = [code for code in codes if suites.name_of(code).startswith("0x")]
    # Suites of GOST have the numbers of a draft in some releases.
    assert [hex(code) for code in nameless if code < 0xFF00] == []
