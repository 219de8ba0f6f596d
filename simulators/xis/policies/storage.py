"""What the XIS decides about how it keeps things on disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class StoragePolicy:
    """How what is kept is written (SYS.BVL.e4010.1): sealed, but for the places that stand here with a codec.

    Places are the tables of the store, and ``logboek``, ``sessie`` and ``reservekopie``; codecs are those of
    ``simulators.xis.sealing``.
    """

    legible: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
