"""The record of one TCP connection, from its first byte to its end, and why a connection failed."""

import ssl
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from protocol import uzi
from protocol.tls import alerts, suites
from protocol.tls.messages import ALERT, version_name
from protocol.tls.names import name_text
from protocol.tls.recorder import Recorder
from protocol.tls.signatures import scheme_name
from protocol.tls.trace import Trace, decode
from simulators.clock import Clock, Moment, at_least
from simulators.journal import Journal
from simulators.observations import AlertFacts, CertificateFacts, ConnectionObservation, RefreshFacts
from simulators.tls import ObservedContext, ObservedObject, TlsSettings

Side = Literal["sut", "bank"]
How = Literal[
    "no-connection",
    "time-out",
    "certificate-refused",
    "revoked",
    "name-mismatch",
    "alert-received",
    "closed",
    "reset",
    "tls-error",
    "http-error",
    "too-large",
]

_REVOKED = 23
_NAME_MISMATCHES = (62, 64)
"""X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH"""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a connection or a call failed."""

    how: How
    message: str
    """One Dutch sentence."""
    alert: int | None = None
    """The number of the alert that was received, if one was."""
    verify_code: int | None = None
    """OpenSSL's number of the reason why the certificate of the peer was refused (X509_V_ERR_...)."""
    verify_message: str = ""

    @property
    def alert_name(self) -> str:
        """The name of the alert that was received, or an empty text."""
        return "" if self.alert is None else alerts.name_of(self.alert)


def explain(error: BaseException | None, recorder: Recorder) -> Failure:
    """Tell in a value why TLS failed, from what the library raised and what was recorded."""
    alert = fatal_alert(recorder, outgoing=False)
    if isinstance(error, ssl.SSLCertVerificationError):
        code, reason = int(error.verify_code), str(error.verify_message)
        how: How = "certificate-refused"
        if code == _REVOKED:
            how = "revoked"
        elif code in _NAME_MISMATCHES:
            how = "name-mismatch"
        return Failure(how, f"het certificaat van de andere kant is geweigerd: {reason}", None, code, reason)
    if alert is not None:
        return Failure("alert-received", f"de andere kant weigerde met alert {alert} ({alerts.name_of(alert)})", alert)
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        reason = error.reason or str(error)
        return Failure("tls-error", f"TLS kwam niet tot stand: {reason.lower().replace('_', ' ')}")
    if isinstance(error, ConnectionError):
        return Failure("reset", "de andere kant brak de verbinding af (RST)")
    if isinstance(error, TimeoutError):
        return Failure("time-out", "de andere kant antwoordde niet op tijd")
    return Failure("closed", "de andere kant sloot de verbinding")


def fatal_alert(recorder: Recorder, *, outgoing: bool) -> int | None:
    """Return the number of the last fatal alert in one direction, or None."""
    for message in reversed(recorder.messages):
        if message.content_type == ALERT and message.outgoing is outgoing and message.data[:1] == b"\x02":
            return message.data[1]
    return None


@lru_cache(maxsize=256)
def certificate_facts(der: bytes) -> CertificateFacts | None:
    """Return the facts of one certificate, or None if it cannot be read."""
    try:
        return CertificateFacts.model_validate(uzi.certificate_facts(der))
    except ValueError:
        return None


class ConnectionRecord:
    """One connection; it changes while the connection lives, on the loop of its simulator only."""

    def __init__(
        self,
        *,
        clock: Clock,
        journal: Journal | None,
        ours: Side,
        serving: bool,
        settings: TlsSettings | None,
        context: ObservedContext | None,
    ) -> None:
        self.number = 0 if journal is None else journal.number()
        self.clock = clock
        self.ours = ours
        self.serving = serving
        """We are the server."""
        self.settings = settings
        self.context = context
        self.recorder = Recorder()
        self.tls: ObservedObject | None = None
        self.opened = clock.moment()
        self.peer = ""
        self.reached = ""
        """Our address that the peer connected to, where we are the server."""
        self.ended: Moment | None = None
        self.end_by: Literal["sut", "bank", "open"] = "open"
        self.end_how = ""
        self.clear_text = False
        self.requests = 0
        self.failure: Failure | None = None
        self.resumed_age: float | None = None
        self._journal = journal
        self._published: ConnectionObservation | None = None
        self._final: ConnectionObservation | None = None

    @property
    def theirs(self) -> Side:
        """The side of the peer."""
        return "bank" if self.ours == "sut" else "sut"

    def peer_certificate(self) -> bytes | None:
        """Return the certificate that the peer shows now, in DER: a renegotiation may have brought another one."""
        return None if self.tls is None else self.tls.getpeercert(True)

    def note_end(self, by: Side, how: str) -> None:
        """Note who ended the connection and how; the first cause stands, whatever follows from it."""
        if self.end_by == "open":
            self.end_by, self.end_how = by, how

    def note_failure(self, error: BaseException | None) -> Failure:
        """Note that TLS failed, with the reason, and who ended it for that reason."""
        failure = self.failure = explain(error, self.recorder)
        written = fatal_alert(self.recorder, outgoing=True)
        if failure.alert is not None:
            self.note_end(self.theirs, f"alert {failure.alert_name}")
        elif failure.how == "reset":
            self.note_end(self.theirs, "RST")
        elif failure.how == "closed":
            self.note_end(self.theirs, "FIN")
        elif failure.how == "time-out":
            self.note_end(self.ours, "time-out")
        elif written is not None:
            self.note_end(self.ours, f"alert {alerts.name_of(written)}")
        else:
            self.note_end(self.ours, failure.message)
        return failure

    def handshake_finished(self) -> None:
        """Keep the books on resumable sessions."""
        if self.context is None or not self.serving:
            return
        trace = decode(self.recorder.messages, server=True)
        if trace.resumed:
            known = (self.context.sessions.get(session) for session in trace.offered_sessions)
            self.resumed_from(next((recorder for recorder in known if recorder is not None), None))
        for session in trace.issued_sessions + (trace.offered_sessions if trace.resumed else ()):
            self.context.remember_session(session, self.recorder)

    def resumed_from(self, last: Recorder | None) -> None:
        """Note how old, at least, a session is that is resumed now, counted from the connection that used it last."""
        if last is not None and last.last_data is not None:
            self.resumed_age = at_least(Moment(*last.last_data), self.opened)

    def publish(self) -> None:
        """Record the connection in the journal as it is now, unless that is known there."""
        if self._journal is None:
            return
        seen = self.observation()
        if seen != self._published:
            self._published = seen
            self._journal.record(seen)

    def finish(self) -> None:
        """Note that TCP has ended, record the final state, and free the memory."""
        if self.ended is not None:
            return
        self.note_end(self.ours, "FIN")
        self.ended = self.clock.moment()
        self._final = self.observation()
        self.publish()
        self.recorder.messages.clear()
        self.tls = None

    def observation(self) -> ConnectionObservation:
        """Return what is known of the connection now."""
        if self._final is not None:
            return self._final
        trace = decode(self.recorder.messages, server=self.serving)
        hello = trace.client_hello
        recorder = self.recorder
        sut_serves = self.serving is (self.ours == "sut")
        return ConnectionObservation(
            number=self.number,
            simulator="" if self._journal is None else self._journal.simulator,
            sut_role="server" if sut_serves else "client",
            peer=self.peer,
            opened=self.opened,
            ended=self.ended,
            end_by=self.end_by,
            end_how=self.end_how,
            clear_text=self.clear_text,
            certificate_sent=bool(trace.sent_chain if self.ours == "bank" else trace.received_chain),
            handshake_completed=trace.completed,
            version=None if trace.version is None else version_name(trace.version),
            suite=None if trace.suite is None else suites.name_of(trace.suite),
            offered_versions=() if hello is None else _versions(hello.versions),
            offered_suites=() if hello is None else _suites(hello.suites),
            server_name=None if hello is None else hello.server_name,
            resumed=trace.resumed,
            resumed_age=self.resumed_age if trace.resumed else None,
            certificate_requested=trace.certificate_requested,
            ca_names=tuple(name_text(name) for name in trace.ca_names),
            sut_certificates=self._sut_certificates(trace),
            sut_signature=self._sut_signature(trace),
            bench_certificate=self._bench_certificate(),
            bench_maximum_version="" if self.context is None else self.context.accepted_maximum,
            bench_suites=() if self.context is None else self.context.accepted_suites,
            secure_renegotiation=trace.secure_renegotiation,
            alerts=self._alerts(trace),
            refreshes=self._refreshes(trace),
            application_records=recorder.records,
            oldest_key_age=recorder.oldest_key_age,
            oldest_key_record=recorder.oldest_key_record,
            longest_use=recorder.longest_use,
            longest_idle=recorder.longest_idle,
            requests=self.requests,
            reached="" if sut_serves else self.reached,
        )

    def _bench_certificate(self) -> str:
        identity = None if self.settings is None else self.settings.identity
        return "" if identity is None else identity.name

    def _sut_certificates(self, trace: Trace) -> tuple[CertificateFacts, ...]:
        chain = trace.received_chain if self.ours == "bank" else trace.sent_chain
        return tuple(facts for facts in map(certificate_facts, chain) if facts is not None)

    def _sut_signature(self, trace: Trace) -> str:
        own = trace.received_scheme if self.ours == "bank" else None
        return "" if own is None else scheme_name(own)

    def _alerts(self, trace: Trace) -> tuple[AlertFacts, ...]:
        return tuple(
            AlertFacts(
                by=self.ours if alert.outgoing else self.theirs,
                level=alerts.level_of(alert.level),
                number=alert.number,
                name=alert.name,
                moment=Moment(alert.low, alert.high),
            )
            for alert in trace.alerts
        )

    def _refreshes(self, trace: Trace) -> tuple[RefreshFacts, ...]:
        return tuple(
            RefreshFacts(
                means="KeyUpdate" if refresh.means == "KeyUpdate" else "heronderhandeling",
                by=self.ours if refresh.outgoing else self.theirs,
                moment=Moment(refresh.low, refresh.high),
            )
            for refresh in trace.refreshes
        )


def _versions(codes: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(version_name(code) for code in codes if not suites.is_signal(code))


def _suites(codes: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(suites.name_of(code) for code in codes if not suites.is_signal(code))
