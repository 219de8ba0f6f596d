"""The ratings of the NCSC's guidelines for TLS, as data per edition (ncsc.toml), and the questions asked of them."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from catalogue.model import Record

TLS_1_3 = 0x0304
_VERSIONS = {0x0300: "SSL 3.0", 0x0301: "TLS 1.0", 0x0302: "TLS 1.1", 0x0303: "TLS 1.2", TLS_1_3: "TLS 1.3"}

LevelName = Literal["goed", "voldoende", "uit_te_faseren", "onvoldoende"]
Rows = Mapping[LevelName, tuple[str, ...]]


class Level(IntEnum):
    """The four ratings, in order: a higher number is a better rating."""

    ONVOLDOENDE = 0
    UIT_TE_FASEREN = 1
    VOLDOENDE = 2
    GOED = 3

    @property
    def label(self) -> str:
        """Return the rating as the guidelines print it, in small letters."""
        return self.name.lower().replace("_", " ")


class Edition(Record):
    """One edition of the guidelines: ratings of versions, of suites by IANA name, and of renegotiation."""

    id: str
    titel: str
    versies: Rows
    tls13: Rows
    """Suites of TLS 1.3."""
    tls12: Rows
    """Suites of TLS 1.2 and older; in edition 2.1 by algorithm, the version apart (INT-51)."""
    heronderhandeling: Mapping[str, LevelName]
    betwist: tuple[str, ...] = ()
    """Suites on whose rating the sources differ: no fail rests on them."""
    bron: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_rating_each(self) -> Self:
        for name, rows in (("versies", self.versies), ("tls13", self.tls13), ("tls12", self.tls12)):
            listed = [item for items in rows.values() for item in items]
            twice = sorted({item for item in listed if listed.count(item) > 1})
            if twice:
                raise ValueError(f"editie {self.id}, {name}: dubbel gewaardeerd zijn {', '.join(twice)}")
        return self


class Ncsc(Record):
    """All editions by their id; a question about an edition that is not there raises ``KeyError``."""

    edities: Mapping[str, Edition]

    def level(self, edition: str, suite: str, version: int) -> Level:
        """Return the rating of a cipher suite.

        ``suite`` is the IANA name with ``TLS_``, ``version`` the number on the wire (0x0303 is TLS 1.2). What is not
        listed is *onvoldoende*. The version itself has a rating of its own: ``version_level``.
        """
        chosen = self.edities[edition]
        return _rating(chosen.tls13 if version >= TLS_1_3 else chosen.tls12, suite)

    def best_level(self, suite: str, version: int) -> Level:
        """Return the highest rating that any edition gives: below *goed* here is below it in every edition."""
        return max(self.level(edition, suite, version) for edition in self.edities)

    def version_level(self, edition: str, version: int) -> Level:
        """Return the rating of a protocol version by its number on the wire."""
        return _rating(self.edities[edition].versies, _VERSIONS.get(version, ""))

    def renegotiation_level(self, edition: str, kind: str) -> Level:
        """Return the rating of renegotiation started by the client.

        ``kind`` is geen, beperkt, onbeperkt or onveilig (without RFC 5746).
        """
        return Level[self.edities[edition].heronderhandeling[kind].upper()]

    def disputed(self, edition: str, suite: str) -> bool:
        """Tell whether the sources differ on a suite's rating in this edition."""
        return suite in self.edities[edition].betwist


def _rating(rows: Rows, item: str) -> Level:
    return next((Level[name.upper()] for name, items in rows.items() if item in items), Level.ONVOLDOENDE)
