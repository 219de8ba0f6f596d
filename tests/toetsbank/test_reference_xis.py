"""The process of the reference XIS: a start that fails says why and leaves no process behind."""

from pathlib import Path

import pytest

from toetsbank.reference_xis import ReferenceXis


def test_configuration_that_is_wrong_is_told_by_the_process_itself(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="did not start"):
        ReferenceXis({"host": "127.0.0.1"}, tmp_path, "xis-1")
    assert (tmp_path / "xis-1.stderr").read_text(encoding="utf-8").strip()
