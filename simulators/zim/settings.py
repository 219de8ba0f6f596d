"""What the bench can choose about the behaviour of the ZIM: one immutable value, replaced as a whole.

A setting meets the next connection (what concerns TLS) or the next message (everything else). The defaults are those
of a healthy ZIM; where spec/transport.md marks a choice as assumed, so does the docstring here.
"""

from dataclasses import dataclass, fields
from typing import Literal

from simulators.zim.faults import fault_code, token_fault

Outcome = Literal["gegevens", "niets-gevonden", "onbekend", "te-laat", "fout"]
"""What a source contributes to a batch answer."""

PeerCertificate = Literal["required", "optional", "none"]

TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3 = 0x0301, 0x0302, 0x0303, 0x0304


@dataclass(frozen=True, slots=True)
class Source:
    """One source behind the ZIM and what it contributes to the answer to an indirect query.

    ``uitkomst``: data, nothing found (NF with AA), patient unknown (KEY204), too late (QABRTITI) or an error of the ZIM
    itself, with the code in ``code`` (transport.md section 3.2).
    """

    applicatie_id: str
    ura: str
    naam: str
    uitkomst: Outcome = "gegevens"
    code: str = "AUTERR_SWV_FALSE"


@dataclass(frozen=True, slots=True)
class Application:
    """A line of the applicatieregister: an application that may send, of which organisation, under which host names.

    The certificate of the connection must carry the URA or, outside the UZI-register, one of the host names.
    """

    applicatie_id: str
    ura: str
    hosts: tuple[str, ...] = ()


APOTHEEK = Source("90000002", "90000457", "Apotheek Voorbeeld")
ZIEKENHUIS = Source("90000003", "90000789", "Ziekenhuis Voorbeeld", "niets-gevonden")

HUISARTSPRAKTIJK = Application("90000001", "90000123", ("xis.toetsbank.test",))


@dataclass(frozen=True, slots=True)
class ZimSettings:
    """The behaviour of the ZIM. Raises ValueError, in Dutch, for a value that does not exist."""

    certificate: str = "zim"
    """Name of the server certificate in the PKI: zim, zim-verlopen, zim-ingetrokken, ..."""
    minimum: int = TLS_1_2
    maximum: int = TLS_1_3
    suites: tuple[str, ...] = ()
    """IANA names; () is everything the TLS library offers by default."""
    server_preference: bool = True
    """False: the first suite of the client that the ZIM knows."""
    tickets: bool = False
    request_certificate: PeerCertificate = "required"
    ca_list: tuple[str, ...] | None = None
    """Trust bundles of the PKI named in the CertificateRequest; None: those that are trusted."""

    delay: float = 0.0
    """Real seconds before an answer goes out."""
    no_answer: bool = False
    """Receive and keep silent, until the connection is closed or this is switched off."""
    close_mid_answer: bool = False
    """Send half of the answer and close the connection."""
    soap_fault: str | None = None
    """Answer every message with a fault of this code: Server, Client, wsse:FailedCheck, ..."""
    hl7_error: str | None = None
    """Answer every message with this HL7 error, for instance AUTERR_MEDISCH or NOSTORE."""
    refuse_token: str | None = None
    """Answer every message with a token as if this rule (T-13, ...) had failed."""
    wrong_patient: bool = False
    """The answer is about another patient than the one asked for."""
    broken_xml: bool = False
    """The answer breaks off within an element: no well-formed XML."""
    header_blocks: tuple[bytes, ...] = ()
    """Serialised SOAP header blocks that every answer carries beside its message."""
    base: str = ""
    """Path under which the services stand, for instance /lsp."""
    location: Literal[1, 2] = 1
    """Which of the two locations is the operational one; the other ends every connection at once."""

    sources: tuple[Source, ...] = (APOTHEEK, ZIEKENHUIS)
    applications: tuple[Application, ...] = (HUISARTSPRAKTIJK,)
    roles: tuple[str, ...] = ("01", "17")
    """Rolcodes, by their first two digits, that may query (assumed: the autorisatieprotocol is not public)."""
    detail_codes: bool = True
    """Add the code of the simulator to the detail of a fault (tokens.md section 8.2)."""

    def __post_init__(self) -> None:
        versions = (TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3)
        if self.minimum not in versions or self.maximum not in versions or self.minimum > self.maximum:
            raise ValueError(
                f"TLS-versies {self.minimum:#06x} tot {self.maximum:#06x} bestaan niet als reeks;"
                " kies uit 0x0301 (1.0) tot 0x0304 (1.3), de laagste eerst"
            )
        if self.delay < 0:
            raise ValueError(f"een vertraging van {self.delay} seconden kan niet; geef 0 of meer")
        if self.location not in (1, 2):
            raise ValueError(f"locatie {self.location} bestaat niet; kies 1 of 2")
        if self.soap_fault:
            fault_code(self.soap_fault)
        if self.refuse_token:
            token_fault(self.refuse_token)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of all settings."""
        return tuple(field.name for field in fields(cls))
