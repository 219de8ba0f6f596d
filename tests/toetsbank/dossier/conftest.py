"""The good dossier that the product breaks, laid out once for all tests."""

from collections.abc import Iterator

import pytest

from tests.toetsbank.dossier.samples import CATALOGUE
from toetsbank.dossier.defects import Good
from toetsbank.dossier.specimens import papers


@pytest.fixture(scope="session")
def good() -> Iterator[Good]:
    with papers() as folder:
        yield Good(folder, CATALOGUE)
