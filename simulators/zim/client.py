"""The ZIM as client: it opens TLS to the SUT with any identity, version and suites, and sends what it is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from protocol import bsn as numbers
from protocol import soap
from protocol.hl7.markup import NS, Hl7Error
from protocol.hl7.query import parse_query
from protocol.hl7.transmission import Transmission, creation_time, parse_transmission
from protocol.wsi import read_facts
from protocol.xml import local_name
from simulators.calling import Answer, ConnectFailed, HttpConnection, RequestFailed, ResumableSession
from simulators.clock import Clock
from simulators.connections import ConnectionRecord, Failure
from simulators.journal import Journal, sha256
from simulators.listener import Limits
from simulators.loop import LoopThread
from simulators.observations import ConnectionObservation, MessageObservation
from simulators.uzi.pki import Pki
from simulators.zim.privacy import foreign_numbers, storable
from simulators.zim.settings import TLS_1_2, TLS_1_3
from simulators.zim.trust import client_settings


@dataclass(frozen=True, slots=True)
class Shown:
    """How the ZIM shows itself to the SUT in TLS."""

    certificate: str = "zim"
    """Name of the variant in the PKI, or person/variant for a pass (``arts-a/geldig``); empty for none at all."""
    minimum: int = TLS_1_2
    maximum: int = TLS_1_3
    suites: tuple[str, ...] = ()
    """IANA names, the preferred one first; () is the default of the library."""
    check_name: bool = True
    """Compare the name of the SUT with its certificate."""
    signature_algorithms: tuple[str, ...] = ()
    """What the handshake may be signed with, in OpenSSL's names, best first; () is its default."""
    session: ResumableSession | None = field(default=None, compare=False, repr=False)
    """The session of an earlier connection to take up; the SUT decides whether it goes along."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One HTTP request to the SUT: any bytes; a healthy one is a SOAP envelope of ``messages``."""

    path: str
    soap_action: str
    body: bytes
    content_type: str = soap.CONTENT_TYPE
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further header fields, or others in place of the usual ones."""
    http_version: str = "1.1"
    """What the request line says after HTTP/; it need not be a version that exists."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a call; ``message`` is None if the connection failed before anything could be sent."""

    connection: ConnectionObservation
    message: MessageObservation | None = None
    answer: Answer | None = None
    failure: Failure | None = None


class ZimClient:
    """Opens connections to the SUT; everything here runs on the loop of the simulator."""

    def __init__(self, pki: Pki, clock: Clock, journal: Journal, limits: Limits) -> None:
        self._pki = pki
        self._clock = clock
        self._journal = journal
        self._limits = limits
        self._open: set[HttpConnection] = set()

    async def open(self, host: str, port: int, server_name: str, shown: Shown) -> "OpenConnection":
        """Connect to the SUT; raises ConnectFailed, after recording it, and ValueError for unknown settings."""
        settings = replace(
            client_settings(self._pki, shown, self._clock.now(), check_name=shown.check_name),
            signature_algorithms=shown.signature_algorithms,
        )
        connection = await HttpConnection.open(
            host,
            port,
            settings=settings,
            server_name=server_name,
            clock=self._clock,
            journal=self._journal,
            limits=self._limits,
            session=shown.session,
        )
        self._open = {known for known in self._open if known.is_open} | {connection}
        return OpenConnection(connection, self._journal, self._clock)

    async def call(self, host: str, port: int, server_name: str, outgoing: Outgoing, shown: Shown) -> Result:
        """Connect, send one message, close."""
        try:
            connection = await self.open(host, port, server_name, shown)
        except ConnectFailed as failed:
            return Result(_observed(failed.record), failure=failed.failure)
        result = await connection.send(outgoing)
        await connection.close()
        return Result(connection.observation(), result.message, result.answer, result.failure)

    async def close(self) -> None:
        """Close every connection that is still open."""
        while self._open:
            await self._open.pop().close()


class OpenConnection:
    """A connection to the SUT, on the loop of the simulator."""

    def __init__(self, connection: HttpConnection, journal: Journal, clock: Clock) -> None:
        self._connection = connection
        self._journal = journal
        self._clock = clock

    async def send(self, outgoing: Outgoing) -> Result:
        """Send one request and wait for the answer; a failure is a result too."""
        observation = _observation(self._journal, self._connection.record, self._clock, outgoing)
        fields = {"Content-Type": outgoing.content_type, "SOAPAction": f'"{outgoing.soap_action}"', **outgoing.headers}
        payloads = _payload(outgoing.body)
        try:
            answer = await self._connection.request(
                outgoing.method, outgoing.path, fields, outgoing.body, http_version=outgoing.http_version
            )
        except RequestFailed as failed:
            observation = observation.model_copy(update={"answer": "geen"})
            self._journal.record(observation, payloads)
            return Result(self.observation(), observation, failure=failed.failure)
        received = _payload(answer.body)
        observation = observation.model_copy(
            update={
                "answered": self._clock.moment(),
                "status": answer.status,
                "answer": name_of(answer),
                "created": _created(answer.body),
                "response_sha256": next(iter(received), None),
                "http_version": answer.http_version,
                "content_type": answer.headers.get("Content-Type", ""),
                "envelope": read_facts(answer.body),
            }
        )
        self._journal.record(observation, payloads | received)
        return Result(self.observation(), observation, answer)

    async def refresh_keys(self) -> bool:
        """Ask for new keys with the next request; False if OpenSSL will not."""
        return self._connection.refresh_keys()

    async def session(self) -> ResumableSession | None:
        """Return the session for a later connection, if the SUT allows it; there is none before an answer."""
        return self._connection.session

    async def close(self) -> None:
        """Close the connection and return when it has ended."""
        await self._connection.close()

    def observation(self) -> ConnectionObservation:
        """Return what is known of the connection now."""
        return self._connection.record.observation()


class Connection:
    """A connection to the SUT, for use from synchronous code."""

    def __init__(self, loop: LoopThread, connection: OpenConnection) -> None:
        self._loop = loop
        self._connection = connection

    def send(self, outgoing: Outgoing) -> Result:
        """Send one request and wait for the answer; a failure is a result too."""
        return self._loop.run(self._connection.send(outgoing), 120.0)

    def refresh_keys(self) -> bool:
        """Ask for new keys with the next request; False if OpenSSL will not."""
        return self._loop.run(self._connection.refresh_keys())

    def session(self) -> ResumableSession | None:
        """Return the session for a later connection, if the SUT allows it; there is none before an answer."""
        return self._loop.run(self._connection.session())

    def close(self) -> None:
        """Close the connection and return when it has ended."""
        self._loop.run(self._connection.close())

    def observation(self) -> ConnectionObservation:
        """Return what is known of the connection now."""
        return self._loop.run(self._observed())

    async def _observed(self) -> ConnectionObservation:
        return self._connection.observation()


def name_of(answer: Answer) -> str:
    """Return what an answer is: its interaction, a fault with its code, or the HTTP status alone."""
    try:
        envelope = soap.parse_envelope(answer.body)
    except soap.SoapError:
        return f"HTTP {answer.status}"
    fault = soap.parse_fault(envelope)
    if fault is not None:
        return f"SOAP-fault {fault.code}"
    return f"HTTP {answer.status}" if envelope.body is None else local_name(envelope.body)


def _observed(record: ConnectionRecord | None) -> ConnectionObservation:
    if record is None:
        raise RuntimeError("a connection that failed was not recorded")
    return record.observation()


def _payload(body: bytes) -> dict[str, bytes]:
    """Return a body under its SHA-256 as it may be stored, nothing for an empty one."""
    kept = storable(body, foreign_numbers(body, _root(body))) if body else None
    return {} if kept is None else {sha256(kept): kept}


def _root(body: bytes) -> etree._Element | None:
    try:
        return soap.parse_envelope(body).root
    except soap.SoapError:
        return None


def _observation(journal: Journal, record: ConnectionRecord, clock: Clock, outgoing: Outgoing) -> MessageObservation:
    element = _message(outgoing.body)
    wrapper = None if element is None else _wrapper(element)
    asked = None if element is None else _asked(element, wrapper)
    return MessageObservation(
        number=journal.number(),
        simulator=journal.simulator,
        connection=record.number,
        sut_role="ontvanger",
        started=clock.moment(),
        method=outgoing.method,
        path=outgoing.path,
        soap_action=outgoing.soap_action,
        interaction=None if element is None else local_name(element),
        message_id=None if wrapper is None else str(wrapper.id),
        bsn=None if asked is None else numbers.mask(asked),
        sender=None if wrapper is None else wrapper.sender,
        request_sha256=next(iter(_payload(outgoing.body)), None),
    )


def _created(body: bytes) -> str | None:
    element = _message(body)
    return None if element is None else creation_time(element)


def _message(body: bytes) -> etree._Element | None:
    try:
        found = soap.parse_envelope(body).body
    except soap.SoapError:
        return None
    return found if found is not None and found.tag.startswith(f"{{{NS}}}") else None


def _wrapper(element: etree._Element) -> Transmission | None:
    try:
        return parse_transmission(element)
    except Hl7Error:
        return None


def _asked(element: etree._Element, wrapper: Transmission | None) -> str | None:
    try:
        return parse_query(element).bsn
    except Hl7Error:
        return None if wrapper is None else wrapper.patient
