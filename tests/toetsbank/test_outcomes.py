"""The three ways in which a scenario or a command ends other than well."""

from toetsbank.outcomes import Failed


def test_failure_without_observations_is_still_a_sentence() -> None:
    failed = Failed("GBX.XYZ.e1.1/1", "hoogstens 300 s", "360 s")
    assert str(failed) == "GBX.XYZ.e1.1/1: verwacht hoogstens 300 s, waargenomen 360 s"
