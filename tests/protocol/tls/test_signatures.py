"""Names of signature schemes."""

from protocol.tls.signatures import scheme_name


def test_a_scheme_has_a_name_and_an_unknown_one_its_number() -> None:
    assert scheme_name(0x0804) == "rsa_pss_rsae_sha256"
    assert scheme_name(0x7F1C) == "0x7F1C"
