from simulators.uzi.faults import UziSettings


def test_a_healthy_register_has_no_faults_and_shows_no_pin() -> None:
    settings = UziSettings()
    assert not settings.crl
    assert settings.signing is None
    assert settings.toegangscode not in repr(settings)
