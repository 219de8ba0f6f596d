"""Settings that are not possible are refused."""

import pytest

from simulators.lsp.faults import LspSettings


def test_there_are_two_locations() -> None:
    with pytest.raises(ValueError, match="locatie 1 en 2, geen 3"):
        LspSettings(location=3)


@pytest.mark.parametrize("wrong", [{"ttl": -1}, {"negative_ttl": -1}])
def test_a_ttl_is_not_negative(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="geen -1"):
        LspSettings(**wrong)  # type: ignore[arg-type]
