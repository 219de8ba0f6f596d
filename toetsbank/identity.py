"""What the bench says of itself: the version of the suite that gave a verdict (DESIGN section 9)."""

import hashlib
import ssl
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from toetsbank.scenarios import ROOT

SUITE = ("catalogue", "features", "steps", "toetsbank", "simulators", "protocol", "reports", "docs/voorbeeld")
"""What a proof rests on; the example dossier and registers are what broken ones are made from."""
LIBRARIES = (
    "pytest",
    "pytest-bdd",
    "gherkin-official",
    "aiohttp",
    "h11",
    "lxml",
    "signxml",
    "cryptography",
    "pydantic",
)
KINDS = frozenset({".py", ".toml", ".feature", ".xsd", ".csv"})


def fingerprint() -> str:
    """Return a SHA-256 over all files that decide a verdict; a proof holds for one fingerprint only."""
    digest = hashlib.sha256()
    for name in SUITE:
        place = ROOT / name
        for path in [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.suffix in KINDS):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def bench_facts() -> dict[str, Any]:
    """Return tag, commit, cleanliness of the checkout, fingerprint, interpreter and versions of the libraries."""
    return {
        "tag": _git("describe", "--tags", "--always") or "onbekend",
        "commit": _git("rev-parse", "HEAD") or "onbekend",
        "clean": _git("status", "--porcelain") == "",
        "fingerprint": fingerprint(),
        "python": sys.version.split()[0],
        "openssl": ssl.OPENSSL_VERSION,
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
    }


def _git(*arguments: str) -> str | None:
    command = ["git", "-C", str(ROOT), *arguments]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
