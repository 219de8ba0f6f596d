"""What the ZIM shows and trusts."""

import pytest

from simulators.uzi.pki import Pki
from simulators.zim import Shown, ZimSettings
from simulators.zim.trust import client_settings, server_settings


def test_server_asks_for_a_certificate_of_both_generations(pki: Pki) -> None:
    settings = server_settings(pki, ZimSettings(), 0.0)

    assert settings.peer_certificate == "required"
    assert settings.identity is not None
    assert settings.identity.name == "zim"
    assert pki.trust("server-roots") in settings.trust
    assert len(settings.crls) == 4


def test_revocation_makes_other_settings(pki: Pki) -> None:
    before = server_settings(pki, ZimSettings(), 0.0)
    try:
        pki.crls.revoke("server-g1", 12345, 0.0)
        after = server_settings(pki, ZimSettings(), 0.0)
    finally:
        pki.crls.reset()

    assert before != after


def test_client_may_show_nothing(pki: Pki) -> None:
    assert client_settings(pki, Shown(""), 0.0, check_name=True).identity is None


def test_client_may_show_a_pass(pki: Pki) -> None:
    shown = client_settings(pki, Shown("arts-a/geldig"), 0.0, check_name=True).identity
    assert shown is not None
    assert shown.name == "arts-a/geldig"
    assert shown.key.is_file()
    with pytest.raises(ValueError, match="pas 'arts-a/geldigg' bestaat niet"):
        client_settings(pki, Shown("arts-a/geldigg"), 0.0, check_name=True)


def test_unknown_certificate_is_refused_with_those_that_there_are(pki: Pki) -> None:
    with pytest.raises(ValueError, match="kies uit zim, zim-verlopen"):
        server_settings(pki, ZimSettings(certificate="zimm"), 0.0)
