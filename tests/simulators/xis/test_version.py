import re

from simulators.xis import version


def test_the_build_follows_from_the_sources() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", version.build())
    assert version.database().startswith("SQLite 3.")
