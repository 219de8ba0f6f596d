"""The toegangslog: one entry per exchange about a patient, with the nine items of GBX.LOG.e4015.1."""

from dataclasses import dataclass

from protocol.hl7.controlact import Author, Person
from protocol.hl7.query import Query
from protocol.hl7.timestamps import AMSTERDAM
from simulators.clock import Clock
from simulators.xis.configuration import Configuration
from simulators.xis.medication import DATA_TYPE
from simulators.xis.model import LogEntry
from simulators.xis.policies import Policies
from simulators.xis.policies.log import Kind
from simulators.xis.sessions import UserSession
from simulators.xis.store import Store


@dataclass(frozen=True, slots=True)
class Toegangslog:
    """Writes entries in the store, with the time of the XIS and its offset from UTC."""

    configuration: Configuration
    policies: Policies
    clock: Clock
    store: Store

    def sent_query(self, session: UserSession, query: Query, answer_id: str, errors: tuple[str, ...]) -> None:
        """Log a query that a user sent, with the answer that came to it, "" for none."""
        self._write(
            "verzonden opvraag",
            LogEntry(
                bsn=query.bsn or "",
                opvragende_organisatie=self._own(),
                bestemde_organisatie=f"LSP (applicatie {self.configuration.in_use.applicatie_id_schakelpunt})",
                functie=session.rolcode or "medewerker klantenloket",
                identiteit=f"UZI {session.user.uzi_nummer}",
                interactie=f"opvraag medicatiegegevens ({query.transmission.interaction})",
                tijdstip=self._time(),
                ontvangen_bericht_id=answer_id,
                verzonden_bericht_id=str(query.id),
                gegevenssoorten=(DATA_TYPE,),
                fouten=errors,
            ),
        )

    def received_query(self, query: Query, answer_id: str, errors: tuple[str, ...] = ()) -> None:
        """Log a query that came from the ZIM, with the answer that was sent."""
        function, identity = _asker(query.author)
        self._write(
            "ontvangen opvraag",
            LogEntry(
                bsn=query.bsn or "",
                opvragende_organisatie=_organisation(query.author),
                bestemde_organisatie=self._own(),
                functie=function,
                identiteit=identity,
                interactie=f"beantwoorden opvraag medicatiegegevens ({query.transmission.interaction})",
                tijdstip=self._time(),
                ontvangen_bericht_id=str(query.id),
                verzonden_bericht_id=answer_id,
                gegevenssoorten=(DATA_TYPE,),
                fouten=errors,
            ),
        )

    def _write(self, kind: Kind, entry: LogEntry) -> None:
        written = self.policies.log.edit(kind, entry)
        if written is not None:
            self.store.add_log_entry(written, self.clock.now())

    def _own(self) -> str:
        eigen = self.configuration.eigen
        return f"{eigen.naam} (URA {eigen.ura})"

    def _time(self) -> str:
        return self.clock.datetime().astimezone(AMSTERDAM).isoformat(timespec="milliseconds")


def _organisation(author: Author) -> str:
    organisation = author.organisation
    return "onbekend" if organisation is None else f"{organisation.name} (URA {organisation.ura})"


def _asker(author: Author) -> tuple[str, str]:
    if isinstance(author, Person):
        return author.rolcode or "zonder rolcode", f"UZI {author.uzi_nummer or 'onbekend'}"
    return "systeem", f"applicatie {author.application or 'onbekend'}"
