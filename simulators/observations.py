"""What a simulator observed of the system under test: facts for the event log and for the passive rules.

Everything here is a value that survives a round trip through JSON. Texts that a tester reads are Dutch.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from protocol.wsi import EnvelopeFacts
from simulators.clock import Moment


class Frozen(BaseModel):
    """A fact: immutable, without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CertificateFacts(Frozen):
    """The facts of one certificate that rules look at."""

    subject: str
    issuer: str
    serial: str
    sha256: str
    not_before: str
    not_after: str
    signature_hash: str
    key_type: str
    key_bits: int
    key_usage: tuple[str, ...]
    extended_key_usage: tuple[str, ...]
    dns_names: tuple[str, ...]
    uzi_name: str | None = None
    """The otherName 2.5.5.5 as it stands in the certificate (identity.md section 4.6)."""


class AlertFacts(Frozen):
    """One TLS alert, seen from the bench."""

    by: Literal["sut", "bank"]
    level: str
    number: int
    name: str
    moment: Moment


class RefreshFacts(Frozen):
    """One renewal of the traffic keys within a connection."""

    means: Literal["heronderhandeling", "KeyUpdate"]
    by: Literal["sut", "bank"]
    moment: Moment


class ConnectionObservation(Frozen):
    """One TCP connection between the SUT and a simulator, as it was when it ended or when it was last looked at."""

    kind: Literal["verbinding"] = "verbinding"
    number: int
    simulator: str
    sut_role: Literal["client", "server"]
    peer: str
    opened: Moment
    ended: Moment | None = None
    end_by: Literal["sut", "bank", "open"] = "open"
    end_how: str = ""
    """How it ended: close_notify, FIN, RST, time-out, alert, or what the TLS library said."""
    clear_text: bool = False
    """The SUT sent HTTP without TLS."""
    certificate_sent: bool = False
    """Our Certificate reached the wire."""
    handshake_completed: bool = False
    version: str | None = None
    suite: str | None = None
    offered_versions: tuple[str, ...] = ()
    offered_suites: tuple[str, ...] = ()
    server_name: str | None = None
    resumed: bool = False
    resumed_age: float | None = None
    """Least age in seconds, since it was last used, of the session that was resumed."""
    certificate_requested: bool = False
    ca_names: tuple[str, ...] = ()
    """Names in the CertificateRequest, RFC 4514, whoever sent it."""
    sut_certificates: tuple[CertificateFacts, ...] = ()
    """The chain that the SUT showed, leaf first; empty if it showed none."""
    sut_signature: str = ""
    """The scheme by which the SUT signed the handshake, for instance rsa_pss_rsae_sha256; empty if it signed none."""
    bench_certificate: str = ""
    """Name of the certificate variant that the bench showed."""
    bench_maximum_version: str = ""
    bench_suites: tuple[str, ...] = ()
    """What the bench itself would have accepted (IANA names)."""
    secure_renegotiation: bool | None = None
    alerts: tuple[AlertFacts, ...] = ()
    refreshes: tuple[RefreshFacts, ...] = ()
    application_records: int = 0
    oldest_key_age: float = 0.0
    """Largest age in seconds, by the earliest reading, of keys under which application data went."""
    oldest_key_record: int = 0
    """The application record, from 1, at which ``oldest_key_age`` was seen."""
    longest_use: float = 0.0
    """Seconds, by the earliest reading, from the end of the first handshake to the last application data."""
    longest_idle: float = 0.0
    """Largest time in seconds, by the earliest reading, without application data before more of it went."""
    requests: int = 0
    """HTTP requests that were completely received or sent on it."""
    reached: str = ""
    """The address of the bench (host:port) that a SUT as client connected to; empty where that is not known."""


class TokenFacts(Frozen):
    """The facts of a SAML token that are no secret: never the signature value or the whole token."""

    token_id: str
    kind: str
    issuer: str
    name_id: str
    not_before: str
    not_on_or_after: str
    certificate_issuer: str
    certificate_serial: str
    class_ref: str


class PartyFacts(Frozen):
    """Whom a message names as author or as responsible, as it names them; empty for what it leaves out."""

    kind: Literal["persoon", "systeem"]
    number: str = ""
    """UZI-nummer, or that of another register."""
    rolcode: str = ""
    ura: str = ""


class MessageObservation(Frozen):
    """One HTTP exchange between the SUT and a simulator."""

    kind: Literal["bericht"] = "bericht"
    number: int
    simulator: str
    connection: int
    sut_role: Literal["afzender", "ontvanger"]
    started: Moment
    answered: Moment | None = None
    method: str = ""
    path: str = ""
    soap_action: str = ""
    status: int | None = None
    interaction: str | None = None
    message_id: str | None = None
    """root and extension with a caret between them"""
    level: Literal["midden", "laag"] | None = None
    bsn: str | None = None
    sender: str | None = None
    """applicatie-id of the sender"""
    created: str | None = None
    """The creationTime of what the SUT wrote, request or answer, as it stood there (HL7 TS)."""
    author: PartyFacts | None = None
    overseer: PartyFacts | None = None
    """The (eind)verantwoordelijke of a query."""
    tokens: tuple[TokenFacts, ...] = ()
    refused: tuple[str, ...] = ()
    """Rules that the message broke, each with a Dutch reason, for instance "T-13: het token is verlopen"."""
    answer: str = ""
    """What was answered: interaction id, 'SOAP-fault <code>', 'geen', 'HTTP <status>'."""
    request_sha256: str | None = None
    response_sha256: str | None = None
    http_version: str = ""
    """The version of HTTP that the SUT itself wrote, in its request or its answer, for instance 1.1."""
    content_type: str = ""
    """The Content-Type of what the SUT wrote, as it stood there."""
    envelope: EnvelopeFacts | None = None
    """What the SUT wrote, as SOAP; None if it wrote no body."""


class UnexpectedObservation(Frozen):
    """Something that fits no expectation: simulators deny by default, visibly."""

    kind: Literal["onverwacht"] = "onverwacht"
    number: int
    simulator: str
    moment: Moment
    what: str


class NameObservation(Frozen):
    """One question to the DNS of the LSP, from the SUT or from a resolver that asks for it."""

    kind: Literal["naamvraag"] = "naamvraag"
    number: int
    simulator: str
    moment: Moment
    peer: str
    name: str
    """As it was asked, without the dot at its end."""
    type: str
    """The type of record: A, AAAA, ..."""
    code: str
    """How it was answered: NOERROR, NXDOMAIN, NOTIMP, REFUSED, ...; empty if no answer was sent."""
    addresses: tuple[str, ...] = ()
    ttl: int | None = None
    """Seconds for which the addresses may be kept."""
    location: int | None = None
    """Which location of the ZIM the addresses are of: 1 or 2; None for another name."""


class TimeObservation(Frozen):
    """One question to the NTP server of the LSP."""

    kind: Literal["tijdvraag"] = "tijdvraag"
    number: int
    simulator: str
    moment: Moment
    peer: str
    version: int
    own_time: float | None = None
    """What the client gave as its own time, in seconds since the epoch; None if it gave none.

    Many clients put a random number there, so it proves nothing by itself.
    """
    answer: str
    """What was answered: tijd, geen, or kiss followed by its code (RFC 5905, section 7.4)."""
    sent_time: float | None = None
    """The transmit time that was answered, in seconds since the epoch."""


Observation = ConnectionObservation | MessageObservation | UnexpectedObservation | NameObservation | TimeObservation
