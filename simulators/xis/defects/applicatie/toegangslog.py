"""Defects of the toegangslog (GBX.LOG.e4015.1): exchanges missing in it, items missing or wrong."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from simulators.xis.defects.base import Defect
from simulators.xis.model import LogEntry
from simulators.xis.policies.log import Kind

if TYPE_CHECKING:
    from simulators.xis.application import Xis

SENT: Kind = "verzonden opvraag"
RECEIVED: Kind = "ontvangen opvraag"


class _Edits(Defect):
    """Entries of the toegangslog are written otherwise than they should be."""

    def apply(self, xis: "Xis") -> None:
        xis.policies.log = replace(xis.policies.log, edit=self.edit)

    @abstractmethod
    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry | None:
        """Return what is written instead."""


class LogtOntvangenOpvraagNiet(_Edits):
    """Een opvraag van de ZIM komt niet in de toegangslog."""

    violates = ("GBX.LOG.e4015.1/1",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.LOG.e4015.1/2": "zonder regel is er ook geen spoor van het antwoord"}
    )

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry | None:
        return None if kind == RECEIVED else entry


class LogtGegevenAntwoordNiet(_Edits):
    """Van een ontvangen opvraag staat niet in de toegangslog wat erop geantwoord is."""

    violates = ("GBX.LOG.e4015.1/2", "GBX.LOG.e4015.1/17")
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.LOG.e4015.1/16": "het verzonden bericht is hier het antwoord dat ontbreekt"}
    )

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, verzonden_bericht_id="", gegevenssoorten=()) if kind == RECEIVED else entry


class LogtVerzondenOpvraagNiet(_Edits):
    """Een eigen opvraag komt alleen in de toegangslog als zij mislukt."""

    violates = ("GBX.LOG.e4015.1/3",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.LOG.e4015.1/4": "zonder regel is er ook geen spoor van het antwoord"}
    )

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry | None:
        return None if kind == SENT and not entry.fouten else entry


class LogtVerkregenAntwoordNiet(_Edits):
    """Van een eigen opvraag staat niet in de toegangslog welk antwoord erop kwam."""

    violates = ("GBX.LOG.e4015.1/4", "GBX.LOG.e4015.1/18")
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.LOG.e4015.1/15": "het ontvangen bericht is hier het antwoord dat ontbreekt"}
    )

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, ontvangen_bericht_id="", gegevenssoorten=()) if kind == SENT else entry


class LogtGeenBsn(_Edits):
    """De toegangslog noemt een intern nummer in plaats van het BSN."""

    violates = ("GBX.LOG.e4015.1/7",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, bsn=f"P{entry.bsn[-4:]}")


class LogtEigenOrganisatieAlsVrager(_Edits):
    """Bij een ontvangen opvraag staat de eigen organisatie als degene die opvroeg."""

    violates = ("GBX.LOG.e4015.1/8",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, opvragende_organisatie=entry.bestemde_organisatie) if kind == RECEIVED else entry


class LogtGeenVragendeOrganisatie(_Edits):
    """Bij een eigen opvraag staat geen organisatie die opvroeg."""

    violates = ("GBX.LOG.e4015.1/8",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, opvragende_organisatie="") if kind == SENT else entry


class LogtGeenBestemming(_Edits):
    """Bij een eigen opvraag staat niet waarheen zij ging."""

    violates = ("GBX.LOG.e4015.1/9",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, bestemde_organisatie="") if kind == SENT else entry


class LogtGeenBestemmingBijOntvangst(_Edits):
    """Bij een ontvangen opvraag staat niet voor welke organisatie zij was."""

    violates = ("GBX.LOG.e4015.1/9",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, bestemde_organisatie="") if kind == RECEIVED else entry


class LogtVasteFunctie(_Edits):
    """In elke regel staat de functie huisarts, ook als een ander opvroeg."""

    violates = ("GBX.LOG.e4015.1/10",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, functie="01.015")


class LogtGeenFunctie(_Edits):
    """Bij een eigen opvraag staat geen functie."""

    violates = ("GBX.LOG.e4015.1/10",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, functie="") if kind == SENT else entry


class LogtAnderePersoon(_Edits):
    """Bij een ontvangen opvraag staat iemand van de eigen praktijk als degene die opvroeg."""

    violates = ("GBX.LOG.e4015.1/11",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, identiteit="UZI 900001234") if kind == RECEIVED else entry


class LogtGeenPersoon(_Edits):
    """Bij een eigen opvraag staat niet wie opvroeg."""

    violates = ("GBX.LOG.e4015.1/11",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, identiteit="") if kind == SENT else entry


class LogtGeenInteractie(_Edits):
    """De toegangslog zegt niet wat voor interactie het was."""

    violates = ("GBX.LOG.e4015.1/12",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, interactie="")


class LogtTijdEenUurTeLaat(_Edits):
    """De tijden in de toegangslog lopen een uur voor."""

    violates = ("GBX.LOG.e4015.1/13",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        later = datetime.fromisoformat(entry.tijdstip) + timedelta(hours=1)
        return replace(entry, tijdstip=later.isoformat())


class LogtTijdZonderZone(_Edits):
    """Bij de tijden in de toegangslog staat geen tijdzone."""

    violates = ("GBX.LOG.e4015.1/14",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, tijdstip=datetime.fromisoformat(entry.tijdstip).replace(tzinfo=None).isoformat())


class LogtLokaleTijdAlsUtc(_Edits):
    """De tijden in de toegangslog zijn die van de klok aan de muur, met de tijdzone van UTC erbij."""

    violates = ("GBX.LOG.e4015.1/14",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        bare = datetime.fromisoformat(entry.tijdstip).replace(tzinfo=None)
        return replace(entry, tijdstip=f"{bare.isoformat()}+00:00")


class LogtOpvraagIdAlsOntvangen(_Edits):
    """Bij een eigen opvraag staat haar eigen id op de plaats van het antwoord."""

    violates = ("GBX.LOG.e4015.1/15",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, ontvangen_bericht_id=entry.verzonden_bericht_id) if kind == SENT else entry


class LogtGeenOntvangenId(_Edits):
    """Bij een ontvangen opvraag staat haar bericht-id niet."""

    violates = ("GBX.LOG.e4015.1/15",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, ontvangen_bericht_id="") if kind == RECEIVED else entry


class LogtOpvraagIdAlsVerzonden(_Edits):
    """Bij een ontvangen opvraag staat haar eigen id op de plaats van het antwoord."""

    violates = ("GBX.LOG.e4015.1/16",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, verzonden_bericht_id=entry.ontvangen_bericht_id) if kind == RECEIVED else entry


class LogtGeenVerzondenId(_Edits):
    """Bij een eigen opvraag staat haar bericht-id niet."""

    violates = ("GBX.LOG.e4015.1/16",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return replace(entry, verzonden_bericht_id="") if kind == SENT else entry


class VerzwijgtFoutBijOntvangen(_Edits):
    """Dat een antwoord niet goed binnenkwam staat niet in de toegangslog."""

    violates = ("GBX.LOG.e4015.1/19",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        return entry if entry.ontvangen_bericht_id else replace(entry, fouten=_of_sending(entry))


class VerzwijgtFoutBijVerzenden(_Edits):
    """Dat het LSP een bericht weigerde staat niet in de toegangslog."""

    violates = ("GBX.LOG.e4015.1/20",)

    def edit(self, kind: Kind, entry: LogEntry) -> LogEntry:
        left = () if entry.ontvangen_bericht_id else tuple(e for e in entry.fouten if e not in _of_sending(entry))
        return replace(entry, fouten=left)


def _of_sending(entry: LogEntry) -> tuple[str, ...]:
    """Return the errors with which the LSP refused what was sent."""
    return tuple(error for error in entry.fouten if "weigert het bericht" in error)
