"""What an extraction is known to damage, per requirement, and how it is put right (interpretations section 7).

What any list loses (marks, numbers that restart, items that became bullets) is put right by ``catalogue.document`` for
every requirement; here is what needs to be known of one requirement. A restoration is always shown as such, beside the
words as they were found.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Lines = list[str]


def _unchanged(lines: Sequence[str]) -> Lines:
    return list(lines)


@dataclass(frozen=True, slots=True)
class Restoration:
    """What is known to be damaged in one requirement, in Dutch, and the lines put right."""

    damage: str
    restored_as: str
    mend: Callable[[Sequence[str]], Lines] = _unchanged


def _last_item_without_mark(lines: Sequence[str]) -> Lines:
    """Give the first line below the last bullet that begins a new statement its bullet back."""
    bullets = [number for number, line in enumerate(lines) if line.lstrip().startswith("•")]
    mended = list(lines)
    if bullets:
        for number in range(bullets[-1] + 1, len(lines)):
            before, line = lines[number - 1].strip(), lines[number].strip()
            if not before and line[:1].isupper() and ":" not in line:
                mended[number] = f"• {line}"
                break
    return mended


def _lone_bracket(lines: Sequence[str]) -> Lines:
    """Remove the bracket that opens before a tag and never closes."""
    return [re.sub(r"\((\{\w+\}),", r"\1,", re.sub(r"\((\{\w+\})\)", r"\1", line)) for line in lines]


_KNOWN: Mapping[str, Restoration] = {
    "GBX.CON.e4080.5": Restoration("item 2 tot en met 6 zijn opsommingstekens geworden", "één lijst van zes"),
    "GBX.IDA.e4030": Restoration(
        "geneste nummers beginnen opnieuw of staan dubbel", "onder het tweede punt: 1 tot en met 5"
    ),
    "GBX.IDA.e4010.1": Restoration("de laatste twee items zijn opsommingstekens geworden", "item 5 en 6"),
    "GBX.IDA.e4040": Restoration("het laatste item is een opsommingsteken geworden", "item 3"),
    "GBX.FBH.e4015": Restoration("het laatste item is zijn teken kwijt", "item 4", _last_item_without_mark),
    "GBX.SBH.e4040.3": Restoration("een haakje te veel bij een kenmerk", "zonder dat haakje", _lone_bracket),
    "GBX.APR.e4060": Restoration("van een lijst zijn de meeste items leeg", "wat er staat; de rest is verloren"),
    "GBX.BVL.e4050.1": Restoration("item 6 is onderbroken door een lijst", "6a tot en met 6f"),
    "GBX.SGL.e4010.1": Restoration("onder een streep staat wat voor het portaal geldt", "een deel onder de streep"),
    "GBX.TOE.e4708": Restoration("het kopje van de eis ontbreekt", "de zin is de eis"),
    "KTZ.BER.02": Restoration("verificatie en type zijn niet ingevuld", "te toetsen zoals KTZ.BER.01"),
    "GBX.OPV.e4130.1": Restoration("de naam van een parameter is weggevallen", "aantal pogingen, waarde 3 (INT-22)"),
    "GBX.STU.e4510": Restoration("de waarde voor de verwerkingssnelheid is weggevallen", "norm ontbreekt"),
    "GBX.SGL.e4050.1": Restoration(
        "aantal en tijd tussen aanbiedingen zijn weggevallen", "waarden van de ZIM (INT-11)"
    ),
    "GBX.SGL.e4030": Restoration("het aantal antwoorden is weggevallen", "een waarde van de ZIM (INT-11)"),
}
"""By first alias."""


def restoration_of(alias: str) -> Restoration | None:
    """Return what is known to be damaged in a requirement, by its first alias."""
    return _KNOWN.get(alias)
