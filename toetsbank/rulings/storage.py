"""What a search says of a store: legible or not (SYS.BVL.e4010.1).

What anyone can read without a key is not encrypted: text, and text that is only written or packed otherwise (base64,
hexadecimal, UTF-16, gzip, zip). A hash without a key is no encryption either, for there are few enough BSNs to try them
all; but no text says so, and what can be found by trying is not legible: a finding.
"""

from pathlib import Path

from toetsbank.rulings.base import Ruling
from toetsbank.search.probing import HASHED
from toetsbank.search.result import NOTHING, verdict
from toetsbank.search.walking import Search

EXPECTED = "niets over een persoon leesbaar, ook niet in een andere schrijfwijze of verpakking"


def nothing_legible(search: Search, folder: Path, observations: tuple[int, ...] = ()) -> Ruling:
    """Judge what was found in a folder; ``satisfied`` is None where a control is missing, with the reasons observed."""
    legible = [(place, {key: n for key, n in place.hits.items() if not _is_hash(key[0])}) for place in search.places]
    found = [
        f"{Path(place.path).relative_to(folder)}: {_counted(hits)}"
        if place.path.startswith(f"{folder}/")
        else place.path
        for place, hits in legible
        if hits
    ]
    if found:
        return Ruling(False, EXPECTED, "; ".join(found), observations)
    said, reasons = verdict(search)
    hashed = any(_is_hash(name) for name, _ in search.hits)
    if said != NOTHING and not hashed:
        return Ruling(None, EXPECTED, " ".join(reasons), observations)
    findings = ("Een BSN staat er als hash zonder sleutel; die is terug te vinden door alle BSN's te proberen.",)
    observed = (
        f"niets in {search.files} bestanden ({search.size} bytes, {search.changed} gewijzigd in deze tijd);"
        " het woord ter controle wel"
    )
    return Ruling(True, EXPECTED, observed, observations, findings if hashed else ())


def _is_hash(name: str) -> bool:
    return name.startswith(f"{HASHED}-")


def _counted(hits: dict[tuple[str, str], int]) -> str:
    return ", ".join(f"{times} keer {name.partition('-')[0]} in {encoding}" for (name, encoding), times in hits.items())
