"""Queries that the XIS sends of its own accord, each for a trigger that is logged (GBX.FBH.e4018).

They go out in the session of a user who is logged in: without one the XIS has nobody in whose name to ask.
"""

from simulators.clock import Clock, iso
from simulators.xis.archive import Archive, Trigger
from simulators.xis.exchange import Exchange
from simulators.xis.model import QueryResult
from simulators.xis.policies import Policies
from simulators.xis.sessions import Refused, Sessions, UserSession
from simulators.xis.store import Store


class OwnQueries:
    """A duty of the agenda, because a XIS may ask by the clock as well; a healthy one does not."""

    def __init__(
        self,
        policies: Policies,
        clock: Clock,
        store: Store,
        archive: Archive,
        sessions: Sessions,
        exchange: Exchange,
    ) -> None:
        self._policies = policies
        self._clock = clock
        self._store = store
        self._archive = archive
        self._sessions = sessions
        self._exchange = exchange
        self._last = clock.now()

    async def triggered(self, session: UserSession, bsn: str, soort: str) -> QueryResult:
        """Query because something happened with a patient, and log what; raises Refused as a query does."""
        result = await self._exchange.query(session, bsn)
        moment = iso(self._clock.now())
        self._archive.add_trigger(Trigger(moment, result.bericht_id, soort, bsn))
        return result

    async def beside(self, session: UserSession, bsn: str) -> None:
        """Query what goes along with the query of a user: nothing, unless the policy says otherwise."""
        if self._policies.own_queries.neighbours:
            await self._exchange.query(session, self._store.patient_beside(bsn))

    def put_back(self) -> None:
        """Begin anew."""
        self._last = self._clock.now()

    def next_due(self) -> float | None:
        """Return when the XIS asks by the clock, None for one that does not."""
        every = self._policies.own_queries.every
        return None if every is None else self._last + every

    async def run_due(self) -> None:
        """Refresh the data of a patient, as a XIS does that keeps its own database up to date by asking the LSP."""
        self._last = self._clock.now()
        session = self._sessions.any_open()
        if session is None:
            return
        try:
            await self._exchange.query(session, self._store.patient_beside(""))
        except Refused:
            return
