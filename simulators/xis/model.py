"""The values that the XIS works with: patients, users, results, entries of the toegangslog."""

from dataclasses import dataclass, field
from typing import Literal

from simulators.xis.configuration import Role

TokenKind = Literal["inschrijftoken", "mandaattoken"]
"""The tokens that a XIS keeps to use them again and again."""


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient as registered; dates as YYYY-MM-DD."""

    bsn: str
    naam: str
    geboortedatum: str
    geslacht: str = ""
    postcode: str = ""
    huisnummer: str = ""
    woonplaats: str = ""

    def line(self) -> str:
        """Return the line that a user sees in a list of patients."""
        address = " ".join(part for part in (self.postcode, self.huisnummer, self.woonplaats) if part)
        items = (self.naam, self.geboortedatum, self.geslacht, address, f"BSN {self.bsn}")
        return "; ".join(item for item in items if item)


@dataclass(frozen=True, slots=True)
class User:
    """A user of the XIS, known by the UZI-nummer on the pass."""

    sleutel: str
    uzi_nummer: str
    rollen: frozenset[Role]
    lsp: bool
    """May exchange data with the LSP."""
    wachtwoord: str = ""
    """Salt and hash of the password for coming in without a pass; empty where there is none."""


@dataclass(frozen=True, slots=True)
class SourceResult:
    """What one source, or the ZIM itself, contributed to the answer to a query."""

    bron: str
    """Name and URA of the organisation, or "LSP"."""
    uitkomst: str
    """OK, NF, AE or QE."""
    inhoud: tuple[str, ...] = ()
    """What the patiëntstukken say, by the names of their codes."""
    meldingen: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the line that a user sees."""
        if self.uitkomst == "OK":
            text = "; ".join(self.inhoud) or "antwoord zonder inhoud"
        elif self.uitkomst == "NF":
            text = "geen gegevens gevonden"
        else:
            text = "fout: " + ("; ".join(self.meldingen) or "zonder toelichting")
        return f"{self.bron}: {text}"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The result of a query as it is kept for the users of the XIS."""

    bsn: str
    opgehaald: str
    """ISO 8601, UTC."""
    bericht_id: str
    bronnen: tuple[SourceResult, ...]

    def lines(self) -> tuple[str, ...]:
        """Return what a user sees."""
        return tuple(source.line() for source in self.bronnen) or ("Geen enkele bron heeft geantwoord.",)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One exchange in the toegangslog, with the nine items of GBX.LOG.e4015.1, in their order."""

    bsn: str
    opvragende_organisatie: str
    bestemde_organisatie: str
    functie: str
    identiteit: str
    interactie: str
    tijdstip: str
    """ISO 8601 with the offset from UTC."""
    ontvangen_bericht_id: str = ""
    verzonden_bericht_id: str = ""
    gegevenssoorten: tuple[str, ...] = ()
    fouten: tuple[str, ...] = field(default=())

    def line(self) -> str:
        """Return the line that the administrator of the toegangslog sees."""
        items = (
            self.tijdstip,
            f"BSN {self.bsn}",
            f"van {self.opvragende_organisatie}",
            f"naar {self.bestemde_organisatie}",
            f"{self.functie} {self.identiteit}",
            self.interactie,
            f"verzonden {self.verzonden_bericht_id or '-'}",
            f"ontvangen {self.ontvangen_bericht_id or '-'}",
            f"gegevens {', '.join(self.gegevenssoorten) or '-'}",
            f"fouten {'; '.join(self.fouten) or 'geen'}",
        )
        return " | ".join(items)
