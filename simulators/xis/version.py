"""What the XIS says of itself: product, version, build."""

import hashlib
import sqlite3
from functools import cache
from pathlib import Path
from typing import Final

PRODUCT: Final = "Referentie-XIS"
VERSION: Final = "0.1.0"
ADAPTER: Final = "1"
"""Version of the upper tester."""


@cache
def build() -> str:
    """Return the build: the first twelve digits of the SHA-256 over the sources of the XIS."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for source in sorted(folder.rglob("*.py")):
        digest.update(source.relative_to(folder).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:12]


def database() -> str:
    """Return the kind and version of the database."""
    return f"SQLite {sqlite3.sqlite_version}"
