"""Whether the XIS answers the ZIM at this moment (GBX.BES.e4010)."""

from aiohttp import web

from simulators.clock import Clock
from simulators.connections import ConnectionRecord
from simulators.listener import Handler
from simulators.xis.policies import Policies
from simulators.xis.sessions import Sessions


class Availability:
    """Stands before the handler of the messages of the ZIM."""

    def __init__(self, policies: Policies, clock: Clock, sessions: Sessions, handler: Handler) -> None:
        self._policies = policies
        self._clock = clock
        self._sessions = sessions
        self._handler = handler
        self._answered = 0
        self._last = clock.now()

    async def handle(self, request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        """Answer one request, or say in HTTP that nobody is there to answer."""
        now = self._clock.now()
        is_there = self._policies.availability.is_there(
            users=self._sessions.users, quiet=now - self._last, answered=self._answered
        )
        if not is_there:
            return web.Response(status=503, text="Dit systeem handelt nu geen berichten af.")
        self._answered += 1
        self._last = now
        return await self._handler(request, connection)

    def start_again(self) -> None:
        """Forget what was answered, as after a restart."""
        self._answered = 0
        self._last = self._clock.now()
