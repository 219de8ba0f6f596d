"""What a report takes along of observations: their facts, and the messages themselves up to a limit."""

import base64
import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from lxml import etree

from protocol.xml import XmlError, parse
from reports.mask import mask
from reports.model import Observation, Scenario, Step

PAYLOAD_LIMIT = 20_000
"""Characters of one message that a report shows."""
TOTAL_LIMIT = 600_000
"""Bytes of all evidence in the page, packed; what comes after that stays in the run folder."""
PACKING = 5
"""How many characters of a message at least go into one byte when packed; XML packs better."""


def pretty(payload: bytes) -> str:
    """Return a payload as text: XML indented, other text as it is, anything else as a sentence; not yet masked."""
    try:
        root = parse(payload)
    except XmlError:
        return _text(payload)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode")


def shown(payload: bytes) -> str:
    """Return a payload as a report shows it: readable, masked, and cut off at the limit with a note."""
    text = mask(pretty(payload[: 10 * PAYLOAD_LIMIT]))
    if len(text) <= PAYLOAD_LIMIT and len(payload) <= 10 * PAYLOAD_LIMIT:
        return text
    return f"{text[:PAYLOAD_LIMIT]}\n… afgekapt; het geheel is {len(payload)} bytes groot."


def packed(
    observations: Mapping[str, Observation], scenarios: Iterable[Scenario], first: Iterable[str], folder: Path
) -> str:
    """Return observations, their payloads and steps of scenarios as base64 of gzipped JSON, for the page to unpack.

    ``first`` names the observations that come first when not all payloads fit. ``folder`` holds the payloads by their
    SHA-256; one that is not there is left out, and the page names the file.
    """
    facts = {name: {"f": found.facts, "p": found.payloads} for name, found in observations.items()}
    known = {scenario.attempt: [_line(step) for step in scenario.steps] for scenario in scenarios}
    left = TOTAL_LIMIT - len(_pack({"o": facts, "s": known}))
    payloads: dict[str, str] = {}
    for name in dict.fromkeys((*first, *observations)):
        for digest in observations[name].payloads if name in observations else ():
            file = folder / digest
            if digest in payloads or left <= 0 or not file.is_file():
                continue
            payloads[digest] = shown(file.read_bytes())
            left -= len(payloads[digest]) // PACKING
    return _pack({"o": facts, "s": known, "p": payloads})


def _line(step: Step) -> tuple[str, str, int]:
    """Return a step with 1 behind it if it went wrong."""
    return step.keyword, step.text, int(step.outcome != "gedaan")


def _pack(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=6, mtime=0)).decode()


def _text(payload: bytes) -> str:
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return f"Geen tekst: {len(payload)} bytes, beginnend met {payload[:32].hex(' ')}."
    return "".join(character if character.isprintable() or character in "\n\t" else "�" for character in text)
