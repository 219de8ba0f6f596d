"""The clock of the XIS, and the NTP client that keeps it right (GBX.CON.e4030.2)."""

from typing import Final

from protocol import ntp
from simulators.clock import VirtualClock
from simulators.xis.configuration import Configuration
from simulators.xis.datagrams import NoAnswer, ask
from simulators.xis.policies import Policies

POLL: Final = 1024.0
"""Seconds between questions: the usual longest interval of an NTP client (RFC 5905, section 7.2)."""
SECONDS: Final = 2.0
"""Real seconds that a time server gets."""


class OwnClock(VirtualClock):
    """The clock of the XIS: it runs with the real one, can be set right, and can be moved where it is virtual."""

    def __init__(self, policies: Policies) -> None:
        super().__init__()
        self._policies = policies
        self._corrected = 0.0

    def now(self) -> float:
        return super().now() + self._corrected + self._policies.clock.ahead

    def correct(self, seconds: float) -> None:
        """Set the clock forward or back."""
        self._corrected += seconds


class TimeClient:
    """Asks the time servers of the configuration; a duty of the agenda."""

    def __init__(self, configuration: Configuration, policies: Policies, clock: OwnClock) -> None:
        self._servers = configuration.tijdservers
        self._policies = policies
        self._clock = clock
        self._next = clock.now()

    def next_due(self) -> float | None:
        """Return when to ask next, None if no server is followed."""
        return self._next if self._servers and self._policies.clock.follows_ntp else None

    async def run_due(self) -> None:
        """Ask the first server that answers, and set the clock right by what it says."""
        self._next = self._clock.now() + POLL
        for server in self._servers:
            host, _, port = server.rpartition(":")
            try:
                offset = await self._measure(host, int(port))
            except (NoAnswer, ntp.NtpError):
                continue
            self._clock.correct(offset)
            return

    def start_again(self) -> None:
        """Ask at the next occasion, as after a restart."""
        self._next = self._clock.now()

    async def _measure(self, host: str, port: int) -> float:
        """Return how far the clock is behind, as far as that is certain; raises NtpError for an unusable answer."""
        ahead = self._policies.clock.ahead
        sent = self._clock.now() - ahead
        data = await ask(host, port, ntp.build_question(sent + ahead), SECONDS)
        received = self._clock.now() - ahead
        answer = ntp.parse_answer(data, received)
        if answer.leap == 3 or answer.origin != ntp.timestamp(sent + ahead):
            raise ntp.NtpError("Een tijdserver die niet gelijk loopt, of een antwoord op een andere vraag.")
        offset = ((answer.received - sent) + (answer.sent - received)) / 2
        delay = (received - sent) - (answer.sent - answer.received)
        return offset if abs(offset) > delay / 2 else 0.0
