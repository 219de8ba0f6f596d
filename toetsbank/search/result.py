"""The result of a search: counts, names of files and hashes, never content."""

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import Any, Final, Literal

from toetsbank.search.canaries import Canaries
from toetsbank.search.walking import Place, Search

FORMAT: Final = "toetsbank-zoek/1"
FOUND: Final = "gevonden"
NOTHING: Final = "niets gevonden"
UNDECIDED: Final = "niet te beslissen"
Verdict = Literal["gevonden", "niets gevonden", "niet te beslissen"]


def verdict(search: Search) -> tuple[Verdict, tuple[str, ...]]:
    """Return the result and, where nothing can be decided, the Dutch sentences that say why.

    What was found was found, whatever is wrong with the search; that nothing was found counts only with the positive
    controls (operations.md, section 4).
    """
    if search.hits:
        return FOUND, ()
    reasons = tuple(_reasons(search))
    return (UNDECIDED, reasons) if reasons else (NOTHING, ())


def as_json(search: Search, canaries: Canaries) -> str:
    """Return the result as the JSON that the supplier hands over."""
    said, reasons = verdict(search)
    kinds = Counter(canary.kind for canary in canaries.canaries)
    content: dict[str, Any] = {
        "formaat": FORMAT,
        "run": canaries.run,
        "gemaakt": datetime.now(UTC).isoformat(timespec="seconds"),
        "uitslag": said,
        "redenen": list(reasons),
        "kanaries": dict(kinds),
        "controle": {
            "plaatsen": [{"plaats": root, "geplant_gevonden": times} for root, times in search.roots.items()],
            "bestanden": search.files,
            "bytes": search.size,
            "leden": search.members,
            "bytes_uitgepakt": search.unpacked,
            "gewijzigd_tijdens_run": search.changed,
            "lijst_sha256": search.listing,
        },
        "treffers": [_place(place, canaries) for place in search.places if place.hits],
        "in_langere_getallen": [
            {"plaats": place.path, "aantal": place.within_numbers} for place in search.places if place.within_numbers
        ],
        "niet_doorzocht": [{"plaats": path, "reden": reason} for path, reason in search.unsearched],
        "seconden": round(search.seconds, 3),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _reasons(search: Search) -> list[str]:
    reasons = []
    if not search.size:
        reasons.append("Er is geen enkele byte gelezen; wijs de opslag, logs, back-ups en opnamen aan.")
    if not search.changed:
        reasons.append(
            "Geen bestand is tijdens de run gewijzigd; doorzoek de opslag die de run gebruikte, binnen een dag erna of"
            " op een kopie die de tijden bewaart."
        )
    without = [root for root, times in search.roots.items() if not times]
    if without:
        reasons.append(
            f"De geplante kanarie is niet gevonden in {', '.join(without)}; plaats haar met 'zoek plant' en zoek"
            " opnieuw."
        )
    if search.unsearched:
        reasons.append(f"{len(search.unsearched)} bestanden of leden zijn niet doorzocht; ze staan in de uitslag.")
    if search.within_numbers:
        reasons.append(
            f"{search.within_numbers} keer staat een BSN binnen een langer getal; bekijk of dat een BSN is of toeval."
        )
    return reasons


def _place(place: Place, canaries: Canaries) -> dict[str, Any]:
    kinds = {canary.name: canary.kind for canary in canaries.canaries}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (name, encoding), times in place.hits.items():
        counts[kinds[name]][encoding] += times
    return {
        "plaats": place.path,
        "bytes": place.size,
        "sha256": place.sha256,
        "aantallen": {kind: dict(by_encoding) for kind, by_encoding in counts.items()},
        "verschillende": len({name for name, _ in place.hits}),
        "voorbeelden": sorted({name for name, _ in place.hits})[:10],
    }
