"""Questions for names and for the time, from bytes to bytes; no sockets."""

from dataclasses import dataclass

from protocol import dns, ntp
from simulators.clock import Clock
from simulators.journal import Journal
from simulators.lsp import routes
from simulators.lsp.faults import DnsFault, LspSettings, NtpFault
from simulators.lsp.model import Names
from simulators.observations import NameObservation, TimeObservation, UnexpectedObservation

LONGEST_QUESTION = 4096
"""Bytes of a datagram beyond which it is not looked at."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the LSP answers; each question is recorded, and what fits no expectation as such too."""

    names: Names
    clock: Clock
    journal: Journal

    def name(self, data: bytes, peer: str, settings: LspSettings) -> bytes | None:
        """Answer a question to the DNS; None if no answer goes."""
        moment = self.clock.moment()
        if len(data) > LONGEST_QUESTION:
            return self._ignored(peer, f"{len(data)} bytes aan de DNS-server; hoogstens {LONGEST_QUESTION} passen.")
        try:
            question = dns.parse_question(data)
        except dns.DnsError as error:
            return self._ignored(peer, f"Aan de DNS-server: {error}")
        known = routes.zone(self.names, settings)
        answer = dns.answer(question, known, settings.negative_ttl)
        is_known = question.name.lower() in known
        if not is_known or answer.code != dns.NOERROR:
            asked = f"{question.name[:_SHOWN]} ({question.type})"
            self._unexpected(peer, f"Gevraagd is de naam {asked}; het antwoord is {answer.code}.")
        elif settings.dns is DnsFault.UNKNOWN:
            answer = dns.failure(question, dns.NXDOMAIN)
        elif settings.dns is DnsFault.BROKEN:
            answer = dns.failure(question, "SERVFAIL")
        silent = is_known and settings.dns is DnsFault.SILENT
        answered = not silent
        self.journal.record(
            NameObservation(
                number=self.journal.number(),
                simulator=self.journal.simulator,
                moment=moment,
                peer=peer,
                name=question.name,
                type=question.type,
                code=answer.code if answered else "",
                addresses=answer.addresses if answered else (),
                ttl=answer.ttl if answered else None,
                location=routes.location(question.name, self.names, settings) if answered else None,
            )
        )
        return answer.data if answered else None

    def time(self, data: bytes, peer: str, settings: LspSettings) -> bytes | None:
        """Answer a question to the NTP server; None if no answer goes."""
        moment = self.clock.moment()
        try:
            question = ntp.parse_question(data)
        except ntp.NtpError as error:
            return self._ignored(peer, f"Aan de NTP-server: {error}")
        received, sent = moment.high + settings.shift_seconds, self.clock.now() + settings.shift_seconds
        times = _times(received, sent, settings.ntp)
        silent = settings.ntp is NtpFault.SILENT
        self.journal.record(
            TimeObservation(
                number=self.journal.number(),
                simulator=self.journal.simulator,
                moment=moment,
                peer=peer,
                version=question.version,
                own_time=question.own_time(moment.high),
                answer="geen" if silent else "kiss RATE" if times.stratum == 0 else "tijd",
                sent_time=None if silent else sent,
            )
        )
        return None if silent else ntp.build_answer(question, times)

    def _ignored(self, peer: str, what: str) -> bytes | None:
        self._unexpected(peer, what)
        return None

    def _unexpected(self, peer: str, what: str) -> None:
        self.journal.record(
            UnexpectedObservation(
                number=self.journal.number(),
                simulator=self.journal.simulator,
                moment=self.clock.moment(),
                what=f"{what} Afzender: {peer}.",
            )
        )


def _times(received: float, sent: float, fault: NtpFault | None) -> ntp.Times:
    if fault is NtpFault.TOO_OFTEN:
        return ntp.Times(received, sent, stratum=0, reference=b"RATE", leap=3)
    if fault is NtpFault.UNSYNCHRONISED:
        return ntp.Times(received, sent, stratum=16, reference=bytes(4), leap=3)
    return ntp.Times(received, sent)
